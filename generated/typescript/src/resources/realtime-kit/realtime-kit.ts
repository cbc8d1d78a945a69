import { APIResource } from '../../core/index.js';
import {
  Livestreams,
  type LivestreamCreateIndependentLivestreamParams,
  type LivestreamCreateIndependentLivestreamResponse,
  type LivestreamGetAllLivestreamsParams,
  type LivestreamGetAllLivestreamsResponse,
  type LivestreamStartLivestreamingAMeetingParams,
  type LivestreamStartLivestreamingAMeetingResponse,
} from './livestreams.js';

export class BaseRealtimeKit extends APIResource {
  static override readonly _key = ['realtimeKit'] as const;
}

export class RealtimeKit extends BaseRealtimeKit {
  livestreams: Livestreams = new Livestreams(this._client);
}

export declare namespace RealtimeKit {
  export {
    type Livestreams,
    type LivestreamCreateIndependentLivestreamResponse,
    type LivestreamGetAllLivestreamsResponse,
    type LivestreamStartLivestreamingAMeetingResponse,
    type LivestreamCreateIndependentLivestreamParams,
    type LivestreamGetAllLivestreamsParams,
    type LivestreamStartLivestreamingAMeetingParams,
  };
}
