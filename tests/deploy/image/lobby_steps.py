# SPDX-License-Identifier: Apache-2.0
"""deploy/test image: one kiosk from flashing to power off. The image is the release, unchanged: what it says about itself is
read from its disk when it is off."""

import contextlib
import socket
import ssl
import time

from tests.e2e.demo.district import STAFF_PIN
from tests.e2e.demo.emulator import ZHANG
from tests.e2e.demo.programs import eventually
from tests.e2e.demo.touch_screen import HELD

from . import afterwards, office
from .machine import DEVICES
from .trial import AT_HOME, FIRST_FRAME, Steps, expect

DOORS = (22, 80, 443, 18443, 18445)
AFTER_STICK = 180  # seconds to the home screen, emulated: the store is made, the catalogue taken in
STEPS = Steps()

# ── the lobby ────────────────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("unenrolled", "a flashed machine says that it is not enrolled, by which code it is known, and why a stick is refused")
def unenrolled(trial):
    page = trial.unenrolled
    page.start()
    trial.machine.start()
    calm = page.wait_alike(trial.machine, "the page of a machine without identity", FIRST_FRAME)
    seconds = round(trial.machine.seconds)
    trial.figures["unenrolled"] = {"page after s": seconds}
    trial.picture("unenrolled")
    page.refuse("stranger", "不是区里签发的")
    trial.machine.plug_stick(trial.sticks["stranger"])
    try:
        told = page.wait_alike(trial.machine, "the sentence on the stranger's stick", 60)
        trial.picture("unenrolled-stranger")
    finally:
        trial.machine.unplug_stick()
        page.stop()
    return f"the page {seconds} s after power on, first start of the disk included: {calm:.0%} of the screen as on the twin; the stranger refused: {told:.0%}"


@STEPS.step("enrolled", "a signed stick in the flashed machine: what devices are here on a test receipt, and the home screen, nothing pressed")
def enrolled(trial):
    if not trial.machine.running:
        trial.machine.start()
    began = trial.machine.seconds
    trial.machine.plug_stick(trial.sticks["district"])
    seconds = trial.wait_for_home(max(FIRST_FRAME, began + AFTER_STICK))
    trial.machine.unplug_stick()
    trial.picture("home")
    sheet = eventually("a test receipt", lambda: next((one for one in trial.paper.papers() if "设备检查" in " ".join(one["text"])), None), 0)
    well = [line for line in sheet["text"] if line.strip() == "正常"]  # the lines above, with their ticks, are drawn
    expect(len(well) == len(DEVICES), f"the test receipt says: {sheet['text']}")
    return f"home {seconds - began:.0f} s after the stick was put in; {trial.alike('home')}; {len(well)} devices well on {sheet['file']}"


@STEPS.step("card", "the reader on the bus: whoever lays an ID card is greeted by the masked name")
def card(trial):
    trial.both(lambda emulator: emulator.lay_card(ZHANG))
    trial.twin.screen.wait_sees("张*三", 15)
    alike = trial.alike("the greeting")
    trial.picture("greeting")
    return f"the greeting: {alike}"


@STEPS.step("ticket", "touched on the panel, printed on the bus: a number, and it is on paper")
def ticket(trial):
    number, file = trial.take_number()
    trial.picture("ticket")
    trial.both(lambda emulator: emulator.lift_card())
    trial.touch("完成，离开")
    trial.twin.screen.wait_for("活动签到", 20)
    return f"{number} on {file}; and home again: {trial.alike('home')}"


@STEPS.step("scanner", "a visitor's code held to the scanner lets her in")
def scanner(trial):
    token = trial.district.check_in_token(f"demo-open-day-{trial.district.service_day()}")
    trial.both(lambda emulator: emulator.show(token))
    trial.twin.screen.wait_sees("签到成功", 15)
    alike = trial.alike("the check-in")
    trial.picture("check-in")
    trial.touch("首页")
    trial.twin.screen.wait_for("活动签到", 20)
    return f"签到成功: {alike}; and home again: {trial.alike('home')}"


