import assert from 'node:assert/strict';
import { test } from 'node:test';

import { called } from '../../server.ts';

test('createIndependentLivestream', async () => {
  const answer = {
    data: {
      disabled: false,
      id: '78dd0b50-4147-4bb8-88d3-2ccc2e98bff0',
      ingest_server: 'rtmps://live.cloudflare.com:443/live/',
      meeting_id: null,
      name: 'Livestreaming-Demo',
      playback_url:
        'https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8',
      status: 'INVOKED',
      stream_key: 'f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4',
    },
    success: true,
  };
  const { request, result } = await called({ json: answer }, (client) =>
    client.realtimeKit.livestreams.createIndependentLivestream('app_id', {
      account_id: '023e105f4ecef8ad9ca31a8372d0c353',
      name: 'prdmmp-xhycsl',
    }),
  );
  assert.equal(
    request,
    'POST /accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/livestreams',
  );
  assert.deepEqual(result, answer);
});

test('getAllLivestreams', async () => {
  const answer = {
    data: {
      id: '3fd739f4-3c41-456e-bfba-6ebd51e16d2d',
      created_at: '2023-07-15T11:48:34.753Z',
      disabled: 'disabled',
      ingest_server: 'rtmps://live.cloudflare.com:443/live/',
      meeting_id: 'meeting_id',
      name: 'test',
      paging: { end_offset: 1, start_offset: 1, total_count: 1 },
      playback_url:
        'https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8',
      status: 'LIVE',
      stream_key: 'f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4',
      updated_at: '2023-07-15T11:48:34.753Z',
    },
    success: true,
  };
  const { request, result } = await called({ json: answer }, (client) =>
    client.realtimeKit.livestreams.getAllLivestreams('app_id', {
      account_id: '023e105f4ecef8ad9ca31a8372d0c353',
    }),
  );
  assert.equal(
    request,
    'GET /accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/livestreams',
  );
  assert.deepEqual(result, answer);
});

test('startLivestreamingAMeeting', async () => {
  const answer = {
    data: {
      id: '7088bba8-f522-49a8-b59b-3cd0e946bbb0',
      ingest_server: 'rtmps://live.cloudflare.com:443/live/',
      playback_url:
        'https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8',
      status: 'INVOKED',
      stream_key: 'f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4',
    },
    success: true,
  };
  const { request, result } = await called({ json: answer }, (client) =>
    client.realtimeKit.livestreams.startLivestreamingAMeeting(
      '182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e',
      { account_id: '023e105f4ecef8ad9ca31a8372d0c353', app_id: 'app_id', name: 'prdmmp-xhycsl' },
    ),
  );
  assert.equal(
    request,
    'POST /accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/meetings/182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e/livestreams',
  );
  assert.deepEqual(result, answer);
});
