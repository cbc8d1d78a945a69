"""The text is not JSON

The file is JSON by its name, and a parser of JSON cannot read it. Where it would be YAML, it is read as that, but
other tools will refuse it.

JSON allows no comma behind the last member, no comments, no single quotes and no bare words. Correct the marked
place, or call the file `.yaml`.

JSON (RFC 8259): https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
{
  "openapi": "3.1.0",
  "info": { "title": "Pets", "version": "1.0" },
  "servers": [{ "url": "https://api.example.com" }],
  "paths": {
    "/pets": {
      "get": {
        "operationId": "listPets",
        "responses": { "200": { "description": "The pets" } },
      }
    }
  }
}
"""
GOOD = """\
{
  "openapi": "3.1.0",
  "info": { "title": "Pets", "version": "1.0" },
  "servers": [{ "url": "https://api.example.com" }],
  "paths": {
    "/pets": {
      "get": {
        "operationId": "listPets",
        "responses": { "200": { "description": "The pets" } }
      }
    }
  }
}
"""
