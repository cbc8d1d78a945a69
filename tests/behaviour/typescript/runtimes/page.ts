/** A page of a browser: makes the calls, and then lets a worker make them too. */

import { run, type Outcome } from './calls.js';

declare global {
  /** What the page, and then the worker, has got; a string says why it has not. */
  var outcomes: Array<Outcome | string>;
  var done: boolean;
}

globalThis.outcomes = [];

async function inWorker(): Promise<Outcome | string> {
  const worker = new Worker(`/worker.js${location.search}`, { type: 'module' });
  try {
    return await new Promise((resolve) => {
      worker.addEventListener('message', (event: MessageEvent<Outcome | string>) =>
        resolve(event.data),
      );
      worker.addEventListener('error', (event) => resolve(event.message));
    });
  } finally {
    worker.terminate();
  }
}

for (const made of [() => run(new URLSearchParams(location.search).get('api') ?? ''), inWorker]) {
  outcomes.push(await made().catch(String));
}
globalThis.done = true;
