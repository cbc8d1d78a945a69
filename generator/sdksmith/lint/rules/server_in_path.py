"""A path begins with a server

The names in `paths` are paths: they are put behind the URL of a server, which would give
`https://api.example.comhttps://…`.

Move the server to `servers`, of the document or of this path item, and begin the path with a slash.

https://spec.openapis.org/oas/v3.1.2.html#paths-object
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  https://api.example.com/pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
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
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""
REPLACES = ("path-without-slash",)
_HOST: Final = re.compile(r"https?://[^/]*", re.IGNORECASE)


def check(checked: Checked) -> Iterator[Finding]:
    for path, item in checked.paths.items():
        host = _HOST.match(path)
        if host is not None:
            yield Finding(
                "server-in-path",
                LEVEL,
                f"a path begins with a slash; this one begins with the server `{host[0]}`",
                item.key_pointer,
                f"write the path as `{path[host.end() :] or '/'}`, and the server into its `servers`",
            )
