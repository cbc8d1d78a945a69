"""The Python SDK of the Cloudflare API.

Everything here is imported when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from httpx2 import Timeout as Timeout

    from . import resources, types
    from ._client import AsyncCloudflare as AsyncClient
    from ._client import AsyncCloudflare as AsyncCloudflare
    from ._client import Cloudflare as Client
    from ._client import Cloudflare as Cloudflare
    from ._runtime.client import DEFAULT_MAX_RETRIES as DEFAULT_MAX_RETRIES
    from ._runtime.default_clients import DEFAULT_CONNECTION_LIMITS as DEFAULT_CONNECTION_LIMITS
    from ._runtime.default_clients import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT
    from ._runtime.default_clients import DefaultAsyncHttpxClient as DefaultAsyncHttpxClient
    from ._runtime.default_clients import DefaultHttpxClient as DefaultHttpxClient
    from ._runtime.errors import APIConnectionError as APIConnectionError
    from ._runtime.errors import APIError as APIError
    from ._runtime.errors import APIResponseValidationError as APIResponseValidationError
    from ._runtime.errors import APIStatusError as APIStatusError
    from ._runtime.errors import APITimeoutError as APITimeoutError
    from ._runtime.errors import AuthenticationError as AuthenticationError
    from ._runtime.errors import BadRequestError as BadRequestError
    from ._runtime.errors import ConflictError as ConflictError
    from ._runtime.errors import InternalServerError as InternalServerError
    from ._runtime.errors import MissingCredentialsError as MissingCredentialsError
    from ._runtime.errors import NotFoundError as NotFoundError
    from ._runtime.errors import PermissionDeniedError as PermissionDeniedError
    from ._runtime.errors import RateLimitError as RateLimitError
    from ._runtime.errors import SDKError as CloudflareError
    from ._runtime.errors import UnprocessableEntityError as UnprocessableEntityError
    from ._runtime.files import FileTypes as FileTypes
    from ._runtime.models import BaseModel as BaseModel
    from ._runtime.response import APIResponse as APIResponse
    from ._runtime.response import AsyncAPIResponse as AsyncAPIResponse
    from ._runtime.response import AsyncBinaryAPIResponse as AsyncBinaryAPIResponse
    from ._runtime.response import BinaryAPIResponse as BinaryAPIResponse
    from ._runtime.sentinels import NOT_GIVEN as NOT_GIVEN
    from ._runtime.sentinels import NotGiven as NotGiven
    from ._runtime.sentinels import Omit as Omit
    from ._runtime.sentinels import not_given as not_given
    from ._runtime.sentinels import omit as omit
    from ._runtime.types import RequestOptions as RequestOptions
    from ._version import __version__ as __version__
else:
    from ._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "resources": (".resources", ""),
            "types": (".types", ""),
            "__version__": ("._version", "__version__"),
            "APIConnectionError": ("._runtime.errors", "APIConnectionError"),
            "APIError": ("._runtime.errors", "APIError"),
            "APIResponse": ("._runtime.response", "APIResponse"),
            "APIResponseValidationError": ("._runtime.errors", "APIResponseValidationError"),
            "APIStatusError": ("._runtime.errors", "APIStatusError"),
            "APITimeoutError": ("._runtime.errors", "APITimeoutError"),
            "AsyncAPIResponse": ("._runtime.response", "AsyncAPIResponse"),
            "AsyncBinaryAPIResponse": ("._runtime.response", "AsyncBinaryAPIResponse"),
            "AsyncClient": ("._client", "AsyncCloudflare"),
            "AsyncCloudflare": ("._client", "AsyncCloudflare"),
            "AuthenticationError": ("._runtime.errors", "AuthenticationError"),
            "BadRequestError": ("._runtime.errors", "BadRequestError"),
            "BaseModel": ("._runtime.models", "BaseModel"),
            "BinaryAPIResponse": ("._runtime.response", "BinaryAPIResponse"),
            "Client": ("._client", "Cloudflare"),
            "Cloudflare": ("._client", "Cloudflare"),
            "CloudflareError": ("._runtime.errors", "SDKError"),
            "ConflictError": ("._runtime.errors", "ConflictError"),
            "DEFAULT_CONNECTION_LIMITS": ("._runtime.default_clients", "DEFAULT_CONNECTION_LIMITS"),
            "DEFAULT_MAX_RETRIES": ("._runtime.client", "DEFAULT_MAX_RETRIES"),
            "DEFAULT_TIMEOUT": ("._runtime.default_clients", "DEFAULT_TIMEOUT"),
            "DefaultAsyncHttpxClient": ("._runtime.default_clients", "DefaultAsyncHttpxClient"),
            "DefaultHttpxClient": ("._runtime.default_clients", "DefaultHttpxClient"),
            "FileTypes": ("._runtime.files", "FileTypes"),
            "InternalServerError": ("._runtime.errors", "InternalServerError"),
            "MissingCredentialsError": ("._runtime.errors", "MissingCredentialsError"),
            "NOT_GIVEN": ("._runtime.sentinels", "NOT_GIVEN"),
            "not_given": ("._runtime.sentinels", "not_given"),
            "NotFoundError": ("._runtime.errors", "NotFoundError"),
            "NotGiven": ("._runtime.sentinels", "NotGiven"),
            "Omit": ("._runtime.sentinels", "Omit"),
            "omit": ("._runtime.sentinels", "omit"),
            "PermissionDeniedError": ("._runtime.errors", "PermissionDeniedError"),
            "RateLimitError": ("._runtime.errors", "RateLimitError"),
            "RequestOptions": ("._runtime.types", "RequestOptions"),
            "Timeout": ("httpx2", "Timeout"),
            "UnprocessableEntityError": ("._runtime.errors", "UnprocessableEntityError"),
        },
    )

__all__ = [
    "DEFAULT_CONNECTION_LIMITS",
    "DEFAULT_MAX_RETRIES",
    "DEFAULT_TIMEOUT",
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncAPIResponse",
    "AsyncBinaryAPIResponse",
    "AsyncClient",
    "AsyncCloudflare",
    "AuthenticationError",
    "BadRequestError",
    "BaseModel",
    "BinaryAPIResponse",
    "Client",
    "Cloudflare",
    "CloudflareError",
    "ConflictError",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "FileTypes",
    "InternalServerError",
    "MissingCredentialsError",
    "NotFoundError",
    "NotGiven",
    "Omit",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestOptions",
    "Timeout",
    "UnprocessableEntityError",
    "__version__",
    "not_given",
    "omit",
    "resources",
    "types",
]
