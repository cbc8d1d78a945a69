"""The text is not YAML

A parser of YAML cannot read the file, or only after guessing. Nothing behind the broken place can be relied on: what
is read may be less than what you see.

Look at the marked place and the line above it: most often the indentation is off by one level, a text that holds `: `
or begins with `*`, `&`, `@` or a bracket has no quotes, or a tab stands where blanks belong.

YAML 1.2: https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets: all, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
GOOD = """\
openapi: 3.1.0
info: { title: "Pets: all", version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
