/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4).
 *
 * A token is fetched when a request first needs one, again shortly before it expires, and once more for a request that is
 * answered with 401. A client and its copies share their tokens, and fetch one at a time. The client's id and secret go
 * to the token endpoint as HTTP basic authentication (2.3.1); if it does not know them that way, in the body.
 */

import { unlessAborted } from './aborting.js';
import { APIPromise } from './api-promise.js';
import type { APIClient } from './client.js';
import { base64, secretOf, type Login, type Scheme } from './credentials.js';
import { APIError, errorBody, memberOf, OAuthError } from './errors.js';
import type { HeaderFields } from './header-fields.js';
import type { Answer } from './operation.js';

/** A token is not used in its last minute, or the last tenth of a shorter life. */
const SPARE_SECONDS = 60;
const SPARE_PART = 0.1;
const MOST_GRANTS = 256;

/** Access tokens by what they are given for. */
export type Grants = Map<string, Grant>;

interface Token {
  readonly value: string;
  /** When another is to be fetched, in milliseconds since 1970. */
  readonly usefulUntil: number;
}

/** The token of one client at one token endpoint. */
interface Grant {
  token: Token | undefined;
  /** The fetch that is under way. */
  fetching: Promise<Token> | undefined;
  /** Whether the endpoint wants the client's id and secret in the body. */
  isInBody: boolean;
}

/** The names of options of the client, and where tokens come from. */
export interface ClientCredentials {
  /** The token endpoint; absolute, or relative to the base URL. */
  readonly tokenURL: string;
  /** What is asked for there. */
  readonly scopes: readonly string[];
  /** The option of a token that is given; `null` if there is none. */
  readonly accessToken: string | null;
  readonly clientID: string;
  readonly clientSecret: string;
}

/** OAuth 2.0 client credentials: a token that is given, else one that is fetched. */
export function clientCredentials(settings: ClientCredentials): Scheme {
  const { accessToken, clientID, clientSecret } = settings;
  const fetched = [clientID, clientSecret];
  return {
    place: 'header',
    name: 'Authorization',
    options: accessToken === null ? [fetched] : [[accessToken], fetched],
    add(client, to) {
      const token = accessToken === null ? undefined : secretOf(client, accessToken);
      if (token) {
        to.headers['Authorization'] = `Bearer ${token}`;
        return true;
      }
      const id = secretOf(client, clientID);
      const secret = secretOf(client, clientSecret);
      if (!id || !secret) {
        return false;
      }
      to.login = new TokenLogin(client, settings, id, secret);
      return true;
    },
  };
}

class TokenLogin implements Login {
  readonly #client: APIClient;
  readonly #url: string;
  readonly #scope: string;
  readonly #id: string;
  readonly #secret: string;
  readonly #grant: Grant;
  #token: Token | undefined;
  #isRenewed = false;

  constructor(client: APIClient, settings: ClientCredentials, id: string, secret: string) {
    this.#client = client;
    this.#url = new URL(settings.tokenURL, `${client.baseURL}/`).href;
    this.#scope = settings.scopes.join(' ');
    this.#id = id;
    this.#secret = secret;
    this.#grant = grantOf(client._grants, JSON.stringify([this.#url, this.#scope, id, secret]));
  }

  async authorization(signal: AbortSignal | null | undefined): Promise<string> {
    const grant = this.#grant;
    let { token } = grant;
    if (token === undefined || token.usefulUntil <= Date.now()) {
      // It is not the caller's: others may have more patience.
      grant.fetching ??= this.#renewed();
      token = await unlessAborted(grant.fetching, signal);
    }
    this.#token = token;
    return `Bearer ${token.value}`;
  }

  isRefused(status: number, sent: HeaderFields): boolean {
    const token = this.#token;
    if (status !== 401 || token === undefined || this.#isRenewed) {
      return false;
    }
    if (sent['authorization'] !== `Bearer ${token.value}`) {
      return false;
    }
    this.#isRenewed = true;
    if (this.#grant.token === token) {
      this.#grant.token = undefined;
    }
    return true;
  }

