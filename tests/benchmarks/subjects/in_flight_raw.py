"""Many calls at once with nothing but httpx2: `in_flight_raw.py BASE_URL COUNT IN_FLIGHT`."""

import asyncio

import httpx2
from subject import ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, argument, report_in_flight


async def main() -> None:
    root = f"{argument(1)}/accounts/{ACCOUNT_ID}/realtime/kit/{APP_ID}"
    url = f"{root}/meetings/{MEETING_ID}/livestreams"
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx2.AsyncClient() as client:

        async def call() -> None:
            answer = (await client.post(url, json={"name": NAME}, headers=headers)).json()
            assert answer["data"]["status"] == "INVOKED"

        await report_in_flight(call, int(argument(2)), int(argument(3)))


asyncio.run(main())
