/** Lists that come page by page. */

export { AbstractPage, PagePromise } from './core/index.js';
