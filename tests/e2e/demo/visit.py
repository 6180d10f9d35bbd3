# SPDX-License-Identifier: Apache-2.0
"""A resident's visit, step by step, by real touches; each step is asserted from outside and has its sabotage.

A step returns what was seen, as a sentence, or raises NotSeen. Its sabotage breaks the one thing the step depends on
and mends it afterwards: under sabotage exactly that step must fail.
"""

import collections
import contextlib
import json
import re
import shutil
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from typing import Callable

from .emulator import ZHANG
from .programs import BIN, NotSeen, eventually, run

ITEM = "老年人优待证"


@dataclass
class Step:
    name: str
    promise: str
    act: Callable
    sabotage: Callable


STEPS: list[Step] = []


def step(name, promise, sabotage):
    def register(act):
        STEPS.append(Step(name, promise, act, contextlib.contextmanager(sabotage)))
        return act

    return register


def expect(truth, sentence):
    if not truth:
        raise NotSeen(sentence)


class Visit:
    """What the steps share: the lobby, the people in it, and the tally of what really happened."""

    def __init__(self, lobby, witness, clerk, folder):
        self.lobby, self.witness, self.clerk, self.folder = lobby, witness, clerk, folder
        self.screen = lobby.screen
        self.district = lobby.district
        self.patience = 1.0  # a sabotaged step is not waited for as long
        self.numbers = {}  # service day → numbers issued
        self.token = None
        self.served = None  # the number the clerk was done with
        self.happened = collections.Counter()  # (service day, what) → how often
        self.pictures = 0
        self.code_for_kiosk = 1

    def seconds(self, most):
        return most * self.patience

    def next_number(self):
        """The first number that the hub lent to this kiosk for the day, then always one more."""
        day = self.district.service_day()
        if self.numbers.get(day):
            return f"A{int(self.numbers[day][-1][1:]) + 1:03d}"
        lent = "SELECT max(first) FROM lease WHERE service_day = ? AND business = 'A'"
        first = eventually("numbers lent by the hub", lambda: self.witness.hub(lent, day)[0][0], self.seconds(10))
        return f"A{first:03d}"

    def count(self, what):
        self.happened[self.district.service_day(), what] += 1

    def admitted(self):
        return sum(times for (_, what), times in self.happened.items() if what == "check_ins")

    def let_the_service_day_turn(self):
        """At two to four in the morning, waits until the new service day has begun; else nothing."""
        now = self.district.now()
        turn = now.replace(hour=4, minute=0, second=1, microsecond=0)
        if now.hour == 3 and (turn - now).total_seconds() < 120:
            time.sleep((turn - now).total_seconds())

    def picture(self, name, screen=None):
        self.pictures += 1
        (screen or self.screen).picture(self.folder / f"{self.pictures:02d}-{name}.png")

    def go_home(self):
        if not self.screen.find("活动签到"):
            self.screen.touch("首页", self.seconds(10))
        self.screen.wait_for("活动签到", self.seconds(10))

    def next_resident(self):
        """Whoever was here has left: the screen is at home, greets nobody and offers a number."""
        self.lobby.emulator.lift_card()
        self.lobby.kiosk.stop()
        self.lobby.kiosk.start()
        self.screen.wait_for("取号办事", 15)

    def take_number(self):
        """From home to a ticket on the screen; returns its number."""
        number = self.next_number()
        self.screen.touch("取号办事", self.seconds(10))
        self.screen.touch(ITEM, self.seconds(10))
        self.screen.touch("取号", self.seconds(10))
        self.screen.wait_sees(number, self.seconds(10))
        self.numbers.setdefault(self.district.service_day(), []).append(number)
        return number

    def printed(self, number):
        """The ticket's paper, once the printer's own answer has confirmed it."""

        def confirmed():
            ticket = self.witness.ticket(number)
            return ticket and ticket[1] == "printed"

        eventually(f"the printer's confirmation of {number}", confirmed, self.seconds(12))
        sheet = eventually(f"{number} on paper", lambda: self.witness.paper_with(number), self.seconds(5))
        answered = [e for e in self.witness.kiosk_events("ticket.printed") if e["outcome"] == "printed"]
        expect(answered, f"no ticket.printed event says printed for {number}")
        return sheet


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────────────────────


