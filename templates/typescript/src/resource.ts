/** What all resources are. */

export { APIResource } from './core/index.js';
