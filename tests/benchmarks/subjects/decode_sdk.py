"""Decode through the generated SDK: `decode_sdk.py SMALL_FILE FILE REPEAT`.

The answer comes from a transport that hands over the bytes at once, so that what is left is the
SDK's own way from a response to its models. No method of this API returns a list, so the list is
decoded here, as a method would.
"""

import httpx2
from cloudflare import Cloudflare
from cloudflare.types.realtime_kit import LivestreamGetAllLivestreamsResponse
from subject import TOKEN, report_decoding


def main() -> None:
    body = b""

    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=body, headers={"content-type": "application/json"})

    http_client = httpx2.Client(transport=httpx2.MockTransport(answer))
    client = Cloudflare(api_token=TOKEN, http_client=http_client)

    def decode(raw: bytes) -> list[LivestreamGetAllLivestreamsResponse]:
        nonlocal body
        body = raw
        values = client.get("/livestreams", cast_to=list)
        answers = [LivestreamGetAllLivestreamsResponse._decode(value) for value in values]
        data = answers[-1].data
        assert data is not None and data.created_at is not None and data.created_at.year == 2023
        return answers

    report_decoding(decode)


main()
