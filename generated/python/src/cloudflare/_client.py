"""The clients: `Cloudflare` and `AsyncCloudflare`."""

from __future__ import annotations

from functools import cached_property

from ._runtime.async_client import AsyncClient
from ._runtime.credentials import APIKey, HTTPAuth
from ._runtime.environment import completed
from ._runtime.sentinels import not_given
from ._runtime.sync_client import SyncClient
from ._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import ClassVar, Self

    from ._runtime.credentials import Credential
    from ._runtime.sentinels import NotGiven
    from ._runtime.types import (
        AsyncHTTPClient,
        Headers,
        HTTPClient,
        Query,
        Security,
        Timeout,
        URLObject,
    )
    from .resources.realtime_kit import (
        AsyncRealtimeKitResource,
        AsyncRealtimeKitResourceWithRawResponse,
        AsyncRealtimeKitResourceWithStreamingResponse,
        RealtimeKitResource,
        RealtimeKitResourceWithRawResponse,
        RealtimeKitResourceWithStreamingResponse,
    )
    from .resources.stream import (
        AsyncStreamResource,
        AsyncStreamResourceWithRawResponse,
        AsyncStreamResourceWithStreamingResponse,
        StreamResource,
        StreamResourceWithRawResponse,
        StreamResourceWithStreamingResponse,
    )

__all__ = ["AsyncCloudflare", "Cloudflare"]


class _Api:
    """What both clients know of the API."""

    _title: ClassVar[str] = "Cloudflare"
    _version: ClassVar[str] = __version__
    _env_prefix: ClassVar[str] = "CLOUDFLARE"
    _default_base_url: ClassVar[str] = "https://api.cloudflare.com/client/v4"
    _variables: ClassVar[Mapping[str, str]] = {
        "api_token": "CLOUDFLARE_API_TOKEN",
        "api_key": "CLOUDFLARE_API_KEY",
        "api_email": "CLOUDFLARE_EMAIL",
    }
    _idempotency_header: ClassVar[str | None] = None
    _secret_headers: ClassVar[frozenset[str]] = frozenset(
        ("authorization", "x-auth-email", "x-auth-key")
    )
    _credentials: ClassVar[Mapping[str, Credential]] = {
        "api_token": HTTPAuth("Bearer", "api_token"),
        "api_email": APIKey("headers", "X-Auth-Email", "api_email"),
        "api_key": APIKey("headers", "X-Auth-Key", "api_key"),
    }
    _credential_options: ClassVar[Sequence[tuple[str, ...]]] = (
        ("api_token",),
        ("api_email", "api_key"),
    )
    # For endpoints that have no method.
    _security: ClassVar[Security] = (("api_token",), ("api_email", "api_key"))

    api_token: str | None
    api_key: str | None
    api_email: str | None


class Cloudflare(_Api, SyncClient):
    """The client of the Cloudflare API."""

    def __init__(
        self,
        *,
        api_token: str | None = None,
        api_key: str | None = None,
        api_email: str | None = None,
        base_url: str | URLObject | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int = 2,
        default_headers: Headers | None = None,
        default_query: Query | None = None,
        http_client: HTTPClient | None = None,
    ) -> None:
        """Construct a client; what is not given comes from the environment where a variable is named.

        Args:
            api_token: The preferred authorization scheme for interacting with the
                Cloudflare API. Create a token. From `CLOUDFLARE_API_TOKEN`.
            api_key: The previous authorization scheme for interacting with the Cloudflare
                API. When possible, use API tokens instead of Global API keys. From
                `CLOUDFLARE_API_KEY`.
            api_email: The previous authorization scheme for interacting with the Cloudflare
                API, used in conjunction with a Global API key. From `CLOUDFLARE_EMAIL`.
            base_url: The URL that paths are appended to. From `CLOUDFLARE_BASE_URL`.
            timeout: Seconds, a `Timeout`, or `None` for no limit; 60.0 seconds by default.
            max_retries: How often a failed request is sent again.
            default_headers: Sent with every request; `omit` as a value removes a header.
            default_query: Sent with every request.
            http_client: An HTTP client of `httpx2` or `httpx` to send requests with, in place of our own.

        Raises:
            ValueError: A value cannot be used.
        """
        options = completed(
            {
                "api_token": api_token,
                "api_key": api_key,
                "api_email": api_email,
            },
            self._variables,
            self._credential_options,
        )
        self.api_token = options["api_token"]
        self.api_key = options["api_key"]
        self.api_email = options["api_email"]
        super().__init__(
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            http_client=http_client,
        )

    @cached_property
    def realtime_kit(self) -> RealtimeKitResource:
        from .resources.realtime_kit import RealtimeKitResource

        return RealtimeKitResource(self)

    @cached_property
    def stream(self) -> StreamResource:
        from .resources.stream import StreamResource

        return StreamResource(self)

    @cached_property
    def with_raw_response(self) -> CloudflareWithRawResponse:
        """The same resources, whose methods return the HTTP response; `.parse()` gives the data."""
        return CloudflareWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CloudflareWithStreamingResponse:
        """The same resources, whose methods do not read the body of a response before it is asked for."""
        return CloudflareWithStreamingResponse(self)

    def copy(
        self,
        *,
        api_token: str | None = None,
        api_key: str | None = None,
        api_email: str | None = None,
        base_url: str | URLObject | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int | NotGiven = not_given,
        default_headers: Headers | None = None,
        set_default_headers: Headers | None = None,
        default_query: Query | None = None,
        set_default_query: Query | None = None,
        http_client: HTTPClient | None = None,
    ) -> Self:
        """A client with some options changed, which shares the HTTP client unless another one is given.

        Args:
            default_headers: Merged into those of this client; `set_default_headers` replaces them.
            default_query: Merged into that of this client; `set_default_query` replaces it.
        """
        client = self._clone(
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            http_client=http_client,
        )
        if api_token is not None:
            client.api_token = api_token
        if api_key is not None:
            client.api_key = api_key
        if api_email is not None:
            client.api_email = api_email
        return client

    with_options = copy


