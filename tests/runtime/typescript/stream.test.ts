/** Streams: the parsers alone, and the events of answers. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  BadRequestError,
  SDKError,
} from '../../../templates/typescript/src/core/errors.ts';
import {
  EventParser,
  JSONTextParser,
  type Parser,
} from '../../../templates/typescript/src/core/event-parsers.ts';
import {
  asEvents,
  asJSONLines,
  type EventOptions,
  type Stream,
} from '../../../templates/typescript/src/core/stream.ts';
import { answer, SECRET, Server } from './example.ts';

const encoder = new TextEncoder();

/** What a parser makes of a text that comes in pieces of some bytes. */
function parsed<Raw>(parser: Parser<Raw>, body: string | Uint8Array, size: number): Raw[] {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  const found: Raw[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    found.push(...parser.feed(bytes.subarray(start, start + size)));
  }
  return [...found, ...parser.finish()];
}

type Row = [event: string, data: string, id: string, retry: number | undefined];

function event([name, data, id, retry]: Row) {
  return { event: name, data, id, retry };
}

test('server-sent events', () => {
  const none = undefined;
  const rows: [string, Row[]][] = [
    ['data: a\n\n', [['', 'a', '', none]]],
    ['data:a\n\n', [['', 'a', '', none]]],
    ['data:  a\n\n', [['', ' a', '', none]]],
    ['data: a\ndata: b\n\n', [['', 'a\nb', '', none]]],
    ['data\n\n', [['', '', '', none]]],
    ['data\ndata\n\n', [['', '\n', '', none]]],
    ['data:\n\n', [['', '', '', none]]],
    [
      'data: a\r\n\r\ndata: b\r\r',
      [
        ['', 'a', '', none],
        ['', 'b', '', none],
      ],
    ],
    ['\uFEFFdata: a\n\n', [['', 'a', '', none]]],
    ['data: \uFEFFa\n\n', [['', '\uFEFFa', '', none]]],
    [': a comment\n\ndata: a\n: another\n\n', [['', 'a', '', none]]],
    [
      'event: x\ndata: a\n\ndata: b\n\n',
      [
        ['x', 'a', '', none],
        ['', 'b', '', none],
      ],
    ],
    ['event: x\n\ndata: b\n\n', [['', 'b', '', none]]],
    [
      'id: 1\ndata: a\n\ndata: b\n\n',
      [
        ['', 'a', '1', none],
        ['', 'b', '1', none],
      ],
    ],
    [
      'id: 1\ndata: a\n\nid\ndata: b\n\n',
      [
        ['', 'a', '1', none],
        ['', 'b', '', none],
      ],
    ],
    ['id: a\0b\ndata: a\n\n', [['', 'a', '', none]]],
    ['retry: 20\ndata: a\n\n', [['', 'a', '', 20]]],
    ['retry: x\nretry: ٣\ndata: a\n\n', [['', 'a', '', none]]],
    [`retry: ${'9'.repeat(5000)}\ndata: a\n\n`, [['', 'a', '', 10 ** 15 - 1]]],
    ['other: x\ndata: a\n\n', [['', 'a', '', none]]],
    ['data: a: b\n\n', [['', 'a: b', '', none]]],
    ['data: é☃😀\n\n', [['', 'é☃😀', '', none]]],
    ['data: a\n\ndata: cut', [['', 'a', '', none]]],
    ['data: a\n\ndata: cut\n', [['', 'a', '', none]]],
    ['', []],
    ['\n\n\n', []],
  ];
  for (const [body, events] of rows) {
    for (const size of [1, 2, 3, 10_000]) {
      assert.deepEqual(
        parsed(new EventParser(), body, size),
        events.map(event),
        JSON.stringify(body),
      );
    }
  }
  const broken = Uint8Array.from([...encoder.encode('data: '), 0xff, 10, 10]);
  assert.deepEqual(parsed(new EventParser(), broken, 100), [event(['', '\uFFFD', '', undefined])]);
});

