"""Building requests: URL, headers, body, timeout. Shared by sync and async."""

from __future__ import annotations

from .client import checked_timeout
from .credentials import LOGIN, Credentials, check_given, credentials_for
from .decode import is_json
from .encode import encode_json, encode_query
from .headers import merge_fields, set_field
from .http import http_module
from .redaction import EXTENSION, Secrets
from .redirects import origin
from .retries import ONCE
from .sentinels import LEFT_OUT, NotGiven, not_given, omit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import httpx2

    from .client import BaseClient
    from .contents import Content
    from .headers import Fields
    from .types import RequestOptions, Security, Timeout

JSON_CONTENT = (b"Content-Type", b"application/json")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})
METHODS_WITH_LENGTH = frozenset({"POST", "PUT", "PATCH"})
MOST_REMEMBERED_URLS = 256
NO_CREDENTIALS = Credentials()


class Prepared:
    """What is the same in all requests of a client, computed by the first one.

    Attributes:
        fields: the headers that the SDK itself sets.
        extensions: the request extensions: the default timeout, and which headers are secret.
    """

    __slots__ = ("extensions", "fields")

    def __init__(self, fields: Fields, extensions: dict[str, Any]) -> None:
        self.fields = fields
        self.extensions = extensions


class RequestBuilder:
    """Builds the requests for one HTTP client.

    For our own they are built directly, which is much cheaper. For a caller's they are built by its
    `build_request`, so that its own headers, cookies and parameters go into them.
    """

    def __init__(self, http: Any, *, own: bool) -> None:
        self.http = http
        self.own = own
        self.library = http_module(http)
        self._urls: dict[str, tuple[httpx2.URL, bytes]] = {}

    def build(
        self, client: BaseClient, method: str, path: str, options: RequestOptions
    ) -> httpx2.Request:
        """The request of one call.

        Raises:
            MissingCredentialsError: the method needs credentials and none are set.
            ValueError, TypeError: something given cannot be sent.
            OSError: a file that is to be sent cannot be opened.
        """
        prepared = client._prepared
        if prepared is None:
            prepared = client._prepared = self._prepare(client)
        home = not is_absolute(path) or self._is_home(client, path)
        credentials = self._credentials(client, options) if home else NO_CREDENTIALS
        url, host = self._url(client, path, options, credentials, home=home)
        fields = self._fields(client, prepared.fields, method, options, credentials, home=home)
        content = written_body(client, fields, options)
        extensions = prepared.extensions
        timeout = options.get("timeout", not_given)
        if not isinstance(timeout, NotGiven):
            extensions = {**extensions, "timeout": timeout_extension(timeout)}
        if credentials.login is not None and not says_how_to_authorize(client, options):
            extensions = {**extensions, LOGIN: credentials.login}
        if content is not None and not isinstance(content, bytes):
            if content.length is not None:
                fields["content-length"] = (b"Content-Length", b"%d" % content.length)
            if not content.is_repeatable:
                extensions = {**extensions, ONCE: True}
        if self.own:
            fields = {"host": (b"Host", host), **fields}
            request = self._own_request(method, url, fields, content, extensions)
        else:
            request = self.http.build_request(
                method,
                url,
                headers=list(fields.values()),
                content=content,
                # A client with parameters of its own would drop the query of the URL.
                params=url.params if self.http.params else None,
                extensions=extensions,
            )
        cookies = options.get("cookies")
        if cookies or credentials.cookies:
            from .cookies import add_cookies

            cookies = {**credentials.cookies, **(cookies or {})}
            add_cookies(request, cookies, stated="cookie" in fields)
        return request

    def _own_request(
        self,
        method: str,
        url: httpx2.URL,
        fields: Fields,
        content: bytes | Content | None,
        extensions: dict[str, Any],
    ) -> httpx2.Request:
        request: httpx2.Request
        if content is not None and not isinstance(content, bytes):
            request = self.library.Request(
                method,
                url,
                headers=fields.values(),
                cookies=self.http.cookies,
                content=content,
                extensions=extensions,
            )
            return request
        if content is not None or method in METHODS_WITH_LENGTH:
            fields["content-length"] = (b"Content-Length", b"%d" % len(content or b""))
        request = self.library.Request(
            method,
            url,
            headers=fields.values(),
            cookies=self.http.cookies,
            stream=self.library.ByteStream(content or b""),
            extensions=extensions,
        )
        request.read()  # makes `request.content` available, as it is in requests built otherwise
        return request

    def _prepare(self, client: BaseClient) -> Prepared:
        fields: Fields = {}
        if self.own:
            for name, value in self.http.headers.items():
                set_field(fields, name, value)
        set_field(fields, "Accept", "application/json")
        set_field(fields, "User-Agent", f"{client._title}/Python {client._version}")
        secrets = Secrets(client._secret_headers, client._secret_query)
        timeout = timeout_extension(client.timeout)
        return Prepared(fields, {"timeout": timeout, EXTENSION: secrets})

    def _url(
        self,
        client: BaseClient,
        path: str,
        options: RequestOptions,
        credentials: Credentials,
        *,
        home: bool,
    ) -> tuple[httpx2.URL, bytes]:
        """The URL and its `Host`, remembered since parsing is slow and most programs use few."""
        text = (
            path if is_absolute(path) else f"{base_url(client, options)}/{path.removeprefix('/')}"
        )
        defaults = client._default_query if home else {}
        if credentials.query:
            defaults = {**credentials.query, **defaults}
        query = merged_query(defaults, options)
        if query:
            text = f"{text}{'&' if '?' in text else '?'}{query}"
        known = self._urls.get(text)
        if known is None:
            url = self.library.URL(text)
            known = (url, url.netloc)
            if len(self._urls) >= MOST_REMEMBERED_URLS:
                self._urls.clear()
            self._urls[text] = known
        return known

    def _fields(
        self,
        client: BaseClient,
        prepared: Fields,
        method: str,
        options: RequestOptions,
        credentials: Credentials,
        *,
        home: bool,
    ) -> Fields:
        """The headers. Later ones win: SDK, credentials, defaults, method, extra."""
        fields = prepared.copy()
        extra = options.get("extra_headers") or {}
        if home:
            merge_fields(fields, credentials.headers)
            merge_fields(fields, client._default_headers)
        for name, value in (options.get("headers") or {}).items():
            if value is not None and not isinstance(value, LEFT_OUT):
                set_field(fields, name, value)
        key = options.get("idempotency_key")
        header = client._idempotency_header
        if key is not None or (header is not None and method not in SAFE_METHODS):
            set_field(fields, header or "Idempotency-Key", key or new_idempotency_key())
        merge_fields(fields, extra)
        return fields

    def _is_home(self, client: BaseClient, url: str) -> bool:
        parse = self.library.URL
        return origin(parse(url)) == origin(parse(client._base_url))

    def _credentials(self, client: BaseClient, options: RequestOptions) -> Credentials:
        security = options.get("security", ())
        credentials = credentials_for(client, security)
        if credentials is None:
            self._check_given(client, security, options)
            return NO_CREDENTIALS
        return credentials

    def _check_given(self, client: BaseClient, security: Security, options: RequestOptions) -> None:
        """Accepts missing credentials if the caller, or its HTTP client, takes care of them."""
        headers = [*client._default_headers, *(options.get("extra_headers") or {})]
        query = {*client._default_query, *(options.get("extra_query") or {})}
        cookies = {*self.http.cookies.keys()}
        if not self.own:
            if self.http.auth is not None:
                return
            headers += self.http.headers
            query.update(self.http.params.keys())
        check_given(client, security, {name.lower() for name in headers}, query, cookies)


