"""The configuration does not name an operation

Where the configuration lists `resources`, it decides which operations become methods. This one is in no resource, so
that the SDK is made without it.

Add it: `sdksmith names --write` puts all missing names into the configuration. One that is left out on purpose is
listed in `unspecified_endpoints`.
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.WARNING
BAD = """\
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
CONFIG = """\
openapi_spec: openapi.yaml
organization: { name: pets }
resources:
  pets:
    methods:
      list: get /pets
"""
