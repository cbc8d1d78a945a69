/** Following redirects, so that credentials go nowhere but to where the caller sent them. */

import type { APIDescription } from './api.js';
import { originOf } from './base-url.js';
import type { FetchBody } from './content.js';
import { APIConnectionError } from './errors.js';
import { isCredentialHeader, withoutSecrets } from './redaction.js';
import type { HeaderFields } from './header-fields.js';

/** How many redirects are followed; `fetch` follows as many. */
export const MOST_REDIRECTS = 20;

/** A request as it is given to `fetch`. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly fields: HeaderFields;
  readonly body: FetchBody | undefined;
}

/** Whether a response leads to another URL. */
export function isRedirect(response: Response): boolean {
  switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return response.headers.has('location');
    default:
      return false;
  }
}

/**
 * The request that a redirect asks for.
 *
 * Once a redirect has led to another origin, no credentials go with it or any later one: neither the headers that hold
 * them, nor the query parameters, which the server may have repeated.
 *
 * @param start - the URL of the first request.
 * @param isAway - whether a redirect before has led to another origin.
 * @throws {APIConnectionError} it leads nowhere.
 */
export function redirected(
  api: APIDescription,
  sent: Sent,
  response: Response,
  start: string,
  isAway: boolean,
): { sent: Sent; isAway: boolean } {
  const url = target(response.headers.get('location') ?? '', sent.url);
  const isStill = !isAway && originOf(url) === originOf(start);
  const isGet = becomesGet(response.status, sent.method);
  const fields = Object.entries(sent.fields).filter(
    ([name]) =>
      (isStill || !isCredentialHeader(api, name)) && !(isGet && name.startsWith('content-')),
  );
  return {
    sent: {
      method: isGet ? 'GET' : sent.method,
      url: isStill ? url : withoutSecrets(api, url),
      fields: Object.fromEntries(fields),
      body: isGet ? undefined : sent.body,
    },
    isAway: !isStill,
  };
}

function target(location: string, base: string): string {
  let url: URL;
  try {
    url = new URL(location, base);
  } catch {
    throw new APIConnectionError({
      message: 'The server redirects to a URL that cannot be parsed.',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new APIConnectionError({
      message: 'The server redirects to a URL that is not of HTTP.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new APIConnectionError({
      message: 'The server redirects to a URL with credentials, which `fetch` does not take.',
    });
  }
  url.hash = '';
  return url.href;
}

/** Whether the next request is a GET without a body, as `fetch` does it. */
function becomesGet(status: number, method: string): boolean {
  return status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
}
