/** The calls that a program makes wherever JavaScript runs, and what it gets. */

import Cloudflare, { APIPromise } from 'cloudflare';

export interface Outcome {
  input: Cloudflare.Stream.LiveInput | null;
  status: number;
  listed: Cloudflare.RealtimeKit.LivestreamGetAllLivestreamsResponse;
  refused: string;
  aborted: string;
  late: string;
}

/**
 * Makes the calls, one after the other: one that is documented, one that succeeds when it is made again, one that is
 * refused, one that is aborted and one that takes too long.
 */
export async function run(baseURL: string): Promise<Outcome> {
  const client = new Cloudflare({ apiToken: 'a-token', baseURL });
  const created = client.stream.liveInputs.create({
    account_id: 'an/account',
    meta: { name: 'größer' },
  });
  if (!(created instanceof APIPromise)) throw new Error('no APIPromise');
  const { data: input, response } = await created.withResponse();
  const list = (options?: Cloudflare.RequestOptions) =>
    client.realtimeKit.livestreams.getAllLivestreams('app_id', { account_id: 'account' }, options);
  const listed = await list();
  const refused = await failure(list());
  const controller = new AbortController();
  const pending = list({ signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  const aborted = await failure(pending);
  const late = await failure(list({ timeout: 50, maxRetries: 0 }));
  return { input, status: response.status, listed, refused, aborted, late };
}

/** What a call fails with: the class, and the status if there is one. */
async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Cloudflare.NotFoundError) return `NotFoundError ${error.status}`;
    if (error instanceof Cloudflare.APIUserAbortError) return 'APIUserAbortError';
    if (error instanceof Cloudflare.APIConnectionTimeoutError) return 'APIConnectionTimeoutError';
    throw error;
  }
  return 'nothing';
}