test('a carriage return at the end of a chunk', () => {
  const rows: [string[], string[]][] = [
    [['data: a\r', '\ndata: b\r', '\n\r', '\n'], ['a\nb']],
    [
      ['data: a\r', '\r', 'data: b\n\n'],
      ['a', 'b'],
    ],
    [['data: a\r\n', '\n'], ['a']],
    [['data: a\r', '', '\n', '\n'], ['a']],
  ];
  for (const [chunks, datas] of rows) {
    const parser = new EventParser();
    const events = chunks.flatMap((chunk) => parser.feed(encoder.encode(chunk)));
    assert.deepEqual(
      events.map(({ data }) => data),
      datas,
    );
  }
});

test('JSON texts', () => {
  const rows: [string, unknown[]][] = [
    ['1\n2\n', [1, 2]],
    ['1\n2', [1, 2]],
    ['1\r\n\r\n \n2\r\n', [1, 2]],
    ['\uFEFF1\n', [1]],
    ['"a\u2028b"\n"é"\n', ['a\u2028b', 'é']],
    ['\x1E1\n\x1E2\n', [1, 2]],
    ['\x1E{\n"a": 1\n}\n\x1E2\n', [{ a: 1 }, 2]],
    ['\x1E\x1E1\n', [1]],
    ['\x1E1\n\x1E2', [1, 2]],
    ['', []],
    ['\n', []],
  ];
  for (const [body, values] of rows) {
    for (const size of [1, 2, 10_000]) {
      const texts = parsed(new JSONTextParser(), body, size);
      assert.deepEqual(
        texts.map((text) => JSON.parse(text)),
        values,
        JSON.stringify(body),
      );
    }
  }
});

/** An answer that comes in chunks; an error is thrown in the place of one. */
class Streamed {
  /** How many chunks have been taken. */
  taken = 0;
  isCancelled = false;
  readonly response: Response;

