"""No option of the client holds the secret of a scheme

The configuration lists the options of the client, and none of them says `auth: { security_scheme: … }` for this
scheme. Requests that need it are sent without it.

Add `auth` to the option that holds the secret.
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
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
security: [{ token: [] }, { key: [] }]
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
    token: { type: http, scheme: bearer }
security: [{ token: [] }]
"""
CONFIG = """\
openapi_spec: openapi.yaml
organization: { name: pets }
client_settings:
  opts:
    token: { type: string, auth: { security_scheme: token } }
"""
