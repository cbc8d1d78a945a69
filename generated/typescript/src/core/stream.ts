/** Responses that are one event after the other: server-sent events and JSON lines. */

import { unlessAborted } from './aborting.js';
import { isJSON } from './bodies.js';
import { APIError, errorBody, messageIn, CloudflareError } from './errors.js';
import { EventParser, JSONTextParser, type Parser, type ServerSentEvent } from './event-parsers.js';
import type { Answer, Reader } from './operation.js';
import { streamOf } from './uploads.js';
import { isObject } from './values.js';

/**
 * The events of a response as they come, once. Leaving the loop ends the response.
 *
 * Iterating throws `APIError` if the server reports a failure or the connection breaks, and `APIUserAbortError` if the
 * `signal` of the call is aborted.
 *
 * @example
 * ```ts
 * for await (const event of stream) {
 *   console.log(event);
 * }
 * ```
 */
export class Stream<Event> implements AsyncIterable<Event> {
  /** Aborting it ends the stream, and the loop over it, without an error. */
  readonly controller: AbortController;
  readonly #events: AsyncGenerator<Event, void, undefined>;
  #isIterated = false;

  constructor(
    events: AsyncGenerator<Event, void, undefined>,
    controller: AbortController = new AbortController(),
  ) {
    this.controller = controller;
    this.#events = events;
  }

  /** @throws {CloudflareError} it is iterated over for the second time. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    if (this.#isIterated) {
      throw new CloudflareError('a stream can be iterated over once; `tee()` makes two of it');
    }
    this.#isIterated = true;
    return this.#events;
  }

  /**
   * Two streams with the same events, each with a controller of its own. What one is ahead of the other is kept in memory.
   * The response ends when both are left.
   */
  tee(): [Stream<Event>, Stream<Event>] {
    const source = this[Symbol.asyncIterator]();
    let open = 2;
    let ending: Promise<unknown> | undefined;
    const leave = (): void => {
      open -= 1;
      if (open === 0) {
        this.controller.abort(); // The source may be waiting for an event, and is not left before.
        ending = source.return();
      }
    };
    const ahead = (other: Pending<Event>[]): Pending<Event> => {
      const pending = source.next();
      pending.catch(() => undefined); // Whoever waits for it sees the error.
      other.push(pending);
      return pending;
    };
    const branch = (own: Pending<Event>[], other: Pending<Event>[]): Stream<Event> => {
      const controller = new AbortController();
      const { signal } = controller;
      const events = async function* (): AsyncGenerator<Event, void, undefined> {
        try {
          while (!signal.aborted) {
            const { done, value } = await unlessAborted(own.shift() ?? ahead(other), signal);
            if (done) {
              return;
            }
            yield value;
          }
        } catch (error) {
          if (!signal.aborted) {
            throw error;
          }
        } finally {
          controller.abort();
          await ending;
        }
      };
      signal.addEventListener('abort', leave, { once: true });
      return new Stream(events(), controller);
    };
    const first: Pending<Event>[] = [];
    const second: Pending<Event>[] = [];
    return [branch(first, second), branch(second, first)];
  }

