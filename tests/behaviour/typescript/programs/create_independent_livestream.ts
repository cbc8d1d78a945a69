import Cloudflare from 'cloudflare';

const client = new Cloudflare({
  apiToken: process.env['CLOUDFLARE_API_TOKEN'], // This is the default and can be omitted
});

const response = await client.realtimeKit.livestreams.createIndependentLivestream('app_id', {
  account_id: '023e105f4ecef8ad9ca31a8372d0c353',
  name: 'prdmmp-xhycsl',
});

console.log(response.data);
