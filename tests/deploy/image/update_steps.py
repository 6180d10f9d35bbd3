# SPDX-License-Identifier: Apache-2.0
"""deploy/test update: a kiosk that is updated by stick, well and badly. What runs is told by the hash of the root that the
kernel was started with, read from the journal when the machine is off; which slot comes next by GRUB's environment."""

import os
import random
import shutil
import time

from tests.e2e.demo.programs import eventually

from . import afterwards, hardening, lobby_steps, office
from .bundles import machine_that_hangs, screen_that_ends
from .hardening import lay_probes
from .trial import AT_HOME, FIRST_FRAME, Steps, expect

UPDATING = 0.9  # of the screen: the percents differ; home is like that page by three quarters
INSTALLED = 900  # seconds from the stick to the start, emulated
CUTS = 5
STEPS = Steps()


def running(trial):
    """Name of the version that ran last; the machine is off."""
    trial.journal = afterwards.read_journal(trial.machine, trial.folder)
    started = trial.journal.said("roothash=")
    expect(started, "the journal does not say with which root the kernel was started")
    return next((name for name, root in trial.bundles.root_hashes.items() if f"roothash={root}" in started[-1]), started[-1])


def switch_off(trial, expected):
    trial.machine.press_power_button(120)
    now = running(trial)
    expect(now == expected, f"{now} runs, expected {expected}")
    return afterwards.grub_environment(trial.machine.tools, trial.machine.disk)


def install(trial, name):
    """The stick in, nothing pressed: seconds until the machine starts anew, and until its screen said that it is updated."""
    page = trial.twin.updating
    trial.machine.plug_stick(trial.bundles.sticks[name])
    began, seen = time.monotonic(), []

    def started_anew():
        if not seen and trial.machine.look().likeness(page) >= UPDATING:
            trial.picture(f"{name}-updating")
            seen.append(time.monotonic() - began)
        return trial.machine.resets() > 0

    trial.machine.forget_events()
    eventually(f"{name}: a start after the stick", started_anew, INSTALLED, every=1.0)
    trial.machine.unplug_stick()
    expect(seen, f"{name}: the screen never said that it is updated")
    return round(time.monotonic() - began), round(seen[0])


def home_by_itself(trial, seconds):
    """However often it starts meanwhile; seconds."""
    began = trial.machine.seconds
    at = trial.wait_for_home(began + seconds)
    return at - round(began)


# ── flashed, enrolled, one number taken ──────────────────────────────────────────────────────────────────────────


@STEPS.step("enrolled", "a signed stick in the flashed machine, a number taken: what must survive everything below")
def enrolled(trial):
    told = lobby_steps.enrolled(trial)
    number, _ = trial.take_number()
    trial.touch("完成，离开")
    return f"{told}; {number}"


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────────────


def forged(trial):
    trial.bundles.sign("forged", trial.bundles.work / "slot", 1, keys=trial.stranger)


