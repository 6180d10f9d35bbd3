-- SPDX-License-Identifier: Apache-2.0
-- The kiosk's store. Every table has one writing program, named above it; database.cpp reads these comments and
-- enforces them with an authorizer. Times are RFC 3339 in UTC. `only` is 1: a table of one row.

-- writer: kiosk
CREATE TABLE kiosk_epoch(only INTEGER PRIMARY KEY CHECK(only = 1), epoch TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE kiosk_event(
  sequence INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, recorded_at TEXT NOT NULL,
  body BLOB NOT NULL, hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT;
-- writer: kiosk
CREATE TABLE kiosk_counted(type TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT;
-- writer: syncd
CREATE TABLE syncd_epoch(only INTEGER PRIMARY KEY CHECK(only = 1), epoch TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT;
-- writer: syncd
CREATE TABLE syncd_event(
  sequence INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, recorded_at TEXT NOT NULL,
  body BLOB NOT NULL, hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT;
-- writer: syncd
CREATE TABLE syncd_counted(type TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT;

-- The service day of the kiosk only moves forward (DESIGN 4.2).
-- writer: kiosk
CREATE TABLE service_day(only INTEGER PRIMARY KEY CHECK(only = 1), service_day TEXT NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE number_mark(
  service_day TEXT NOT NULL, business TEXT NOT NULL, range TEXT NOT NULL CHECK(range IN ('leased', 'kiosk')),
  high_water INTEGER NOT NULL, PRIMARY KEY(service_day, business, range)) STRICT, WITHOUT ROWID;
-- writer: kiosk
CREATE TABLE ticket(
  ticket_id TEXT PRIMARY KEY, service_day TEXT NOT NULL, number TEXT NOT NULL, business TEXT NOT NULL,
  item_id TEXT NOT NULL, item_name TEXT NOT NULL, priority_class TEXT NOT NULL, issued_at TEXT NOT NULL,
  token TEXT NOT NULL, person_hash BLOB,
  state TEXT NOT NULL CHECK(state IN ('live', 'given_up', 'done')),
  print_state TEXT NOT NULL CHECK(print_state IN ('none', 'queued', 'printed', 'unknown', 'failed')),
  UNIQUE(service_day, number)) STRICT;
-- One live ticket per person: the keyed hash goes when the ticket is no longer live.
CREATE UNIQUE INDEX ticket_one_live_per_person ON ticket(person_hash) WHERE state = 'live' AND person_hash IS NOT NULL;
-- writer: kiosk
CREATE TABLE print_job(
  print_job_id TEXT PRIMARY KEY, ticket_id TEXT, title TEXT NOT NULL, reprint INTEGER NOT NULL CHECK(reprint IN (0, 1)),
  receipt_hash BLOB, answer_id INTEGER,
  state TEXT NOT NULL CHECK(state IN ('queued', 'sending', 'printed', 'unknown', 'failed')),
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE printer_counter(only INTEGER PRIMARY KEY CHECK(only = 1), next INTEGER NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE check_in(
  token_id TEXT PRIMARY KEY, activity_session_id TEXT NOT NULL, people INTEGER NOT NULL CHECK(people BETWEEN 1 AND 99),
  checked_in_at TEXT NOT NULL) STRICT;
-- A booking lives by its code: no name is asked. Confirmed are never more people than place_lease grants (DESIGN 4.2).
-- writer: kiosk
CREATE TABLE booking(
  booking_id TEXT PRIMARY KEY, activity_session_id TEXT NOT NULL, people INTEGER NOT NULL CHECK(people BETWEEN 1 AND 9),
  standing TEXT NOT NULL CHECK(standing IN ('confirmed', 'waitlisted', 'cancelled')),
  token_id TEXT NOT NULL UNIQUE, booked_at TEXT NOT NULL) STRICT;
CREATE INDEX booking_by_session ON booking(activity_session_id, standing);
-- Once a service, once a person's code: rated_id is the ticket, or the token that was checked in.
-- writer: kiosk
CREATE TABLE rating(rated_id TEXT PRIMARY KEY, level INTEGER NOT NULL CHECK(level BETWEEN 1 AND 5), rated_at TEXT NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE help_call(
  help_id TEXT PRIMARY KEY, requested_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('ringing', 'coming', 'no_answer', 'cancelled', 'ended'))) STRICT;
-- Sealed in memory before it comes here: CMS to the district's certificate (sync/crypto/sealing.h).
-- writer: kiosk
CREATE TABLE sealed_record(
  record_id TEXT PRIMARY KEY, purpose TEXT NOT NULL CHECK(purpose IN ('opinion', 'call_back')),
  consent_version TEXT NOT NULL, sealed_at TEXT NOT NULL, cms BLOB NOT NULL) STRICT;
-- Whose answer somebody at the kiosk asks for at this moment.
-- writer: kiosk
CREATE TABLE answer_request(only INTEGER PRIMARY KEY CHECK(only = 1), record_id TEXT NOT NULL, asked_at TEXT NOT NULL) STRICT;
-- writer: kiosk
CREATE TABLE device_state(device TEXT PRIMARY KEY, state TEXT NOT NULL, since TEXT NOT NULL, detail TEXT NOT NULL) STRICT;

-- writer: syncd
CREATE TABLE number_lease(
  service_day TEXT NOT NULL, business TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, leased_at TEXT NOT NULL,
  CHECK(first BETWEEN 1 AND last), PRIMARY KEY(service_day, business, first)) STRICT, WITHOUT ROWID;
-- Places of a session that the hub ever granted to this store, and those that were ever given back. Both only grow, so
-- that no repeated or belated answer can make a place twice.
-- writer: syncd
CREATE TABLE place_lease(
  activity_session_id TEXT PRIMARY KEY, granted INTEGER NOT NULL, returned INTEGER NOT NULL, changed_at TEXT NOT NULL,
  CHECK(returned BETWEEN 0 AND granted)) STRICT;
-- The owner of a log deletes what was acknowledged here and is older than 35 days.
-- writer: syncd
CREATE TABLE acknowledgement(source TEXT PRIMARY KEY, sequence INTEGER NOT NULL, acknowledged_at TEXT NOT NULL) STRICT;
-- The hub holds these sealed records: the kiosk deletes its own 35 days later. Emptied when the hub was restored.
-- writer: syncd
CREATE TABLE sealed_receipt(record_id TEXT PRIMARY KEY, received_at TEXT NOT NULL) STRICT;
-- What the hub says to answer_request, as it came; only the query code opens the body.
-- writer: syncd
CREATE TABLE answer(
  only INTEGER PRIMARY KEY CHECK(only = 1), record_id TEXT NOT NULL, asked_at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK(outcome IN ('unknown', 'not_yet', 'answered')), body BLOB NOT NULL) STRICT;
-- The hub's document, stored as it came.
-- writer: syncd
CREATE TABLE queue_state(only INTEGER PRIMARY KEY CHECK(only = 1), revision INTEGER NOT NULL, body TEXT NOT NULL, received_at TEXT NOT NULL) STRICT;
-- writer: syncd
CREATE TABLE trusted_metadata(role TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
-- Targets are written in slices under the coming revision; current_catalogue switches to it in one row.
-- writer: syncd
CREATE TABLE target(
  revision INTEGER NOT NULL, path TEXT NOT NULL, sha256 BLOB NOT NULL CHECK(length(sha256) = 32), body BLOB NOT NULL,
  PRIMARY KEY(revision, path)) STRICT;
-- writer: syncd
CREATE TABLE current_catalogue(only INTEGER PRIMARY KEY CHECK(only = 1), revision INTEGER NOT NULL, issued_at TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;
-- writer: syncd
CREATE TABLE syncd_state(
  only INTEGER PRIMARY KEY CHECK(only = 1), heartbeat_at TEXT NOT NULL,
  link TEXT NOT NULL CHECK(link IN ('online', 'offline', 'unreachable', 'clock', 'refused', 'login_page')),
  link_since TEXT NOT NULL, reason TEXT NOT NULL, last_push_at TEXT, last_pull_at TEXT, time_floor TEXT, retry_at TEXT,
  failures INTEGER NOT NULL) STRICT;