def says_how_to_authorize(client: BaseClient, options: RequestOptions) -> bool:
    """Whether the caller has set the header `Authorization`, or left it out."""
    names = [*client._default_headers, *(options.get("extra_headers") or {})]
    return any(name.lower() == "authorization" for name in names)


def is_absolute(path: str) -> bool:
    """Whether a path given to the client's own methods is a whole URL."""
    return path.startswith(("http://", "https://"))


def base_url(client: BaseClient, options: RequestOptions) -> str:
    """What the path is appended to: the client's base URL, or the server that the method names.

    A caller who has pointed the client elsewhere, such as to a test server, wants all requests
    there, and no credentials anywhere else.
    """
    server = options.get("server")
    if server is None or client._elsewhere:
        return client._base_url
    if is_absolute(server):
        return server.rstrip("/")
    scheme, _, rest = client._base_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{server.rstrip('/')}"


def merged_query(defaults: Mapping[str, object], options: RequestOptions) -> str:
    """The query string of the client's default query, the method's and the caller's; later win."""
    query = options.get("query")
    extra = options.get("extra_query")
    if isinstance(query, str):  # all of it, as the method has made it
        others = encode_query({**defaults, **(extra or {})})
        return f"{query}&{others}" if query and others else query or others
    if defaults or extra:
        query = {**defaults, **without_omitted(query or {}), **(extra or {})}
    return encode_query(query) if query else ""


