export { BaseStream, Stream } from './stream.js';
export { LiveInputs, type LiveInput, type LiveInputCreateParams } from './live-inputs.js';
