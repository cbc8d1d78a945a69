/** The waits of the SDK, none of which a test has to sit out. */

import type { TestContext } from 'node:test';

/** The timeout of clients whose waits are seen, so that it is not taken for one. */
export const NOT_A_WAIT = 599_999;

/**
 * The milliseconds that the SDK wanted to wait, which it does not until the test is over.
 *
 * Called before anything else is set up, since what fails at the end of a test keeps what comes later from being undone.
 * Only for tests of which no other runs at the same time, with clients whose timeout is `NOT_A_WAIT`.
 */
export function waits(t: TestContext): number[] {
  const milliseconds: number[] = [];
  const really = globalThis.setTimeout;
  const timeout = (callback: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) => {
    // The second line of a stack is its own frame, the third that of the caller. `fetch` has timers of its own.
    const caller = new Error().stack?.split('\n')[2] ?? '';
    if (caller.includes('node:') || delay === NOT_A_WAIT) return really(callback, delay, ...given);
    milliseconds.push(delay);
    return really(callback, 0, ...given);
  };
  globalThis.setTimeout = Object.assign(timeout, really) as typeof setTimeout;
  t.after(() => {
    globalThis.setTimeout = really;
  });
  return milliseconds;
}