def forged_catalogue(visit):
    """Every target of the repository is changed after it was signed, and the kiosk starts from nothing."""
    repository = visit.district.publisher / "repository" / "targets"
    kept = repository.with_name("targets.kept")
    visit.lobby.daemon.stop()
    visit.lobby.kiosk.stop()
    visit.lobby.hall.stop()
    shutil.copytree(repository, kept)
    for file in repository.rglob("*.*"):
        if file.is_file():
            data = file.read_bytes()
            file.write_bytes(data.replace("展示".encode(), "伪造".encode()).replace(b"a", b"b", 1) if data else data)
    for file in visit.district.store.parent.glob("store.sqlite*"):
        file.unlink()
    visit.lobby.daemon.start()
    visit.lobby.kiosk.start()
    visit.lobby.hall.start()
    try:
        yield
    finally:
        shutil.rmtree(repository)
        kept.rename(repository)
        visit.lobby.daemon.stop()
        visit.lobby.daemon.start()


@step("catalogue", "the month's catalogue, signed by the publisher, is on the home screen", forged_catalogue)
def catalogue(visit):
    revision = eventually("a catalogue in the store", lambda: visit.witness.store("SELECT revision FROM current_catalogue"), visit.seconds(20))
    visit.screen.wait_for("取号办事", visit.seconds(15))
    visit.screen.wait_sees("葵涌社区党群服务中心", visit.seconds(10))
    visit.screen.wait_sees("演示", visit.seconds(10))
    visit.picture("home")
    return f"revision {revision[0][0]} of the catalogue; home shows 葵涌社区党群服务中心 and today's activities"


# ── the card and the guide ───────────────────────────────────────────────────────────────────────────────────────


def reader_unplugged(visit):
    visit.lobby.emulator.unplug("reader")
    try:
        yield
    finally:
        visit.lobby.emulator.lift_card()
        visit.lobby.emulator.plug("reader")


@step("card", "the screen greets whoever lays an ID card, by the masked name", reader_unplugged)
def card(visit):
    visit.lobby.emulator.lay_card(ZHANG)
    visit.screen.wait_sees("张*三", visit.seconds(10))
    visit.picture("greeting")
    names = " ".join(visit.screen.names())
    expect(ZHANG["name"] not in names and ZHANG["number"] not in names, "the screen shows the whole name or number")
    return "张*三 is greeted; neither name nor number stands anywhere on the screen"


def wrong_item(visit):
    global ITEM
    kept, ITEM = ITEM, "居住证"
    try:
        yield
    finally:
        ITEM = kept
        visit.go_home()


@step("guide", "老年人优待证 says what to bring", wrong_item)
def guide(visit):
    visit.screen.touch("取号办事", visit.seconds(10))
    visit.screen.touch(ITEM, visit.seconds(10))
    for words in ("请带好", "一寸照片", "非深户才要"):
        visit.screen.wait_sees(words, visit.seconds(8))
    visit.picture("guide")
    return "请带好: 身份证、一寸照片、居住证（非深户才要）"


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def stale_print_id(visit):
    visit.lobby.emulator.fault("printer", "stale_answer_id")
    try:
        yield
    finally:
        visit.lobby.emulator.clear_faults("printer")
        visit.next_resident()


@step("ticket", "a number is taken, printed, and its print confirmed by the printer's own answer", stale_print_id)
def ticket(visit):
    visit.go_home()
    number = visit.take_number()
    sheet = visit.printed(number)
    visit.screen.wait_sees("请取走", visit.seconds(5))
    visit.picture("ticket")
    expect(any(ITEM in line for line in sheet["text"]), f"the paper of {number} does not name {ITEM}")
    return f"{number} on the screen and on {sheet['file']}; printed by the printer's answer"


def kiosk_stays_dead(visit):
    visit.lobby.kiosk.start = lambda: None
    try:
        yield
    finally:
        del visit.lobby.kiosk.start
        visit.lobby.kiosk.start()
        visit.screen.wait_for("取号办事", 15)


@step("after_kill", "the next number follows on, also after the kiosk was killed", kiosk_stays_dead)
def after_kill(visit):
    visit.lobby.emulator.lift_card()
    visit.lobby.kiosk.kill()
    visit.lobby.kiosk.start()
    visit.screen.wait_for("取号办事", visit.seconds(15))
    number = visit.take_number()
    visit.printed(number)
    visit.picture("next-number")
    visit.go_home()
    return f"killed, started again: {number}"


