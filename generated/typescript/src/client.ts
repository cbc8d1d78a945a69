/** The client of the API. */

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  BaseCloudflare,
  CloudflareError,
  ConflictError,
  InternalServerError,
  MissingCredentialsError,
  NotFoundError,
  OAuthError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  WebhookVerificationError,
  toFile,
  type RequestOptions as CallOptions,
} from './core/index.js';
import * as resources from './resources/index.js';
import type { BaseRealtimeKit, BaseStream, RealtimeKit, Stream } from './resources/index.js';

export { BaseCloudflare, type ClientOptions } from './core/index.js';

/** The client of the Cloudflare API. */
export class Cloudflare extends BaseCloudflare {
  realtimeKit: resources.RealtimeKit = new resources.RealtimeKit(this);
  stream: resources.Stream = new resources.Stream(this);

  static Cloudflare = this;
  static CloudflareError = CloudflareError;
  static APIError = APIError;
  static APIConnectionError = APIConnectionError;
  static APIConnectionTimeoutError = APIConnectionTimeoutError;
  static APIUserAbortError = APIUserAbortError;
  static AuthenticationError = AuthenticationError;
  static BadRequestError = BadRequestError;
  static ConflictError = ConflictError;
  static InternalServerError = InternalServerError;
  static MissingCredentialsError = MissingCredentialsError;
  static NotFoundError = NotFoundError;
  static OAuthError = OAuthError;
  static PermissionDeniedError = PermissionDeniedError;
  static RateLimitError = RateLimitError;
  static UnprocessableEntityError = UnprocessableEntityError;
  static WebhookVerificationError = WebhookVerificationError;
  static toFile = toFile;
}

export declare namespace Cloudflare {
  /** Options of one call. */
  export type RequestOptions = CallOptions;

  export { type BaseRealtimeKit, type RealtimeKit, type BaseStream, type Stream };
}
