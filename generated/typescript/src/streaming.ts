/** Responses that are one event after the other. */

export { Stream } from './core/index.js';
