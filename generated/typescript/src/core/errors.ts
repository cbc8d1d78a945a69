/** The errors of this SDK. None of their messages shows a credential. */

/** The base of all errors that the SDK throws on its own account. */
export class CloudflareError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** A method was called for which no credentials are set. Nothing was sent. */
export class MissingCredentialsError extends CloudflareError {}

/** A webhook was not signed with the key, or too long ago. It must not be trusted. */
export class WebhookVerificationError extends CloudflareError {}

/**
 * A request failed.
 *
 * The body of the response is kept as it came, whatever a server repeats in it.
 */
export class APIError<
  TStatus extends number | undefined = number | undefined,
  THeaders extends Headers | undefined = Headers | undefined,
  TError = unknown,
> extends CloudflareError {
  /** The HTTP status; `undefined` if there was no response. */
  readonly status: TStatus;
  /** The headers of the response. */
  readonly headers: THeaders;
  /** The body of the response: parsed if it is JSON, else its text; `undefined` if there is none. */
  readonly error: TError;

  constructor(
    status: TStatus,
    error: TError,
    message: string | undefined,
    headers: THeaders,
    options?: ErrorOptions,
  ) {
    const text = shortened(message ?? saidIn(error));
    super(status === undefined ? text : `${status} ${text}`, options);
    this.status = status;
    this.headers = headers;
    this.error = error;
  }

  /** The same as `error`. */
  get body(): TError {
    return this.error;
  }

  /** The error for a response, of the class that stands for its status. */
  static generate(
    status: number,
    error: unknown,
    message: string | undefined,
    headers: Headers,
  ): APIError<number, Headers> {
    return new (classOf(status))(status, error, message, headers);
  }
}

/** There was no connection, or it broke before the response was complete. See `cause`. */
export class APIConnectionError extends APIError<undefined, undefined, undefined> {
  constructor({ message, cause }: { message?: string | undefined; cause?: unknown } = {}) {
    super(
      undefined,
      undefined,
      message ?? 'Connection error.',
      undefined,
      cause === undefined ? undefined : { cause },
    );
  }
}

/** No response came in time. */
export class APIConnectionTimeoutError extends APIConnectionError {
  constructor({ message, cause }: { message?: string | undefined; cause?: unknown } = {}) {
    super({ message: message ?? 'Request timed out.', cause });
  }
}

/** The caller's `signal` was aborted. Its reason is `cause`. */
export class APIUserAbortError extends APIError<undefined, undefined, undefined> {
  constructor({ message, cause }: { message?: string | undefined; cause?: unknown } = {}) {
    super(
      undefined,
      undefined,
      message ?? 'Request was aborted.',
      undefined,
      cause === undefined ? undefined : { cause },
    );
  }
}

/** Status 400. */
export class BadRequestError extends APIError<400, Headers> {}

/** Status 401. */
export class AuthenticationError<TStatus extends number = 401> extends APIError<TStatus, Headers> {}

/**
 * The token endpoint gave no access token for the client's id and secret.
 *
 * The status is that of its response, of which only the reason is kept (RFC 6749, 5.2).
 */
export class OAuthError extends AuthenticationError<number> {}

/** Status 403. */
export class PermissionDeniedError extends APIError<403, Headers> {}

/** Status 404. */
export class NotFoundError extends APIError<404, Headers> {}

/** Status 409. */
export class ConflictError extends APIError<409, Headers> {}

/** Status 422. */
export class UnprocessableEntityError extends APIError<422, Headers> {}

/** Status 429. */
export class RateLimitError extends APIError<429, Headers> {}

/** Status 500 or above. */
export class InternalServerError extends APIError<number, Headers> {}

type StatusErrorClass = new (
  status: number,
  error: unknown,
  message: string | undefined,
  headers: Headers,
) => APIError<number, Headers>;

function classOf(status: number): StatusErrorClass {
  const known: { readonly [status: number]: unknown } = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
  };
  const found = known[status] ?? (status >= 500 ? InternalServerError : APIError);
  return found as StatusErrorClass;
}

/** What the text of an error shows of a response at most. */
const LONGEST_SHOWN = 1000;

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** What the body of a response that failed says: its message where it has one, else all of it. */
export function saidIn(body: unknown): string {
  const message = messageIn(body);
  if (message !== undefined) {
    return message;
  }
  if (body === undefined || body === null || body === '') {
    return 'the response has no body';
  }
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? String(body));
}

/** What the server says in the places where APIs commonly say it. */
export function messageIn(body: unknown): string | undefined {
  const errors = memberOf(body, 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  for (const place of [body, memberOf(body, 'error'), first]) {
    const message = memberOf(place, 'message');
    if (typeof message === 'string' && message !== '') {
      return message;
    }
  }
  return undefined;
}

/** A member of an object; `undefined` of anything else. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as { readonly [name: string]: unknown })[name]
    : undefined;
}

/** The parsed body of a response that failed, else its text; `undefined` if it is empty. */
export function errorBody(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text; // Not everything that answers with an error speaks JSON: proxies do not.
  }
}
