"""The file is not UTF-8 text

OpenAPI documents are UTF-8 text. Bytes that are none are shown as a replacement character in descriptions and break
names, and a file in UTF-16 cannot be read at all.

Save the file as UTF-8 in your editor, or convert it: `iconv -f latin1 -t utf-8 old.yaml > openapi.yaml`.

https://spec.openapis.org/oas/v3.1.2.html#format
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The caf\udce9 }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The café }
"""
