"""What methods need to authenticate: what most of them need is said once, by the client."""

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
    """What most methods need; the others say what they need themselves."""
    found = Counter(method.security for method in schemes.methods(api))
    return found.most_common(1)[0][0] if found else ()


def alternatives(security: Security) -> str:
    """The alternatives as a JavaScript literal: `[['api_token'], ['api_email', 'api_key']]`."""
    inner = (f"[{', '.join(lit(scheme) for scheme in each)}]" for each in security)
    return f"[{', '.join(inner)}]"