class AsyncCloudflare(_Api, AsyncClient):
    """The asynchronous client of the Cloudflare API."""

    def __init__(
        self,
        *,
        api_token: str | None = None,
        api_key: str | None = None,
        api_email: str | None = None,
        base_url: str | URLObject | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int = 2,
        default_headers: Headers | None = None,
        default_query: Query | None = None,
        http_client: AsyncHTTPClient | None = None,
    ) -> None:
        """Construct a client; what is not given comes from the environment where a variable is named.

        Args:
            api_token: The preferred authorization scheme for interacting with the
                Cloudflare API. Create a token. From `CLOUDFLARE_API_TOKEN`.
            api_key: The previous authorization scheme for interacting with the Cloudflare
                API. When possible, use API tokens instead of Global API keys. From
                `CLOUDFLARE_API_KEY`.
            api_email: The previous authorization scheme for interacting with the Cloudflare
                API, used in conjunction with a Global API key. From `CLOUDFLARE_EMAIL`.
            base_url: The URL that paths are appended to. From `CLOUDFLARE_BASE_URL`.
            timeout: Seconds, a `Timeout`, or `None` for no limit; 60.0 seconds by default.
            max_retries: How often a failed request is sent again.
            default_headers: Sent with every request; `omit` as a value removes a header.
            default_query: Sent with every request.
            http_client: An HTTP client of `httpx2` or `httpx` to send requests with, in place of our own.

        Raises:
            ValueError: A value cannot be used.
        """
        options = completed(
            {
                "api_token": api_token,
                "api_key": api_key,
                "api_email": api_email,
            },
            self._variables,
            self._credential_options,
        )
        self.api_token = options["api_token"]
        self.api_key = options["api_key"]
        self.api_email = options["api_email"]
        super().__init__(
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            http_client=http_client,
        )

    @cached_property
    def realtime_kit(self) -> AsyncRealtimeKitResource:
        from .resources.realtime_kit import AsyncRealtimeKitResource

        return AsyncRealtimeKitResource(self)

    @cached_property
    def stream(self) -> AsyncStreamResource:
        from .resources.stream import AsyncStreamResource

        return AsyncStreamResource(self)

    @cached_property
    def with_raw_response(self) -> AsyncCloudflareWithRawResponse:
        """The same resources, whose methods return the HTTP response; `.parse()` gives the data."""
        return AsyncCloudflareWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCloudflareWithStreamingResponse:
        """The same resources, whose methods do not read the body of a response before it is asked for."""
        return AsyncCloudflareWithStreamingResponse(self)

    def copy(
        self,
        *,
        api_token: str | None = None,
        api_key: str | None = None,
        api_email: str | None = None,
        base_url: str | URLObject | None = None,
        timeout: Timeout | NotGiven = not_given,
        max_retries: int | NotGiven = not_given,
        default_headers: Headers | None = None,
        set_default_headers: Headers | None = None,
        default_query: Query | None = None,
        set_default_query: Query | None = None,
        http_client: AsyncHTTPClient | None = None,
    ) -> Self:
        """A client with some options changed, which shares the HTTP client unless another one is given.

        Args:
            default_headers: Merged into those of this client; `set_default_headers` replaces them.
            default_query: Merged into that of this client; `set_default_query` replaces it.
        """
        client = self._clone(
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            http_client=http_client,
        )
        if api_token is not None:
            client.api_token = api_token
        if api_key is not None:
            client.api_key = api_key
        if api_email is not None:
            client.api_email = api_email
        return client

    with_options = copy


class CloudflareWithRawResponse:
    def __init__(self, client: Cloudflare) -> None:
        self._client = client

    @cached_property
    def realtime_kit(self) -> RealtimeKitResourceWithRawResponse:
        return self._client.realtime_kit.with_raw_response

    @cached_property
    def stream(self) -> StreamResourceWithRawResponse:
        return self._client.stream.with_raw_response


class CloudflareWithStreamingResponse:
    def __init__(self, client: Cloudflare) -> None:
        self._client = client

    @cached_property
    def realtime_kit(self) -> RealtimeKitResourceWithStreamingResponse:
        return self._client.realtime_kit.with_streaming_response

    @cached_property
    def stream(self) -> StreamResourceWithStreamingResponse:
        return self._client.stream.with_streaming_response


class AsyncCloudflareWithRawResponse:
    def __init__(self, client: AsyncCloudflare) -> None:
        self._client = client

    @cached_property
    def realtime_kit(self) -> AsyncRealtimeKitResourceWithRawResponse:
        return self._client.realtime_kit.with_raw_response

    @cached_property
    def stream(self) -> AsyncStreamResourceWithRawResponse:
        return self._client.stream.with_raw_response


class AsyncCloudflareWithStreamingResponse:
    def __init__(self, client: AsyncCloudflare) -> None:
        self._client = client

    @cached_property
    def realtime_kit(self) -> AsyncRealtimeKitResourceWithStreamingResponse:
        return self._client.realtime_kit.with_streaming_response

    @cached_property
    def stream(self) -> AsyncStreamResourceWithStreamingResponse:
        return self._client.stream.with_streaming_response