  async #renewed(): Promise<Token> {
    const grant = this.#grant;
    try {
      grant.token = await this.#fetched();
      return grant.token;
    } finally {
      grant.fetching = undefined;
    }
  }

  async #fetched(): Promise<Token> {
    try {
      return await this.#asked();
    } catch (error) {
      if (this.#grant.isInBody || !isUnknownClient(error)) {
        throw this.#shown(error);
      }
    }
    this.#grant.isInBody = true;
    try {
      return await this.#asked();
    } catch (error) {
      this.#grant.isInBody = false;
      throw this.#shown(error);
    }
  }

  /** Asks for a token, as often as the client's requests are sent. */
  #asked(): Promise<Token> {
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (this.#scope !== '') {
      form.set('scope', this.#scope);
    }
    const headers: { [name: string]: string } = {
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    if (this.#grant.isInBody) {
      form.set('client_id', this.#id);
      form.set('client_secret', this.#secret);
    } else {
      headers['Authorization'] =
        `Basic ${base64(`${formText(this.#id)}:${formText(this.#secret)}`)}`;
    }
    return new APIPromise(
      this.#client,
      'POST',
      this.#url,
      { headers, isForeign: true, read: tokenIn },
      // What has the secret in its body must not follow a redirect.
      { body: form, fetchOptions: { redirect: 'manual' } },
    );
  }

  /** An error that holds of the response only what is no secret: what the server says (RFC 6749, 5.2). */
  #shown(error: unknown): unknown {
    if (!(error instanceof APIError) || error.status === undefined || error.headers === undefined) {
      return error;
    }
    const { status } = error;
    const body: { [name: string]: string } = {};
    for (const name of ['error', 'error_description', 'error_uri']) {
      const text = memberOf(error.error, name);
      if (typeof text === 'string') {
        body[name] = this.#redacted(text);
      }
    }
    const headers = new Headers();
    for (const name of ['retry-after', 'retry-after-ms', 'x-should-retry']) {
      const value = error.headers.get(name);
      if (value !== null) {
        headers.set(name, value);
      }
    }
    if (status === 429 || status >= 500) {
      return APIError.generate(status, body, undefined, headers);
    }
    const reasons = [body['error'], body['error_description']].filter(Boolean);
    const message =
      status < 300
        ? 'the answer of the token endpoint has no access token'
        : `no access token was given: ${reasons.join(': ') || 'the server does not say why'}`;
    return new OAuthError(status, body, message, headers);
  }

  #redacted(text: string): string {
    return text.replaceAll(this.#secret, 'redacted').replaceAll(formText(this.#secret), 'redacted');
  }
}

function grantOf(grants: Grants, key: string): Grant {
  let grant = grants.get(key);
  if (grant === undefined) {
    if (grants.size >= MOST_GRANTS) {
      grants.clear();
    }
    grant = { token: undefined, fetching: undefined, isInBody: false };
    grants.set(key, grant);
  }
  return grant;
}

/** The token that a response of the token endpoint holds (RFC 6749, 5.1). */
async function tokenIn(answer: Answer): Promise<Token> {
  const body = errorBody(await answer.text());
  const value = memberOf(body, 'access_token');
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw answer.error('there is no access token', body);
  }
  const life = Number(memberOf(body, 'expires_in') ?? NaN);
  const spare = Math.min(SPARE_SECONDS, life * SPARE_PART);
  return {
    value,
    usefulUntil: life >= 0 ? Date.now() + (life - spare) * 1000 : Infinity,
  };
}

/** Whether the server did not recognize the client (RFC 6749, 5.2). */
function isUnknownClient(error: unknown): boolean {
  if (!(error instanceof APIError) || error.status === undefined || error.status < 300) {
    return false;
  }
  const said = memberOf(error.error, 'error');
  return error.status === 401 || said === 'invalid_client' || said === 'invalid_request';
}

/** A text as it stands in a form. */
function formText(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
