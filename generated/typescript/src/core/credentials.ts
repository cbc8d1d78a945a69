/** The ways to authenticate, and which of them goes with a request. */

import type { APIDescription } from './api.js';
import type { APIClient } from './client.js';
import { MissingCredentialsError, CloudflareError } from './errors.js';
import type { HeaderFields } from './header-fields.js';
import type { Security } from './operation.js';

/** What one request carries to authenticate. */
export interface Credentials {
  readonly headers: { [name: string]: string };
  readonly query: { [name: string]: string };
  readonly cookies: { [name: string]: string };
  /** What fetches an access token right before the request is sent. */
  login?: Login;
}

/** Gives one request an access token, which is fetched if there is none. */
export interface Login {
  /**
   * The value of the header `Authorization`.
   *
   * @param signal - ends the waiting.
   * @throws {OAuthError} the token endpoint gave no token.
   */
  authorization(signal: AbortSignal | null | undefined): Promise<string>;
  /**
   * Whether to get another token and send again, since this one was refused; true once. It is forgotten then.
   *
   * @param sent - the headers of the request that was answered; it may have lost the token by a redirect.
   */
  isRefused(status: number, sent: HeaderFields): boolean;
}

/** One way to authenticate. */
export interface Scheme {
  /** Where it sends something; left out if nothing is sent. */
  readonly place?: 'header' | 'query' | 'cookie';
  /** The name that it sends something under; empty if nothing is sent. */
  readonly name: string;
  /** Alternatives, each the options of the client that are needed together. */
  readonly options: readonly (readonly string[])[];
  /** Adds what is sent; false if the options are not set. */
  add(client: APIClient, to: Credentials): boolean;
}

/** A secret of the client; `undefined` if it is not set. */
export function secretOf(client: APIClient, option: string): string | undefined {
  return (client as unknown as { readonly [option: string]: string | null })[option] ?? undefined;
}

/** A text that stands for itself. */
export function apiKey(place: 'header' | 'query' | 'cookie', name: string, option: string): Scheme {
  return {
    place,
    name,
    options: [[option]],
    add(client, to) {
      const value = secretOf(client, option);
      if (!value) {
        return false;
      }
      switch (place) {
        case 'header':
          to.headers[name] = value;
          break;
        case 'query':
          to.query[name] = value;
          break;
        case 'cookie':
          to.cookies[name] = checkedCookie(option, value);
          break;
      }
      return true;
    },
  };
}

/** `Authorization: <prefix> <secret>` (RFC 9110, 11.6.2), such as a bearer token. */
export function httpAuth(prefix: string, option: string): Scheme {
  return {
    place: 'header',
    name: 'Authorization',
    options: [[option]],
    add(client, to) {
      const value = secretOf(client, option);
      if (!value) {
        return false;
      }
      to.headers['Authorization'] = `${prefix} ${value}`;
      return true;
    },
  };
}

/**
 * A user's name and password (RFC 7617), in UTF-8. Either may be empty, but not both.
 *
 * @param passwordOption - `null` if there is none, and the password always empty.
 */
export function basicAuth(userOption: string, passwordOption: string | null): Scheme {
  return {
    place: 'header',
    name: 'Authorization',
    options: [passwordOption === null ? [userOption] : [userOption, passwordOption]],
    add(client, to) {
      const user = secretOf(client, userOption);
      const password = passwordOption === null ? '' : secretOf(client, passwordOption);
      if (user === undefined || password === undefined || user + password === '') {
        return false;
      }
      if (user.includes(':')) {
        throw new CloudflareError(`\`${userOption}\` must not contain a colon`);
      }
      to.headers['Authorization'] = `Basic ${base64(`${user}:${password}`)}`;
      return true;
    },
  };
}

/** Mutual TLS: what sends the requests has the certificate, and nothing is sent. */
export function clientCertificate(): Scheme {
  return { name: '', options: [[]], add: () => true };
}

/** The base64 form of a text in UTF-8. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** A cookie is sent as it is, since whoever has it took it from another `Cookie` header (RFC 6265, 4.1.1). */
function checkedCookie(option: string, value: string): string {
  if (!/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(value)) {
    throw new CloudflareError(`\`${option}\` has characters that a cookie cannot have`);
  }
  return value;
}

/**
 * What the first alternative sends whose options are all set; nothing if the request can do without, `undefined` if it
 * cannot and nothing is set.
 */
export function credentialsFor(client: APIClient, security: Security): Credentials | undefined {
  const { schemes } = client._api;
  let isOptional = security.length === 0;
  for (const alternative of security) {
    const found: Credentials = { headers: {}, query: {}, cookies: {} };
    let isSet = true;
    let isSent = false;
    for (const id of alternative) {
      const scheme = schemes[id];
      if (scheme === undefined) {
        throw new CloudflareError(`there is no way to authenticate by \`${id}\``);
      }
      isSet = scheme.add(client, found);
      if (!isSet) {
        break;
      }
      isSent ||= scheme.place !== undefined;
    }
    if (isSet && isSent) {
      return found;
    }
    isOptional ||= isSet;
  }
  return isOptional ? { headers: {}, query: {}, cookies: {} } : undefined;
}

/**
 * Accepts missing credentials if the caller decided on everything that an alternative sends.
 *
 * @param isGiven - whether the caller says something of a header (in lower case) or a parameter.
 * @throws {MissingCredentialsError} there is no such alternative.
 */
export function checkGiven(
  api: APIDescription,
  security: Security,
  isGiven: (place: 'header' | 'query', name: string) => boolean,
): void {
  const decided = (id: string): boolean => {
    const scheme = api.schemes[id];
    switch (scheme?.place) {
      case 'header':
        return isGiven('header', scheme.name.toLowerCase());
      case 'query':
        return isGiven('query', scheme.name);
      case 'cookie':
        return isGiven('header', 'cookie');
      default:
        return true;
    }
  };
  if (!security.some((alternative) => alternative.every(decided))) {
    throw new MissingCredentialsError(`No credentials are set. Set ${settings(api, security)}.`);
  }
}

/** What would have to be set: `token` (ACME_TOKEN), or `key` (ACME_KEY) and `email`. */
function settings(api: APIDescription, security: Security): string {
  const choices = security
    .flatMap((alternative) => combined(api, alternative))
    .map((options) => options.map((option) => optionSetting(api, option)).join(' and '));
  return [...new Set(choices)].join(', or ');
}

/** The options of schemes that are needed together; several where one of them has a choice. */
function combined(api: APIDescription, ids: readonly string[]): string[][] {
  return ids.reduce<string[][]>(
    (all, id) =>
      all.flatMap((options) =>
        (api.schemes[id]?.options ?? []).map((more) => [...options, ...more]),
      ),
    [[]],
  );
}

/** An option as an error names it: `token` (ACME_TOKEN). */
export function optionSetting(api: APIDescription, option: string): string {
  const variable = api.variables?.[option];
  return variable ? `\`${option}\` (${variable})` : `\`${option}\``;
}
