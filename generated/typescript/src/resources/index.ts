export { BaseRealtimeKit, RealtimeKit } from './realtime-kit/realtime-kit.js';
export { BaseStream, Stream } from './stream/stream.js';
