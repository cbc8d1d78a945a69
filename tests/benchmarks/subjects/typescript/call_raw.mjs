// The same small call with nothing but `fetch` and `JSON.parse`: `call_raw.mjs BASE_URL COUNT`.

import { ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, assert, reportCalls } from './measure.mjs';

const [baseURL, count] = process.argv.slice(2);
const kit = `${baseURL}/accounts/${ACCOUNT_ID}/realtime/kit/${APP_ID}`;
const url = `${kit}/meetings/${MEETING_ID}/livestreams`;
const headers = {
  accept: 'application/json',
  authorization: `Bearer ${TOKEN}`,
  'content-type': 'application/json',
};

await reportCalls(async () => {
  const body = JSON.stringify({ name: NAME });
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = JSON.parse(await response.text());
  assert(answer.data.status === 'INVOKED');
}, Number(count));
