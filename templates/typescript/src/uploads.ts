/** Files that requests send. */

export { toFile, type Uploadable } from './core/index.js';
