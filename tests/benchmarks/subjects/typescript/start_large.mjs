// The same with the SDK of a large document, whatever it is of: `start_large.mjs BASE_URL`.

import { TOKEN, assert, reportStart } from './measure.mjs';

const [baseURL] = process.argv.slice(2);

await reportStart(
  () => import('large'),
  ({ default: Client }) => new Client({ baseURL, defaultHeaders: { authorization: `Bearer ${TOKEN}` } }),
  async (client) => {
    const answer = await client.get('/livestreams');
    assert(answer.data.name === 'test');
  },
);
