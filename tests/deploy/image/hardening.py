# SPDX-License-Identifier: Apache-2.0
"""The rights table of DESIGN 2, held by trying: the release's root with a probe before each program, in that program's own
unit. What is written here is what may be done; everything else that the probe tries must fail."""

from pathlib import Path

from tests.e2e.demo.programs import NotSeen

PROBE = Path(__file__).parent / "probe"

STORE = {"write /data/onestop/store", "read /data/onestop/store/store.sqlite"}
MAY = {
    "kiosk": STORE | {"write /data/onestop/kiosk", "list /data/onestop/kiosk", "use /dev/bus/usb/*/*", "use /dev/input/event*", "use /dev/dri/card*"},
    "syncd": STORE | {"ask for names", "write /data/onestop/update/fetched", "read /data/onestop/identity/kiosk.key"},
    "hub": {"ask for names", "write /data/onestop/hub", "list /data/onestop/hub", "read /data/onestop/identity/hub.key"},
    "speaker": {"use /dev/snd/pcm*"},
    "input": set(),
    "settings": {"write /data/onestop/settings"},
}
# Root may write what is writable at all, and mount; that it cannot change the root, open a console or get out is what counts.
NOT_EVEN_ROOT = {"write /usr/bin", "write /etc", "reach the network", "make the root writable", "run what stands on /data", "start getty@tty1.service",
                 "start serial-getty@ttyS0.service", "start debug-shell.service", "start ctrl-alt-del.target", "load usblp", "load btusb", "load dummy_hcd", "load vhci_hcd", "load firewire_core",
                 "keep a device on /data", "be asked for the time", "sysrq by keys",
                 "a kernel that is not locked down", "log in as root", "read /dev/mem"}
CONTROLS = {"reach the network without the firewall", "the firewall is back",  # else the attempts above proved nothing
            "start again after a panic", "outlive a hang of onestop-syncd"}


def lay_probes(outside):
    """A change of the root: `outside` is an address and port where somebody answers by TLS."""
    def change(root):
        program = root / "usr/lib/onestop/probe"
        program.write_bytes(PROBE.read_bytes())
        program.chmod(0o755)
        units = root / "usr/lib/systemd/system"
        for who in MAY:
            folder = units / f"onestop-{who}.service.d"
            folder.mkdir(exist_ok=True)
            # "-": how it ends is no matter; the journal has its lines.
            (folder / "probe.conf").write_text(f"[Service]\nExecStartPre=-/usr/lib/onestop/probe {who} {outside}\nTimeoutStartSec=600\n")
        (units / "probe.service").write_text("[Unit]\nAfter=multi-user.target\n[Service]\nType=oneshot\nTimeoutStartSec=600\n"
                                             f"ExecStart=/usr/lib/onestop/probe root {outside}\n[Install]\nWantedBy=multi-user.target\n")
        (root / "etc/systemd/system/multi-user.target.wants/probe.service").symlink_to("/usr/lib/systemd/system/probe.service")
    return change


def judge(journal):
    """{who: attempts}; raises with everything that is other than expected."""
    tried = {}
    for line in journal.said("probe "):
        who, what, outcome = line.removeprefix("probe ").split(": ", 2)
        tried.setdefault(who, {})[what] = outcome == "yes"
    wrong = [f"{who} may {what}" for who, may in MAY.items() for what, could in tried.get(who, {}).items() if could and what not in may]
    wrong += [f"{who} cannot {what}" for who, may in MAY.items() for what in may if not tried.get(who, {}).get(what)]
    root = tried.get("root", {})
    wrong += [f"root may {what}" for what in sorted(NOT_EVEN_ROOT) if root.get(what, True)]
    wrong += [f"root: not shown: {what}" for what in sorted(CONTROLS) if not root.get(what)]
    if wrong:
        raise NotSeen("; ".join(wrong))
    return {who: len(attempts) for who, attempts in tried.items()}
