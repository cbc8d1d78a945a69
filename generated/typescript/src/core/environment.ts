/** Options of a client that are taken from the environment. */

import type { APIDescription } from './api.js';
import { environmentVariable } from './runtime.js';

/** The names of the options that the API has of its own. */
export function optionsOf(api: APIDescription): readonly string[] {
  return [
    ...new Set([
      ...Object.keys(api.variables ?? {}),
      ...Object.keys(api.serverVariables ?? {}),
      ...api.credentials.flat(),
    ]),
  ];
}

/**
 * The options that the API has of its own, with those that the caller left out (`undefined`) taken
 * from the environment if they are there. `null` says that there is none.
 *
 * Once the caller has given some credentials, the environment only completes those, so that it never takes their place.
 */
export function fromEnvironment(
  api: APIDescription,
  options: object,
): { [option: string]: string | null } {
  const given = options as { readonly [option: string]: string | null | undefined };
  const variables = api.variables ?? {};
  const chosen = new Set(
    api.credentials.filter((group) => group.some((option) => given[option])).flat(),
  );
  const secrets = api.credentials.flat();
  const others = new Set(chosen.size === 0 ? [] : secrets.filter((option) => !chosen.has(option)));
  const completed: { [option: string]: string | null } = {};
  for (const option of optionsOf(api)) {
    const variable = others.has(option) ? null : (variables[option] ?? null);
    const value = given[option];
    completed[option] =
      value !== undefined || variable === null
        ? (value ?? null)
        : (environmentVariable(variable) ?? null);
  }
  return completed;
}
