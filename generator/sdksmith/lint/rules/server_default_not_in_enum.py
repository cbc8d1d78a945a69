"""The default of a server variable is none of its values

`enum` lists all values that the variable may have, and the default is the one that is taken: it has to be one of them.
Until OpenAPI 3.0 this was only recommended.

https://spec.openapis.org/oas/v3.1.1.html#server-variable-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers:
  - url: https://{region}.example.com
    variables: { region: { enum: [eu, us], default: europe } }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("default: europe", "default: eu")


def check(checked: Checked) -> Iterator[Finding]:
    guesses = Guesses()
    for variable in checked.of("Server Variable"):
        values, default = variable.get("enum"), variable.get("default")
        if not isinstance(values, list) or not values or default is None or default in values:
            continue
        known = [value for value in values if isinstance(value, str)]
        message = f"the default {quote(default)} is none of the values of `{variable.name}`"
        hint = guesses.of(str(default), known) or f"allowed: {', '.join(map(quote, known))}"
        yield Finding("server-default-not-in-enum", LEVEL, message, variable.at("default"), hint)
