/** Verifying webhooks, with the test vector of Standard Webhooks and with forgeries. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';

import {
  MissingCredentialsError,
  SDKError,
  WebhookVerificationError,
} from '../../../templates/typescript/src/core/errors.ts';
import {
  parseWebhook,
  verifyWebhook,
  type WebhookHeaders,
  type WebhookPayload,
} from '../../../templates/typescript/src/core/webhooks.ts';

const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const NOW = 1614265330;
const PAYLOAD = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

function headers({ signature = SIGNATURE, timestamp = String(NOW), id = ID } = {}) {
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

function signed(payload: string, timestamp: string | number = NOW, key = KEY): string {
  const secret = Buffer.from(key.replace('whsec_', ''), 'base64');
  const hmac = createHmac('sha256', secret).update(`${ID}.${timestamp}.${payload}`);
  return `v1,${hmac.digest('base64')}`;
}

async function verify(
  payload: WebhookPayload = PAYLOAD,
  given: WebhookHeaders = headers(),
  key: string | null = KEY,
): Promise<unknown> {
  const { now } = Date;
  Date.now = () => NOW * 1000 + 500;
  try {
    return await verifyWebhook(payload, given, key, 'webhookKey');
  } finally {
    Date.now = now;
  }
}

test('the vector of Standard Webhooks', async () => {
  const bytes = new TextEncoder().encode(PAYLOAD);
  for (const payload of [
    PAYLOAD,
    bytes,
    bytes.buffer,
    Buffer.from(PAYLOAD),
    new DataView(bytes.buffer),
  ]) {
    for (const key of [KEY, KEY.replace('whsec_', ''), ` ${KEY}\n`]) {
      assert.deepEqual(await verify(payload, headers(), key), { test: 2432232314 });
    }
  }
});

test('headers of every kind', async () => {
  const given = headers();
  const upper = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]),
  );
  const several = { ...given, 'webhook-signature': ['v1,bm90IGl0', SIGNATURE], other: undefined };
  for (const each of [new Headers(given), Object.entries(given), upper, several]) {
    assert.ok(await verify(PAYLOAD, each));
  }
});

test('several signatures, as while one key replaces another', async () => {
  const signature = `v1a,abc v2,xyz v1,bm90IGl0 v1 ${SIGNATURE}`;
  assert.ok(await verify(PAYLOAD, headers({ signature })));
});

test('a payload beyond ASCII', async () => {
  const payload = '{"name": "Zoë 🐕"}';
  const given = headers({ signature: signed(payload) });
  assert.deepEqual(await verify(payload, given), { name: 'Zoë 🐕' });
});

test('webhooks are good for five minutes', async () => {
  for (const seconds of [-300, -1, 0, 299, 300]) {
    const timestamp = String(NOW + seconds);
    assert.ok(await verify(PAYLOAD, headers({ timestamp, signature: signed(PAYLOAD, timestamp) })));
  }
});

test('forgeries', async () => {
  const none = /^WebhookVerificationError: no signature matches the payload and the key$/;
  const noNumber = /the header `webhook-timestamp` is no number of seconds$/;
  const rows: [WebhookHeaders, RegExp][] = [
    [headers({ signature: `${SIGNATURE.slice(0, -2)}A=` }), none],
    [headers({ signature: SIGNATURE.replace('v1,', '') }), none],
    [headers({ signature: SIGNATURE.replace('v1', 'v2') }), none],
    [headers({ signature: '' }), none],
    [headers({ signature: 'v1,ü' }), none],
    [headers({ signature: 'v1,\uDCFF' }), none],
    [headers({ id: 'msg_other' }), none],
    [headers({ id: '\uD800' }), none],
    [headers({ timestamp: String(NOW + 1) }), none],
    [headers({ timestamp: String(NOW - 301) }), /the webhook is too old$/],
    [headers({ timestamp: String(NOW + 301) }), /the webhook is from the future$/],
    [headers({ timestamp: 'soon' }), noNumber],
    [headers({ timestamp: '-5' }), noNumber],
    [headers({ timestamp: '9'.repeat(5000) }), noNumber],
    [headers({ timestamp: '٣' }), noNumber],
    [{}, /the header `webhook-id` is missing$/],
    [{ 'Webhook-Id': ID }, /the header `webhook-timestamp` is missing$/],
  ];
  for (const [given, message] of rows) {
    await assert.rejects(verify(PAYLOAD, given), (error) => {
      assert.ok(error instanceof WebhookVerificationError);
      assert.match(String(error), message);
      return true;
    });
  }
});

test('another payload or key', async () => {
  const other = `whsec_${btoa('another')}`;
  await assert.rejects(verify(PAYLOAD.replace('2432232314', '1')), WebhookVerificationError);
  await assert.rejects(verify(`${PAYLOAD}\uD800`), WebhookVerificationError);
  await assert.rejects(verify(PAYLOAD, headers(), other), WebhookVerificationError);
});

test('nothing is parsed before it is verified', async () => {
  await assert.rejects(verify('no json'), WebhookVerificationError);
  const given = headers({ signature: signed('no json') });
  await assert.rejects(
    verify('no json', given),
    /^SDKError: the payload of a webhook must be JSON$/,
  );
});

test('a key that is no base64', async () => {
  for (const key of ['whsec_***', 'whsec_abc', 'schlüssel', 'whsec_', ' ', 'whsec_YQ=']) {
    await assert.rejects(
      verify(PAYLOAD, headers({ signature: signed(PAYLOAD, NOW, '') }), key),
      (error) => {
        assert.ok(error instanceof SDKError);
        assert.equal(error.message, 'the key for webhooks must be base64, such as `whsec_…`');
        return true;
      },
    );
  }
});

test('no key', async () => {
  for (const key of [null, '']) {
    await assert.rejects(verify(PAYLOAD, headers(), key), (error) => {
      assert.ok(error instanceof MissingCredentialsError);
      assert.match(error.message, /set `webhookKey` of the client, or pass `key`/);
      return true;
    });
  }
});

test('parsing without verifying', () => {
  assert.deepEqual(parseWebhook('{"a": 1}'), { a: 1 });
  assert.deepEqual(parseWebhook(new TextEncoder().encode('{"a": 1}')), { a: 1 });
  assert.throws(() => parseWebhook('{'), SDKError);
});

test('the cryptography of a Node that has it in a module only', async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
  try {
    assert.ok(await verify());
  } finally {
    Object.defineProperty(globalThis, 'crypto', own ?? {});
  }
});
