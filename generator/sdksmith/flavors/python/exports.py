"""What the package of an SDK exports."""

from __future__ import annotations

from sdksmith.ir import Api, SchemeKind, walk

_ERRORS = (
    "APIError",
    "APIConnectionError",
    "APITimeoutError",
    "APIStatusError",
    "APIResponseValidationError",
    "BadRequestError",
    "AuthenticationError",
    "PermissionDeniedError",
    "NotFoundError",
    "ConflictError",
    "UnprocessableEntityError",
    "RateLimitError",
    "InternalServerError",
    "MissingCredentialsError",
)
_DEFAULTS = (
    "DEFAULT_CONNECTION_LIMITS",
    "DEFAULT_TIMEOUT",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
)
_SENTINELS = ("NOT_GIVEN", "NotGiven", "Omit", "not_given", "omit")


def exports(api: Api, own: str) -> tuple[tuple[str, str, str], ...]:
    """Each exported name, its module, and its name there.

    Args:
        own: The class of the client.
    """
    errors = [*_ERRORS]
    if any(scheme.kind is SchemeKind.CLIENT_CREDENTIALS for scheme in api.schemes):
        errors.append("OAuthError")
    if api.webhooks is not None:
        errors.append("WebhookVerificationError")
    streams = ("AsyncStream", "Stream") if _has_streams(api) else ()
    exports = [
        (own, "._client", own),
        (f"Async{own}", "._client", f"Async{own}"),
        ("Client", "._client", own),
        ("AsyncClient", "._client", f"Async{own}"),
        (f"{own}Error", "._runtime.errors", "SDKError"),
        *((name, "._runtime.errors", name) for name in errors),
        *((name, "._runtime.sentinels", name) for name in _SENTINELS),
        ("APIResponse", "._runtime.response", "APIResponse"),
        ("AsyncAPIResponse", "._runtime.response", "AsyncAPIResponse"),
        ("AsyncBinaryAPIResponse", "._runtime.response", "AsyncBinaryAPIResponse"),
        ("BinaryAPIResponse", "._runtime.response", "BinaryAPIResponse"),
        ("FileTypes", "._runtime.files", "FileTypes"),
        ("BaseModel", "._runtime.models", "BaseModel"),
        *((name, "._runtime.streams", name) for name in streams),
        ("RequestOptions", "._runtime.types", "RequestOptions"),
        ("DEFAULT_MAX_RETRIES", "._runtime.client", "DEFAULT_MAX_RETRIES"),
        *((name, "._runtime.default_clients", name) for name in _DEFAULTS),
        ("Timeout", "httpx2", "Timeout"),
        ("__version__", "._version", "__version__"),
    ]
    return tuple(sorted(exports, key=lambda export: (export[0].lower(), export[0])))


def _has_streams(api: Api) -> bool:
    return any(
        method.stream is not None
        for _, resource in walk(api.resources)
        for method in resource.methods
    )
