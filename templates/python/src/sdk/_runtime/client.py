"""What the sync and the async client have in common. Nothing here does I/O."""

from __future__ import annotations

import os
from functools import cached_property

from .http import Shared, http_module
from .sentinels import NotGiven, not_given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, ClassVar, Self, TypeVar

    import httpx2

    from .credentials import Credential
    from .request import Prepared
    from .types import Headers, Query, Security, Timeout, URLObject

    T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
DEFAULT_CONNECT_TIMEOUT = 5.0
DEFAULT_MAX_RETRIES = 2
LIBRARY_TIMEOUT = 5.0


class BaseClient:
    """The settings of a client. A generated class sets the class variables."""

    _title: ClassVar[str]
    _version: ClassVar[str]
    _env_prefix: ClassVar[str]
    _default_base_url: ClassVar[str]
    _environments: ClassVar[Mapping[str, str]] = {}
    _environment: str | None = None
    # The options that stand in braces in these URLs, with their defaults; `None` is none.
    _server_variables: ClassVar[Mapping[str, str | None]] = {}
    # The environment variables of options.
    _variables: ClassVar[Mapping[str, str]] = {}
    _webhook_option: ClassVar[str] = "webhook_key"
    _idempotency_header: ClassVar[str | None] = None
    _secret_headers: ClassVar[frozenset[str]] = frozenset()
    _secret_query: ClassVar[frozenset[str]] = frozenset()
    _credentials: ClassVar[Mapping[str, Credential]] = {}
    _security: ClassVar[Security] = ()
    _http_class: ClassVar[str]

    def __init__(
        self,
        *,
        base_url: str | URLObject | None = None,
        server_url: str | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Headers | None = None,
        default_query: Query | None = None,
        http_client: Any = None,
    ) -> None:
        environ = os.environ
        if base_url is None and server_url is None:
            base_url = environ.get(f"{self._env_prefix}_BASE_URL") or None
        self._elsewhere = base_url is not None
        if base_url is None:
            base_url = server_url or self._server_url()
        level = environ.get(f"{self._env_prefix}_LOG")
        if level:
            from .logs import set_up

            set_up(level)
        self.max_retries = checked_retries(max_retries)
        self._base_url = checked_base_url(str(base_url))
        self._timeout = checked_timeout(timeout)
        self._default_headers = dict(default_headers or {})
        self._default_query = dict(default_query or {})
        if http_client is not None and not isinstance(http_client, Shared):
            wanted = getattr(http_module(http_client), self._http_class)
            if not isinstance(http_client, wanted):
                raise TypeError(f"`http_client` must be a {wanted.__module__}.{wanted.__name__}")
        self._shared = http_client if isinstance(http_client, Shared) else Shared(http_client)
        self._prepared: Prepared | None = None

    def _server_url(self, environment: str | None = None, **chosen: str | None) -> str:
        """The base URL of an environment.

        Args:
            environment: its name; `None` for that of the client.
            **chosen: what stands for variables of the URL, in place of the client's own options.

        Raises:
            ValueError: there is no such environment, or a variable has neither value nor default,
                or one that would end the host.
        """
        name = environment or self._environment
        if name is None:
            url = self._default_base_url
        elif name in self._environments:
            url = self._environments[name]
        else:
            known = ", ".join(self._environments)
            raise ValueError(f"`environment` must be one of {known}, but is {name!r}")
        if not self._server_variables:
            return url
        values = {}
        scheme, _, rest = url.partition("://")
        host = scheme + rest.partition("/")[0]
        for option, default in self._server_variables.items():
            value = chosen.get(option) or getattr(self, option) or default
            if value is None and f"{{{option}}}" in url:
                raise ValueError(f"`{option}` must be given: it is a part of the base URL {url}")
            if f"{{{option}}}" in host and ends_host(str(value), default or ""):
                raise ValueError(f"`{option}` must not contain a slash: it is a part of {url}")
            values[option] = value
        return url.format_map(values)

    def _chosen_url(self, environment: str | None = None, **chosen: str | None) -> str | None:
        """`_server_url` if something is chosen at all, else `None`."""
        if environment is None and not any(chosen.values()):
            return None
        return self._server_url(environment, **chosen)

    def _error_decoders(self) -> Mapping[str, Callable[[Any], Any]]:
        """The decoders of errors that most methods share, by status; see `errors.add_data`."""
        return {}

    @property
    def base_url(self) -> httpx2.URL:
        """The URL that paths are appended to."""
        import httpx2

        return httpx2.URL(self._base_url)

    @base_url.setter
    def base_url(self, value: str | URLObject) -> None:
        self._base_url = checked_base_url(str(value))
        self._elsewhere = True

    @property
    def timeout(self) -> Timeout:
        """Seconds, a `Timeout` object, or `None` for no timeout.

        Default: that of the given HTTP client if it has one of its own, else 60 s, 5 s to connect.
        """
        if not isinstance(self._timeout, NotGiven):
            return self._timeout
        given = self._shared.given
        # The library's default says nothing about what the caller wants; any other timeout does.
        if given is not None and given.timeout != http_module(given).Timeout(LIBRARY_TIMEOUT):
            chosen: Timeout = given.timeout
            return chosen
        import httpx2

        return httpx2.Timeout(DEFAULT_TIMEOUT, connect=DEFAULT_CONNECT_TIMEOUT)

    @timeout.setter
    def timeout(self, value: Timeout) -> None:
        self._timeout = checked_timeout(value)
        self._prepared = None

    @property
    def default_headers(self) -> dict[str, str | Any]:
        """A copy of the headers that go with every request, beside those that the SDK sets."""
        return dict(self._default_headers)

    @property
    def default_query(self) -> dict[str, object]:
        """A copy of the query parameters that go with every request."""
        return dict(self._default_query)

    def is_closed(self) -> bool:
        """Whether the HTTP client is closed, so that no request can be sent any more."""
        http = self._shared.http
        return self._shared.closed or (http is not None and http.is_closed)

    def _copy_options(
        self,
        *,
        base_url: str | URLObject | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int | NotGiven = not_given,
        default_headers: Headers | None = None,
        set_default_headers: Headers | None = None,
        default_query: Query | None = None,
        set_default_query: Query | None = None,
        http_client: Any = None,
    ) -> dict[str, Any]:
        """The constructor's arguments for a copy. It shares the HTTP client unless one is given.

        `default_headers` and `default_query` are merged into the present ones, the `set_` variants
        replace them.

        Raises:
            ValueError: a value is given in both ways.
        """
        if default_headers is not None and set_default_headers is not None:
            raise ValueError("`default_headers` and `set_default_headers` exclude each other")
        if default_query is not None and set_default_query is not None:
            raise ValueError("`default_query` and `set_default_query` exclude each other")
        headers = {**self._default_headers, **(default_headers or {})}
        query = {**self._default_query, **(default_query or {})}
        return {
            "base_url": self._base_url if base_url is None else base_url,
            "timeout": self._timeout if isinstance(timeout, NotGiven) else timeout,
            "max_retries": self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            "default_headers": headers if set_default_headers is None else set_default_headers,
            "default_query": query if set_default_query is None else set_default_query,
            "http_client": self._shared if http_client is None else http_client,
        }

    def _clone(self, *, server_url: str | None = None, **options: Any) -> Self:
        """A copy with the options of `_copy_options`, and all other attributes as they are.

        `server_url` is one of the API's own base URLs; a `base_url` wins over it.

        The constructor of the generated class is not called, so that the environment is not read
        again and a derived class may have arguments of its own. What is cached belongs to this
        client, and is made anew by the copy.
        """
        cls = type(self)
        clone = cls.__new__(cls)
        for name, value in self.__dict__.items():
            if not isinstance(getattr(cls, name, None), cached_property):
                clone.__dict__[name] = value
        moved = options.get("base_url") is not None
        if server_url is not None and not moved:
            options["base_url"] = server_url
        BaseClient.__init__(clone, **self._copy_options(**options))
        clone._elsewhere = moved or (server_url is None and self._elsewhere)
        return clone

    def __repr__(self) -> str:
        return f"<{type(self).__name__} base_url={self._base_url!r}>"


