"""Which credentials go with a request."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .client import BaseClient
    from .types import Security


class Credential:
    """How one way to authenticate is named.

    Attributes:
        header: the header that it sets.
        setting: what a user sets, for an error message, such as ``api_token
            (CLOUDFLARE_API_TOKEN)``.
    """

    __slots__ = ("header", "setting")

    def __init__(self, header: str, setting: str) -> None:
        self.header = header
        self.setting = setting


def credential_headers(client: BaseClient, security: Security) -> dict[str, str] | None:
    """The headers of the first alternative whose credentials are all set.

    Args:
        security: alternatives, each the ids of the schemes that it needs together. None at all, or
            an empty one among them, means that the method can do without.

    Returns:
        No headers if the method can do without, `None` if it cannot and nothing is set.
    """
    for alternative in security:
        headers: dict[str, str] = {}
        for scheme in alternative:
            found = client._credential_headers(scheme)
            if found is None:
                break
            headers.update(found)
        else:
            if headers:
                return headers
    return None if security and () not in security else {}


def check_given(client: BaseClient, security: Security, given: set[str]) -> None:
    """Accepts missing credentials if the caller decided on all headers of an alternative.

    Args:
        given: lower-case names of the headers that the caller said something about.

    Raises:
        MissingCredentialsError: there is no such alternative.
    """
    table = client._credentials
    for alternative in security:
        if given.issuperset(table[scheme].header.lower() for scheme in alternative):
            return
    from .errors import MissingCredentialsError

    choices = [" and ".join(table[scheme].setting for scheme in each) for each in security]
    raise MissingCredentialsError(f"No credentials are set. Set {', or '.join(choices)}.")
