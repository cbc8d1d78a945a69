/** From a response to what a method returns. */

import { isJSON } from './bodies.js';
import { errorBody } from './errors.js';
import type { Answer, Reader } from './operation.js';
import { isObject } from './values.js';

/**
 * The body as JSON; `null` if there is none where there need not be: status 204, `HEAD`, or no content type.
 *
 * @throws {APIError} the content type is not JSON, or the body is not.
 */
export async function asJSON<T>(answer: Answer): Promise<T> {
  const text = await answer.text();
  const contentType = answer.response.headers.get('content-type');
  const mayBeEmpty =
    contentType === null || answer.response.status === 204 || answer.method === 'HEAD';
  if (text === '' && mayBeEmpty) {
    return null as T;
  }
  if (contentType !== null && !isJSON(contentType)) {
    throw answer.error(
      `the response must be JSON, but its content type is ${contentType}`,
      errorBody(text),
    );
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    throw answer.error('the response must be JSON, but cannot be parsed', text);
  }
}

/** One member of the JSON object that the body is; `null` if it has no such member. */
export function unwrapped<T>(member: string): Reader<T> {
  return async (answer) => {
    const body: unknown = await asJSON(answer);
    if (!isObject(body)) {
      return body as T;
    }
    return (Object.hasOwn(body, member) ? body[member] : null) as T;
  };
}

/** The body as text. */
export function asText(answer: Answer): Promise<string> {
  return answer.text();
}

/** The response itself, whose body has not been read. */
export function asResponse(answer: Answer): Response {
  return answer.response;
}

/** Nothing. The body is read all the same, so that the connection can be used again. */
export async function asNothing(answer: Answer): Promise<void> {
  await answer.text();
}
