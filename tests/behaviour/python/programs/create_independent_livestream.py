import os
from cloudflare import Cloudflare

client = Cloudflare(
    api_token=os.environ.get("CLOUDFLARE_API_TOKEN"),  # This is the default and can be omitted
)
response = client.realtime_kit.livestreams.create_independent_livestream(
    app_id="app_id",
    account_id="023e105f4ecef8ad9ca31a8372d0c353",
    name="prdmmp-xhycsl",
)
print(response.data)
