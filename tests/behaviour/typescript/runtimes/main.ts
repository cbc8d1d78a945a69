/** Node, Deno and Bun: the address of the server is the argument, and the outcome is printed. */

import { run } from './calls.js';

run(process.argv[2] ?? '').then(
  (outcome) => console.log(JSON.stringify(outcome)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