  /**
   * The events as lines of JSON, such as for the response of a server that hands them on. Cancelling it ends the response
   * that they come from.
   */
  toReadableStream(): ReadableStream<Uint8Array> {
    const events = this[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    const lines = async function* () {
      for await (const event of events) {
        yield encoder.encode(`${JSON.stringify(event)}\n`);
      }
    };
    return streamOf(lines(), () => this.controller.abort());
  }
}

type Pending<Event> = Promise<IteratorResult<Event, void>>;

export interface EventOptions {
  /** The data of the event that is none but says that the stream is over. */
  readonly end?: string | undefined;
  /**
   * What of an event is handed on: the JSON value that its data is, its data as text, or the whole event with the members
   * `event`, `data`, `id` and `retry`, whose data is a text or, for `jsonEvent`, a JSON value. Default: `json`.
   */
  readonly payload?: 'json' | 'text' | 'event' | 'jsonEvent' | undefined;
  /** Whether events have a member `error` of their own; any other one is a failure. Default: `false`. */
  readonly hasError?: boolean | undefined;
}

/** Server-sent events. */
export function asEvents<Event>({
  end,
  payload = 'json',
  hasError = false,
}: EventOptions = {}): Reader<Stream<Event>> {
  return (answer) =>
    read(answer, new EventParser(), 'text/event-stream', (event: ServerSentEvent) => {
      if (end !== undefined && event.data.trim() === end) {
        return undefined;
      }
      if (event.event === 'error') {
        throw failure(answer, event.data);
      }
      if (payload === 'text') {
        return [event.data];
      }
      if (payload === 'event') {
        return [members(event, event.data)];
      }
      if (event.data === '') {
        return [];
      }
      return payload === 'json'
        ? [checked(answer, event.data, hasError)]
        : [members(event, parsed(answer, event.data))];
    });
}

/** JSON texts: one on each line, or a sequence of them (RFC 7464). */
export function asJSONLines<Event>({
  hasError = false,
}: Pick<EventOptions, 'hasError'> = {}): Reader<Stream<Event>> {
  return (answer) =>
    read(answer, new JSONTextParser(), undefined, (text: string) => [
      checked(answer, text, hasError),
    ]);
}

/** The members of an event that it has. */
function members({ event, id, retry }: ServerSentEvent, data: unknown): object {
  return {
    ...(event === '' ? {} : { event }),
    data,
    ...(id === '' ? {} : { id }),
    ...(retry === undefined ? {} : { retry }),
  };
}

/**
 * The stream of what is made of the body.
 *
 * @param mediaType - what an empty response must be, which else may be something other than a stream.
 * @param take - gives the event, if there is one; `undefined` behind the last one.
 */
function read<Raw, Event>(
  answer: Answer,
  parser: Parser<Raw>,
  mediaType: string | undefined,
  take: (raw: Raw) => readonly unknown[] | undefined,
): Stream<Event> {
  // Another one than that of the response, which the signal of the call aborts as well.
  const controller = new AbortController();
  const end = () => answer.controller.abort();
  const events = async function* (): AsyncGenerator<Event, void, undefined> {
    let isEmpty = true;
    try {
      for await (const raws of batches(answer, parser)) {
        for (const raw of raws) {
          isEmpty = false;
          const taken = controller.signal.aborted ? undefined : take(raw);
          if (taken === undefined) {
            return;
          }
          yield* taken as readonly Event[];
        }
      }
      if (isEmpty && mediaType !== undefined) {
        checkMediaType(answer, mediaType);
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        throw error;
      }
    } finally {
      controller.signal.removeEventListener('abort', end);
    }
  };
  controller.signal.addEventListener('abort', end);
  return new Stream<Event>(events(), controller);
}

/** What is complete with each chunk. */
async function* batches<Raw>(
  answer: Answer,
  parser: Parser<Raw>,
): AsyncGenerator<Raw[], void, undefined> {
  for await (const chunk of answer.chunks()) {
    yield parser.feed(chunk);
  }
  yield parser.finish();
}

/** Looks at a response without events, which may be something other than a stream. */
function checkMediaType(answer: Answer, mediaType: string): void {
  const stated = answer.response.headers.get('content-type') ?? '';
  if (isJSON(stated) || stated.startsWith('text/html')) {
    throw answer.error(
      `the response must be ${mediaType}, but its content type is ${stated}`,
      undefined,
    );
  }
}

/** The JSON value of an event, unless the server reports a failure in its place. */
function checked(answer: Answer, text: string, hasError: boolean): unknown {
  const event = parsed(answer, text);
  if (!hasError && isObject(event) && event['error']) {
    throw failure(answer, text);
  }
  return event;
}

function parsed(answer: Answer, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw answer.error('an event of the stream must be JSON, but cannot be parsed', text);
  }
}

/** The error for an event by which the server reports a failure. */
function failure(answer: Answer, text: string): APIError {
  const body = errorBody(text);
  const message = messageIn(body) ?? `the server ended the stream with an error: ${text}`;
  return new APIError(undefined, body, answer.redacted(message), answer.response.headers);
}
