// A small call, again and again, with the SDK: `call_sdk.mjs BASE_URL COUNT`.

import Cloudflare from 'cloudflare';
import { ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, assert, reportCalls } from './measure.mjs';

const [baseURL, count] = process.argv.slice(2);
const client = new Cloudflare({ apiToken: TOKEN, baseURL });

await reportCalls(async () => {
  const answer = await client.realtimeKit.livestreams.startLivestreamingAMeeting(MEETING_ID, {
    account_id: ACCOUNT_ID,
    app_id: APP_ID,
    name: NAME,
  });
  assert(answer.data.status === 'INVOKED');
}, Number(count));
