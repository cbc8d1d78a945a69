export * from './realtime-kit/index.js';
