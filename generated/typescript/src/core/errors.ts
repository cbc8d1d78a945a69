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
export class APIError extends CloudflareError {
  /** The HTTP status; `undefined` if there was no response. */
  readonly status: number | undefined;
  /** The headers of the response. */
  readonly headers: Headers | undefined;
  /** The body of the response: parsed if it is JSON, else its text; `undefined` if there is none. */
  readonly error: unknown;

  constructor(
    status: number | undefined,
    error: unknown,
    message: string | undefined,
    headers: Headers | undefined,
    options?: ErrorOptions,
  ) {
    const text = shortened(message ?? saidIn(error));
    super(status === undefined ? text : `${status} ${text}`, options);
    this.status = status;
    this.headers = headers;
    this.error = error;
  }

  /** The same as `error`. */
  get body(): unknown {
    return this.error;
  }

  /** The error for a response, of the class that stands for its status. */
  static generate(
    status: number,
    error: unknown,
    message: string | undefined,
    headers: Headers,
  ): APIError {
    return new (classOf(status))(status, error, message, headers);
  }
}

/** There was no connection, or it broke before the response was complete. See `cause`. */
export class APIConnectionError extends APIError {
  declare readonly status: undefined;
  declare readonly headers: undefined;
  declare readonly error: undefined;

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
export class APIUserAbortError extends APIError {
  declare readonly status: undefined;
  declare readonly headers: undefined;
  declare readonly error: undefined;

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
export class BadRequestError extends APIError {
  declare readonly status: 400;
  declare readonly headers: Headers;
}

/** Status 401; that of the token endpoint, if this is an `OAuthError`. */
export class AuthenticationError extends APIError {
  declare readonly status: number;
  declare readonly headers: Headers;
}

/**
 * The token endpoint gave no access token for the client's id and secret.
 *
 * The status is that of its response, of which only the reason is kept (RFC 6749, 5.2).
 */
export class OAuthError extends AuthenticationError {}

/** Status 403. */
export class PermissionDeniedError extends APIError {
  declare readonly status: 403;
  declare readonly headers: Headers;
}

/** Status 404. */
export class NotFoundError extends APIError {
  declare readonly status: 404;
  declare readonly headers: Headers;
}

/** Status 409. */
export class ConflictError extends APIError {
  declare readonly status: 409;
  declare readonly headers: Headers;
}

/** Status 422. */
export class UnprocessableEntityError extends APIError {
  declare readonly status: 422;
  declare readonly headers: Headers;
}

/** Status 429. */
export class RateLimitError extends APIError {
  declare readonly status: 429;
  declare readonly headers: Headers;
}

/** Status 500 or above. */
export class InternalServerError extends APIError {
  declare readonly status: number;
  declare readonly headers: Headers;
}

function classOf(status: number): typeof APIError {
  const known: { readonly [status: number]: typeof APIError } = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
  };
  return known[status] ?? (status >= 500 ? InternalServerError : APIError);
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
