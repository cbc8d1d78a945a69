/** The client of the API, without its resources. */

import type { APIDescription } from './api.js';
import { APIClient } from './client.js';
import { apiKey, httpAuth } from './credentials.js';
import type { APIClientOptions } from './options.js';

const api: APIDescription = {
  title: 'Cloudflare',
  version: '0.1.0',
  envPrefix: 'CLOUDFLARE',
  environments: { production: 'https://api.cloudflare.com/client/v4' },
  variables: {
    apiToken: 'CLOUDFLARE_API_TOKEN',
    apiKey: 'CLOUDFLARE_API_KEY',
    apiEmail: 'CLOUDFLARE_EMAIL',
  },
  schemes: {
    api_token: /* @__PURE__ */ httpAuth('Bearer', 'apiToken'),
    api_email: /* @__PURE__ */ apiKey('header', 'X-Auth-Email', 'apiEmail'),
    api_key: /* @__PURE__ */ apiKey('header', 'X-Auth-Key', 'apiKey'),
  },
  security: [['api_token']],
  anySecurity: [['api_token'], ['api_email', 'api_key']],
  credentials: [['apiToken'], ['apiEmail', 'apiKey']],
  timeout: 60000,
  maxRetries: 2,
};

/** What a client takes; each of its options may also be `undefined`. */
export interface ClientOptions extends APIClientOptions {
  /**
   * The preferred authorization scheme for interacting with the Cloudflare API. Create a token.
   *
   * Default: the environment variable `CLOUDFLARE_API_TOKEN`.
   */
  apiToken?: string | null | undefined;

  /**
   * The previous authorization scheme for interacting with the Cloudflare API. When possible, use
   * API tokens instead of Global API keys.
   *
   * Default: the environment variable `CLOUDFLARE_API_KEY`.
   */
  apiKey?: string | null | undefined;

  /**
   * The previous authorization scheme for interacting with the Cloudflare API, used in conjunction
   * with a Global API key.
   *
   * Default: the environment variable `CLOUDFLARE_EMAIL`.
   */
  apiEmail?: string | null | undefined;

  /** One of the API's own base URLs, by name. Default: the first one. */
  environment?: 'production' | undefined;
}

/** The client of the Cloudflare API, without its resources. */
export class BaseCloudflare extends APIClient {
  /** The preferred authorization scheme for interacting with the Cloudflare API. Create a token. */
  declare apiToken: string | null;

  /**
   * The previous authorization scheme for interacting with the Cloudflare API. When possible, use
   * API tokens instead of Global API keys.
   */
  declare apiKey: string | null;

  /**
   * The previous authorization scheme for interacting with the Cloudflare API, used in conjunction
   * with a Global API key.
   */
  declare apiEmail: string | null;

  /**
   * @throws {CloudflareError} an option has a value that cannot be used.
   */
  constructor(options: ClientOptions = {}) {
    super(api, options);
  }

  /**
   * A client with the options of this one, and others over them.
   *
   * @throws {CloudflareError} an option has a value that cannot be used.
   */
  override withOptions(options: Partial<ClientOptions>): this {
    return super.withOptions(options);
  }
}
