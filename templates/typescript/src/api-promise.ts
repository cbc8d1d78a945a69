/** What a call returns. */

export { APIPromise } from './core/index.js';
