"""A server variable that its URL does not use

`variables` of a server declares one that does not stand in its `url` in braces, so that nothing is ever put in its
place. One of the two is misspelt, or the variable is left over.

https://spec.openapis.org/oas/v3.1.1.html#server-object
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers:
  - url: https://api.example.com
    variables: { region: { default: eu } }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("https://api.", "https://{region}.")

_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")


def check(checked: Checked) -> Iterator[Finding]:
    guesses = Guesses()
    for server in checked.servers:
        url, variables = server.get("url"), server.get("variables")
        if not isinstance(url, str) or not isinstance(variables, dict):
            continue
        used = set(_VARIABLE.findall(url))
        for name in variables:
            if name in used or name.startswith("x-"):
                continue
            hint = guesses.of(name, used - variables.keys())
            hint = hint or f"write it into the URL as `{{{name}}}`, or remove it"
            message = f"the URL of the server has no place for the variable `{name}`"
            place = server.at("variables", name, key=True)
            yield Finding("unused-server-variable", LEVEL, message, place, hint)