  constructor(chunks: readonly (string | Error)[], contentType = 'text/event-stream') {
    const body = new ReadableStream(
      {
        pull: (controller) => {
          const chunk = chunks[this.taken];
          this.taken += 1;
          if (chunk === undefined) {
            controller.close();
          } else if (chunk instanceof Error) {
            controller.error(chunk);
          } else {
            controller.enqueue(encoder.encode(chunk));
          }
        },
        cancel: () => {
          this.isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    this.response = new Response(body, { headers: { 'content-type': contentType } });
  }
}

function open<Event = unknown>(
  streamed: Streamed,
  options: EventOptions = {},
  signal?: AbortSignal,
): PromiseLike<Stream<Event>> {
  const client = new Server(streamed.response).client();
  const operation = { accept: 'text/event-stream', read: asEvents<Event>(options) };
  return client.call('POST', '/things', operation, { signal });
}

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const found = [];
  for await (const each of events) {
    found.push(each);
  }
  return found;
}

/** The events of a stream until it failed, and the error. */
async function failing(events: AsyncIterable<unknown>): Promise<[unknown[], unknown]> {
  const found: unknown[] = [];
  try {
    for await (const each of events) {
      found.push(each);
    }
  } catch (error) {
    return [found, error];
  }
  return assert.fail('nothing was thrown');
}

function sse(...datas: readonly unknown[]): string[] {
  return datas.map((data) => `data: ${JSON.stringify(data)}\n\n`);
}

const END = { end: '[DONE]' };

test('events with JSON', async () => {
  const streamed = new Streamed([...sse({ a: 1 }, { a: 2 }), 'data: [DONE]\n\n', ...sse({ a: 3 })]);
  const server = new Server(streamed.response);
  const operation = { accept: 'text/event-stream', read: asEvents(END) };
  const stream = await server.client().call('POST', '/things', operation);
  assert.equal(streamed.taken, 0);
  assert.deepEqual(await all(stream), [{ a: 1 }, { a: 2 }]);
  assert.equal(streamed.taken, 3); // What is behind the end is not waited for.
  assert.ok(streamed.isCancelled);
  assert.equal(server.requests[0]?.headers.get('accept'), 'text/event-stream');
  assert.equal(server.requests[0]?.headers.get('authorization'), `Bearer ${SECRET}`);
});

test('events are given as they come', async () => {
  const streamed = new Streamed(sse(1, 2, 3));
  for await (const each of await open(streamed)) {
    assert.deepEqual([each, streamed.taken], [1, 1]);
    break;
  }
  assert.ok(streamed.isCancelled);
});

test('what of events is handed on', async () => {
  const body = ['event: x\nid: 7\nretry: 5\ndata: 1\n\n', 'data: 2\n\n', 'event: ping\ndata:\n\n'];
  assert.deepEqual(await all(await open(new Streamed(body))), [1, 2]);
  assert.deepEqual(await all(await open(new Streamed(body), { payload: 'text' })), ['1', '2', '']);
  assert.deepEqual(await all(await open(new Streamed(body), { payload: 'event' })), [
    { event: 'x', data: '1', id: '7', retry: 5 },
    { data: '2', id: '7' },
    { event: 'ping', data: '', id: '7' },
  ]);
  assert.deepEqual(await all(await open(new Streamed(body), { payload: 'jsonEvent' })), [
    { event: 'x', data: 1, id: '7', retry: 5 },
    { data: 2, id: '7' },
  ]);
  const done = ['data: [DONE]\n\n'];
  assert.deepEqual(await all(await open(new Streamed(done), { payload: 'text' })), ['[DONE]']);
});

test('lines of JSON', async () => {
  const streamed = new Streamed(['{"a": "b"}\n{"te', 'xt": "b"}'], 'application/x-ndjson');
  const client = new Server(streamed.response).client();
  const stream = await client.call('GET', '/lines', { read: asJSONLines() });
  assert.deepEqual(await all(stream), [{ a: 'b' }, { text: 'b' }]);
  const none = new Server(
    answer('').clone(),
    new Response('', { headers: { 'content-type': 'application/json' } }),
  );
  assert.deepEqual(await all(await none.client().call('GET', '/lines', { read: asJSONLines() })), [
    '',
  ]);
});

test('a server that reports a failure', async () => {
  const rows: [string, string, unknown][] = [
    [
      'event: error\ndata: {"error": {"message": "no more"}}\n\n',
      'no more',
      { error: { message: 'no more' } },
    ],
    ['data: {"error": {"message": "no"}}\n\n', 'no', { error: { message: 'no' } }],
    ['event: error\ndata: oh\n\n', 'the server ended the stream with an error: oh', 'oh'],
    ['event: error\ndata\n\n', 'the server ended the stream with an error: ', undefined],
    [
      `event: error\ndata: ${SECRET} is wrong\n\n`,
      'the server ended the stream with an error: redacted is wrong',
      `${SECRET} is wrong`,
    ],
  ];
  for (const [last, message, body] of rows) {
    const [events, error] = await failing(await open(new Streamed([...sse(1), last]), END));
    assert.deepEqual(events, [1]);
    assert.ok(error instanceof APIError);
    assert.deepEqual([error.message, error.error], [message, body]);
  }
});

test('an error that events have is none', async () => {
  const body = ['{"error": "x"}\n{"error": null}\n'];
  const call = async (hasError: boolean) => {
    const { response } = new Streamed(body, 'application/jsonl');
    return new Server(response).client().call('GET', '/', { read: asJSONLines({ hasError }) });
  };
  assert.deepEqual(await all(await call(true)), [{ error: 'x' }, { error: null }]);
  await assert.rejects(async () => all(await call(false)), APIError);
  const events = await open(new Streamed(sse({ error: 'x' })), { hasError: true });
  assert.deepEqual(await all(events), [{ error: 'x' }]);
});

test('data that is no JSON', async () => {
  for (const payload of ['json', 'jsonEvent'] as const) {
    const [events, error] = await failing(
      await open(new Streamed([...sse(1), 'data: {\n\n']), { payload }),
    );
    assert.equal(events.length, 1);
    assert.ok(error instanceof APIError);
    assert.match(error.message, /an event of the stream must be JSON/);
    assert.equal(error.error, '{');
  }
});

test('an answer that is no stream', async () => {
  for (const contentType of ['application/json', 'text/html; charset=utf-8']) {
    const [, error] = await failing(await open(new Streamed(['{"a": 1}'], contentType)));
    assert.ok(error instanceof APIError);
    assert.match(error.message, /must be text\/event-stream, but its content type is /);
  }
  assert.deepEqual(await all(await open(new Streamed([]))), []);
});

test('a status that says no', async () => {
  const client = new Server(Response.json({ message: 'no' }, { status: 400 })).client();
  await assert.rejects(async () => client.call('POST', '/', { read: asEvents() }), BadRequestError);
});

test('a connection that breaks', async () => {
  const streamed = new Streamed([...sse(1), new Error('gone')]);
  const [events, error] = await failing(await open(streamed));
  assert.deepEqual(events, [1]);
  assert.ok(error instanceof APIConnectionError);
  assert.match(error.message, /gone/);
});

test('the controller of a stream ends the loop', async () => {
  const streamed = new Streamed(sse(1, 2, 3));
  const stream = await open(streamed);
  const found = [];
  for await (const each of stream) {
    found.push(each);
    stream.controller.abort();
  }
  assert.deepEqual(found, [1]);
  const early = await open(new Streamed(sse(1)));
  early.controller.abort();
  assert.deepEqual(await all(early), []);
});

test('the signal of the call ends the stream with an error', async () => {
  const controller = new AbortController();
  const fetch = async (_: string, { signal }: RequestInit = {}) => {
    const body = new ReadableStream({
      start(own) {
        own.enqueue(encoder.encode('data: 1\n\n'));
        signal?.addEventListener('abort', () => own.error(signal.reason));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const client = new Server().client({ fetch });
  const stream = await client.call('GET', '/', { read: asEvents() }, { signal: controller.signal });
  const events = stream[Symbol.asyncIterator]();
  assert.deepEqual(await events.next(), { done: false, value: 1 });
  const next = events.next();
  controller.abort('enough');
  await assert.rejects(next, (error) => {
    assert.ok(error instanceof APIUserAbortError);
    assert.equal(error.cause, 'enough');
    return true;
  });
});

test('a stream is iterated over once', async () => {
  const stream = await open(new Streamed(sse(1)));
  assert.deepEqual(await all(stream), [1]);
  await assert.rejects(all(stream), SDKError);
});

test('two streams of one', async () => {
  const streamed = new Streamed(sse(1, 2, 3));
  const [left, right] = (await open<number>(streamed)).tee();
  const ahead = left[Symbol.asyncIterator]();
  assert.deepEqual(
    [await ahead.next(), await ahead.next()].map(({ value }) => value),
    [1, 2],
  );
  assert.deepEqual(await all(right), [1, 2, 3]);
  assert.equal((await ahead.next()).value, 3);
  assert.equal((await ahead.next()).done, true);

  const failed = (await open(new Streamed([...sse(1), new Error('gone')]))).tee();
  for (const each of failed) {
    const [events, error] = await failing(each);
    assert.deepEqual(events, [1]);
    assert.ok(error instanceof APIConnectionError);
  }

  const open2 = new Streamed(sse(1, 2, 3));
  const branches = (await open(open2)).tee();
  for (const branch of branches) {
    assert.equal(open2.isCancelled, false);
    for await (const _ of branch) {
      break;
    }
  }
  assert.ok(open2.isCancelled);
});

test('events as lines of JSON', async () => {
  const stream = await open(new Streamed(sse({ a: 1 }, 'é')));
  assert.equal(await new Response(stream.toReadableStream()).text(), '{"a":1}\n"é"\n');
  const streamed = new Streamed(sse(1, 2));
  const reader = (await open(streamed)).toReadableStream().getReader();
  await reader.read();
  await reader.cancel();
  assert.ok(streamed.isCancelled);
});
