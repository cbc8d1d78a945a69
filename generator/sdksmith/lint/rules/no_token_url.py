"""A flow has no URL to get a token from

The flow of client credentials sends the id and the secret to `tokenUrl` and gets a token for them. Without an HTTP
URL there the client cannot do so itself; whoever uses it has to pass a token.

Write the whole URL, with `https://`.

https://spec.openapis.org/oas/v3.1.2.html#oauth-flow-object
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
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: ftp://example.com/token, scopes: {} } }
security: [{ oauth: [] }]
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
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: {} } }
security: [{ oauth: [] }]
"""