@STEPS.step("unplugged", "each device that is pulled is named on the screen; put back in, it works again")
def unplugged(trial):
    seen = []
    for device, notice in zip(DEVICES, ("刷身份证暂时用不了", "打印机暂时用不了", "扫码暂时用不了")):
        trial.both(lambda emulator: emulator.unplug(device))
        trial.twin.screen.wait_sees(notice, 30)
        gone = trial.alike("the notice")
        trial.picture(f"{device}-unplugged")
        trial.both(lambda emulator: emulator.plug(device))
        trial.twin.screen.wait_gone(notice, 30)
        seen.append(f"{device} pulled: {gone}; put in: {trial.alike('home without the notice')}")
    return "; ".join(seen)


def enter_staff(trial):
    """The clock in the corner, held, and the PIN. Whoever was here before ends with a fresh process, which may just be coming."""
    def asked():
        x, y = trial.twin.middle_of(eventually("the clock", trial.twin.screen.clock, 10))
        trial.machine.touch(x, y, seconds=HELD)
        trial.twin.screen.hold(eventually("the clock", trial.twin.screen.clock, 10))  # a minute may have passed
        time.sleep(2)
        return trial.twin.screen.sees("请输密码")

    eventually("the question for the PIN", asked, 40)
    alike = trial.alike("the staff's door")
    for figure in STAFF_PIN:
        trial.touch(figure)
    trial.touch("打开")
    trial.twin.screen.wait_for("换纸卷", 15)
    trial.alike("the staff's page")
    return alike


def leave_staff(trial):
    trial.touch("完成，离开")
    trial.twin.screen.wait_for("活动签到", 20)
    return trial.alike("home")


@STEPS.step("voice", "staff behind the PIN try the voice: it is heard from the machine's own sound card")
def voice(trial):
    door = enter_staff(trial)
    trial.touch("声音")
    trial.alike("the page of the voice")
    before = trial.machine.heard_seconds()
    trial.touch("音量 5")
    try:
        heard = eventually("a voice from the sound card", lambda: (now := trial.machine.heard_seconds()) > before + 0.5 and now - before, 60, every=1.0)
    finally:
        trial.picture("voice")
        home = leave_staff(trial)
    return f"the staff's door: {door}; {heard:.1f} s of sound; and home again: {home}"


@STEPS.step("log", "staff ask for the log at the screen: sealed, it is on their stick, and only the district's desk opens it")
def log(trial):
    enter_staff(trial)
    trial.touch("导出日志")
    stick = office.stick(trial.machine.tools, trial.machine.folder / "log.img", office.empty(trial.machine.folder / "log"))
    trial.machine.plug_stick(stick, writable=True)
    try:
        name = eventually("the log on the stick", lambda: next((one for one in office.names_on(trial.machine.tools, stick) if one.endswith(".p7m")), None), 300, every=2.0)
        trial.twin.answer_log(f"written {name}")
        trial.twin.screen.wait_sees("可以拔出 U 盘", 15)
        time.sleep(5)  # for the machine's screen to say so, too
        trial.picture("log-written")
    finally:
        trial.machine.unplug_stick()
    files = office.opened_log(trial, stick, name)
    expect("journal.json" in files, f"no journal in the log: {files}")
    return f"{name} holds {', '.join(files)}; and home again: {leave_staff(trial)}"


# ── who wants in ─────────────────────────────────────────────────────────────────────────────────────────────────


def stays(trial, what, act, seconds=15):
    """During and after, the screen is that of the twin, to which nothing is done (it turns its posters, and asks who left)."""
    act()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        eventually(f"{what}: the screen as on the twin", lambda: trial.machine.look().likeness(trial.twin.look()) >= AT_HOME, 5, every=0.5)
        time.sleep(1)


KEYS = (("ctrl", "alt", "f2"), ("ctrl", "alt", "delete"), ("alt", "sysrq", "b"), ("ctrl", "alt", "backspace"), ("ret",))


