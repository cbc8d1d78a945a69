/** What a request is made of: URL, headers, body. */

import { isAbsolute, originOf, serverURL } from './base-url.js';
import { holdsUpload } from './bodies.js';
import type { APIClient } from './client.js';
import { Content, type FetchBody } from './content.js';
import { cookiePairs } from './cookies.js';
import { checkGiven, credentialsFor, type Credentials, type Login } from './credentials.js';
import { SDKError } from './errors.js';
import { mergeFields, saysField, setField, type HeaderFields } from './header-fields.js';
import { headerText } from './headers.js';
import type { Operation } from './operation.js';
import type { HeadersLike, RequestOptions } from './options.js';
import { queryText, wholeQueryText } from './query.js';

const CONTENT_TYPE = 'content-type';

/** What a request is made of each time that it is sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** The base URL that the path was appended to. */
  readonly home: string;
  readonly fields: HeaderFields;
  readonly body: OutgoingBody | undefined;
  /** The caller wants no `Content-Type`. */
  readonly leavesTypeOut: boolean;
  /** Fetches an access token. */
  readonly login: Login | undefined;
}

/** A body that is written already, or writes itself. */
export type OutgoingBody = FetchBody | Content;

/**
 * What the request of one call is made of.
 *
 * @param key - by which the server knows a request that it has seen before.
 * @throws {MissingCredentialsError} the method needs credentials and none are set.
 * @throws {SDKError} something given cannot be sent.
 */
export function build(
  client: APIClient,
  method: string,
  path: string,
  operation: Operation<unknown>,
  options: RequestOptions,
  key: string | undefined,
): Outgoing {
  const home = homeOf(client, operation);
  const isHome = operation.isForeign !== true && isAtHome(client, path, home);
  const credentials = isHome ? given(client, operation, options) : undefined;
  const url = withQuery(
    isAbsolute(path) ? path : home + (path.startsWith('/') ? path : `/${path}`),
    client,
    operation,
    options,
    credentials,
    isHome,
  );
  const fields = fieldsOf(client, operation, options, credentials, isHome, key);
  const body = bodyOf(operation.body, options.body);
  if (body === undefined) {
    if (saysField(operation.headers as HeadersLike | undefined, CONTENT_TYPE)) {
      delete fields[CONTENT_TYPE];
    }
  } else if (method === 'GET' || method === 'HEAD') {
    throw new SDKError(
      `a request with the method ${method} cannot have a body: \`fetch\` sends none`,
    );
  }
  const leavesTypeOut =
    fields[CONTENT_TYPE] === undefined &&
    (saysField(client._options.defaultHeaders, CONTENT_TYPE) ||
      saysField(options.headers, CONTENT_TYPE));
  const login = credentials?.login;
  return {
    method,
    url,
    home,
    fields,
    body: body instanceof JSONText ? jsonBody(body, fields, leavesTypeOut) : body,
    leavesTypeOut,
    login: login !== undefined && saysHowToAuthorize(client, options) ? undefined : login,
  };
}

/** The base URL of a method: the client's, or the server that the method names. */
function homeOf(client: APIClient, operation: Operation<unknown>): string {
  const { server } = operation;
  // A caller who has pointed the client elsewhere, such as to a test server, wants all requests there.
  return server === undefined || client._isElsewhere
    ? client.baseURL
    : serverURL(server, client.baseURL);
}

/** Whether a request goes to the API, which may get what belongs to the client. */
function isAtHome(client: APIClient, path: string, home: string): boolean {
  if (!isAbsolute(path)) {
    return true;
  }
  const origin = originOf(path);
  return origin === originOf(home) || origin === originOf(client.baseURL);
}

function given(
  client: APIClient,
  operation: Operation<unknown>,
  options: RequestOptions,
): Credentials | undefined {
  const security = operation.security ?? client._api.security;
  const found = credentialsFor(client, security);
  if (found === undefined) {
    const { defaultHeaders, defaultQuery } = client._options;
    checkGiven(client._api, security, (place, name) =>
      place === 'header'
        ? saysField(defaultHeaders, name) || saysField(options.headers, name)
        : name in { ...defaultQuery, ...options.query },
    );
  }
  return found;
}

/** Whether the caller has set the header `Authorization`, or left it out. */
function saysHowToAuthorize(client: APIClient, options: RequestOptions): boolean {
  return (
    saysField(client._options.defaultHeaders, 'authorization') ||
    saysField(options.headers, 'authorization')
  );
}

