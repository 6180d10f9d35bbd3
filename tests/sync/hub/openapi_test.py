# SPDX-License-Identifier: Apache-2.0
"""The contract and the devices door name the same problems and the same paths: openapi_test.py ROOT."""

import re
import sys
from pathlib import Path

root = Path(sys.argv[1])
contract = (root / "sync/hub/openapi.yaml").read_text(encoding="utf-8")
named = set(re.findall(r"urn:onestop:problem:([a-z-]+)", contract))
door = (root / "sync/hub/devices_door.cpp").read_text(encoding="utf-8")
server = (root / "sync/transport/https_server.cpp").read_text(encoding="utf-8")
used = set(re.findall(r'problem\(\s*\d+,\s*"([a-z-]+)"', door + server))
door += (root / "sync/hub/enrolment_door.cpp").read_text(encoding="utf-8")
used |= set(re.findall(r'problem\(\s*\d+,\s*"([a-z-]+)"', door))
for file in ("ingest.cpp", "publishing.cpp", "enrolment.cpp", "sealed.cpp"):
    text = (root / "sync/hub" / file).read_text(encoding="utf-8")
    body = text[text.index("std::string_view problemOf("):]
    used |= set(re.findall(r'return "([a-z-]+)"', body[:body.index("\n}\n")]))

faults = [f"{kind}: the door answers with it, openapi.yaml does not name it" for kind in sorted(used - named)]
faults += [f"{kind}: openapi.yaml names it, nothing answers with it" for kind in sorted(named - used)]
paths = set(re.findall(r"^  (/(?:v1|\.well-known/est)/[a-z]+)(?:/\{[a-z_]+\})?:$", contract, re.MULTILINE))
served = set(re.findall(r'request\.path == "(/v1/[a-z]+)"', door))
served |= set(re.findall(r'"(/v1/[a-z]+)/"', door))  # the paths that go on with an id
served |= set(re.findall(r'"(/\.well-known/est/[a-z]+)"', (root / "sync/transport/enrolment.h").read_text(encoding="utf-8")))
faults += [f"{path}: in one of contract and door only" for path in sorted(paths ^ served)]
if len(used) < 15 or len(paths) < 4:
    faults.append("the sources no longer look as this test reads them")
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