# ── the counter ──────────────────────────────────────────────────────────────────────────────────────────────────


def hub_stopped(visit):
    visit.lobby.hub.stop()
    try:
        yield
    finally:
        visit.lobby.start_hub()


@step("counter", "a clerk calls her from a browser; kiosk and hall display show number and window, and it is said aloud", hub_stopped)
def counter(visit):
    eventually("the tickets at the hub", lambda: len(visit.witness.hub_events("ticket.issued")) >= 2, visit.seconds(15))
    visit.clerk.sign_in("clerk", visit.district.password)
    number = eventually("a waiting ticket", lambda: visit.witness.hub("SELECT number FROM ticket WHERE state = 'waiting' ORDER BY issued_at"), visit.seconds(10))[0][0]
    visit.clerk.press("#call-next")
    visit.clerk.wait_text("#current-number", number, visit.seconds(10))
    visit.lobby.hall_screen.wait_sees(number, visit.seconds(10))
    visit.screen.wait_sees(number, visit.seconds(10))
    eventually("the call in the loudspeaker", lambda: visit.lobby.heard.exists() and visit.lobby.heard.stat().st_size > 22050 * 2, visit.seconds(10))
    visit.clerk.picture(visit.folder / "counter.png")
    time.sleep(4)  # a call blinks three times before it stands
    visit.picture("hall", visit.lobby.hall_screen)
    visit.picture("called")
    for button in ("#recall", "#serve", "#done"):
        visit.clerk.press(button)
        time.sleep(0.3)
    eventually(f"{number} done at the hub", lambda: visit.witness.hub("SELECT 1 FROM ticket WHERE number = ? AND state = 'done'", number), visit.seconds(10))
    visit.served = number
    return f"{number} → 1 号窗口 on the kiosk and the hall display, and said; recalled, served, done"


def slip_of_nobody(visit):
    number, visit.served = visit.served, None
    try:
        yield
    finally:
        visit.served = number
        visit.go_home()


@step("rate", "served, she holds her slip to the scanner and says how it was; no name goes with it", slip_of_nobody)
def rate(visit):
    visit.go_home()
    slip = visit.witness.paper_with(visit.served)["qr"][0] if visit.served else "https://example.invalid/t/nobody"
    visit.lobby.emulator.show(slip)
    visit.screen.touch("非常满意", visit.seconds(8))
    visit.screen.touch("交评价", visit.seconds(5))
    visit.screen.wait_sees("谢谢您的评价", visit.seconds(5))
    visit.picture("rated")
    ticket_id = visit.witness.ticket(visit.served)[0]
    rated = eventually("the rating at the hub", lambda: visit.witness.hub_events("rating.submitted"), visit.seconds(15))
    expect([r["subject_id"] for r in rated] == [ticket_id] and rated[0]["level"] == 5, f"not one rating of {visit.served}: {rated}")
    visit.go_home()
    return f"{visit.served} rated 非常满意 by its slip, once"


# ── the visitor's code ───────────────────────────────────────────────────────────────────────────────────────────


def forged_code(visit):
    good = visit.token
    visit.token = good[:-12] + "".join(reversed(good[-12:]))
    try:
        yield
    finally:
        visit.token = good
        visit.go_home()


@step("check_in", "a visitor's signed code admits her to the activity", forged_code)
def check_in(visit):
    visit.go_home()
    visit.lobby.emulator.show(visit.token)
    visit.screen.wait_sees("签到成功", visit.seconds(8))
    visit.picture("check-in")
    eventually("the check-in in the kiosk's log", lambda: len(visit.witness.kiosk_events("checkin.accepted")) == visit.admitted() + 1, visit.seconds(5))
    visit.count("check_ins")
    return "签到成功; checkin.accepted is in the log"


def another_code(visit):
    good, visit.token = visit.token, visit.spare_token
    try:
        yield
    finally:
        visit.token = good
        visit.count("check_ins")  # the other code was good: it was admitted
        visit.go_home()


@step("same_code", "the same code again is refused, with the reason", another_code)
def same_code(visit):
    visit.go_home()
    visit.lobby.emulator.show(visit.token)
    visit.screen.wait_sees("这个码用过了", visit.seconds(8))
    visit.picture("check-in-again")
    expect(len(visit.witness.kiosk_events("checkin.accepted")) == visit.admitted(), "the code was admitted twice")
    return "refused: 这个码用过了"


