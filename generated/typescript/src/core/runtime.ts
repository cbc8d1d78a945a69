/** What this program runs on. */

interface Surroundings {
  readonly process?: { readonly env?: { readonly [name: string]: string | undefined } };
  readonly location?: unknown;
  readonly Deno?: unknown;
}

/** The value of an environment variable; `undefined` if it is empty, or if there is no environment. */
export function environmentVariable(name: string): string | undefined {
  try {
    return (globalThis as Surroundings).process?.env?.[name] || undefined;
  } catch {
    return undefined; // Deno throws where the program may not read its environment.
  }
}

/** Whether `fetch` is that of a browser: a page or one of its workers. */
export function isBrowser(): boolean {
  const { location, Deno } = globalThis as Surroundings;
  return typeof location === 'object' && location !== null && Deno === undefined;
}
