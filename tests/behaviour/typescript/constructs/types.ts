/**
 * What a type checker must know of constructs that the Cloudflare document has not. Checked by tsc, never run.
 *
 * The packages are those of `tests/cases`. A line below `@ts-expect-error` is wrong on purpose.
 */

import Discriminators from './packages/discriminators/src/index.js';
import type { Pet } from './packages/discriminators/src/resources/pets.js';
import Pages from './packages/pagination-cursors/src/index.js';
import type { CursorPage } from './packages/pagination-cursors/src/pagination.js';
import type { Customer } from './packages/pagination-cursors/src/resources/customers.js';
import OneSided from './packages/read-only-write-only/src/index.js';
import Switches from './packages/streaming-switch/src/index.js';
import type { Chunk, Completions } from './packages/streaming-switch/src/resources/completions.js';
import type { Stream } from './packages/streaming-switch/src/streaming.js';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the value has exactly this type. */
declare function isExactly<Want>(): <Got>(
  value: Got,
  ...same: Same<Got, Want> extends true ? [] : [never]
) => void;

/** Unions narrow by the member that tells their variants apart. */
export function unions(pet: Pet): number | string | undefined {
  // @ts-expect-error only some pets bark
  void pet.barkVolume;
  if (pet.petType === 'cat') {
    return pet.bornOn;
  }
  isExactly<'hound' | 'dog'>()(pet.petType);
  return pet.barkVolume;
}

export function exhaustively(pet: Pet): string {
  switch (pet.petType) {
    case 'cat':
      return 'purrs';
    case 'dog':
    case 'hound':
      return 'barks';
  }
}

export async function unionsOfRequests(client: Discriminators): Promise<void> {
  await client.pets.create({ pet: { petType: 'cat', bornOn: '2020-01-01' } });
  // @ts-expect-error cats do not bark
  await client.pets.create({ pet: { petType: 'cat', barkVolume: 1 } });
  // @ts-expect-error there is no such pet
  await client.pets.create({ pet: { petType: 'fish' } });
  const { last } = await client.events.list();
  if (last?.version === 1) {
    isExactly<string | undefined>()(last.shownName);
  } else if (last) {
    isExactly<string | undefined>()(last.displayName);
  }
}

/** Pages are what is awaited, and iterables of their items. */
export async function pages(client: Pages): Promise<void> {
  for await (const customer of client.customers.list({ limit: 1 })) {
    isExactly<Customer>()(customer);
  }
  const page = await client.customers.list();
  isExactly<CursorPage<Customer>>()(page);
  isExactly<Array<Customer>>()(page.getPaginatedItems());
  isExactly<string | null | undefined>()(page.next_cursor);
  if (page.hasNextPage()) {
    isExactly<CursorPage<Customer>>()(await page.getNextPage());
  }
  for await (const each of page.iterPages()) {
    isExactly<string | undefined>()(each.data[0]?.name);
  }
  for await (const customer of page) {
    isExactly<string>()(customer.name);
  }
}

/** A switch decides whether there is a stream. */
export async function streams(client: Switches, isStreamed: boolean): Promise<void> {
  const stream = await client.completions.create({ model: 'm', stream: true });
  isExactly<Stream<Chunk>>()(stream);
  for await (const chunk of stream) {
    isExactly<string>()(chunk.delta);
  }
  const whole = await client.completions.create({ model: 'm' });
  // @ts-expect-error it is no stream
  void whole.controller;
  void (await client.completions.create({ model: 'm', stream: false }));
  void (await client.completions.create({ model: 'm', stream: null }));
  const either = await client.completions.create({ model: 'm', stream: isStreamed });
  // @ts-expect-error it may be none
  for await (const chunk of either) void chunk;
  const params: Completions.CompletionCreateParams = { model: 'm', stream: isStreamed };
  void (await client.completions.create(params));
  // @ts-expect-error the model is required
  void client.completions.create({ stream: true });
}

/** What only one side may say is only in the types of that side. */
export async function sides(client: OneSided): Promise<void> {
  const user = await client.users.create({
    name: 'n',
    password: 'p',
    team: { title: 't', inviteCode: 'c' },
  });
  isExactly<string>()(user.team.teamId);
  // @ts-expect-error it is only sent
  void user.password;
  // @ts-expect-error it is only received
  void client.users.create({ name: 'n', password: 'p', team: { title: 't' }, id: 'i' });
  // @ts-expect-error it is only received
  void client.users.create({ name: 'n', password: 'p', team: { title: 't', teamId: 'i' } });
}
