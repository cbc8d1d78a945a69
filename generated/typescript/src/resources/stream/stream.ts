import { APIResource } from '../../core/index.js';
import { LiveInputs, type LiveInput, type LiveInputCreateParams } from './live-inputs.js';

export class BaseStream extends APIResource {
  static override readonly _key = ['stream'] as const;
}

export class Stream extends BaseStream {
  liveInputs: LiveInputs = new LiveInputs(this._client);
}

export declare namespace Stream {
  export { type LiveInputs, type LiveInput, type LiveInputCreateParams };
}
