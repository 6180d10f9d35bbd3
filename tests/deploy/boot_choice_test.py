# SPDX-License-Identifier: Apache-2.0
"""Promises about which slot starts, held by running the very grub.cfg of the image: good versions stay, a bad one is tried
twice and left, an update that never gets good goes back by itself, and something always starts. RAUC's side is its grub
backend: it writes ORDER and OK and clears TRY."""

import itertools
import re
import unittest
from pathlib import Path

ENVIRONMENT = "($root)/EFI/BOOT/grubenv"
SCRIPT = Path(__file__).resolve().parents[2] / "deploy/image/grub/grub.cfg"


class Grub:
    """The subset of GRUB's script that grub.cfg is written in; an unknown line is an error, so nothing is skipped."""

    def __init__(self, text):
        self.lines = [line.split("#")[0].strip() for line in text.splitlines()]
        self.lines = [line for line in self.lines if line]

    def run(self, environment):
        self.variables, self.environment = {"root": "hd0,gpt1"}, environment
        self.booted, self.ended = None, None
        self.block(self.statements(iter(self.lines)))
        return self.booted

    def statements(self, lines):
        """Nested lists: ("for", name, words, body), ("if", condition, then, otherwise) or a plain line."""
        found = []
        for line in lines:
            if line.startswith("for "):
                name, words = re.fullmatch(r"for (\w+) in (.*); do", line).groups()
                found.append(("for", name, words, self.statements(lines)))
            elif one := re.fullmatch(r"if \[ (.*?) \]; then (.*); fi", line):
                inner = [part.strip() for part in one.group(2).split(";")]
                then, _, otherwise = " ; ".join(inner).partition("else ")
                found.append(("if", one.group(1), self.plain(then), self.plain(otherwise)))
            elif line.startswith("if "):
                found.append(("if", re.fullmatch(r"if \[ (.*) \]; then", line).group(1), self.statements(lines), []))
            elif line in ("fi", "done"):
                return found
            else:
                found.append(line)
        return found

    @staticmethod
    def plain(text):
        return [part.strip() for part in text.split(";") if part.strip()]

    def expand(self, text):
        return re.sub(r"\$(\w+)", lambda found: self.variables.get(found.group(1), ""), text)

    def true(self, condition):
        # As GRUB's test: -o binds weaker than -a.
        return any(all(self.holds(term) for term in part.split(" -a ")) for part in condition.split(" -o "))

    def holds(self, term):
        words = [self.expand(word).strip('"') for word in term.split()]
        if words[0] == "-z":
            return len(words) < 2 or words[1] == ""
        left, sign, right = words
        assert sign == "="
        return left == right

    def block(self, statements):
        for statement in statements:
            if isinstance(statement, tuple) and statement[0] == "for":
                for word in self.expand(statement[2]).split():
                    self.variables[statement[1]] = word
                    self.block(statement[3])
            elif isinstance(statement, tuple):
                self.block(statement[2] if self.true(statement[1]) else statement[3])
            else:
                self.command(statement)

    def command(self, line):
        if found := re.fullmatch(r'set (\w+)=(.*)', line):
            self.variables[found.group(1)] = self.expand(found.group(2)).strip('"')
        elif names := line.partition(f"load_env --skip-sig --file {ENVIRONMENT} ")[2]:
            self.variables |= {name: self.environment[name] for name in names.split() if name in self.environment}
        elif names := line.partition(f"save_env --file {ENVIRONMENT} ")[2]:
            for name in names.split():
                self.environment[name] = self.variables[name]
        elif line.startswith("chainloader "):
            partition, profile = re.fullmatch(r"chainloader \(,(gpt\d)\)/onestop\.efi @(\d)", self.expand(line)).groups()
            self.booted = {("gpt2", "0"): "A", ("gpt3", "1"): "B"}[partition, profile]
        elif line.startswith("regexp "):
            assert self.expand(line)
        elif line in ("boot", "reboot") or line.startswith("sleep "):
            self.ended = line  # what runs after `boot` runs when nothing could be booted
        else:
            raise AssertionError(f"not a line that this model knows: {line}")


