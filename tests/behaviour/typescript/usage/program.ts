/** A program as users of the SDK write it, which is type-checked and never run. */

import Cloudflare, {
  APIConnectionError,
  APIError,
  NotFoundError,
  toFile,
  type ClientOptions,
} from 'cloudflare';
import { APIPromise } from 'cloudflare/api-promise';
import { LiveInputs, type LiveInputCreateParams } from 'cloudflare/resources/stream/live-inputs';
import { Stream } from 'cloudflare/resources/stream';
import { RealtimeKit } from 'cloudflare/resources';
import { createClient, type PartialCloudflare } from 'cloudflare/tree-shakable';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only if both types are the same. */
function same<A, B>(found: Equal<A, B>): void {
  console.log(found);
}

const options: ClientOptions = { apiToken: 'token', timeout: 1000, maxRetries: undefined };
const client = new Cloudflare(options);

const params: LiveInputCreateParams = { account_id: 'account', recording: { mode: 'automatic' } };
const call = client.stream.liveInputs.create(params, { timeout: 10, headers: { 'X-One': null } });
same<typeof call, APIPromise<Stream.LiveInput | null>>(true);

const input = await call;
same<typeof input, Cloudflare.Stream.LiveInput | null>(true);
if (input !== null) {
  // What the document does not require may be absent; what is nullable may be null.
  same<typeof input.created, string | undefined>(true);
  // A value that the document does not know is one too.
  const status: NonNullable<typeof input.status> = 'of tomorrow';
  const known: typeof status = 'connected';
  console.log(status, known, input.recording?.mode);
}

const { data, response } = await call.withResponse();
same<typeof data, typeof input>(true);
same<typeof response, Response>(true);
same<Awaited<ReturnType<typeof call.asResponse>>, Response>(true);

const created = await client.realtimeKit.livestreams.createIndependentLivestream('app_id', {
  account_id: 'account',
});
same<typeof created, Cloudflare.RealtimeKit.LivestreamCreateIndependentLivestreamResponse>(true);

try {
  await client.withOptions({ maxRetries: 0 }).get('/ips');
} catch (error) {
  if (error instanceof NotFoundError) {
    same<typeof error.status, 404>(true);
    same<typeof error.headers, Headers>(true);
  }
  if (error instanceof APIConnectionError) same<typeof error.status, undefined>(true);
  if (error instanceof APIError) {
    // Each has a type of its own: none is `any`.
    same<typeof error.status, number | undefined>(true);
    same<typeof error.headers, Headers | undefined>(true);
    same<typeof error.error, unknown>(true);
  }
  if (error instanceof Cloudflare.APIError) same<typeof error.body, unknown>(true);
  if (error instanceof Cloudflare.AuthenticationError) same<typeof error.status, number>(true);
}

const small = createClient({ resources: [LiveInputs], apiToken: 'token' });
const other: PartialCloudflare<{ stream: { liveInputs: LiveInputs } }> = small;
console.log(await other.stream.liveInputs.create(params), RealtimeKit, await toFile('x', 'x.txt'));

// @ts-expect-error: `account_id` is required
client.stream.liveInputs.create({});
// @ts-expect-error: there is no such parameter
client.stream.liveInputs.create({ account_id: 'account', accountId: 'account' });
// @ts-expect-error: an option that is absent is not there; `undefined` is no value of a parameter
client.stream.liveInputs.create({ account_id: 'account', enabled: undefined });
// @ts-expect-error: the app comes first
client.realtimeKit.livestreams.getAllLivestreams({ account_id: 'account' });
// @ts-expect-error: this client has one resource only
small.realtimeKit;