def check_options(options: Mapping[str, object]) -> None:
    """Refuses an argument that a request does not have, which would be ignored otherwise.

    Raises:
        TypeError: there is one.
    """
    from .types import RequestOptions

    known = RequestOptions.__optional_keys__
    for name in options:
        if name not in known:
            raise TypeError(f"unexpected argument `{name}`; there are {', '.join(sorted(known))}")


def checked_retries(value: int) -> int:
    """A number of retries.

    Raises:
        TypeError, ValueError: it is none.
    """
    if not isinstance(value, int):
        raise TypeError(f"`max_retries` must be a whole number, 0 for none, but is {value!r}")
    if value < 0:
        raise ValueError("`max_retries` must not be negative")
    return value


def checked_timeout(value: T) -> T:
    """A timeout.

    Raises:
        TypeError, ValueError: it is none.
    """
    if isinstance(value, (int, float)):
        if not value >= 0:
            raise ValueError("`timeout` must not be negative")
    elif not (value is None or isinstance(value, NotGiven) or hasattr(value, "as_dict")):
        raise TypeError(
            f"`timeout` must be seconds, a `Timeout`, or `None` for no limit, but is {value!r}"
        )
    return value


def ends_host(value: str, default: str) -> bool:
    """Whether what follows a part of a URL's host would not belong to the host any more.

    Whoever chooses such a part, be it a customer of the program, must not choose where
    credentials go.
    """
    return "\\" in value or ("/" in value and "/" not in default)


def checked_base_url(url: str) -> str:
    """The URL without a slash at its end.

    Raises:
        ValueError: it is not absolute, or has a query, a fragment, a user name or a password. The
            message does not repeat it, since it may hold a password.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in ("http", "https") or not rest:
        raise ValueError("`base_url` must begin with http:// or https://")
    if "?" in rest or "#" in rest:
        raise ValueError("`base_url` must have neither a query nor a fragment")
    if "@" in rest.partition("/")[0]:
        raise ValueError("`base_url` must not contain credentials; pass them as `default_headers`")
    return url.rstrip("/")
