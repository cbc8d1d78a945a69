// Makes calls of generated SDKs, one after the other, and says what is wrong with what becomes of each.
//
// The program that is made for a document lists the calls; the test that started it is the server, and has the answers
// that it gave.

import { same, shown } from './outcomes.mts';
import type { Answer, Outcome } from './outcomes.mts';

/** A function like the global `fetch`. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** What an SDK says of an answer that is no success. */
export interface Failure {
  status: number | undefined;
  /** What it has read of the answer. */
  body: unknown;
}

/** The calls of an SDK. */
export interface Table {
  /** The error of the SDK about an answer; undefined for any other. */
  failure(error: unknown): Failure | undefined;
  /** By number: call a method, with a `fetch` that leads to the server, and read all of what it returns. */
  calls: { readonly [id: number]: (fetch: Fetch) => Promise<Outcome> };
}

/** What became of a call. */
interface Report {
  id: number;
  error: string;
  problems: string[];
  count: number;
}

const longest = 20_000;
/** So many calls are made at once. */
const atOnce = 4;

/** Begins a call with more environment variables, which clients read when they are made. */
export function withVariables(
  variables: { readonly [name: string]: string },
  make: () => Promise<Outcome>,
): Promise<Outcome> {
  Object.assign(process.env, variables);
  try {
    return make();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

/** Makes the calls and writes a line of JSON about each. */
export async function run(server: string, ...tables: Table[]): Promise<void> {
  const waiting = tables.flatMap((table) =>
    Object.entries(table.calls).map(([id, make]) => ({ table, id: Number(id), make })),
  );
  const others = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const report = await judged(server, next.table, next.id, next.make);
      process.stdout.write(`${JSON.stringify(report)}\n`);
    }
  });
  await Promise.all(others);
}

async function judged(
  server: string,
  table: Table,
  id: number,
  make: (fetch: Fetch) => Promise<Outcome>,
): Promise<Report> {
  const report: Report = { id, error: '', problems: [], count: 0 };
  let outcome: Outcome | undefined;
  let error: unknown;
  try {
    outcome = await inTime(make(leadingTo(server, id)));
    report.count = outcome.count;
  } catch (caught) {
    error = caught;
    report.error = caught instanceof Error ? `${caught.name}: ${caught.message}` : shown(caught);
  }
  const answers: Answer[] = await (await fetch(`${server}/__server/answers/${id}`)).json();
  const last = answers.at(-1);
  if (last === undefined) return report; // no request was answered: the request is what is wrong
  if (last.status < 400) {
    report.problems =
      outcome === undefined
        ? [`${report.error} for the answer ${last.status} ${shown(last.value)}`]
        : outcome.judge(answers);
  } else if (outcome !== undefined) {
    report.problems = [`there is no error for the answer ${last.status} ${shown(last.value)}`];
  } else {
    report.problems = failed(table.failure(error), last, report.error);
  }
  return report;
}

function failed(failure: Failure | undefined, last: Answer, message: string): string[] {
  if (failure === undefined) {
    return [
      `not the error of the SDK for the answer ${last.status} ${shown(last.value)}: ${message}`,
    ];
  }
  return [
    ...same('the status of the error', failure.status, last.status),
    ...(last.kind === 'json' ? same('the body of the error', failure.body, last.value) : []),
  ];
}

/** A `fetch` all of whose requests go to the server, wherever they are meant to go, and belong to a call. */
function leadingTo(server: string, id: number): Fetch {
  return async (input, init) => {
    const url = new URL(input);
    const headers = new Headers(init?.headers);
    // The server takes them off before it reads the request.
    headers.set('X-Every-Call', String(id));
    headers.set('X-Every-Origin', url.origin);
    return fetch(server + url.href.slice(url.origin.length), { ...init, headers });
  };
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it takes too long')), longest);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
