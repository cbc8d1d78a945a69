/** Pages: going on by cursor, item, number, offset, URL and header. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { form } from '../../../templates/typescript/src/core/form.ts';
import {
  APIError,
  InternalServerError,
  SDKError,
} from '../../../templates/typescript/src/core/errors.ts';
import { nextLink } from '../../../templates/typescript/src/core/links.ts';
import type { Operation } from '../../../templates/typescript/src/core/operation.ts';
import type { RequestOptions } from '../../../templates/typescript/src/core/options.ts';
import type { PageRule } from '../../../templates/typescript/src/core/page-rules.ts';
import { AbstractPage, PagePromise } from '../../../templates/typescript/src/core/pages.ts';
import { unwrapped } from '../../../templates/typescript/src/core/readers.ts';
import { styled } from '../../../templates/typescript/src/core/styles.ts';
import { answer, BASE_URL, type Example, SECRET, Server } from './example.ts';

interface Thing {
  id: string;
}

function classOf(rule: PageRule) {
  return class Page<Item> extends AbstractPage<Item> {
    static override readonly rule = rule;
    declare data: Item[];
    declare items: Item[];
  };
}

interface Call {
  client?: Example;
  method?: string;
  operation?: Operation<unknown>;
  options?: RequestOptions;
}

function list<Item = unknown>(server: Server, rule: PageRule, call: Call = {}) {
  const { client = server.client(), method = 'GET', operation = {}, options } = call;
  const page = classOf(rule);
  return new PagePromise<InstanceType<typeof page<Item>>, Item>(
    client,
    page<Item>,
    method,
    '/things',
    operation,
    options,
  );
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

function things(ids: string, members: object = {}): Response {
  return answer({ data: Array.from(ids, (id) => ({ id })), ...members });
}

const CURSOR: PageRule = {
  kind: 'cursor',
  parameter: 'after',
  items: ['data'],
  next: ['next'],
  more: ['has_more'],
};

test('cursors', async () => {
  const server = new Server(things('ab', { next: 'c1' }), things('c', { next: null }));
  const found = await all(
    list<Thing>(server, CURSOR, { operation: { query: { limit: 2, after: undefined } } }),
  );
  assert.deepEqual(found, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  assert.deepEqual(server.targets, ['/things?limit=2', '/things?limit=2&after=c1']);
});

test('a page is the answer', async () => {
  const body = { data: [{ id: 'a' }], next: 'x', has_more: true, object: 'list' };
  const page = await list<Thing>(new Server(answer(body)), CURSOR);
  assert.deepEqual({ ...page }, body);
  assert.deepEqual(JSON.parse(JSON.stringify(page)), body);
  assert.deepEqual(page.getPaginatedItems(), page.data);
  assert.ok(page.hasNextPage());
});

test('the last page of cursors', async () => {
  for (const members of [
    {},
    { next: null },
    { next: '' },
    { next: 'x', has_more: false },
    { next: {} },
    { next: true },
    { next: 1.5 },
  ]) {
    const page = await list(new Server(things('a', members)), CURSOR);
    assert.equal(page.hasNextPage(), false);
    await assert.rejects(page.getNextPage(), /^SDKError: this is the last page/);
  }
});

test('empty pages are no end of cursors', async () => {
  const server = new Server(
    things('a', { next: 1 }),
    things('', { next: '2', has_more: true }),
    things('b'),
  );
  assert.equal((await all(list(server, CURSOR))).length, 2);
  assert.deepEqual(server.targets, ['/things', '/things?after=1', '/things?after=2']);
});

test('a cursor that comes again is the end', async () => {
  const server = new Server(
    things('a', { next: '1' }),
    things('b', { next: '2' }),
    things('c', { next: '1' }),
  );
  assert.equal((await all(list(server, CURSOR))).length, 3);
  const asked = new Server(things('a', { next: '7' }));
  const options = { query: { after: 7 } };
  assert.equal((await all(list(asked, CURSOR, { options }))).length, 1);
});

test('the next page twice', async () => {
  const server = new Server(...Array.from('abbcc', (id) => things(id, { next: id })));
  const first = await list(server, CURSOR);
  const second = await first.getNextPage();
  assert.equal((await first.getNextPage()).hasNextPage(), true);
  assert.equal((await second.getNextPage()).hasNextPage(), true);
  assert.equal(second.constructor, first.constructor);
});

test('a cursor that is a URL', async () => {
  const server = new Server(things('a', { next: `${BASE_URL}/things?after=x` }), things('b'));
  assert.equal((await all(list(server, CURSOR))).length, 2);
  assert.deepEqual(server.targets, ['/things', '/things?after=x']);
});

test('a cursor of the body', async () => {
  const rule: PageRule = { ...CURSOR, inBody: true };
  const server = new Server(things('a', { next: '1' }), things('b', { next: '1' }));
  const call = {
    method: 'POST',
    operation: { body: { q: 'x', after: undefined } },
    options: { body: { debug: true, after: undefined }, idempotencyKey: 'first' },
  };
  assert.equal((await all(list(server, rule, call))).length, 2);
  assert.deepEqual(
    server.requests.map(({ body }) => body),
    [
      { q: 'x', debug: true },
      { q: 'x', debug: true, after: '1' },
    ],
  );
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.get('idempotency-key')),
    ['first', null],
  );

  const forms = new Server().client({
    fetch: async (url, { body } = {}) => {
      bodies.push(`${new URL(url).pathname} ${body}`);
      return things('a', { next: bodies.length === 1 ? 'b c' : undefined });
    },
  });
  const bodies: string[] = [];
  await all(
    list(new Server(), rule, {
      client: forms,
      method: 'POST',
      operation: { body: form({ q: 'x' }) },
    }),
  );
  assert.deepEqual(bodies, ['/v1/things q=x', '/v1/things q=x&after=b%20c']);
});

test('the id of the last item', async () => {
  const rule: PageRule = {
    kind: 'itemCursor',
    parameter: 'starting_after',
    items: ['data'],
    next: ['id'],
    more: ['has_more'],
  };
  const server = new Server(things('ab', { has_more: true }), things('c', { has_more: false }));
  assert.equal((await all(list(server, rule))).length, 3);
  assert.deepEqual(server.targets, ['/things', '/things?starting_after=b']);
  for (const data of [[], [3], [{ name: 'x' }], [{ id: null }], null]) {
    const page = await list(new Server(answer({ data, has_more: true })), rule);
    assert.equal(page.hasNextPage(), false);
  }
});

test('an array is the items', async () => {
  const server = new Server(answer([1, 2]), answer([3]), answer([]));
  const rule: PageRule = { kind: 'page', parameter: 'page', items: [] };
  assert.deepEqual(await all(list(server, rule)), [1, 2, 3]);
  assert.deepEqual(server.targets, ['/things', '/things?page=2', '/things?page=3']);
  const page = await list(new Server(answer([1, 2])), { kind: 'page', parameter: 'page' });
  assert.deepEqual(page.items, [1, 2]);
  assert.ok(page.hasNextPage());
});

test('numbers and offsets', async () => {
  const page = { kind: 'page', parameter: 'page', items: ['data'] } as const;
  const offset = { kind: 'offset', parameter: 'offset', items: ['data'] } as const;
  const rows: [PageRule, object[], string[]][] = [
    [
      { ...page, totalPages: ['pages'] },
      [
        { data: [1], pages: 2 },
        { data: [2], pages: 2 },
      ],
      ['', '?page=2'],
    ],
    [
      { ...page, first: 0, totalPages: ['pages'] },
      [
        { data: [1], pages: 2 },
        { data: [2], pages: 2 },
      ],
      ['', '?page=1'],
    ],
    [
      { ...page, total: ['meta', 'total'] },
      [
        { data: [1, 2], meta: { total: 3 } },
        { data: [3], meta: { total: 3 } },
      ],
      ['', '?page=2'],
    ],
    [
      { ...page, more: ['more'] },
      [
        { data: [1], more: true },
        { data: [2], more: false },
      ],
      ['', '?page=2'],
    ],
    [
      { ...page, current: ['page'] },
      [{ data: [1], page: '0' }, { data: [2], page: 1 }, { data: [] }],
      ['', '?page=1', '?page=2'],
    ],
    [
      { ...page, next: ['next'] },
      [
        { data: [1], next: 4 },
        { data: [2], next: null },
      ],
      ['', '?page=4'],
    ],
    [{ ...page, next: ['next'] }, [{ data: [1], next: 1 }], ['']],
    [
      { ...offset, total: ['total'] },
      [
        { data: [1, 2], total: 3 },
        { data: [3], total: 3 },
      ],
      ['', '?offset=2'],
    ],
    [
      { ...offset, first: 1, total: ['total'] },
      [
        { data: [1, 2], total: 3 },
        { data: [3], total: 3 },
      ],
      ['', '?offset=3'],
    ],
    [offset, [{ data: [1, 2] }, { data: [3] }, { data: [] }], ['', '?offset=2', '?offset=3']],
    [
      { ...offset, more: ['more'] },
      [
        { data: [1], more: true },
        { data: [], more: true },
      ],
      ['', '?offset=1'],
    ],
  ];
  for (const [rule, answers, targets] of rows) {
    const server = new Server(...answers.map((body) => answer(body)));
    const found = await all(list(server, rule));
    assert.deepEqual(
      found,
      answers.flatMap((body) => (body as { data: unknown[] }).data),
    );
    assert.deepEqual(
      server.targets,
      targets.map((target) => `/things${target}`),
    );
  }
});

test('a total says nothing where the pages before are not known', async () => {
  const rule: PageRule = { kind: 'page', parameter: 'page', items: ['data'], total: ['total'] };
  const server = new Server(answer({ data: [1], total: 9 }), answer({ data: [], total: 9 }));
  assert.deepEqual(await all(list(server, rule, { operation: { query: { page: 9 } } })), [1]);
  assert.deepEqual(server.targets, ['/things?page=9', '/things?page=10']);
});

const NUMBER: PageRule = { kind: 'page', parameter: 'page', items: ['data'] };

test('a server that gives the last page for any number', async () => {
  const server = new Server(...Array.from('abb', (id) => things(id)));
  assert.deepEqual(await all(list(server, NUMBER)), [{ id: 'a' }, { id: 'b' }]);
});

test('a parameter of the client or the caller is the page', async () => {
  const server = new Server(things('a'), things('b'), things(''));
  await all(list(server, NUMBER, { client: server.client({ defaultQuery: { page: 2 } }) }));
  assert.deepEqual(server.targets, ['/things?page=2', '/things?page=3', '/things?page=4']);
  const other = new Server(things('a'), things(''));
  await all(
    list(other, NUMBER, {
      operation: { query: { page: styled(1, 'json') } },
      options: { query: { page: 5, debug: 1 } },
    }),
  );
  assert.deepEqual(other.targets, ['/things?page=5&debug=1', '/things?page=6&debug=1']);
  const third = new Server(things('a'), things(''));
  await all(list(third, NUMBER, { operation: { query: { page: styled(3, 'json') } } }));
  assert.deepEqual(third.targets, ['/things?page=3', '/things?page=4']);
});

const LINKED: PageRule = { kind: 'url', items: ['data'], next: ['links', 'next'] };

function linked(id: string, next?: string): Response {
  return things(id, { links: { next } });
}

test('URLs', async () => {
  for (const link of [
    '/v1/things?page=2',
    '?page=2',
    'things?page=2',
    `${BASE_URL}/things?page=2`,
  ]) {
    const server = new Server(linked('a', link), linked('b'));
    assert.equal(
      (await all(list(server, LINKED, { operation: { query: { filter: 'x' } } }))).length,
      2,
    );
    assert.equal(server.targets[1], '/things?page=2');
    assert.equal(server.requests[1]?.headers.get('authorization'), `Bearer ${SECRET}`);
  }
});

test('a URL to the same host without TLS', async () => {
  const server = new Server(
    linked('a', `${BASE_URL.replace('https', 'http')}/things?page=2`),
    linked('b'),
  );
  assert.equal((await all(list(server, LINKED))).length, 2);
  assert.equal(server.requests[1]?.url, `${BASE_URL}/things?page=2`);
  const local = new Server(linked('a', 'http://localhost:8080/next'), linked('b'));
  await all(list(local, LINKED, { client: local.client({ baseURL: 'http://localhost:8080/v1' }) }));
  assert.equal(local.requests[1]?.url, 'http://localhost:8080/next');
});

test('a URL to another origin', async () => {
  for (const link of [
    'https://evil.test/v1/things?page=2',
    '//evil.test/',
    'https://api.example.test:8443/v1/things',
    'https://[',
    'file:///etc',
    'javascript:0',
  ]) {
    const server = new Server(linked('a', link));
    await assert.rejects(all(list(server, LINKED)), (error) => {
      assert.ok(error instanceof APIError);
      assert.match(error.message, /another origin|must be a URL/);
      return true;
    });
    assert.equal(server.requests.length, 1);
  }
});

test('what a URL says is not said twice', async () => {
  const server = new Server(
    linked('a', '?page=2&tenant=1&debug=1'),
    linked('b', '?page=3'),
    linked('c'),
  );
  const client = server.client({ defaultQuery: { tenant: 1 } });
  assert.equal(
    (await all(list(server, LINKED, { client, options: { query: { debug: 1 } } }))).length,
    3,
  );
  assert.deepEqual(server.targets, [
    '/things?tenant=1&debug=1',
    '/things?page=2&tenant=1&debug=1',
    '/things?page=3&tenant=1&debug=1',
  ]);
  const secret = new Server(linked('a', '?key=k&page=2'), linked('b', '?page=3'), linked('c'));
  await all(list(secret, LINKED, { client: secret.client({ key: 'k' }) }));
  assert.deepEqual(secret.targets, [
    '/things?key=k',
    '/things?key=k&page=2',
    '/things?page=3&key=k',
  ]);
});

test('a URL that comes again is the end', async () => {
  const server = new Server(linked('a', '?page=2#top'), linked('b', '?page=2'));
  assert.equal((await all(list(server, LINKED))).length, 2);
  assert.equal(server.targets[1], '/things?page=2');
  assert.equal((await all(list(new Server(linked('a', 'things')), LINKED))).length, 1);
});

test('the header Link', () => {
  const rows: [string | null, string | undefined][] = [
    [null, undefined],
    ['', undefined],
    ['nonsense', undefined],
    ['<?page=2>', undefined],
    ['<?page=2>; rel="nextish"', undefined],
    ['<?page=2>; rel="prev"', undefined],
    ['<?page=2>; title="rel=next"', undefined],
    ['<?page=2>; rel=prev; rel=next', undefined],
    ['<?page=2>; rel="next"', '?page=2'],
    ['<?page=2>;rel=next', '?page=2'],
    ['<?page=2>; REL="Next last"', '?page=2'],
    ['< ?page=2 >; rel="last  next"', '?page=2'],
    ['<?page=1>; rel="prev", <?page=2>; rel="next"', '?page=2'],
    ['<?a=1,2;b>; title="a, <b>; \\"c\\""; rel=x, <?page=2>; a; rel = "next"', '?page=2'],
    ['<?page=2>; rel="next', '?page=2'],
    ['<?page=2', undefined],
  ];
  for (const [header, link] of rows) {
    assert.equal(nextLink(header), link, header ?? 'null');
  }
  const start = performance.now();
  nextLink(`<a>${'; a="'.repeat(20_000)}`);
  nextLink('<'.repeat(50_000));
  assert.ok(performance.now() - start < 2000);
});

test('pages by the header Link', async () => {
  const link = `<${BASE_URL}/things?page=2>; rel="next", <${BASE_URL}/things?page=9>; rel="last"`;
  const server = new Server(answer([1], { link }), answer([2]));
  assert.deepEqual(await all(list(server, { kind: 'linkHeader' })), [1, 2]);
  assert.deepEqual(server.targets, ['/things', '/things?page=2']);
});

test('a method with a server of its own', async () => {
  const server = 'https://lists.example.test/v2';
  const fake = new Server(linked('a', '/v2/things?page=2'), linked('b'));
  assert.equal((await all(list(fake, LINKED, { operation: { server } }))).length, 2);
  assert.equal(fake.requests[1]?.url, `${server}/things?page=2`);
  assert.equal(fake.requests[1]?.headers.get('authorization'), `Bearer ${SECRET}`);
});

test('the next request repeats the options', async () => {
  const server = new Server(things('a', { next: '1' }), things('b'));
  const operation = { headers: { 'X-Version': '2' } };
  await all(
    list(server, CURSOR, {
      operation,
      options: { headers: { 'X-Trace': 't' }, query: { debug: '1' } },
    }),
  );
  for (const { headers } of server.requests) {
    assert.deepEqual([headers.get('x-version'), headers.get('x-trace')], ['2', 't']);
    assert.equal(headers.get('authorization'), `Bearer ${SECRET}`);
  }
  assert.deepEqual(server.targets, ['/things?debug=1', '/things?after=1&debug=1']);
});

test('pages one by one', async () => {
  const answers = () => [things('a', { next: '1' }), things('b')];
  const pages = await all(list<Thing>(new Server(...answers()), CURSOR).iterPages());
  assert.deepEqual(
    pages.map(({ data }) => data),
    [[{ id: 'a' }], [{ id: 'b' }]],
  );
  const first = await list<Thing>(new Server(...answers()), CURSOR);
  assert.equal((await all(first.iterPages())).length, 2);
});

test('the response of a page', async () => {
  const server = new Server(answer({ data: [1], next: '1' }, { 'x-count': '2' }), things('b'));
  const { data, response } = await list(server, CURSOR).withResponse();
  assert.equal(response.headers.get('x-count'), '2');
  assert.equal((await all(data)).length, 2);
});

test('an envelope', async () => {
  const server = new Server(answer({ result: [1] }), answer({ result: null }));
  const rule: PageRule = { kind: 'page', parameter: 'page' };
  assert.deepEqual(
    await all(list(server, rule, { operation: { read: unwrapped('result') } })),
    [1],
  );
});

test('an answer that is no list', async () => {
  for (const body of [{ data: null }, { data: 3 }, {}, 'text', 3, null]) {
    assert.deepEqual(await all(list(new Server(answer(body)), NUMBER)), []);
  }
  assert.deepEqual(await all(list(new Server(new Response(null, { status: 204 })), NUMBER)), []);
});

test('members called like methods', async () => {
  const text =
    '{"data": [], "hasNextPage": true, "next": "x", "iterPages": 1, "constructor": 2, "__proto__": {"a": 1}, "then": 3}';
  const server = new Server(
    new Response(text, { headers: { 'content-type': 'application/json' } }),
    answer({ data: [{ id: 'a' }], hasNextPage: false, next: 'y' }),
  );
  const rule: PageRule = { ...CURSOR, more: ['hasNextPage'] };
  const page = await list(server, rule);
  assert.equal(page.hasNextPage(), true);
  assert.deepEqual(Object.keys(page), ['data', 'next', 'then']);
  assert.equal('a' in page, false);
  assert.deepEqual(await all(page), [{ id: 'a' }]);
});

test('a failure half-way', async () => {
  const server = new Server(things('a', { next: '1' }), new Response('', { status: 500 }));
  await assert.rejects(all(list(server, CURSOR)), InternalServerError);
  await assert.rejects(all(list(new Server(new Response('', { status: 500 })), CURSOR)), SDKError);
});
