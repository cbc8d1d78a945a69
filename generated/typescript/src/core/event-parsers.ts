/** From the bytes of a stream to its events: bytes go in as they come, events come out. */

/** An event as it was sent. */
export interface ServerSentEvent {
  /** Its type; empty if it has none. */
  readonly event: string;
  /** Its data, lines joined by `\n`. */
  readonly data: string;
  /** The id of the last event that had one. */
  readonly id: string;
  /** Milliseconds to wait before connecting again, if this event says it. */
  readonly retry: number | undefined;
}

/** What bytes go into. */
export interface Parser<Raw> {
  /** What is complete with a chunk. */
  feed(chunk: Uint8Array): Raw[];
  /** What is complete with the end. */
  finish(): Raw[];
}

/** Splits UTF-8 into lines, wherever its chunks end. A byte order mark is dropped. */
class Lines {
  readonly #decoder = new TextDecoder();
  /** Whether a carriage return ends a line, too. */
  readonly #returns: boolean;
  /** Whether the last chunk ended between the halves of a `\r\n`. */
  #isHalf = false;
  #rest: string[] = [];

  constructor(returns: boolean) {
    this.#returns = returns;
  }

  /** The lines that are complete with a chunk, without their ends. */
  feed(chunk: Uint8Array): string[] {
    const [first = '', ...lines] = this.#decoded(chunk).split('\n');
    const last = lines.pop();
    this.#rest.push(first);
    if (last === undefined) {
      return [];
    }
    const complete = [this.#rest.join(''), ...lines];
    this.#rest = [last];
    return complete;
  }

  /** What stands behind the last end of a line. */
  finish(): string {
    return this.#rest.join('') + this.#decoder.decode();
  }

  #decoded(chunk: Uint8Array): string {
    const text = this.#decoder.decode(chunk, { stream: true });
    if (!this.#returns || text === '') {
      return text;
    }
    const behind = this.#isHalf && text.startsWith('\n') ? text.slice(1) : text;
    this.#isHalf = behind.endsWith('\r');
    return behind.replace(/\r\n?/g, '\n');
  }
}

/** Of a number of milliseconds. */
const MOST_DIGITS = 15;

/** The parser of `text/event-stream` (WHATWG HTML, 9.2.6). An event that no empty line ends was cut off. */
export class EventParser implements Parser<ServerSentEvent> {
  readonly #lines = new Lines(true);
  #event = '';
  #data: string[] = [];
  #id = '';
  #retry: number | undefined;

  feed(chunk: Uint8Array): ServerSentEvent[] {
    return this.#lines.feed(chunk).flatMap((line) => {
      if (line !== '') {
        this.#field(line);
        return [];
      }
      const event = {
        event: this.#event,
        data: this.#data.join('\n'),
        id: this.#id,
        retry: this.#retry,
      };
      const isOne = this.#data.length > 0;
      this.#event = '';
      this.#data = [];
      this.#retry = undefined;
      return isOne ? [event] : [];
    });
  }

  finish(): ServerSentEvent[] {
    return [];
  }

  #field(line: string): void {
    const colon = line.indexOf(':'); // A comment has no name.
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#event = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (name === 'retry' && /^\d+$/.test(value)) {
      this.#retry = Number(value.slice(0, MOST_DIGITS));
    }
  }
}

const SEPARATOR = '\x1E';

/** The parser of JSON lines, and of JSON text sequences (RFC 7464), which begin with a separator. */
export class JSONTextParser implements Parser<string> {
  readonly #lines = new Lines(false);
  #isSequence: boolean | undefined;
  #text: string[] = [];

  feed(chunk: Uint8Array): string[] {
    return this.#lines.feed(chunk).flatMap((line) => this.#line(line));
  }

  finish(): string[] {
    return [...this.#line(this.#lines.finish()), ...this.#flush()];
  }

  #line(line: string): string[] {
    const isBlank = line.trim() === '';
    if (!isBlank) {
      this.#isSequence ??= line.startsWith(SEPARATOR);
    }
    if (!this.#isSequence) {
      return isBlank ? [] : [line];
    }
    // A text of a sequence may have several lines; the next separator ends it.
    const [before = '', ...records] = line.split(SEPARATOR);
    this.#text.push(before);
    return records.flatMap((record) => {
      const complete = this.#flush();
      this.#text.push(record);
      return complete;
    });
  }

  #flush(): string[] {
    const text = this.#text.join('\n');
    this.#text = [];
    return text.trim() === '' ? [] : [text];
  }
}
