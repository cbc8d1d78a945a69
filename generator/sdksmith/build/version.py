"""Which version of OpenAPI a document follows (OpenAPI 3.2, 4.1)."""

from __future__ import annotations

import re
from typing import Final

from sdksmith.build.context import Context, scalar
from sdksmith.report import Level, Problem

_KNOWN: Final = re.compile(r"3(\.[0-2]([.-].*)?)?")
_NEWEST: Final = "3.2"


def check(context: Context) -> None:
    """See that the document is of a version that is understood.

    Raises:
        Problem: It is of none, or does not say of which.
    """
    version = scalar(context.root, "openapi")
    if _KNOWN.fullmatch(str(version).strip()):
        return
    place = context.root.pointer.child("openapi" if version else "swagger")
    if str(version).startswith("3."):
        message = f"version {version} of OpenAPI is not known; it is read as {_NEWEST}"
        context.report("odd-version", Level.WARNING, message, place)
        return
    found = version or scalar(context.root, "swagger")
    context.report(
        "unsupported-version",
        Level.ERROR,
        f"version {found} of OpenAPI is not understood"
        if found
        else "the document does not say which version of OpenAPI it follows",
        place,
        f'it has to begin with `openapi: {_NEWEST}.0`, another 3.x version, or `swagger: "2.0"`',
    )
    raise Problem(context.findings)