def blank_photograph(visit):
    visit.photograph = lambda file: run("qrencode", "-s", "6", "-o", file, "nothing of ours")
    try:
        yield
    finally:
        del visit.photograph


Visit.photograph = lambda visit, file: run("qrencode", "-s", "6", "-l", "M", "-o", file, visit.token)


@step("photograph", "onestop-device reads the same code from a photograph", blank_photograph)
def photograph(visit):
    file = visit.folder / "code.png"
    visit.photograph(file)
    answer = json.loads(run(BIN / "onestop-device", "decode", file))
    expect(answer["text"] == visit.token, f"read {answer['text'][:12]}… instead of the visitor's code")
    expect({"file", "text", "format", "ms"} <= answer.keys(), f"the line lacks a field: {sorted(answer)}")
    return f"{answer['format']} in {answer['ms']} ms"


# ── a place in an activity ──────────────────────────────────────────────────────────────────────────────────────


def key_lost(visit):
    """The kiosk's key for the codes of bookings is damaged: a code that nobody could verify is not given out."""
    key = visit.district.store.parent / "state" / "check_in_key.pem"
    kept = key.read_bytes()
    visit.lobby.kiosk.stop()
    key.write_bytes(b"damaged")
    visit.lobby.kiosk.start()
    visit.screen.wait_for("取号办事", 15)
    try:
        yield
    finally:
        visit.lobby.kiosk.stop()
        key.write_bytes(kept)
        visit.lobby.kiosk.start()
        visit.screen.wait_for("取号办事", 15)


def activity_to_book(now):
    """One that is held every day, whose next session is not about to begin: then its code would check in at once."""
    return "9:00 便民血压测量" if 17 <= now.hour < 21 else "19:30 晚间阅读分享"


@step("book", "a guardian books two places as one, without a name; the code on her slip gives them back", key_lost)
def book(visit):
    visit.go_home()
    visit.screen.touch("活动预约", visit.seconds(10))
    visit.screen.touch(activity_to_book(visit.district.now()), visit.seconds(10))
    visit.screen.touch("预约 2 人，大人带孩子", visit.seconds(15))
    visit.screen.wait_sees("订好了", visit.seconds(10))
    booked = visit.witness.kiosk_events("booking.created")[-1]
    visit.count("bookings")
    expect(booked["standing"] == "confirmed" and booked["people"] == 2, f"not two confirmed places: {booked}")
    visit.screen.wait_sees("请取走", visit.seconds(12))
    visit.picture("booked")
    sheet = eventually("the booking on paper", lambda: visit.witness.paper_with("到时请扫这个码签到"), visit.seconds(5))
    visit.go_home()

    visit.lobby.emulator.show(sheet["qr"][0])
    visit.screen.touch("取消预约", visit.seconds(10))
    visit.screen.wait_sees("真的取消吗", visit.seconds(5))
    visit.screen.touch("取消预约", visit.seconds(5))
    visit.screen.wait_sees("已经取消", visit.seconds(5))
    visit.picture("booking-cancelled")
    gone = "SELECT 1 FROM booking WHERE booking_id = ? AND people = 2 AND standing = 'cancelled'"
    eventually("the booking and its end at the hub", lambda: visit.witness.hub(gone, booked["booking_id"]), visit.seconds(20))
    lent = visit.witness.hub("SELECT max(granted - returned) FROM place_lease")[0][0]
    visit.go_home()
    return f"two places booked, printed, and given back by the slip's code; at most {lent} places lent ahead of a session"


# ── without network ──────────────────────────────────────────────────────────────────────────────────────────────


def no_paper(visit):
    visit.lobby.emulator.printer("take_paper")
    try:
        yield
    finally:
        visit.lobby.start_hub()
        visit.lobby.emulator.printer("load_paper")


@step("offline", "without network a number is issued and printed as if nothing had happened", no_paper)
def offline(visit):
    visit.let_the_service_day_turn()
    visit.next_resident()
    visit.lobby.hub.stop()
    time.sleep(0.5)
    number = visit.take_number()
    visit.printed(number)
    visit.picture("offline-ticket")
    visit.offline_number = number
    expect(not visit.lobby.hub.running, "the hub was not off")
    return f"{number} issued and printed with the hub off"


def daemon_stopped(visit):
    visit.lobby.daemon.stop()
    try:
        yield
    finally:
        visit.lobby.daemon.start()