@STEPS.step("keyboard", "keys do nothing, from the old socket on the board and from USB: no console, no restart")
def keyboard(trial):
    def typed():
        for keys in KEYS:  # there is only the board's own keyboard yet
            trial.machine.press_keys(*keys)
        trial.machine.plug_keyboard()
        time.sleep(3)  # a machine that let it in would have by then; the journal says below that it did not
        for keys in KEYS:
            trial.machine.press_keys(*keys)

    stays(trial, "keys", typed)
    trial.machine.unplug_keyboard()
    expect(not trial.machine.monitor.heard("RESET"), "the machine was started anew by keys")
    return f"{', '.join('-'.join(keys) for keys in KEYS)}, twice: the screen as on the twin"


@STEPS.step("stranger", "an enrolment that another authority signed is refused")
def stranger(trial):
    stays(trial, "the stranger's stick", lambda: trial.machine.plug_stick(trial.sticks["stranger"]), 40)
    trial.machine.unplug_stick()
    return "the screen as on the twin; the journal's word for it is looked for below"


@STEPS.step("doors", "from the lobby's network only the counter page answers, by the certificate of this hub")
def doors(trial):
    context = ssl.create_default_context(cafile=trial.district.folder / "pki" / "ca.crt")
    with socket.create_connection(("127.0.0.1", trial.machine.forwards[443]), 20) as connection:
        with context.wrap_socket(connection, server_hostname="localhost") as door:
            door.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = door.recv(15)
    expect(answer.startswith(b"HTTP/1.1 "), f"port 443 answers {answer!r}")
    for port in DOORS:
        if port != 443:
            expect(not answers(trial.machine.forwards[port]), f"port {port} answers")
    return f"443: {answer.decode()}; {', '.join(str(port) for port in DOORS if port != 443)}: nothing"


