/** The waits of the SDK, none of which a test has to sit out. */

import type { TestContext } from 'node:test';

/** Replaces `setTimeout` until the test is over: what the SDK waits for shorter than this is over at once. */
export const NOT_A_WAIT = 500_000;

/**
 * The milliseconds that the SDK wanted to wait, which it does not.
 *
 * Only for tests of which no other runs at the same time, with clients whose timeout is `NOT_A_WAIT` or more.
 */
export function waits(t: TestContext): number[] {
  const milliseconds: number[] = [];
  const really = globalThis.setTimeout;
  const timeout = (callback: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) => {
    // The second line of a stack is its own frame, the third that of the caller. `fetch` has timers of its own.
    const caller = new Error().stack?.split('\n')[2] ?? '';
    if (caller.includes('node:') || delay >= NOT_A_WAIT) return really(callback, delay, ...given);
    milliseconds.push(delay);
    return really(callback, 0, ...given);
  };
  globalThis.setTimeout = Object.assign(timeout, really) as typeof setTimeout;
  t.after(() => {
    globalThis.setTimeout = really;
  });
  return milliseconds;
}
