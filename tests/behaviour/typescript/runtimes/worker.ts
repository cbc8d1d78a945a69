/** A worker of a browser: the address of the server is in its own, and the outcome goes to the page. */

import { run } from './calls.js';

run(new URLSearchParams(location.search).get('api') ?? '').then(
  (outcome) => postMessage(outcome),
  (error: unknown) => postMessage(String(error)),
);
