# SPDX-License-Identifier: Apache-2.0
"""The image's bill of materials, SPDX 2.3: `sbom.py PACKAGES VERSION`, where PACKAGES has a line "name version arch source"
for each package of the root. The same image gives the same document: its moment is SOURCE_DATE_EPOCH."""

import json
import os
import sys
from datetime import datetime, timezone


def package(line):
    name, version, arch, source = line.split()
    identifier = "".join(c if c.isalnum() or c in ".-" else "-" for c in f"{name}-{arch}")
    return {
        "SPDXID": f"SPDXRef-{identifier}", "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "sourceInfo": f"built from {source}", "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=trixie"}],
    }


def document(lines, version, made):
    packages = [package(line) for line in lines]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"onestop-{version}",
        "documentNamespace": f"https://onestop.example/spdx/{version}",
        "creationInfo": {"created": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: deploy/image/sbom.py"]},
        "packages": packages,
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": one["SPDXID"]}
                          for one in packages],
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as listed:
        made = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
        json.dump(document(listed.read().splitlines(), sys.argv[2], made), sys.stdout, indent=1)
