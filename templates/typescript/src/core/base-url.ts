/** The URL that paths are appended to. */

import type { APIDescription } from './api.js';
import { SDKError } from './errors.js';

/** Whether a path is a whole URL. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('https://') || path.startsWith('http://');
}

/**
 * The URL without a slash at its end.
 *
 * @param option - what the caller knows it as.
 * @throws {SDKError} it is not absolute, or has a query, a fragment, a user name or a password. The message does not
 *   repeat it, since it may hold a password.
 */
export function checkedBaseURL(url: string, option = 'baseURL'): string {
  const [, host] = /^https?:\/\/([^/?#]+)/i.exec(url) ?? [];
  if (host === undefined) {
    throw new SDKError(`\`${option}\` must begin with http:// or https:// and have a host`);
  }
  if (/[?#]/.test(url)) {
    throw new SDKError(`\`${option}\` must have neither a query nor a fragment`);
  }
  if (host.includes('@')) {
    throw new SDKError(
      `\`${option}\` must not contain credentials; pass them as \`defaultHeaders\``,
    );
  }
  if (!isParsed(url)) {
    throw new SDKError(`\`${option}\` must be a URL`);
  }
  return withoutSlash(url);
}

function isParsed(url: string): boolean {
  try {
    new URL(url);
    return true;
  } catch {
    return false; // `URL.canParse` is younger than Node 18.
  }
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? withoutSlash(url.slice(0, -1)) : url;
}

/**
 * The origin of a URL: scheme, host and port.
 *
 * @throws {SDKError} it cannot be parsed, or has a user name or a password, with which `fetch` sends nothing. The message
 *   does not repeat it, since it may hold a credential.
 */
export function originOf(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new SDKError('the URL of the request cannot be parsed');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new SDKError(
      'the URL of the request must not contain credentials; pass them as `headers`',
    );
  }
  return parsed.origin;
}

/** Where a method's own server is: at the origin of the base URL if it has none itself. */
export function serverURL(server: string, base: string): string {
  return withoutSlash(isAbsolute(server) ? server : originOf(base) + server);
}

/**
 * The base URL of one of the API's own environments.
 *
 * @param environment - its name; `undefined` for the first one.
 * @param chosen - the options of the client, among them what stands for variables of the URL.
 * @throws {SDKError} there is no such environment, or a variable has neither value nor default, or one that would end
 *   the host.
 */
export function environmentURL(
  api: APIDescription,
  environment: string | undefined,
  chosen: { readonly [option: string]: unknown },
): string {
  const names = Object.keys(api.environments);
  const name = environment ?? names[0];
  if (name === undefined) {
    throw new SDKError(
      `\`baseURL\` (${api.envPrefix}_BASE_URL) must be given: the API has no URL of its own`,
    );
  }
  const url = Object.hasOwn(api.environments, name) ? api.environments[name] : undefined;
  if (url === undefined) {
    throw new SDKError(`\`environment\` must be one of ${names.join(', ')}, but is \`${name}\``);
  }
  return checkedBaseURL(
    url.includes('{') ? filled(url, api.serverVariables ?? {}, chosen) : url,
    'environment',
  );
}

function filled(
  template: string,
  variables: { readonly [option: string]: string | null },
  chosen: { readonly [option: string]: unknown },
): string {
  const host = /^[^/]*\/\/[^/]*/.exec(template)?.[0] ?? '';
  return template.replace(/\{\{|\}\}|\{([^{}]+)\}/g, (place, option?: string) => {
    if (option === undefined) {
      return place.charAt(0);
    }
    const standard = variables[option] ?? null;
    const value = chosen[option] || standard;
    if (value === null) {
      throw new SDKError(`\`${option}\` must be given: it is a part of the base URL ${template}`);
    }
    if (host.includes(place) && endsHost(String(value), standard ?? '')) {
      throw new SDKError(`\`${option}\` must be a part of the host's name in ${template}`);
    }
    return String(value);
  });
}

/**
 * Whether what follows a part of a URL's host would not belong to the host any more. Whoever chooses such a part, be it
 * a customer of the program, must not choose where credentials go.
 */
function endsHost(value: string, standard: string): boolean {
  return /[\\?#@]/.test(value) || (value.includes('/') && !standard.includes('/'));
}
