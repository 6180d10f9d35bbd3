# SPDX-License-Identifier: Apache-2.0
"""Programs of the Debian 13 root that deploy/image/build works in: the same QEMU, readers and makers on every computer. Most
run here without entering it; what needs its own place there is `inside`, as root."""

import subprocess

LIBRARIES = "usr/lib/x86_64-linux-gnu"


class Tools:
    def __init__(self, root):
        self.root = root
        self.libraries = root / LIBRARIES

    def command(self, name, *words):
        program = next((at for folder in ("usr/bin", "usr/sbin") if (at := self.root / folder / name).exists()), None)
        if program is None:
            raise RuntimeError(f"no {name} in {self.root}: deploy/image/build makes that root")
        path = f"{self.libraries}:{self.libraries}/systemd"
        return [str(word) for word in (self.libraries / "ld-linux-x86-64.so.2", "--library-path", path, program, *words)]

    def run(self, name, *words, **options):
        """Its output; a failure is an error with its own words."""
        done = subprocess.run(self.command(name, *words), **{"stdout": subprocess.PIPE, **options}, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def inside(self, mounts, *words, **environment):
        """Run in that root, with `mounts` (what is here: where it is there) that end with it."""
        lines = [f'mount --bind "{here}" "{self.root}/{there}"' for here, there in mounts.items()]
        command = "set -e; mount --make-rprivate /; " + "; ".join(lines) + f'; exec chroot "{self.root}" env "$@"'
        settings = [f"{name}={value}" for name, value in environment.items()]
        done = subprocess.run(["unshare", "-m", "sh", "-c", command, "sh", "LC_ALL=C.UTF-8", *settings, *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, words))}: {done.stderr or done.stdout}")
