/** What must not be shown, and how the rest is: headers, URLs, texts. */

import type { APIDescription } from './api.js';
import type { HeaderFields } from './header-fields.js';

const REDACTED = 'redacted';

/** What says in a header's name that its value is secret, wherever it stands among the words of that name. */
const SECRET_WORD =
  /(?:^|[^a-z0-9])(?:apikey|auth|authorization|cookie|key|password|secret|token)(?![a-z0-9])/;

/** Anything shorter would be found in texts that have nothing to do with it. */
const SHORTEST_SECRET = 4;

/** The headers of a response that may repeat the URL of the request. */
const REPEATING = ['link', 'location', 'content-location'];

/** What an attempt sends, as far as it can be secret. */
export interface SentHead {
  readonly url: string;
  readonly fields: HeaderFields;
}

/** Whether a header holds credentials in every API, or in this one. */
export function isCredentialHeader(api: APIDescription, name: string): boolean {
  switch (name) {
    case 'authorization':
    case 'cookie':
    case 'proxy-authorization':
    case 'set-cookie':
      return true;
    default:
      return hasScheme(api, 'header', name);
  }
}

function hasScheme(api: APIDescription, place: 'header' | 'query', name: string): boolean {
  return Object.values(api.schemes).some(
    (scheme) =>
      scheme.place === place &&
      (place === 'query' ? scheme.name : scheme.name.toLowerCase()) === name,
  );
}

function isShown(api: APIDescription, name: string): boolean {
  return !SECRET_WORD.test(name) && !isCredentialHeader(api, name);
}

function isSecretParameter(api: APIDescription, pair: string): boolean {
  return hasScheme(api, 'query', plain(pair.split('=', 1)[0] ?? ''));
}

/** Percent-decoded text; as it is if it cannot be decoded. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // What a server says may be anything.
  }
}

/** Headers with the values of secret ones replaced. */
export function shownFields(api: APIDescription, fields: HeaderFields): HeaderFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isShown(api, name) ? value : REDACTED]),
  );
}

/** The headers of a response with secret ones, and what they repeat of the request, replaced. */
export function shownHeaders(api: APIDescription, headers: Headers, sent: SentHead): HeaderFields {
  const shown = shownFields(api, Object.fromEntries(headers));
  for (const name of REPEATING) {
    const value = shown[name];
    if (value !== undefined) {
      shown[name] = redactedText(api, value, sent);
    }
  }
  return shown;
}

/** A URL with user name and password and the values of secret parameters replaced. */
export function shownURL(api: APIDescription, url: string): string {
  const [path, query] = splitURL(url.replace(/^([a-z]+:\/\/)[^/?#]*@/i, `$1${REDACTED}@`));
  if (query === '') {
    return path;
  }
  const shown = query
    .split('&')
    .map((pair) => (isSecretParameter(api, pair) ? `${pair.split('=', 1)[0]}=${REDACTED}` : pair));
  return `${path}?${shown.join('&')}`;
}

/** A URL without the parameters that hold credentials. */
export function withoutSecrets(api: APIDescription, url: string): string {
  const [path, query] = splitURL(url);
  const kept = query.split('&').filter((pair) => !isSecretParameter(api, pair));
  const rest = kept.join('&');
  return rest === '' ? path : `${path}?${rest}`;
}

function splitURL(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** What a server said, without the credentials of the request that it may have repeated. */
export function redactedText(api: APIDescription, text: string, sent: SentHead): string {
  return secretValues(api, sent).reduce((shown, value) => shown.replaceAll(value, REDACTED), text);
}

/** The credentials of a request, longest first, also as they are written in its URL. */
function secretValues(api: APIDescription, { url, fields }: SentHead): string[] {
  const values: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (!isShown(api, name)) {
      // Of `Bearer abc` a server may repeat the second word only.
      values.push(value, value.slice(value.indexOf(' ') + 1));
    }
  }
  for (const cookie of (fields['cookie'] ?? '').split(';')) {
    values.push(cookie.slice(cookie.indexOf('=') + 1).trim());
  }
  for (const pair of splitURL(url)[1].split('&')) {
    if (isSecretParameter(api, pair)) {
      const value = pair.slice(pair.indexOf('=') + 1);
      values.push(value, plain(value));
    }
  }
  return [...new Set(values)]
    .filter((value) => value.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
}
