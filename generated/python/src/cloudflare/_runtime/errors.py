"""The exceptions of this SDK.

None of their texts, and no pickle of one, shows a credential; but the body of an answer is kept as it
came, whatever a server repeats in it.
"""

from __future__ import annotations

from .http import http_module
from .redaction import redacted_request, redacted_response, redacted_text, shown_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    import httpx2


class SDKError(Exception):
    """The base of all exceptions that this SDK raises on its own account."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _restore, (_reference(type(self)), self.args, _redacted(self.__dict__))


class MissingCredentialsError(SDKError):
    """A method was called for which no credentials are set. Nothing was sent."""


class WebhookVerificationError(SDKError):
    """A webhook was not signed with the key, or too long ago. It must not be trusted."""


class APIError(SDKError):
    """A request failed.

    Attributes:
        message: what went wrong.
        request: the request that was sent.
        body: the parsed JSON body of the answer, else its text, else `None`.
    """

    message: str
    request: httpx2.Request
    body: object

    def __init__(self, message: str, request: httpx2.Request, *, body: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.request = shown_request(request)
        self.body = body


class APIConnectionError(APIError):
    """There was no connection, or it broke before the answer was complete. See `__cause__`."""

    def __init__(self, *, message: str = "Connection error.", request: httpx2.Request) -> None:
        super().__init__(message, request)


class APITimeoutError(APIConnectionError):
    """No answer came in time."""

    def __init__(self, request: httpx2.Request) -> None:
        super().__init__(message="Request timed out.", request=request)


class APIResponseValidationError(APIError):
    """A successful answer is not the JSON that it should be. It is the `response` attribute."""

    response: httpx2.Response
    status_code: int

    def __init__(
        self,
        response: httpx2.Response,
        body: object,
        *,
        message: str = "The answer is not valid JSON.",
    ) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code


class APIStatusError(APIError):
    """The server answered with a status other than 2xx.

    Attributes:
        response: the answer, which has been read.
        status_code: its HTTP status.
        data: `body` as the type that the API has for this status, or `None` if it has none.
    """

    response: httpx2.Response
    status_code: int
    data: object

    def __init__(self, message: str, *, response: httpx2.Response, body: object) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code
        self.data = None


class BadRequestError(APIStatusError):
    """Status 400."""


class AuthenticationError(APIStatusError):
    """Status 401."""


class OAuthError(AuthenticationError):
    """The token endpoint gave no access token for the client's id and secret.

    The status is that of its answer, of which only the reason is kept (RFC 6749, 5.2).
    """


class PermissionDeniedError(APIStatusError):
    """Status 403."""


class NotFoundError(APIStatusError):
    """Status 404."""


class ConflictError(APIStatusError):
    """Status 409."""


class UnprocessableEntityError(APIStatusError):
    """Status 422."""


class RateLimitError(APIStatusError):
    """Status 429."""


class InternalServerError(APIStatusError):
    """Status 500 or above."""


CLASS_OF_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
FIRST_SERVER_ERROR = 500


def status_error(response: httpx2.Response) -> APIStatusError:
    """The exception for an answer, which has been read, whose status is not 2xx."""
    status = response.status_code
    default = InternalServerError if status >= FIRST_SERVER_ERROR else APIStatusError
    body = error_body(response)
    message = _message_in(body) or f"Error code: {status}" + (f" - {body}" if body else "")
    message = redacted_text(message, response.request)
    return CLASS_OF_STATUS.get(status, default)(message, response=response, body=body)


def event_error(data: str, request: httpx2.Request) -> APIError:
    """The exception for an event of a stream by which the server reports a failure.

    Args:
        data: the data of the event.
    """
    from json import loads

    body: object
    try:
        body = loads(data)
    except (ValueError, RecursionError):
        body = data or None
    message = _message_in(body) or f"The server ended the stream with an error: {data}"
    return APIError(redacted_text(message, request), request, body=body)


def add_data(failure: APIError, *tables: Mapping[str, Callable[[Any], Any]]) -> None:
    """Decodes the answer of an `APIStatusError`; any other failure stays as it is.

    Args:
        tables: decoders by status, such as `404`, `4XX` or `default`; the first table that has
            one of them decides.
    """
    if not isinstance(failure, APIStatusError):
        return
    status = failure.status_code
    keys = (str(status), f"{status // 100}XX", "default")
    decode = next((table[key] for table in tables for key in keys if key in table), None)
    if decode is None:
        return
    try:
        data = failure.response.json()  # Not `body`: decoding changes what it is given.
        failure.data = decode(data)
    except (ValueError, RecursionError, RuntimeError):
        return


def error_body(response: httpx2.Response) -> object:
    """The parsed JSON body, else the text, else `None` if it is empty or was not read."""
    try:
        return response.json()
    except (ValueError, RecursionError):
        return response.text or None
    except RuntimeError:  # An event hook of the caller's raised, so that it was closed unread.
        return None


def _message_in(body: Any) -> str | None:
    """What the server says in the places where APIs commonly say it."""
    if not isinstance(body, dict):
        return None
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    for place in (body, body.get("error"), first):
        message = place.get("message") if isinstance(place, dict) else None
        if isinstance(message, str) and message:
            return message
    return None


def failure_of(error: Any, request: httpx2.Request) -> APIError:
    """Our exception for one that sending a request, or reading the answer, raised.

    Args:
        error: one of `httpx2` or `httpx`, or an `OSError`. It is the cause of ours, unless it may
            show a credential.
    """
    timed_out = isinstance(error, TimeoutError)
    if not isinstance(error, OSError):
        library = http_module(error)
        if isinstance(error, library.HTTPStatusError):  # An event hook of the caller's raised it.
            return status_error(error.response)
        if isinstance(error, library.LocalProtocolError):  # It repeats headers.
            return APIConnectionError(request=request)
        timed_out = isinstance(error, library.TimeoutException)
    text = str(error)
    reason = redacted_text(text, request)
    if reason != text:
        error.args = (reason,)  # A traceback shows the cause as well.
    message = f"Connection error: {reason}" if reason else "Connection error."
    failure = (
        APITimeoutError(request)
        if timed_out
        else APIConnectionError(message=message, request=request)
    )
    failure.__cause__ = error
    return failure


def _reference(cls: type[SDKError]) -> str | type[SDKError]:
    # Our classes go by name into a pickle, as the package may export them under another one.
    return cls.__name__ if globals().get(cls.__name__) is cls else cls


def _redacted(state: dict[str, Any]) -> dict[str, Any]:
    """The attributes of an error as they go into a pickle, which may travel."""
    state = dict(state)
    if "request" in state:
        state["request"] = redacted_request(state["request"])
    if "response" in state:
        state["response"] = redacted_response(state["response"])
    return state


def _restore(
    reference: str | type[SDKError], args: tuple[Any, ...], state: dict[str, Any]
) -> SDKError:
    # Each class has its own signature, so a copy is made without calling it.
    cls: type[SDKError] = globals()[reference] if isinstance(reference, str) else reference
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


def _publish() -> None:
    # A traceback and a pickle should name the package that users import, not where its parts stand.
    for value in list(globals().values()):
        if isinstance(value, type) and issubclass(value, SDKError):
            value.__module__ = __name__.partition("._runtime")[0]


_publish()
