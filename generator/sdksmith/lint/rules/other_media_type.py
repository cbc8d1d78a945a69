"""A request body has another schema in another media type

A generated method sends one media type, the one that loses least: JSON where there is a choice. What only the others
can express cannot be sent with it.

Give all media types the same schema, or make two operations of it.

https://spec.openapis.org/oas/v3.1.2.html#request-body-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.INFO
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { name: { type: string } } } }
          application/x-www-form-urlencoded: { schema: { type: object, properties: { called: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { name: { type: string } } } }
          application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
