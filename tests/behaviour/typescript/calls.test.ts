/** The documented calls: what goes out and what comes back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import Cloudflare from 'cloudflare';

import {
  ACCOUNT,
  API_EMAIL,
  API_KEY,
  API_TOKEN,
  CALLS_BY_NAME,
  createLiveInput,
  documented,
  failure,
  failureOf,
  getAllLivestreams,
  MEETING,
  newClient,
} from './calls.ts';
import { each, header, newServer, raw, slow, status, times, unchecked } from './server.ts';

test(
  'a documented call',
  ...each(CALLS_BY_NAME, async (t, call) => {
    const server = await newServer(t);
    assert.deepEqual(await call.do(newClient(server)), call.response);
    const sent = await server.only();
    assert.deepEqual([sent.method, sent.target], [call.method, call.target]);
    assert.deepEqual(sent.body ? JSON.parse(sent.body) : undefined, call.body);
    assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
    assert.equal(header(sent, 'accept'), 'application/json');
    assert.equal(header(sent, 'content-type'), call.body ? 'application/json' : undefined);
  }),
);

test('the user agent names the SDK and its language', async (t) => {
  const server = await newServer(t);
  await getAllLivestreams.do(newClient(server));
  const agent = header(await server.only(), 'user-agent') ?? '';
  assert.match(agent, /cloudflare/i);
  assert.match(agent, /\d+\.\d+\.\d+/);
  assert.match(agent, /\b(js|javascript|typescript|node)\b/i);
});

test('what the members are', async (t) => {
  const server = await newServer(t);
  const answer = await getAllLivestreams.do(newClient(server));
  assert.equal(answer.success, true);
  assert.equal(answer.data?.created_at, '2023-07-15T11:48:34.753Z');
  assert.equal(answer.data?.paging?.total_count, 1);
  assert.equal(answer.data?.disabled, 'disabled');
  assert.equal(answer.data?.status, 'LIVE');
});

test('names are those of the document', async (t) => {
  const server = await newServer(t);
  const input = await createLiveInput.do(newClient(server));
  assert.ok(input);
  assert.equal(input.deleteRecordingAfterDays, 45);
  assert.deepEqual(input.recording?.allowedOrigins, ['example.com']);
  assert.equal(input.recording?.requireSignedURLs, false);
  assert.ok(input.rtmpsPlayback?.streamKey?.startsWith('2fb3cb9f'));
  assert.equal(input.srt?.streamId, 'f256e6ea9341d51eea64c9454659e576');
  assert.ok(input.webRTCPlayback?.url?.endsWith('/webRTC/play'));
  assert.deepEqual(input.meta, { name: 'test stream 1' });
});

test('null and absent are told apart in an answer', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const made = await client.realtimeKit.livestreams.createIndependentLivestream('a', {
    account_id: ACCOUNT,
  });
  assert.equal(made.data?.meeting_id, null);
  await server.script(raw('{"result": {"uid": "u", "deleteRecordingAfterDays": null}}'));
  const input = await createLiveInput.do(client);
  assert.equal(input?.deleteRecordingAfterDays, null);
  assert.ok(input && !('enabled' in input));
});

test('query parameters', async (t) => {
  const server = await newServer(t);
  await newClient(server).realtimeKit.livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
    end_time: '2024-02-03T04:05:06.007Z',
    exclude_meetings: false,
    page_no: 2,
    per_page: 50,
    sort_order: 'DSC',
    start_time: '2024-01-02T03:04:05+01:00',
    status: 'ERRORED',
  });
  assert.deepEqual(Object.fromEntries((await server.only()).query), {
    end_time: '2024-02-03T04:05:06.007Z',
    exclude_meetings: 'false',
    page_no: '2',
    per_page: '50',
    sort_order: 'DSC',
    start_time: '2024-01-02T03:04:05+01:00',
    status: 'ERRORED',
  });
});

test(
  'any text arrives',
  ...each(
    ['', '名前 ✓ 🔑', 'quote " \\ \n', '\x00\u2028<&>', 'x'.repeat(10_000)],
    async (t, name) => {
      const server = await newServer(t);
      await newClient(server).realtimeKit.livestreams.createIndependentLivestream('a', {
        account_id: ACCOUNT,
        name,
      });
      assert.deepEqual(JSON.parse((await server.only()).body), { name });
    },
  ),
);

test(
  'a path parameter is one segment',
  ...each(
    [
      'a/b?c#d%',
      'a b',
      '%2F',
      '%2e%2e',
      'ü',
      '🔑',
      'a;b,c=d&e+f',
      '...',
      'a\nb',
      'a\\b',
      '~-_.',
      "@:$!*'()",
    ],
    async (t, segment) => {
      const server = await newServer(t);
      await newClient(server).realtimeKit.livestreams.getAllLivestreams(segment, {
        account_id: ACCOUNT,
      });
      const sent = await server.only();
      const steps = sent.path.split('/');
      assert.equal(decodeURIComponent(steps[7]!), segment);
      assert.equal(steps.length, 9);
      assert.deepEqual(sent.query, []);
    },
  ),
);

test('a path parameter that would address something else', async (t) => {
  const server = await newServer(t);
  const { livestreams } = newClient(server).realtimeKit;
  const before = { account_id: '/accounts/', app_id: '/realtime/kit/', meeting_id: '/meetings/' };
  for (const wrong of ['', '.', '..', null, undefined] as string[]) {
    for (const [name, place] of Object.entries(before)) {
      const given = { app_id: 'a', account_id: ACCOUNT, meeting_id: MEETING, [name]: wrong };
      const { meeting_id, ...params } = given;
      const call = async () => livestreams.startLivestreamingAMeeting(meeting_id, params);
      const { message } = await failureOf(Cloudflare.CloudflareError, call());
      assert.ok(message.includes(name) || message.includes(place), message);
    }
  }
  await server.expectRequests(0);
});

test('a params object that is not given', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const calls = [
    // @ts-expect-error account_id is required
    async () => client.stream.liveInputs.create(),
    // @ts-expect-error
    async () => client.stream.liveInputs.create(null),
    // @ts-expect-error
    async () => client.stream.liveInputs.create({}),
    // @ts-expect-error
    async () => client.realtimeKit.livestreams.getAllLivestreams('app_id'),
  ];
  for (const call of calls) await failure(call());
  await server.expectRequests(0);
});

test(
  'absent, null and zero in a request',
  ...each<{ params: Omit<Cloudflare.Stream.LiveInputCreateParams, 'account_id'>; sent: unknown }>(
    {
      absent: { params: {}, sent: {} },
      null: {
        params: { deleteRecordingAfterDays: null },
        sent: { deleteRecordingAfterDays: null },
      },
      zero: {
        params: {
          defaultCreator: '',
          enabled: false,
          recording: { allowedOrigins: [], timeoutSeconds: 0 },
        },
        sent: {
          defaultCreator: '',
          enabled: false,
          recording: { allowedOrigins: [], timeoutSeconds: 0 },
        },
      },
      'an object without members': { params: { recording: {} }, sent: { recording: {} } },
      'an unknown value': {
        params: { meta: [1, null, 'x', { a: [true] }] },
        sent: { meta: [1, null, 'x', { a: [true] }] },
      },
      'an unknown value that is null': { params: { meta: null }, sent: { meta: null } },
      'a date in an unknown value': {
        params: { meta: { at: new Date(0) } },
        sent: { meta: { at: '1970-01-01T00:00:00.000Z' } },
      },
    },
    async (t, { params, sent }) => {
      const server = await newServer(t);
      await newClient(server).stream.liveInputs.create({ account_id: ACCOUNT, ...params });
      // A body that may be left out need not say that it is empty.
      assert.deepEqual(JSON.parse((await server.only()).body || '{}'), sent);
    },
  ),
);

test('undefined is absent', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const unset = undefined as never;
  await client.stream.liveInputs.create({
    account_id: ACCOUNT,
    enabled: unset,
    meta: { a: 1, b: undefined },
  });
  await client.realtimeKit.livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
    page_no: unset,
  });
  const [post, get] = await server.requests();
  assert.deepEqual(JSON.parse(post!.body), { meta: { a: 1 } });
  assert.deepEqual(get!.query, []);
});

test('members that the document does not know are sent', async (t) => {
  const server = await newServer(t);
  await server.script(unchecked, unchecked);
  const client = newClient(server);
  await client.stream.liveInputs.create({
    account_id: ACCOUNT,
    enabled: true,
    // @ts-expect-error it is not documented
    brandNew: [1],
  });
  await client.realtimeKit.livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
    // @ts-expect-error it is not documented
    brand_new: 'x',
  });
  const [post, get] = await server.requests();
  assert.deepEqual(JSON.parse(post!.body), { enabled: true, brandNew: [1] });
  assert.deepEqual(get!.query, [['brand_new', 'x']]);
});

test('a value that the enumeration does not know is sent', async (t) => {
  const server = await newServer(t);
  await server.script(unchecked);
  await newClient(server).realtimeKit.livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
    status: 'BRAND_NEW',
  });
  assert.deepEqual((await server.only()).query, [['status', 'BRAND_NEW']]);
});

test('an answer of another call as a value', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const input = await createLiveInput.do(client);
  await client.stream.liveInputs.create({
    account_id: ACCOUNT,
    meta: input,
    recording: input!.recording!,
  });
  const sent = JSON.parse((await server.requests())[1]!.body);
  assert.deepEqual(sent, { meta: input, recording: createLiveInput.response.recording });
});

test('what JSON cannot say', async (t) => {
  const server = await newServer(t);
  const { liveInputs } = newClient(server).stream;
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const meta of [cycle, 1n]) {
    await failure((async () => liveInputs.create({ account_id: ACCOUNT, meta }))());
  }
  await server.expectRequests(0);
});

test('arguments are not changed', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const params = { account_id: ACCOUNT, enabled: true, recording: { allowedOrigins: ['a'] } };
  const options = { headers: { 'X-A': '1' }, query: {}, body: { extra: 1 } };
  const before = structuredClone([params, options]);
  await server.script(unchecked);
  await client.stream.liveInputs.create(Object.freeze(params), Object.freeze(options));
  assert.deepEqual([params, options], before);
});

test('email and key', async (t) => {
  const server = await newServer(t);
  await createLiveInput.do(
    newClient(server, { apiToken: null, apiEmail: API_EMAIL, apiKey: API_KEY }),
  );
  const sent = await server.only();
  assert.deepEqual(
    [header(sent, 'x-auth-email'), header(sent, 'x-auth-key')],
    [API_EMAIL, API_KEY],
  );
  assert.equal(header(sent, 'authorization'), undefined);
});

test('only one kind of credentials is sent', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { apiEmail: API_EMAIL, apiKey: API_KEY });
  await createLiveInput.do(client);
  await getAllLivestreams.do(client);
  for (const sent of await server.requests()) {
    assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
    assert.equal(header(sent, 'x-auth-key'), undefined);
    assert.equal(header(sent, 'x-auth-email'), undefined);
  }
});

test('missing credentials', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { apiToken: null, apiKey: API_KEY });
  const error = await failureOf(
    Cloudflare.CloudflareError,
    (async () => createLiveInput.do(client))(),
  );
  assert.match(error.message, /CLOUDFLARE_API_TOKEN/);
  assert.match(error.message, /apiEmail/);
  assert.ok(!error.message.includes(API_KEY));
  await server.expectRequests(0);
});

test('credentials that do not fit the operation', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { apiToken: null, apiEmail: API_EMAIL, apiKey: API_KEY });
  const error = await failureOf(
    Cloudflare.CloudflareError,
    (async () => getAllLivestreams.do(client))(),
  );
  assert.match(error.message, /apiToken/);
  await server.expectRequests(0);
});

test('credentials as headers', async (t) => {
  const server = await newServer(t);
  await createLiveInput.do(newClient(server, { apiToken: null }), {
    headers: { authorization: 'Bearer mine' },
  });
  const defaultHeaders = { 'X-AUTH-EMAIL': API_EMAIL, 'x-auth-key': API_KEY };
  await createLiveInput.do(newClient(server, { apiToken: null, defaultHeaders }));
  const [first, second] = await server.requests();
  assert.equal(header(first!, 'authorization'), 'Bearer mine');
  assert.equal(header(second!, 'x-auth-key'), API_KEY);
});

test('fifty at once', async (t) => {
  const server = await newServer(t);
  await server.script(...times(10, status(500, { 'retry-after-ms': '1' })));
  const client = newClient(server, { defaultHeaders: { 'X-Shared': '1' }, maxRetries: 10 });
  const names = Array.from({ length: 50 }, (_, index) => `livestream ${index}`);
  const answers = await Promise.all(
    names.map((name) =>
      client.realtimeKit.livestreams.createIndependentLivestream(
        'a',
        { account_id: ACCOUNT, name },
        { headers: { 'X-Own': name } },
      ),
    ),
  );
  for (const answer of answers)
    assert.deepEqual(answer, documented('create_independent_livestream'));
  const seen = new Set<string>();
  for (const sent of await server.requests()) {
    const { name } = JSON.parse(sent.body) as { name: string };
    assert.deepEqual([header(sent, 'x-own'), header(sent, 'x-shared')], [name, '1']);
    seen.add(name);
  }
  assert.deepEqual([...seen].sort(), [...names].sort());
  await server.expectRequests(60);
});

test('an aborted call leaves the client usable', async (t) => {
  const server = await newServer(t);
  await server.script(slow(20));
  const client = newClient(server);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const begun = performance.now();
  const error = await failureOf(
    Cloudflare.APIUserAbortError,
    getAllLivestreams.do(client, { signal: controller.signal }),
  );
  assert.ok(performance.now() - begun < 5000);
  assert.ok(error instanceof Cloudflare.APIError);
  assert.equal(error.status, undefined);
  assert.deepEqual(await getAllLivestreams.do(client), getAllLivestreams.response);
  // Who gave up does not try again.
  await server.expectRequests(2);
});

test('a signal that is aborted already', async (t) => {
  const server = await newServer(t);
  const signal = AbortSignal.abort(new Error('my reason'));
  await failureOf(
    Cloudflare.APIUserAbortError,
    getAllLivestreams.do(newClient(server), { signal }),
  );
  await server.expectRequests(0);
});

test('an abort while the body is read', async (t) => {
  const server = await newServer(t);
  await server.script({ stall: 20 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 150);
  const call = getAllLivestreams.do(newClient(server), { signal: controller.signal });
  await failureOf(Cloudflare.APIUserAbortError, call);
  await server.expectRequests(1);
});

test('an abort during the wait before a retry', async (t) => {
  const server = await newServer(t);
  await server.script(status(503, { 'retry-after': '50' }));
  const begun = performance.now();
  const call = getAllLivestreams.do(newClient(server), { signal: AbortSignal.timeout(150) });
  await failureOf(Cloudflare.APIUserAbortError, call);
  assert.ok(performance.now() - begun < 5000);
  await server.expectRequests(1);
});

test('a signal that many calls share is left as it was', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const { signal } = new AbortController();
  let added = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...given: Parameters<typeof addEventListener>): void => {
    added += 1;
    addEventListener.apply(signal, given);
  };
  signal.removeEventListener = (...given: Parameters<typeof removeEventListener>): void => {
    added -= 1;
    removeEventListener.apply(signal, given);
  };
  for (let count = 0; count < 5; count += 1) await getAllLivestreams.do(client, { signal });
  assert.equal(added, 0, 'listeners that are left behind');
});

test('a promise is a promise', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const promise = getAllLivestreams.do(client);
  assert.ok(promise instanceof Promise);
  assert.deepEqual(await Promise.all([promise, promise]), [
    getAllLivestreams.response,
    getAllLivestreams.response,
  ]);
  let ended = 0;
  const success = await promise.then((answer) => answer.success).finally(() => (ended += 1));
  assert.deepEqual([success, ended], [true, 1]);
  await server.script(status(404));
  assert.equal(
    await getAllLivestreams.do(client).catch((error: unknown) => (error as Error).name),
    'NotFoundError',
  );
  await server.expectRequests(2);
});

test('each call is one request, however often it is awaited', async (t) => {
  const server = await newServer(t);
  const promise = createLiveInput.do(newClient(server));
  const [data, both, response] = [
    await promise,
    await promise.withResponse(),
    await promise.asResponse(),
  ];
  assert.deepEqual(both.data, data);
  assert.equal(both.response.status, response.status);
  await server.expectRequests(1);
});
