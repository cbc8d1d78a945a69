"""Many calls at once with an SDK: `in_flight.py BASE_URL COUNT IN_FLIGHT`."""

import asyncio

from cloudflare import AsyncCloudflare
from subject import ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, argument, report_in_flight


async def main() -> None:
    async with AsyncCloudflare(api_token=TOKEN, base_url=argument(1)) as client:

        async def call() -> None:
            answer = await client.realtime_kit.livestreams.start_livestreaming_a_meeting(
                meeting_id=MEETING_ID, account_id=ACCOUNT_ID, app_id=APP_ID, name=NAME
            )
            assert answer.data is not None and answer.data.status == "INVOKED"

        await report_in_flight(call, int(argument(2)), int(argument(3)))


asyncio.run(main())
