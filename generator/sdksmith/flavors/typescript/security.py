"""What methods need to authenticate: the ways that an API has are said once, by the client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from sdksmith import schemes
from sdksmith.flavors.typescript.quote import lit
from sdksmith.ir import Api

Security: TypeAlias = Sequence[tuple[str, ...]]
"""Alternatives, each of the ids of the schemes that are needed together."""


def usual(api: Api) -> Security:
    """All ways to authenticate, in the order that most methods have which know all of them.

    Methods that can do with others say so, and so does one that needs nothing.
    """
    ways = schemes.alternatives(api)
    found = Counter(
        method.security for method in schemes.methods(api) if set(method.security) == set(ways)
    )
    return found.most_common(1)[0][0] if found else ways


def alternatives(security: Security) -> str:
    """The alternatives as a JavaScript literal: `[['api_token'], ['api_email', 'api_key']]`."""
    inner = (f"[{', '.join(lit(scheme) for scheme in each)}]" for each in security)
    return f"[{', '.join(inner)}]"
