// Import, construct, first call: `start.mjs BASE_URL`.

import { ACCOUNT_ID, APP_ID, TOKEN, assert, reportStart } from './measure.mjs';

const [baseURL] = process.argv.slice(2);

await reportStart(
  () => import('cloudflare'),
  ({ default: Cloudflare }) => new Cloudflare({ apiToken: TOKEN, baseURL }),
  async (client) => {
    const answer = await client.realtimeKit.livestreams.getAllLivestreams(APP_ID, {
      account_id: ACCOUNT_ID,
    });
    assert(answer.data.name === 'test');
  },
);
