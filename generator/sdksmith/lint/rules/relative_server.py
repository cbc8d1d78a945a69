"""A server says no host

The URL of a server may be relative to where the document is served from. A client that was generated from a file
cannot know that place, so that the server is left out. So is one that is no HTTP server.

Name it in `environments` of the configuration, or write the whole URL.

https://spec.openapis.org/oas/v3.1.2.html#server-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.INFO
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: /v2 }, { url: https://api.example.com }]
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
