/** A client of some of the API's resources, so that a bundle has no others. */

import {
  BaseCloudflare,
  CloudflareError,
  type APIClient,
  type APIResource,
  type ClientOptions,
} from './core/index.js';

export { BaseCloudflare, type ClientOptions } from './core/index.js';

/** A client that has the resources `T`, such as `{ pets: Pets }`. */
export type PartialCloudflare<T> = BaseCloudflare & T;

/**
 * Makes a client that has some resources only. Each brings those below it, unless it is the class without them, whose
 * name begins with `Base`.
 *
 * @param options - those of the client, and the classes of the resources.
 * @throws {CloudflareError} an option has a value that cannot be used.
 * @example
 * ```ts
 * import { Livestreams } from 'cloudflare/resources/realtime-kit/livestreams';
 * import { createClient } from 'cloudflare/tree-shakable';
 *
 * const client = createClient({ resources: [Livestreams] });
 * ```
 */
export function createClient<T extends readonly ResourceClass[] | readonly []>(
  options: ClientOptions & { readonly resources: T },
): PartialCloudflare<ResourcesOf<T>> {
  const { resources, ...others } = options;
  // `withOptions` makes another client of the same class, which has to have the same resources.
  class Client extends BaseCloudflare {
    constructor(given?: ClientOptions) {
      super(given);
      // A resource stands inside of the one above it, if that is there as well.
      for (const resource of [...resources].sort((a, b) => a._key.length - b._key.length)) {
        this.#add(resource);
      }
    }

    #add(resource: ResourceClass): void {
      const parents = [...resource._key];
      const name = parents.pop();
      if (name === undefined) {
        throw new CloudflareError('`resources` must be classes from the resources of this package');
      }
      let parent = this as unknown as Members;
      for (const step of parents) {
        parent = (parent[step] ??= {}) as Members;
      }
      parent[name] = new resource(this);
    }
  }
  return new Client(others) as unknown as PartialCloudflare<ResourcesOf<T>>;
}

interface ResourceClass {
  /** The names that lead to it. */
  readonly _key: readonly string[];
  new (client: APIClient): APIResource;
}

type Members = { [name: string]: unknown };

/** `{ pets: Pets } & { stores: { orders: Orders } }` of `[typeof Pets, typeof Orders]`. */
type ResourcesOf<T extends readonly ResourceClass[], Found = unknown> = T extends readonly [
  infer First extends ResourceClass,
  ...infer Rest extends readonly ResourceClass[],
]
  ? ResourcesOf<Rest, Found & Below<First['_key'], InstanceType<First>>>
  : Found;

/** `{ stores: { orders: Orders } }` of `['stores', 'orders']` and `Orders`. */
type Below<Key extends readonly string[], Resource> = Key extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? { [name in First]: Below<Rest, Resource> }
  : Resource;
