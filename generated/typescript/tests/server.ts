/** A server on this machine that answers one call. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Cloudflare } from 'cloudflare';

/** What the server answers: one of these, else a response without content. */
export interface Answer {
  json?: unknown;
  text?: string;
  bytes?: string;
  /** The media type of a stream that has no events. */
  events?: string;
}

/**
 * Makes one call.
 *
 * @returns the request that the server got, without its query, and the result.
 */
export async function called<T>(
  answer: Answer,
  call: (client: Cloudflare) => PromiseLike<T>,
): Promise<{ request: string; result: T }> {
  const { type, body } = written(answer);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    request.resume();
    response.writeHead(type === '' ? 204 : 200, type === '' ? {} : { 'content-type': type });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const client = new Cloudflare({
      baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      maxRetries: 0,
      apiToken: 'my-api-token',
      apiKey: 'my-api-key',
      apiEmail: 'my-api-email',
    });
    const result = await call(client);
    return { request: requests.join(', '), result };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function written({ json, text, bytes, events }: Answer): { type: string; body: string } {
  if (events !== undefined) {
    return { type: events, body: '' };
  }
  if (text !== undefined) {
    return { type: 'text/plain; charset=utf-8', body: text };
  }
  if (bytes !== undefined) {
    return { type: 'application/octet-stream', body: bytes };
  }
  return json === undefined
    ? { type: '', body: '' }
    : { type: 'application/json', body: JSON.stringify(json) };
}