def tampered(trial):
    """One byte of the new root, in the middle: the signature holds until it is read."""
    bundle = trial.bundles.sign("tampered", trial.bundles.work / "slot", 1)
    trial.bundles.sticks["tampered"].unlink()
    with open(bundle, "r+b") as file:
        file.seek(bundle.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    trial.bundles.put_on_stick("tampered", bundle)


def other_model(trial):
    trial.bundles.sign("other", trial.bundles.work / "slot", 1, compatible="onestop-arm64")


def older(trial):
    trial.bundles.sign("older", trial.bundles.work / "slot", -1)


def broken(trial):
    """Copied in a hurry: half of it."""
    half = trial.bundles.sign("broken", trial.bundles.work / "slot", 1)
    trial.bundles.sticks["broken"].unlink()
    os.truncate(half, half.stat().st_size // 2)
    trial.bundles.put_on_stick("broken", half)


def settle(trial, name):
    """Until the lobby's screen has stood for a minute: what was copied from the stick is looked at for half of one."""
    since = time.monotonic()

    def stands():
        nonlocal since
        now = trial.machine.look()
        if now.likeness(trial.twin.updating) >= UPDATING or now.likeness(trial.twin.look()) < AT_HOME:
            since = time.monotonic()
        return time.monotonic() - since > 60

    eventually(f"{name}: home after the stick", stands, INSTALLED, every=1.0)


REFUSED = {forged: "signature verification failed", tampered: "failed install", other_model: "failed compatible", older: "failed version",
           broken: "the stick's software is refused"}


@STEPS.step("refused", "forged, tampered, of another model, older, half copied: refused by name, and the lobby is served on")
def refused(trial):
    for make in REFUSED:
        make(trial)
        name = {"other_model": "other"}.get(make.__name__, make.__name__)
        trial.machine.forget_events()
        trial.machine.plug_stick(trial.bundles.sticks[name])
        trial.machine.wait_until_stick_is_read()
        trial.machine.unplug_stick()
        settle(trial, name)
        expect(trial.machine.resets() == 0, f"{name}: the machine was started anew")
        shutil.rmtree(trial.bundles.folder / name)
    slots = switch_off(trial, "release")
    for make, words in REFUSED.items():
        expect(trial.journal.said(words), f"nothing in the journal says of {make.__name__}: {words}")
    expect(slots["A_OK"] == "1" and slots["ORDER"].startswith("A"), f"GRUB would not start the old version: {slots}")
    return f"{', '.join(make.__name__ for make in REFUSED)}; GRUB: {slots}"


# ── good ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("good", "a newer version: the screen says so, it starts, serves, and stays; the forgotten stick is not installed again")
def good(trial):
    trial.bundles.make("newer", 10)
    start(trial)
    seconds, seen = install(trial, "newer")
    trial.install_seconds = seconds
    home = home_by_itself(trial, FIRST_FRAME)
    trial.picture("newer-home")
    trial.machine.forget_events()
    trial.machine.plug_stick(trial.bundles.sticks["newer"])
    trial.machine.wait_until_stick_is_read()
    trial.machine.unplug_stick()
    settle(trial, "the forgotten stick")
    expect(trial.machine.resets() == 0, "the forgotten stick was installed once more")
    slots = switch_off(trial, "newer")
    expect(trial.journal.said("runs already"), "the journal does not say that the version of the forgotten stick runs already")
    expect(slots["B_OK"] == "1" and slots["B_TRY"] == "0" and slots["ORDER"].startswith("B"), f"the new slot was not called good: {slots}")
    trial.figures["good"] = {"screen says so after s": seen, "starts anew after s": seconds, "home after s": home}
    return f"正在更新 {seen} s after the stick, the new start after {seconds} s, home {home} s later; GRUB: {slots}"


def start(trial):
    trial.machine.cut_power()  # a step that failed may have left it on
    trial.machine.start()
    trial.wait_for_home()


# ── bad, hung, unbootable ────────────────────────────────────────────────────────────────────────────────────────


def goes_back(trial, name, minutes, resets, within):
    """Installed, tried twice, left: the version before is home by itself, and knows why."""
    start(trial)
    install(trial, name)
    trial.machine.forget_events()
    began = time.monotonic()

    def tried_twice():
        return trial.machine.resets() >= resets

    eventually(f"{name}: two tries", tried_twice, within, every=2.0)
    home_by_itself(trial, FIRST_FRAME)
    seconds = round(time.monotonic() - began)
    trial.picture(f"after-{name}")
    watchdog = trial.machine.monitor.heard("WATCHDOG")
    time.sleep(30)  # for the version that is back to be called good, and to say how it ended
    slots = switch_off(trial, "newer")
    said = trial.journal.said(f"software {trial.bundles.later(minutes)}: failed")
    expect(said, f"nothing in the journal says how {name} ended")
    trial.figures[name] = {"back and home after s": seconds}
    return seconds, said[-1], watchdog, slots


@STEPS.step("bad", "a version whose screen only ends: tried twice, left, and the hub will hear which program did not run")
def bad(trial):
    trial.bundles.make("bad", 20, screen_that_ends)
    seconds, said, _, slots = goes_back(trial, "bad", 20, 2, 900)
    expect("not_good kiosk" in said, said)
    return f"the old version home by itself {seconds} s after the new one's first start; {said}; GRUB: {slots}"


@STEPS.step("hang", "a version that hangs, so that nothing of it runs any more: the machine's watchdog ends it, twice")
def hang(trial):
    trial.bundles.make("hang", 30, machine_that_hangs)
    seconds, said, watchdog, slots = goes_back(trial, "hang", 30, 2, 900)
    expect(watchdog, "the watchdog never fired")
    return f"the old version home by itself {seconds} s after the new one's first start; {said}; GRUB: {slots}"


@STEPS.step("unbootable", "a version whose kernel the firmware refuses, for another hand signed it: nobody is left before a prompt")
def unbootable(trial):
    trial.bundles.make("unbootable", 40, boot_keys=trial.bundles.half_known(trial.stranger))
    seconds, said, _, slots = goes_back(trial, "unbootable", 40, 2, 300)
    expect("not_started" in said, said)
    return f"the old version home by itself {seconds} s after the new one's first start; {said}; GRUB: {slots}"


# ── looked at from inside ────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("inside", "each program can do what the rights table says and nothing else, and even root opens no door: tried inside")
def inside(trial):
    trial.bundles.make("probed", 50, lay_probes(f"{office.NOT_LISTED}:443"))
    start(trial)
    install(trial, "probed")
    home_by_itself(trial, FIRST_FRAME)
    time.sleep(300)  # root's attempts come last; one is a hang that its watchdog and the time to end it are waited for
    switch_off(trial, "probed")
    tried = hardening.judge(trial.journal)
    return ", ".join(f"{who}: {count} attempts" for who, count in tried.items())


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────────


@STEPS.step("power_cuts", f"the plug is pulled at {CUTS} random moments of an installation: the old version each time, and then the new one")
def power_cuts(trial):
    trial.bundles.make("latest", 60)
    moments = trial.figures["power cuts"] = []
    for _ in range(CUTS):
        start(trial)
        moment = round(random.uniform(0, 0.9 * trial.install_seconds), 2)
        trial.machine.forget_events()
        trial.machine.plug_stick(trial.bundles.sticks["latest"])
        time.sleep(moment)
        expect(trial.machine.resets() == 0, f"it was installed within {moment} s; cut sooner")
        trial.machine.cut_power()
        slots = afterwards.grub_environment(trial.machine.tools, trial.machine.disk)
        moments.append({"s after the stick": moment, "GRUB": slots})
    start(trial)
    trial.picture("after-the-cuts")
    install(trial, "latest")
    home_by_itself(trial, FIRST_FRAME)
    time.sleep(30)
    slots = switch_off(trial, "latest")
    return f"cut {', '.join(str(one['s after the stick']) for one in moments)} s after the stick; then installed; GRUB: {slots}"


@STEPS.step("number", "after all of it the next number follows the first")
def number(trial):
    start(trial)
    taken, file = trial.take_number()
    follows = f"A{int(trial.numbers[0][1:]) + 1:03d}"
    expect(taken == follows, f"{taken} after {trial.numbers[0]}, expected {follows}")
    switch_off(trial, "latest")
    return f"{taken} on {file}"
