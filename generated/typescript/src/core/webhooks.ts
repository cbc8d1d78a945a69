/** Verifying webhooks as Standard Webhooks (https://www.standardwebhooks.com) says. */

import { MissingCredentialsError, CloudflareError, WebhookVerificationError } from './errors.js';
import { webCrypto } from './web-crypto.js';

/** The headers of a webhook; those of Node's `IncomingMessage` as well. */
export type WebhookHeaders =
  | Headers
  | Iterable<readonly [name: string, value: string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** The body of a webhook, as it was received. */
export type WebhookPayload = string | ArrayBuffer | ArrayBufferView;

const PREFIX = 'whsec_';
const VERSION = 'v1';
/** Seconds that the clocks, and the way of a webhook, may make of a difference. */
const TOLERANCE = 300;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;

/**
 * What a webhook says, if it was signed with the key in the last five minutes.
 *
 * @param payload - the body exactly as it was received: JSON that was parsed and written again has another signature.
 * @param key - the secret, in base64; it may begin with `whsec_`.
 * @param option - the option of the client that the key comes from, for the error message.
 * @throws {MissingCredentialsError} there is no key.
 * @throws {WebhookVerificationError} it was not.
 * @throws {CloudflareError} the key is not base64, or empty; or the payload is not JSON. No message shows the key.
 */
export async function verifyWebhook<T>(
  payload: WebhookPayload,
  headers: WebhookHeaders,
  key: string | null | undefined,
  option: string,
): Promise<T> {
  if (!key) {
    throw new MissingCredentialsError(
      `no key for webhooks is set; set \`${option}\` of the client, or pass \`key\``,
    );
  }
  await checkSignature(payload, headers, key);
  return parseWebhook(payload);
}

/**
 * What a webhook says, whoever has sent it.
 *
 * @throws {CloudflareError} the payload is not JSON.
 */
export function parseWebhook<T>(payload: WebhookPayload): T {
  const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new CloudflareError('the payload of a webhook must be JSON', { cause });
  }
}

/** Checks the signature and the age of a webhook. */
async function checkSignature(
  payload: WebhookPayload,
  headers: WebhookHeaders,
  key: string,
): Promise<void> {
  const given = byLowerCase(headers);
  const id = required(given, 'webhook-id');
  const timestamp = required(given, 'webhook-timestamp');
  const signatures = required(given, 'webhook-signature');
  checkAge(timestamp);
  const { subtle } = await webCrypto();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await subtle.importKey('raw', keyBytes(key), algorithm, false, ['verify']);
  const body = typeof payload === 'string' ? payload : (payload as BlobPart);
  const signed = await new Blob([`${id}.${timestamp}.`, body]).arrayBuffer();
  for (const each of signatures.split(' ')) {
    // While one key replaces another, a webhook has a signature of each.
    const [version, signature = ''] = each.split(',', 2);
    const bytes = version === VERSION ? base64Bytes(signature) : undefined;
    if (bytes !== undefined && (await subtle.verify('HMAC', secret, bytes, signed))) {
      return;
    }
  }
  throw new WebhookVerificationError('no signature matches the payload and the key');
}

function byLowerCase(headers: WebhookHeaders): Map<string, unknown> {
  const entries: Iterable<readonly [name: string, value: unknown]> =
    Symbol.iterator in headers
      ? (headers as Iterable<readonly [string, string]>)
      : Object.entries(headers);
  return new Map(Array.from(entries, ([name, value]) => [name.toLowerCase(), value]));
}

function required(headers: ReadonlyMap<string, unknown>, name: string): string {
  const value = headers.get(name);
  if (value === undefined || value === null) {
    throw new WebhookVerificationError(`the header \`${name}\` is missing`);
  }
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function checkAge(timestamp: string): void {
  if (!/^\d{1,18}$/.test(timestamp)) {
    throw new WebhookVerificationError('the header `webhook-timestamp` is no number of seconds');
  }
  const age = Date.now() / 1000 - Number(timestamp);
  // Whole seconds are compared, as those of the header are.
  if (Math.floor(age) > TOLERANCE) {
    throw new WebhookVerificationError('the webhook is too old');
  }
  if (Math.floor(age) < -TOLERANCE) {
    throw new WebhookVerificationError('the webhook is from the future');
  }
}

function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const text = key.trim();
  const bytes = base64Bytes(text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text);
  if (bytes === undefined) {
    throw new CloudflareError(`the key for webhooks must be base64, such as \`${PREFIX}…\``);
  }
  return bytes;
}

/** The bytes of a text in base64; `undefined` if it is none, or empty, as anybody could sign with an empty key. */
function base64Bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  return BASE64.test(text)
    ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    : undefined;
}
