"""The ways to authenticate, and which of them goes with a request."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from .client import BaseClient
    from .oauth import Login
    from .types import Security

NO_COOKIE = frozenset(' ",;\\')
LOGIN = "sdk_login"
"""The extension of a request that an access token must be fetched for."""


class Credentials:
    """What one request carries to authenticate.

    Attributes:
        headers, query, cookies: what is sent, by name.
        login: what fetches an access token right before the request is sent, or `None`.
    """

    __slots__ = ("cookies", "headers", "login", "query")

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.query: dict[str, str] = {}
        self.cookies: dict[str, str] = {}
        self.login: Login | None = None

    def __bool__(self) -> bool:
        return bool(self.headers or self.query or self.cookies or self.login)


class Credential:
    """One way to authenticate: what it sends, and the options of the client that hold its secrets.

    Attributes:
        place: `headers`, `query` or `cookies`; empty for one that sends nothing.
        name: the name that it sends something under.
    """

    __slots__ = ("name", "place")

    def __init__(self, place: str, name: str) -> None:
        self.place = place
        self.name = name

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        """Adds what is sent. False if the options are not set."""
        raise NotImplementedError

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        """Alternatives, each the options that are needed together."""
        raise NotImplementedError


class APIKey(Credential):
    """A text that stands for itself."""

    __slots__ = ("option",)

    def __init__(self, place: str, name: str, option: str) -> None:
        super().__init__(place, name)
        self.option = option

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        value = getattr(client, self.option)
        if not value:
            return False
        if self.place == "cookies":
            value = cookie_value(self.option, value)
        getattr(credentials, self.place)[self.name] = value
        return True

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        return ((self.option,),)


class HTTPAuth(Credential):
    """`Authorization: <scheme> <credentials>` (RFC 9110, 11.6.2), such as a bearer token."""

    __slots__ = ("option", "scheme")

    def __init__(self, scheme: str, option: str) -> None:
        super().__init__("headers", "Authorization")
        self.scheme = scheme
        self.option = option

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        value = getattr(client, self.option)
        if not value:
            return False
        credentials.headers[self.name] = f"{self.scheme} {value}"
        return True

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        return ((self.option,),)


class BasicAuth(Credential):
    """A user's name and password (RFC 7617), in UTF-8. Either may be empty, but not both.

    Args:
        password: the option; `None` if there is none, and the password always empty.
    """

    __slots__ = ("password", "username")

    def __init__(self, username: str, password: str | None) -> None:
        super().__init__("headers", "Authorization")
        self.username = username
        self.password = password

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        username = getattr(client, self.username)
        password = "" if self.password is None else getattr(client, self.password)
        if username is None or password is None or not (username or password):
            return False
        if ":" in username:
            raise ValueError(f"`{self.username}` must not contain a colon")
        credentials.headers[self.name] = f"Basic {base64_text(f'{username}:{password}')}"
        return True

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        return ((self.username, *((self.password,) if self.password else ())),)


class ClientCredentials(Credential):
    """OAuth 2.0 client credentials (RFC 6749, 4.4): a token that is given, else one that is fetched.

    Args:
        token_url: the token endpoint; absolute, or relative to the base URL.
        scopes: what is asked for there.
        access_token: the option; `None` if there is none.
    """

    __slots__ = ("access_token", "client_id", "client_secret", "scopes", "token_url")

    def __init__(
        self,
        token_url: str,
        scopes: tuple[str, ...],
        *,
        access_token: str | None,
        client_id: str,
        client_secret: str,
    ) -> None:
        super().__init__("headers", "Authorization")
        self.token_url = token_url
        self.scopes = scopes
        self.access_token = access_token
        self.client_id = client_id
        self.client_secret = client_secret

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        token = getattr(client, self.access_token) if self.access_token else None
        if token:
            credentials.headers[self.name] = f"Bearer {token}"
            return True
        client_id = getattr(client, self.client_id)
        client_secret = getattr(client, self.client_secret)
        if not client_id or not client_secret:
            return False
        from .oauth import Login

        credentials.login = Login(client, self, client_id, client_secret)
        return True

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        fetched = (self.client_id, self.client_secret)
        return ((self.access_token,), fetched) if self.access_token else (fetched,)


class ClientCertificate(Credential):
    """Mutual TLS: the HTTP client has the certificate, and nothing is sent."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("", "")

    def add(self, client: BaseClient, credentials: Credentials) -> bool:
        return True

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        return ((),)


def cookie_value(option: str, value: str) -> str:
    """A cookie that is sent as it is, since whoever has it took it from another `Cookie` header.

    Raises:
        ValueError: it cannot be one (RFC 6265, 4.1.1).
    """
    from .encode import Encoded

    if not value.isascii() or not value.isprintable() or not NO_COOKIE.isdisjoint(value):
        raise ValueError(f"`{option}` has characters that a cookie cannot have")
    return Encoded(value)


def base64_text(text: str) -> str:
    """The base64 form of a text in UTF-8."""
    from binascii import b2a_base64

    return b2a_base64(text.encode(), newline=False).decode()


def credentials_for(client: BaseClient, security: Security) -> Credentials | None:
    """What the first alternative sends whose options are all set.

    Args:
        security: alternatives, each the ids of the schemes that it needs together. None at all, or
            an empty one among them, means that the method can do without.

    Returns:
        No credentials if the method can do without, `None` if it cannot and nothing is set.
    """
    table = client._credentials
    optional = not security
    for alternative in security:
        credentials = Credentials()
        if all(table[scheme].add(client, credentials) for scheme in alternative):
            if credentials:
                return credentials
            optional = True
    return Credentials() if optional else None


def check_given(
    client: BaseClient,
    security: Security,
    headers: Set[str],
    query: Set[str] = frozenset(),
    cookies: Set[str] = frozenset(),
) -> None:
    """Accepts missing credentials if the caller decided on everything that an alternative sends.

    Args:
        headers: lower-case names of the headers that the caller said something about.
        query: names of the query parameters.
        cookies: names of the cookies; a header `cookie` stands for all of them.

    Raises:
        MissingCredentialsError: there is no such alternative.
    """

    def is_given(credential: Credential) -> bool:
        match credential.place:
            case "headers":
                return credential.name.lower() in headers
            case "query":
                return credential.name in query
            case "cookies":
                return credential.name in cookies or "cookie" in headers
        return True

    table = client._credentials
    if any(all(is_given(table[scheme]) for scheme in each) for each in security):
        return
    from .errors import MissingCredentialsError

    raise MissingCredentialsError(f"No credentials are set. Set {_settings(client, security)}.")


def _settings(client: BaseClient, security: Security) -> str:
    """What would have to be set: ``token` (ACME_TOKEN), or `key` (ACME_KEY) and `email``."""
    choices = [
        " and ".join(option_setting(client, option) for option in options)
        for alternative in security
        for options in _combined(client, alternative)
    ]
    return ", or ".join(dict.fromkeys(choices))


def _combined(client: BaseClient, schemes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The options of schemes that are needed together; several where one of them has a choice."""
    if not schemes:
        yield ()
        return
    first, *others = schemes
    for options in client._credentials[first].options:
        for rest in _combined(client, tuple(others)):
            yield (*options, *rest)


def option_setting(client: BaseClient, option: str) -> str:
    """An option as an error names it: ``token` (ACME_TOKEN)``."""
    variable = client._variables.get(option)
    return f"`{option}` ({variable})" if variable else f"`{option}`"
