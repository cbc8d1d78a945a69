/** The calls that the documents describe, with what is sent and what comes back. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Cloudflare, { type APIPromise, type ClientOptions } from 'cloudflare';

import type { TestServer } from './server.ts';

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const MEETING = '182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e';
export const API_TOKEN = 'token-Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';
export const API_KEY = 'key-144c9defac04969c7bfad8efaa8ea194';
export const API_EMAIL = 'secret.person@example.com';

export const LIVESTREAMS = `/client/v4/accounts/${ACCOUNT}/realtime/kit/app_id/livestreams`;
export const LIVE_INPUTS = `/client/v4/accounts/${ACCOUNT}/stream/live_inputs`;

/** A client of the server with an API token. */
export function newClient(server: TestServer, options: ClientOptions = {}): Cloudflare {
  return new Cloudflare({ baseURL: server.baseURL, apiToken: API_TOKEN, ...options });
}

/** The response that a document shows. */
export function documented(name: string): any {
  return JSON.parse(readFileSync(join(process.env['SDK_RESPONSES']!, `${name}.json`), 'utf8'));
}

/** A method of the SDK, the request that it must send, and the response of its document. */
export interface Call {
  name: string;
  method: string;
  target: string;
  body: unknown;
  response: unknown;
  do(client: Cloudflare, options?: Cloudflare.RequestOptions): APIPromise<unknown>;
}

export const createIndependentLivestream = {
  name: 'create_independent_livestream',
  method: 'POST',
  target: LIVESTREAMS,
  body: { name: 'prdmmp-xhycsl' },
  response: documented('create_independent_livestream'),
  do: (client, options?) =>
    client.realtimeKit.livestreams.createIndependentLivestream(
      'app_id',
      { account_id: ACCOUNT, name: 'prdmmp-xhycsl' },
      options,
    ),
} satisfies Call;

export const startLivestreamingAMeeting = {
  name: 'start_livestreaming_a_meeting',
  method: 'POST',
  target: `/client/v4/accounts/${ACCOUNT}/realtime/kit/app_id/meetings/${MEETING}/livestreams`,
  body: { name: 'prdmmp-xhycsl', video_config: { height: 720, width: 1280 } },
  response: documented('start_livestreaming_a_meeting'),
  do: (client, options?) =>
    client.realtimeKit.livestreams.startLivestreamingAMeeting(
      MEETING,
      {
        account_id: ACCOUNT,
        app_id: 'app_id',
        name: 'prdmmp-xhycsl',
        video_config: { height: 720, width: 1280 },
      },
      options,
    ),
} satisfies Call;

export const getAllLivestreams = {
  name: 'get_all_livestreams',
  method: 'GET',
  target: LIVESTREAMS,
  body: undefined,
  response: documented('get_all_livestreams'),
  do: (client, options?) =>
    client.realtimeKit.livestreams.getAllLivestreams('app_id', { account_id: ACCOUNT }, options),
} satisfies Call;

export const createLiveInput = {
  name: 'create_live_input',
  method: 'POST',
  target: LIVE_INPUTS,
  body: {
    deleteRecordingAfterDays: 45,
    enabled: true,
    meta: { name: 'test stream 1' },
    recording: {
      hideLiveViewerCount: false,
      mode: 'off',
      requireSignedURLs: false,
      timeoutSeconds: 0,
    },
  },
  response: documented('create_live_input').result,
  do: (client, options?) =>
    client.stream.liveInputs.create(
      {
        account_id: ACCOUNT,
        deleteRecordingAfterDays: 45,
        enabled: true,
        meta: { name: 'test stream 1' },
        recording: {
          hideLiveViewerCount: false,
          mode: 'off',
          requireSignedURLs: false,
          timeoutSeconds: 0,
        },
      },
      options,
    ),
} satisfies Call;

export const CALLS: readonly Call[] = [
  createIndependentLivestream,
  startLivestreamingAMeeting,
  getAllLivestreams,
  createLiveInput,
];

/** The same by name, for `each`. */
export const CALLS_BY_NAME: Readonly<Record<string, Call>> = Object.fromEntries(
  CALLS.map((call) => [call.name, call]),
);

/** The error of a promise that must fail. */
export async function failure(promise: PromiseLike<unknown>): Promise<Error> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new TypeError(`not an Error was thrown: ${String(error)}`, { cause: error });
  }
  throw new Error(`it succeeded: ${JSON.stringify(value)}`);
}

/** The error of a promise that must fail with an error of this class. */
export async function failureOf<E extends Error>(
  kind: abstract new (...values: any[]) => E,
  promise: PromiseLike<unknown>,
): Promise<E> {
  const error = await failure(promise);
  if (error instanceof kind) return error;
  throw new Error(`not a ${kind.name}`, { cause: error });
}