def written_body(
    client: BaseClient, fields: Fields, options: RequestOptions
) -> bytes | Content | None:
    """The body as its content type says, which is JSON if there is none; sets the content type.

    Raises:
        TypeError: it cannot be sent as that content type.
        OSError: a file cannot be opened.
    """
    stated = fields.get("content-type")
    if stated is None:
        content = body_content(options)
        if content is not None:
            fields["content-type"] = JSON_CONTENT
        return content
    body = options.get("body", omit)
    extra = options.get("extra_body")
    if isinstance(body, LEFT_OUT) and not extra:
        if "Content-Type" in options.get("headers", ()):
            del fields["content-type"]
        return None
    content_type = stated[1].decode()
    if is_json(content_type):
        return body_content(options)
    from .contents import encode_body, stream

    body = {} if isinstance(body, LEFT_OUT) else body
    written, content_type = encode_body(body, extra, content_type)
    if not written and "Content-Type" in options.get("headers", ()):
        del fields["content-type"]
        return None
    set_field(fields, "Content-Type", content_type)
    if isinstance(written, bytes):
        return written
    return stream(written, is_async=client._http_class == "AsyncClient")


def body_content(options: RequestOptions) -> bytes | None:
    """The JSON text of the body with `extra_body` merged into it, or `None` if there is none.

    Raises:
        TypeError: `extra_body` is given and the body is not an object, or a value in it has no JSON
            form.
    """
    body = options.get("body", omit)
    extra = options.get("extra_body")
    if isinstance(body, LEFT_OUT):
        return encode_json(extra) if extra else None
    if isinstance(body, dict):
        body = without_omitted(body)
    if extra:
        if not isinstance(body, dict):
            raise TypeError("`extra_body` can only be merged into a body that is a JSON object")
        body = {**body, **extra}
    return encode_json(body)


def without_omitted(values: Mapping[str, object]) -> dict[str, object]:
    """The entries whose value is neither `omit` nor `not_given`."""
    return {name: value for name, value in values.items() if not isinstance(value, LEFT_OUT)}


def timeout_extension(timeout: Timeout) -> dict[str, float | None]:
    """Seconds to connect, to read, to write and to wait for a connection of the pool.

    Raises:
        TypeError, ValueError: it is nothing that can be a timeout.
    """
    timeout = checked_timeout(timeout)
    if timeout is None or isinstance(timeout, (int, float)):
        return {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    return timeout.as_dict()


def new_idempotency_key() -> str:
    """A key that no other request has."""
    from uuid import uuid4

    return str(uuid4())
