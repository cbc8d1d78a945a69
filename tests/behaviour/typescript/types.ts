/**
 * What a type checker must know about the SDK. Checked by tsc, never run.
 *
 * A line below `@ts-expect-error` is wrong on purpose: tsc complains about one that is not.
 */

import Cloudflare, {
  APIError,
  APIPromise,
  BadRequestError,
  BaseCloudflare,
  toFile,
  type ClientOptions,
} from 'cloudflare';
import {
  LiveInputs,
  type LiveInput,
  type LiveInputCreateParams,
} from 'cloudflare/resources/stream';
import type {
  LivestreamCreateIndependentLivestreamParams,
  LivestreamCreateIndependentLivestreamResponse,
  LivestreamGetAllLivestreamsParams,
  LivestreamGetAllLivestreamsResponse,
  LivestreamStartLivestreamingAMeetingResponse,
} from 'cloudflare/resources/realtime-kit/livestreams';
import { createClient, type PartialCloudflare } from 'cloudflare/tree-shakable';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the value has exactly this type. */
declare function isExactly<Want>(): <Got>(
  value: Got,
  ...same: Same<Got, Want> extends true ? [] : [never]
) => void;

type Status = 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | (string & {});

export async function calls(client: Cloudflare): Promise<void> {
  const { livestreams } = client.realtimeKit;
  const created = livestreams.createIndependentLivestream('app_id', { account_id: 'a', name: 'n' });
  isExactly<APIPromise<LivestreamCreateIndependentLivestreamResponse>>()(created);
  isExactly<LivestreamCreateIndependentLivestreamResponse>()(await created);
  const started = await livestreams.startLivestreamingAMeeting('meeting_id', {
    account_id: 'a',
    app_id: 'b',
    video_config: { height: 1, width: 2 },
  });
  isExactly<LivestreamStartLivestreamingAMeetingResponse>()(started);
  const fetched = await livestreams.getAllLivestreams('app_id', {
    account_id: 'a',
    end_time: '2024-01-02T03:04:05Z',
    page_no: 1,
    sort_order: 'ASC',
    status: 'LIVE',
  });
  isExactly<LivestreamGetAllLivestreamsResponse>()(fetched);
  isExactly<LiveInput | null>()(await client.stream.liveInputs.create({ account_id: 'a' }));
}

export function members(
  created: LivestreamCreateIndependentLivestreamResponse,
  fetched: LivestreamGetAllLivestreamsResponse,
  input: LiveInput,
): void {
  isExactly<boolean | undefined>()(created.success);
  isExactly<string | null | undefined>()(created.data?.meeting_id);
  isExactly<boolean | undefined>()(created.data?.disabled);
  isExactly<Status | undefined>()(created.data?.status);
  isExactly<string | undefined>()(fetched.data?.created_at);
  isExactly<string | undefined>()(fetched.data?.disabled);
  isExactly<number | undefined>()(fetched.data?.paging?.total_count);
  isExactly<string | undefined>()(input.created);
  isExactly<number | null | undefined>()(input.deleteRecordingAfterDays);
  isExactly<unknown>()(input.meta);
  isExactly<Array<string> | undefined>()(input.recording?.allowedOrigins);
  isExactly<'off' | 'automatic' | (string & {}) | undefined>()(input.recording?.mode);
  isExactly<string | undefined>()(input.webRTCPlayback?.url);
  // @ts-expect-error there is no such member
  input.streem;
  // @ts-expect-error it may be left out
  created.data.id;
}

/** Enumerations are open to values that they do not know, and still complete those that they do. */
export function enumerations(
  params: LivestreamGetAllLivestreamsParams,
  other: LivestreamGetAllLivestreamsParams,
): void {
  params.status = 'LIVE';
  params.status = 'BRAND_NEW';
  params.sort_order = 'DSC';
  // @ts-expect-error it is a text
  params.sort_order = 1;
  const { status } = other;
  if (status !== undefined) isExactly<Status>()(status);
  // A plain `string` would complete nothing.
  // @ts-expect-error
  if (status !== undefined) isExactly<string>()(status);
  // @ts-expect-error it may be another one
  const known: 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | undefined = status;
  void known;
  switch (status) {
    case 'LIVE':
    case 'BRAND_NEW':
      return;
  }
}

