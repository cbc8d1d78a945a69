/** The errors that calls fail with. */

export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  MissingCredentialsError,
  NotFoundError,
  OAuthError,
  PermissionDeniedError,
  RateLimitError,
  CloudflareError,
  UnprocessableEntityError,
  WebhookVerificationError,
} from './core/index.js';
