import Cloudflare from 'cloudflare';

const client = new Cloudflare({
  apiToken: process.env['CLOUDFLARE_API_TOKEN'], // This is the default and can be omitted
});

const liveInput = await client.stream.liveInputs.create({
  account_id: '023e105f4ecef8ad9ca31a8372d0c353',
  deleteRecordingAfterDays: 45,
  enabled: true,
  meta: { name: 'test stream 1' },
  recording: {
    hideLiveViewerCount: false,
    mode: 'off',
    requireSignedURLs: false,
    timeoutSeconds: 0,
  },
});

console.log(liveInput);
