"""An alias stands for nothing

An alias such as `*pet` stands for what has the anchor `&pet` before it in the same file. There is no such anchor, or
the alias stands inside it. A text that begins with `*` needs quotes.

Correct the name, or refer to the part by `$ref`, which may stand for something that holds it.

YAML 1.2, 7.1: https://yaml.org/spec/1.2.2/#71-alias-nodes
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
x-note: *note
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
x-note: "*note"
"""