@step("backfill", "network on: its event reaches the hub once", daemon_stopped)
def backfill(visit):
    visit.lobby.start_hub()
    number = visit.offline_number
    ticket_id = visit.witness.ticket(number)[0]

    def copies():
        return sum(1 for event in visit.witness.hub_events("ticket.issued") if event["ticket_id"] == ticket_id)

    eventually(f"{number} at the hub", copies, visit.seconds(40))
    time.sleep(1)  # a second copy would have come by now
    expect(copies() == 1, f"{number} stands {copies()} times at the hub")
    return f"{number} stands once at the hub"


# ── an opinion ───────────────────────────────────────────────────────────────────────────────────────────────────


def desk(visit, *words, told=b""):
    """onestop-open with the district's offline key."""
    return subprocess.run([BIN / "onestop-open", "--key", visit.district.publisher / "keys" / "sealing.pem", *words], input=told, capture_output=True, check=True).stdout


@step("opinion", "an opinion is sealed to the district, and its answer is shown to who types the code of the receipt", hub_stopped)
def opinion(visit):
    hub = [BIN / "onestop-hub", "--config", visit.district.folder / "hub" / "hub.toml"]
    folder = visit.district.folder / "desk"
    shutil.rmtree(folder, ignore_errors=True)
    visit.go_home()
    visit.screen.touch("意见心愿", visit.seconds(10))
    visit.screen.touch("环境设施", visit.seconds(10))
    visit.screen.wait_for("封好，送出", visit.seconds(10))
    if visit.screen.find("换成英文"):
        visit.screen.touch("换成英文", visit.seconds(5))
    for letter in "deng":
        visit.screen.touch(letter, visit.seconds(5))
    visit.screen.touch("封好，送出", visit.seconds(5))
    visit.screen.wait_sees("送到了，谢谢您", visit.seconds(12))
    visit.picture("opinion")
    eventually("the receipt on paper", lambda: visit.witness.paper_with("意见受理回执"), visit.seconds(12))
    code = next((name.replace(" ", "") for name in visit.screen.names() if re.fullmatch(r"([0-9]{4} ){4}[0-9]{4}", name)), None)
    expect(code, "no code of twenty digits on the screen")
    clear = [file.name for file in (*visit.district.folder.glob("hub/hub.sqlite*"), visit.district.store) if code.encode() in file.read_bytes()]
    expect(not clear, f"the code stands in {clear}")

    subprocess.run([*hub, "export-sealed", folder], check=True, capture_output=True)
    told = visit.witness.kiosk_events("opinion.submitted")[-1]
    records = [json.loads(line) for line in desk(visit, "read", "--json", folder).splitlines()]
    record = next(record for record in records if record["record_id"] == told["record_id"])
    expect(record["text"] == "deng" and record["topic"] == told["topic"] == "environment", f"the desk reads {record}")
    desk(visit, "answer", "--record", record["record_id"], folder, told="灯修好了".encode())
    subprocess.run([*hub, "import-answers", folder], check=True, capture_output=True)
    visit.next_resident()

    visit.screen.touch("意见心愿", visit.seconds(10))
    visit.screen.touch("查回复", visit.seconds(10))
    visit.screen.wait_for("清空", visit.seconds(10))
    for figure in code:  # by its role: the first figure alone stands in the field, too, and is no key
        visit.screen.touch(figure, visit.seconds(5), role="Button")
    visit.screen.wait_sees(" ".join(code[start : start + 4] for start in range(0, 20, 4)), visit.seconds(5))
    visit.screen.touch("查回复", visit.seconds(5), role="Button")
    visit.screen.wait_sees("灯修好了", visit.seconds(10))
    visit.picture("answer")
    visit.go_home()
    return "the desk alone read it; its answer came back to the twenty digits of the receipt"


# ── the staff's door ─────────────────────────────────────────────────────────────────────────────────────────────


def code_for_the_neighbour(visit):
    visit.code_for_kiosk = 2
    try:
        yield
        visit.screen.wait_sees("这个码不是给这台机器（1 号）的", 5)
    finally:
        visit.code_for_kiosk = 1
        visit.next_resident()


def knock(visit):
    """The clock in the corner, held."""
    visit.go_home()
    visit.screen.hold(eventually("the clock", visit.screen.clock, 10))
    visit.screen.wait_sees("请输密码", visit.seconds(8))