class Machine:
    """A machine with two slots; `good` says which versions call themselves good."""

    def __init__(self):
        self.environment = {"ORDER": "A B", "A_OK": "1", "B_OK": "0", "A_TRY": "0", "B_TRY": "0"}
        self.good = {"A"}
        self.grub = Grub(SCRIPT.read_text())

    def start(self):
        slot = self.grub.run(self.environment)
        if slot in self.good:  # rauc status mark-good
            self.environment |= {f"{slot}_OK": "1", f"{slot}_TRY": "0"}
        return slot

    def install(self, good):
        """RAUC into the slot that is not running: invalid while written, first in order and untried afterwards."""
        running = self.grub.booted
        other = "B" if running == "A" else "A"
        self.environment |= {f"{other}_OK": "0"}
        self.environment |= {"ORDER": f"{other} {running}", f"{other}_OK": "1", f"{other}_TRY": "0"}
        self.good = self.good | {other} if good else self.good - {other}
        return other


class BootChoice(unittest.TestCase):
    def test_a_good_version_starts_for_ever(self):
        machine = Machine()
        self.assertEqual([machine.start() for _ in range(50)], ["A"] * 50)

    def test_a_good_update_stays(self):
        machine = Machine()
        machine.start()
        machine.install(good=True)
        self.assertEqual([machine.start() for _ in range(5)], ["B"] * 5)

    def test_a_bad_update_is_tried_twice_and_then_left_for_good(self):
        machine = Machine()
        machine.start()
        machine.install(good=False)
        self.assertEqual([machine.start() for _ in range(6)], ["B", "B", "A", "A", "A", "A"])

    def test_a_slot_half_written_is_never_started(self):
        machine = Machine()
        machine.start()
        machine.environment |= {"B_OK": "0", "ORDER": "B A"}  # the power went while RAUC wrote
        self.assertEqual([machine.start() for _ in range(3)], ["A"] * 3)

    def test_the_next_update_after_a_bad_one_goes_where_the_bad_one_was(self):
        machine = Machine()
        machine.start()
        machine.install(good=False)
        for _ in range(3):
            machine.start()
        self.assertEqual(machine.install(good=True), "B")
        self.assertEqual([machine.start() for _ in range(3)], ["B"] * 3)

    def test_a_version_that_turns_bad_later_goes_back_to_the_one_before(self):
        machine = Machine()
        machine.start()
        machine.install(good=True)
        machine.start()
        machine.good = {"A"}
        self.assertEqual([machine.start() for _ in range(4)], ["B", "B", "A", "A"])

    def test_something_always_starts_whatever_the_environment_holds(self):
        for order in ("A B", "B A", "A", "B", "", "C", "C B"):
            for a_ok, b_ok in itertools.product("01", repeat=2):
                for a_try, b_try in itertools.product("0129", repeat=2):
                    environment = {"ORDER": order, "A_OK": a_ok, "B_OK": b_ok, "A_TRY": a_try, "B_TRY": b_try}
                    self.assertIn(Grub(SCRIPT.read_text()).run(dict(environment)), ("A", "B"), environment)

    def test_a_slot_that_cannot_be_loaded_is_started_anew_by_itself_and_never_waits_at_a_prompt(self):
        grub = Grub(SCRIPT.read_text())
        grub.run({})
        self.assertEqual(grub.ended, "reboot")

    def test_what_somebody_wrote_into_the_environment_beside_the_five_names_is_not_read(self):
        grub = Grub(SCRIPT.read_text())
        grub.run({"ORDER": "A B", "A_OK": "1", "profile": "1", "part": "gpt5", "root": "usb0,gpt1"})
        self.assertEqual((grub.booted, grub.variables["root"]), ("A", "hd0,gpt1"))

    def test_an_empty_environment_starts_the_first_slot(self):
        self.assertEqual(Grub(SCRIPT.read_text()).run({}), "A")

    def test_when_no_slot_is_good_any_more_both_go_on_being_tried(self):
        machine = Machine()
        machine.start()
        machine.install(good=False)
        machine.good = set()
        started = [machine.start() for _ in range(12)]
        self.assertIn("A", started)
        self.assertIn("B", started)


if __name__ == "__main__":
    unittest.main()
