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
  SDKError,
  UnprocessableEntityError,
  WebhookVerificationError,
} from './core/index.js';
