export { BaseRealtimeKit, RealtimeKit } from './realtime-kit.js';
export {
  Livestreams,
  type LivestreamCreateIndependentLivestreamResponse,
  type LivestreamGetAllLivestreamsResponse,
  type LivestreamStartLivestreamingAMeetingResponse,
  type LivestreamCreateIndependentLivestreamParams,
  type LivestreamGetAllLivestreamsParams,
  type LivestreamStartLivestreamingAMeetingParams,
} from './livestreams.js';
