"""The aliases of the file stand for too much

A YAML alias stands for a copy of what has its anchor. Aliases of aliases multiply: a file of a few lines can stand
for more than any machine can hold. Such a file is not read.

Refer to shared parts by `$ref`, which is read once however often it is used.

YAML 1.2, 7.1: https://yaml.org/spec/1.2.2/#71-alias-nodes
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths: {}
x-0: &x0 [pet, pet, pet, pet, pet, pet, pet, pet, pet, pet]
""" + "".join(f"x-{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n" for n in range(1, 8))
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
