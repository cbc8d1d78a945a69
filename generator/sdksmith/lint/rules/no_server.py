"""No server with a host is known

A client needs to know where to send requests. Without `servers`, or with relative ones only, whoever uses the SDK has
to pass the base URL each time. The specification allows it: a document may be served by the very host that it
describes.

Add a server, or name it in `environments` of the configuration.

https://spec.openapis.org/oas/v3.1.2.html#server-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.INFO
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
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
