/** What all files of the package share; each of them imports it from here. */

export { APIPromise } from './api-promise.js';
export { BaseCloudflare, type ClientOptions } from './base-client.js';
export { binary, given, json, text } from './bodies.js';
export { APIClient } from './client.js';
export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  CloudflareError,
  InternalServerError,
  MissingCredentialsError,
  NotFoundError,
  OAuthError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  WebhookVerificationError,
} from './errors.js';
export type { ServerSentEvent } from './event-parsers.js';
export { form } from './form.js';
export type { Logger, LogLevel } from './logging.js';
export { multipart } from './multipart.js';
export type {
  APIClientOptions,
  Fetch,
  FetchOptions,
  HeadersLike,
  RequestOptions,
} from './options.js';
export { AbstractPage, PagePromise } from './pages.js';
export { path } from './path.js';
export { asJSON, asNothing, asResponse, asText, unwrapped } from './readers.js';
export { APIResource } from './resource.js';
export { asEvents, asJSONLines, Stream } from './stream.js';
export { styled } from './styles.js';
export { toFile, type Uploadable } from './uploads.js';
export {
  parseWebhook,
  verifyWebhook,
  type WebhookHeaders,
  type WebhookPayload,
} from './webhooks.js';
