/** A program for old compilers, which look for packages as Node 10 did. */

import Cloudflare, { APIError } from 'cloudflare';
import { LiveInputs, LiveInputCreateParams } from 'cloudflare/resources/stream/live-inputs';
import { createClient } from 'cloudflare/tree-shakable';

const client = new Cloudflare({ apiToken: 'token' });
const params: LiveInputCreateParams = { account_id: 'account' };

export async function created(): Promise<string | undefined> {
  try {
    const input: Cloudflare.Stream.LiveInput | null = await client.stream.liveInputs.create(params);
    return input?.created;
  } catch (error) {
    return error instanceof APIError ? error.message : undefined;
  }
}

export const small: LiveInputs = createClient({ resources: [LiveInputs] as const }).stream
  .liveInputs;
