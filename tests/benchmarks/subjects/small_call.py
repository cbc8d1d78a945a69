"""A small call, again and again, with an SDK: `small_call.py BASE_URL COUNT`."""

from cloudflare import Cloudflare
from subject import ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, argument, report_repeated


def main() -> None:
    client = Cloudflare(api_token=TOKEN, base_url=argument(1))

    def call() -> None:
        answer = client.realtime_kit.livestreams.start_livestreaming_a_meeting(
            meeting_id=MEETING_ID, account_id=ACCOUNT_ID, app_id=APP_ID, name=NAME
        )
        assert answer.data is not None and answer.data.status == "INVOKED"

    report_repeated(call, int(argument(2)))


main()
