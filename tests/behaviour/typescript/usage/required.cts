/** A CommonJS program, which is type-checked and never run. */

import cloudflare = require('cloudflare');
import errors = require('cloudflare/error');

const client: cloudflare.Cloudflare = new cloudflare.Cloudflare({ apiToken: 'token' });
const other: cloudflare.Cloudflare = new cloudflare.default({ apiToken: 'token' });

export async function status(): Promise<string | null | undefined> {
  try {
    const input: cloudflare.Cloudflare.Stream.LiveInput | null =
      await client.stream.liveInputs.create({ account_id: 'account' });
    return input?.status;
  } catch (error) {
    if (error instanceof errors.APIError) console.log(error.status, other.baseURL);
    return null;
  }
}
