"""The version of the document is yet to come

The document names a version of OpenAPI 3 that is newer than those that are known. It is read as the newest known one;
what is new in it is not understood.

Name the version that the document really follows, or update the tool.

https://spec.openapis.org/oas/v3.2.0.html#openapi-object
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.grammar import version_of
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
REPLACES = ("not-allowed-value", "wrong-type")
_LATER: Final = re.compile(r"3\.[0-9]")
BAD = """\
openapi: 3.9.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    stated = checked.root.get("openapi")
    if version_of(checked.root.value) is None and _LATER.match(str(stated)):
        yield Finding(
            "odd-version",
            LEVEL,
            f"version {stated} of OpenAPI is not known; it is read as {checked.version}",
            checked.root.at("openapi"),
            "name the version that the document really follows",
        )