@step("staff", "a code that the hub signed for this kiosk opens the staff's pages, once", code_for_the_neighbour)
def staff(visit):
    code = visit.district.staff_code(visit.code_for_kiosk)
    knock(visit)
    visit.screen.wait_sees("也可以用中枢", visit.seconds(15))
    visit.lobby.emulator.show(code)
    visit.screen.wait_for("换纸卷", visit.seconds(8))
    visit.picture("staff")
    entered = visit.witness.kiosk_events("staff.entered")
    expect(len(entered) == 1 and entered[0]["by"] == "code", f"the log says {entered}")
    visit.next_resident()

    knock(visit)
    visit.lobby.emulator.show(code)
    visit.screen.wait_sees("这个码用过了，一个码只开一次", visit.seconds(8))
    visit.picture("staff-again")
    expect(len(visit.witness.kiosk_events("staff.entered")) == 1, "the code opened the door twice")
    visit.next_resident()
    return "换纸卷 and the rest are open; the same code again: 这个码用过了"


# ── help and counts ──────────────────────────────────────────────────────────────────────────────────────────────


@step("help", "叫人帮忙 rings on the counter page and in the hall within 2 s with the kiosk's name, and the answer comes back", hub_stopped)
def help_call(visit):
    where = "1 号自助机有人需要帮忙"
    visit.clerk.sign_in("clerk", visit.district.password)
    online = "SELECT 1 FROM syncd_state WHERE link = 'online'"
    eventually("the network", lambda: visit.witness.store(online), visit.seconds(40))
    visit.lobby.heard.unlink(missing_ok=True)
    looks = {"the counter page": lambda: where in visit.clerk.text("#help-where"), "the hall display": lambda: visit.lobby.hall_screen.sees(where),
             "the hall's loudspeaker": visit.lobby.bell_heard}
    rang = {}
    visit.screen.touch("叫人帮忙", visit.seconds(10))
    began = time.monotonic()

    def everywhere():
        rang.update({place: time.monotonic() - began for place, look in looks.items() if place not in rang and look()})
        return len(rang) == len(looks)

    eventually("the ring on " + ", ".join(looks), everywhere, 2)
    visit.count("help_calls")
    visit.clerk.picture(visit.folder / "counter-help.png")
    visit.picture("hall-help", visit.lobby.hall_screen)
    visit.clerk.press("#help-acknowledge")
    visit.screen.wait_sees("工作人员马上来", visit.seconds(8))
    eventually("the hall's line gone", lambda: not visit.lobby.hall_screen.sees(where), visit.seconds(2))
    visit.picture("help")
    visit.go_home()
    return ", ".join(f"{place} after {seconds:.1f} s" for place, seconds in rang.items()) + "; the screen says 工作人员马上来"


def ghost_ticket(visit):
    """Somebody writes a ticket into the hub's database that nobody took."""
    def write(sentence):
        with contextlib.closing(sqlite3.connect(visit.district.hub_database, timeout=5)) as hub, hub:
            hub.execute(sentence)

    columns = [row[1] for row in visit.witness.hub("PRAGMA table_info(ticket)")]
    copied = ", ".join({"ticket_id": "'ghost'", "number": "'A998'", "token": "'ghost'"}.get(c, c) for c in columns)
    write(f"INSERT INTO ticket ({', '.join(columns)}) SELECT {copied} FROM ticket LIMIT 1")
    try:
        yield
    finally:
        write("DELETE FROM ticket WHERE ticket_id = 'ghost'")


@step("counts", "the hub shows the day's counts, equal to what happened", ghost_ticket)
def counts(visit):
    day = visit.district.service_day()
    happened = {"tickets_issued": len(visit.numbers.get(day, []))}
    happened |= {what: visit.happened[day, what] for what in ("check_ins", "bookings", "help_calls")}

    def shown():
        visit.clerk.go("counts")
        return {name: visit.clerk.text(f'#counts [data-count="{name}"]') for name in happened}

    wanted = {name: str(count) for name, count in happened.items()}
    try:
        eventually("the counts", lambda: shown() == wanted, visit.seconds(10), every=0.5)
    except NotSeen:
        raise NotSeen(f"the hub shows {shown()}, but {wanted} happened") from None
    visit.clerk.picture(visit.folder / "counts.png")
    return ", ".join(f"{name} {count}" for name, count in happened.items())