def answers(port):
    """Whether anybody behind it says anything; QEMU takes the connection itself and only then asks the guest."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.settimeout(10)
        connection.sendall(b"\x16\x03\x01\x00\x00\r\n\r\n")  # a TLS server alerts, an HTTP server complains, SSH greets unasked
        return bool(connection.recv(1))
    return False


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("power_cut", "the plug is pulled: the home screen comes back, and the next number follows")
def power_cut(trial):
    expect(trial.numbers, "no number before the cut")
    trial.machine.cut_power()
    trial.machine.start()
    seconds = trial.wait_for_home()
    number, file = trial.take_number()
    follows = f"A{int(trial.numbers[0][1:]) + 1:03d}"
    expect(number == follows, f"{number} after {trial.numbers[0]}, expected {follows}")
    trial.picture("after-the-cut")
    trial.touch("完成，离开")
    trial.twin.screen.wait_for("活动签到", 20)
    return f"home {seconds} s after power on; {number} on {file}"


@STEPS.step("power_button", "the power button ends it in order")
def power_button(trial):
    began = time.monotonic()
    trial.machine.press_power_button(120)
    return f"off after {time.monotonic() - began:.0f} s"


# ── read when it is off ──────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("journal", "the journal is on the data partition and whole; every service runs; this version is called good")
def journal(trial):
    trial.journal = afterwards.read_journal(trial.machine, trial.folder)
    expect(trial.journal.lines, "the journal is empty")
    in_use = trial.journal.until("Power key pressed")  # a service that is told to end while it still begins may call that a failure
    failed = {line for line in in_use.said("Failed to start") + in_use.said("Failed with result") if "onestop-stick@" not in line}
    failed |= set(trial.journal.said("timed out. Killing"))
    expect(not failed, "; ".join(sorted(failed)))
    good = trial.journal.said("marked slot")
    expect(good, "nothing says that the slot was marked good")
    expect(trial.journal.said("enrolled as the stick says"), "nothing says that the stick was taken")
    expect(trial.journal.said("Using hardware watchdog"), "nothing says that the watchdog is armed")
    expect(trial.journal.said("Secure boot enabled"), "nothing says that the firmware checks what it starts")
    return f"{len(trial.journal.lines)} lines; {good[0]}"


@STEPS.step("refused", "stranger and keyboard were refused by name")
def refused(trial):
    expect(trial.journal.said("not signed by this district: refused"), "nothing says that the stranger's stick was refused")
    expect(let_in(trial.journal, CARD_READER), "nothing says that the card reader was let in")
    expect(let_in(trial.journal, QEMU_KEYBOARD) is False, "nothing says that the keyboard was seen and not let in")
    expect(trial.journal.said("running install command '/bin/false' for module usblp"), "nothing says that the kernel's own printer driver was kept away")
    return "the card reader let in, the keyboard seen and left mute; the stranger's stick refused"


CARD_READER, QEMU_KEYBOARD = ("0400", "c35a"), ("0627", "0001")


def let_in(journal, device):
    """Whether USB took the device into use; None when it never saw one."""
    vendor, product = device
    ports = {line.split()[1] for line in journal.said(f"New USB device found, idVendor={vendor}, idProduct={product}")}
    return any(journal.said(f"usb {port} authorized to connect") for port in ports) if ports else None


@STEPS.step("personal", "neither name nor number of the card is anywhere on the data partition")
def personal(trial):
    afterwards.copy_out(trial.machine.tools, trial.machine.disk, "/onestop", trial.folder / "data")
    searched = 0
    for file in (trial.folder / "data").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            searched += 1
            for secret in (ZHANG["name"], ZHANG["number"], ZHANG["address"]):
                expect(secret.encode() not in data, f"{secret} is in {file.name}")
    expect(searched > 5, f"only {searched} files were found on the data partition")
    return f"{searched} files searched"


@STEPS.step("wire", "nothing left the machine but what the firewall lets out")
def wire(trial):
    allowed = {"arp", "icmpv6", "udp 67", "udp 547", "udp 53", "tcp 53", "udp 123", "tcp 4460", "tcp 443", "tcp from 443"}
    counted = {}
    for capture in sorted(trial.machine.folder.glob("wire-*.pcap")):
        for kind, times in afterwards.sent(capture).items():
            counted[kind] = counted.get(kind, 0) + times
    expect(counted, "nothing was captured")
    trial.figures["frames sent"] = counted
    expect(not set(counted) - allowed, f"sent, and not allowed: {sorted(set(counted) - allowed)}")
    return ", ".join(f"{kind} ×{times}" for kind, times in sorted(counted.items()))


# ── the disk in other hands ──────────────────────────────────────────────────────────────────────────────────────

TOLD, TOLD_INSTEAD = b" lockdown=integrity ", b" init=/no/such/file "


@STEPS.step("other_hands", "one word of what the kernel is told, changed on the disk: nothing starts; nor with a GRUB that nobody signed; put back, it is home")
def other_hands(trial):
    start, size = afterwards.partition(trial.machine.disk, "boot-a")
    change(trial.machine.disk, start, size, TOLD, TOLD_INSTEAD)
    trial.machine.start()
    eventually("GRUB starting anew, for it may not start the kernel", lambda: trial.machine.resets() >= 2, 180, every=1.0)
    lit = trial.machine.look().lit
    trial.picture("other-hands")
    expect(lit < 0.5, "the changed kernel came to a screen")
    trial.machine.cut_power()
    change(trial.machine.disk, start, size, TOLD_INSTEAD, TOLD)
    signed = trial.machine.put_grub(trial.bundles.work / "disk" / "grub.efi")
    before = afterwards.grub_environment(trial.machine.tools, trial.machine.disk)
    trial.machine.start()
    time.sleep(60)  # the signed one has counted its try long before
    trial.machine.cut_power()
    expect(afterwards.grub_environment(trial.machine.tools, trial.machine.disk) == before, "a GRUB that nobody signed has run")
    trial.machine.put_grub(signed)
    trial.machine.start()
    seconds = trial.wait_for_home()
    trial.machine.cut_power()
    return f"not started, twice; an unsigned GRUB never ran; as it was again: home after {seconds} s"


def change(disk, start, size, old, new):
    """Each place of these bytes in a part of the disk, by as many others."""
    with open(disk, "r+b") as file:
        file.seek(start)
        data = file.read(size)
        expect(old in data, f"the disk does not hold {old}")
        file.seek(start)
        file.write(data.replace(old, new))
