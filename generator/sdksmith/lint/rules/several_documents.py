"""The file holds more than one YAML document

A line `---` begins another document. Only the first one is read; what stands behind it is lost without anybody
noticing.

Keep one, or give each a file of its own.

YAML 1.2, 9.2: https://yaml.org/spec/1.2.2/#92-streams
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
        "200": { description: The pets }
---
openapi: 3.1.0
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
        "200": { description: The pets }
"""