/** What may be left out may not be `undefined`; only what may be `null` may be `null`. */
export function optionalAndNullable(params: LiveInputCreateParams): void {
  params.deleteRecordingAfterDays = null;
  delete params.enabled;
  // @ts-expect-error
  params.deleteRecordingAfterDays = undefined;
  // @ts-expect-error
  params.enabled = undefined;
  // @ts-expect-error
  params.enabled = null;
  // @ts-expect-error it is required
  delete params.account_id;
  // @ts-expect-error
  params.recording = { mode: undefined };
}

export function parameters(client: Cloudflare): void {
  const { liveInputs } = client.stream;
  const { livestreams } = client.realtimeKit;
  const recording: LiveInputCreateParams.Recording = {
    allowedOrigins: ['a'],
    mode: 'automatic',
    requireSignedURLs: true,
    timeoutSeconds: 0.5,
  };
  void liveInputs.create({ account_id: 'a', recording, meta: { a: 1 } });
  // @ts-expect-error
  void liveInputs.create();
  // @ts-expect-error
  void liveInputs.create({});
  // @ts-expect-error
  void liveInputs.create('a');
  // @ts-expect-error
  void liveInputs.create({ account_id: null });
  // @ts-expect-error
  void liveInputs.create({ account_id: 'a', enabled: 'yes' });
  // @ts-expect-error
  void liveInputs.create({ account_id: 'a', recording: { mode: 1 } });
  // @ts-expect-error
  void liveInputs.create({ account_id: 'a', recording: { allowed_origins: [] } });
  // @ts-expect-error
  void liveInputs.create({ account_id: 'a', unknown: 1 });
  // @ts-expect-error
  void livestreams.getAllLivestreams({ account_id: 'a' });
  // @ts-expect-error
  void livestreams.getAllLivestreams('a', { account_id: 'a', app_id: 'b' });
  // @ts-expect-error
  void livestreams.getAllLivestreams('a', { account_id: 'a', page_no: '1' });
  // @ts-expect-error the last path parameter is not among the named ones
  void livestreams.startLivestreamingAMeeting('m', { account_id: 'a' });
  // @ts-expect-error
  void client.noSuchResource;
  // @ts-expect-error
  void client.stream.noSuchResource;
}

/** All types hang on the client's name. */
export function reachable(
  params: Cloudflare.RealtimeKit.LivestreamCreateIndependentLivestreamParams,
  same: Cloudflare.RealtimeKit.Livestreams.LivestreamCreateIndependentLivestreamParams,
  data: Cloudflare.RealtimeKit.LivestreamGetAllLivestreamsResponse.Data.Paging,
  input: Cloudflare.Stream.LiveInput,
  recording: Cloudflare.Stream.LiveInputCreateParams.Recording,
  resource: Cloudflare.Stream.LiveInputs,
  stream: Cloudflare.Stream,
  options: Cloudflare.RequestOptions,
): void {
  isExactly<LivestreamCreateIndependentLivestreamParams>()(params);
  isExactly<LivestreamCreateIndependentLivestreamParams>()(same);
  isExactly<number | undefined>()(data.total_count);
  isExactly<LiveInput>()(input);
  isExactly<LiveInputCreateParams.Recording>()(recording);
  isExactly<LiveInputs>()(resource);
  isExactly<LiveInputs>()(stream.liveInputs);
  isExactly<number | undefined>()(options.timeout);
}

