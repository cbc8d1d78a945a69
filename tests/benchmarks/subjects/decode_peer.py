"""Decode through the peer's public surface: `decode_peer.py SMALL_FILE FILE REPEAT`.

The answer comes from a transport that hands over the bytes at once, so that what is left is the
peer's own way from a response to its models.
"""

import httpx
from cloudflare import Cloudflare
from cloudflare.types.realtime_kit import LivestreamGetAllLivestreamsResponse
from subject import TOKEN, report_decoding


def main() -> None:
    body = b""

    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body, headers={"content-type": "application/json"})

    http_client = httpx.Client(transport=httpx.MockTransport(answer))
    client = Cloudflare(api_token=TOKEN, http_client=http_client)

    def decode(raw: bytes) -> list[LivestreamGetAllLivestreamsResponse]:
        nonlocal body
        body = raw
        answers = client.get("/livestreams", cast_to=list[LivestreamGetAllLivestreamsResponse])
        data = answers[-1].data
        assert data is not None and data.created_at is not None and data.created_at.year == 2023
        return answers

    report_decoding(decode)


main()