/** The URL with what the credentials, the client, the method and the call say of the query; later ones win. */
function withQuery(
  url: string,
  client: APIClient,
  operation: Operation<unknown>,
  options: RequestOptions,
  credentials: Credentials | undefined,
  isHome: boolean,
): string {
  const defaults = isHome ? client._options.defaultQuery : undefined;
  const secrets =
    credentials === undefined || isEmpty(credentials.query) ? undefined : credentials.query;
  let text: string;
  if (operation.wholeQuery !== undefined) {
    text = joined(
      wholeQueryText(operation.wholeQuery),
      queryText({ ...unsaid(secrets, url), ...defaults, ...options.query }),
    );
  } else if (secrets === undefined && !defaults && !options.query) {
    text = operation.query ? queryText(operation.query) : '';
  } else {
    text = queryText({
      ...unsaid(secrets, url),
      ...defaults,
      ...defined(operation.query),
      ...options.query,
    });
  }
  return text === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${text}`;
}

function isEmpty(values: object): boolean {
  for (const _ in values) {
    return false;
  }
  return true;
}

/** The secrets that a URL does not have yet, which a link of the server's own may. */
function unsaid(
  secrets: { readonly [name: string]: string } | undefined,
  url: string,
): { readonly [name: string]: string } {
  if (secrets === undefined || !url.includes('?')) {
    return secrets ?? {};
  }
  const said = new URL(url).searchParams;
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => !said.has(name)));
}

function defined(values: object | null | undefined): object {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  );
}

function joined(query: string, others: string): string {
  return query === '' || others === '' ? query + others : `${query}&${others}`;
}

/** The headers. Later ones win: SDK, credentials, client, method, call. */
function fieldsOf(
  client: APIClient,
  operation: Operation<unknown>,
  options: RequestOptions,
  credentials: Credentials | undefined,
  isHome: boolean,
  key: string | undefined,
): HeaderFields {
  const fields: HeaderFields = { accept: operation.accept ?? 'application/json' };
  if (client._userAgent !== undefined) {
    fields['user-agent'] = client._userAgent;
  }
  if (credentials !== undefined) {
    for (const [name, value] of Object.entries(credentials.headers)) {
      setField(fields, name, value);
    }
  }
  if (isHome) {
    mergeFields(fields, client._options.defaultHeaders);
  }
  if (operation.headers) {
    for (const [name, value] of Object.entries(operation.headers)) {
      const text = headerText(value);
      if (text !== undefined) {
        setField(fields, name, text);
      }
    }
  }
  if (key !== undefined) {
    const header = client._api.idempotencyHeader ?? 'Idempotency-Key';
    if (options.idempotencyKey !== undefined || fields[header.toLowerCase()] === undefined) {
      setField(fields, header, key);
    }
  }
  mergeFields(fields, options.headers);
  if (operation.cookies || credentials !== undefined) {
    addCookies(fields, operation.cookies, credentials);
  }
  return fields;
}

/** Adds the cookies of the method and of credentials. Those that the header has already win, then the method's. */
function addCookies(
  fields: HeaderFields,
  cookies: object | null | undefined,
  credentials: Credentials | undefined,
): void {
  const own = cookies ? cookiePairs(cookies) : [];
  const secrets = Object.entries(credentials?.cookies ?? {});
  if (own.length === 0 && secrets.length === 0) {
    return;
  }
  const before = fields['cookie'];
  const said = new Set(before?.split(';').map((pair) => pair.split('=', 1)[0]?.trim()));
  const kept = own.filter(([name]) => !said.has(name));
  kept.forEach(([name]) => said.add(name));
  const pairs = [...secrets.filter(([name]) => !said.has(name)), ...kept];
  const texts = pairs.map(([name, text]) => `${name}=${text}`);
  setField(fields, 'Cookie', [...texts, ...(before === undefined ? [] : [before])].join('; '));
}

/** A body that is JSON unless the headers state something else. */
class JSONText {
  readonly text: string;

  constructor(value: unknown) {
    try {
      this.text = JSON.stringify(value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SDKError(`the body cannot be sent as JSON: ${reason}`, { cause: error });
    }
    if (holdsUpload(value)) {
      throw new SDKError('a file cannot be sent as JSON'); // It would become `{}`.
    }
  }
}

/** The body of the method with what the call says of it. */
function bodyOf(own: unknown, extra: unknown): OutgoingBody | JSONText | undefined {
  if (extra === undefined) {
    return own === undefined || own instanceof Content ? own : new JSONText(own);
  }
  if (isWritten(extra) || extra instanceof Content) {
    return extra;
  }
  if (!isObject(extra)) {
    return new JSONText(extra);
  }
  return own instanceof Content
    ? own.with(extra)
    : new JSONText(isObject(own) ? { ...own, ...extra } : extra);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `fetch` takes a value as a body. */
function isWritten(value: unknown): value is FetchBody {
  return (
    typeof value === 'string' ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Blob ||
    value instanceof FormData ||
    value instanceof URLSearchParams ||
    value instanceof ReadableStream
  );
}

/** The text of a JSON body. */
function jsonBody({ text }: JSONText, fields: HeaderFields, leavesTypeOut: boolean): string {
  if (leavesTypeOut) {
    return text;
  }
  const stated = (fields[CONTENT_TYPE] ??= 'application/json');
  if (/^(?:multipart\/|application\/x-www-form-urlencoded)/i.test(stated)) {
    throw new SDKError(
      `a body of the type ${stated} must be given as \`FormData\` or \`URLSearchParams\``,
    );
  }
  return text;
}

/** Whether a body can be sent again. */
export function isRepeatable(body: OutgoingBody | undefined): boolean {
  return body instanceof Content ? body.isRepeatable : !(body instanceof ReadableStream);
}

/** What `fetch` is given for one sending: a body, and the headers that say what it is. */
export async function written(
  outgoing: Outgoing,
): Promise<{ fields: HeaderFields; body: FetchBody | undefined }> {
  const { body, leavesTypeOut } = outgoing;
  const fields = { ...outgoing.fields };
  if (!(body instanceof Content)) {
    return { fields, body: leavesTypeOut ? await untyped(body) : body };
  }
  const content = await body.write(fields[CONTENT_TYPE]);
  if (content === undefined || leavesTypeOut) {
    delete fields[CONTENT_TYPE];
  } else if (content.mediaType !== undefined) {
    fields[CONTENT_TYPE] = content.mediaType;
  }
  return { fields, body: leavesTypeOut ? await untyped(content?.body) : content?.body };
}

/** A body for which `fetch` makes up no `Content-Type`. */
async function untyped(body: FetchBody | undefined): Promise<FetchBody | undefined> {
  return body === undefined || body instanceof ReadableStream
    ? body
    : await new Response(body).arrayBuffer();
}
