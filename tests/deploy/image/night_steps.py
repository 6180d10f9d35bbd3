# SPDX-License-Identifier: Apache-2.0
"""deploy/test update, second half: software from the district's hub, on a machine that is flashed anew as kiosk 2, at two in
the morning by its own clock. Here the hub itself says what became of it: nothing is asked of the machine."""

import os
import sqlite3
import time
from datetime import datetime, timedelta

from tests.e2e.demo.district import SHANGHAI, SITE
from tests.e2e.demo.programs import BIN, eventually, run

from . import office
from .lobby_steps import DOORS, answers
from .trial import FIRST_FRAME, Steps, expect

KIOSK = 2
FETCHED, INSTALLED = 1200, 2400  # seconds, emulated
STEPS = Steps()


def software(trial):
    """(running, updated to, progress, reason, part) of the machine, as its hub knows it; nothing before it has reported."""
    connection = sqlite3.connect(f"file:{trial.district.hub_database}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT running, updated_to, progress, reason, part FROM software WHERE node LIKE ?", (f"%kiosk-{KIOSK}%",)).fetchall()
        return rows[0] if rows else None
    finally:
        connection.close()


def publish(trial, name, minutes):
    """For this one kiosk, by the office's own command."""
    bundle = trial.bundles.folder / name / f"onestop-{trial.bundles.later(minutes)}-x86_64.raucb"
    os.link(trial.bundles.folder / name / f"{name}.raucb", bundle)
    run(BIN / "onestop-publish", "software", "--district", trial.district.publisher, "--kiosk", f"kiosk-{KIOSK}.{SITE}", bundle)


def at_night():
    """Now, if it is night; else shortly before the hours in which software is installed. Never in the past (certificates begin
    now), never a day ahead (what the hub signs holds for one)."""
    now = datetime.now(SHANGHAI)
    if 2 <= now.hour < 4:
        return now
    tonight = now.replace(hour=1, minute=50, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)


@STEPS.step("from_hub", "the district stages a version for this kiosk: fetched, checked, at night installed and started; the hub's page says so")
def from_hub(trial):
    trial.bundles.make("night", 70)
    publish(trial, "night", 70)
    trial.machine.cut_power()
    trial.machine.flash(trial.image)
    trial.machine.clock = at_night()
    stick = office.stick_of_second_kiosk(trial)
    trial.machine.start()
    trial.wait_for_lit(FIRST_FRAME)
    trial.machine.plug_stick(stick)
    fetched = eventually("the hub knows that the version was fetched", lambda: (said := software(trial)) and said[2] in ("fetched", "installed"), FETCHED, every=2.0)
    began = time.monotonic()
    trial.machine.unplug_stick()
    trial.machine.forget_events()
    trial.picture("night-fetched")
    for port in DOORS:  # the hub is elsewhere: not even the counter page's
        expect(not answers(trial.machine.forwards[port]), f"port {port} answers on a machine that is no hub")
    eventually("a start at night", lambda: trial.machine.resets() > 0, INSTALLED, every=2.0)
    restarted = round(time.monotonic() - began)
    said = eventually("the hub knows how it ended", lambda: (now := software(trial)) and now[2] in ("installed", "failed") and now, 900, every=2.0)
    expect(said[:3] == (trial.bundles.later(70), trial.bundles.later(70), "installed"), f"the hub says: {said}")
    trial.picture("night-installed")
    return f"fetched: {fetched}; started anew {restarted} s later; the hub says: {said}"