export async function options(client: Cloudflare): Promise<void> {
  const params = { account_id: 'a' };
  const given: Cloudflare.RequestOptions = {
    timeout: 1000,
    maxRetries: undefined,
    headers: { a: 'b', c: null, d: undefined },
    query: { a: [1] },
    body: { a: null },
    signal: AbortSignal.timeout(1000),
    idempotencyKey: 'k',
    fetch,
    fetchOptions: { cache: 'no-store' },
  };
  void client.stream.liveInputs.create(params, given);
  void client.stream.liveInputs.create(params, undefined);
  void client.stream.liveInputs.create(params, { headers: new Headers() });
  void client.stream.liveInputs.create(params, { headers: [['a', 'b']] });
  // @ts-expect-error
  void client.stream.liveInputs.create(params, { timeout: '1s' });
  // @ts-expect-error
  void client.stream.liveInputs.create(params, { maxRetry: 1 });
  // @ts-expect-error
  void client.stream.liveInputs.create(params, { headers: 'a: b' });

  const { data, response } = await client.stream.liveInputs.create(params).withResponse();
  isExactly<LiveInput | null>()(data);
  isExactly<Response>()(response);
  isExactly<Response>()(await client.stream.liveInputs.create(params).asResponse());

  isExactly<{ a: number }>()(await client.get<{ a: number }>('/a', { query: { b: 1 } }));
  isExactly<unknown>()(await client.post('/a', { body: new FormData() }));
}

export function clients(): void {
  const client = new Cloudflare({
    apiToken: 't',
    apiKey: null,
    apiEmail: undefined,
    baseURL: 'https://example.com',
    environment: 'production',
    timeout: 1,
    maxRetries: 1,
    defaultHeaders: { a: 'b', c: null },
    defaultQuery: { a: 'b' },
    fetch: async (input, init) => fetch(input, init),
    fetchOptions: {},
    logger: console,
    logLevel: 'debug',
  });
  isExactly<Cloudflare>()(client.withOptions({ timeout: 1 }));
  isExactly<string | null>()(client.apiToken);
  isExactly<string>()(client.baseURL);
  isExactly<number>()(client.timeout);
  isExactly<number>()(client.maxRetries);
  const base: BaseCloudflare = client;
  const shared: ClientOptions = { apiToken: process.env['CLOUDFLARE_API_TOKEN'] };
  void [new Cloudflare(), new Cloudflare(shared), base];
  // @ts-expect-error
  void new Cloudflare('t');
  // @ts-expect-error
  void new Cloudflare({ token: 't' });
  // @ts-expect-error
  void new Cloudflare({ maxRetries: '2' });
  // @ts-expect-error
  void new Cloudflare({ logLevel: 'loud' });
  // @ts-expect-error
  void new Cloudflare({ environment: 'staging' });
  // @ts-expect-error
  void client.withOptions({ resources: [] });
}

export function errors(error: unknown): void {
  if (error instanceof BadRequestError) {
    isExactly<400>()(error.status);
    isExactly<Headers>()(error.headers);
  } else if (error instanceof Cloudflare.APIConnectionError) {
    isExactly<undefined>()(error.status);
    isExactly<unknown>()(error.cause);
  } else if (error instanceof Cloudflare.RateLimitError) {
    isExactly<429>()(error.status);
    isExactly<string | null>()(error.headers.get('retry-after'));
  } else if (error instanceof APIError) {
    isExactly<string>()(error.message);
    const status: number | undefined = error.status;
    const headers: Headers | undefined = error.headers;
    const body: unknown = error.error;
    void [status, headers, body];
  }
}

export async function treeShakable(full: Cloudflare): Promise<void> {
  const client = createClient({ resources: [LiveInputs], apiToken: 't' });
  isExactly<LiveInputs>()(client.stream.liveInputs);
  isExactly<LiveInput | null>()(await client.stream.liveInputs.create({ account_id: 'a' }));
  // @ts-expect-error it is not among the chosen ones
  void client.realtimeKit;
  // @ts-expect-error
  void createClient({ resources: [] as const, token: 't' });
  // @ts-expect-error
  void createClient({ resources: [Date] });

  const some: PartialCloudflare<{ stream: { liveInputs: LiveInputs } }> = client;
  const all: PartialCloudflare<{ stream: { liveInputs: LiveInputs } }> = full;
  void [some, all];
}

export async function files(): Promise<void> {
  isExactly<File>()(await toFile(new Uint8Array([1]), 'name', { type: 'text/plain' }));
  isExactly<File>()(await toFile(new Blob(['a'])));
  isExactly<File>()(await toFile(new Response('a')));
  // @ts-expect-error
  await toFile(1);
}
