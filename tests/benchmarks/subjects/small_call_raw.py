"""The same small call with nothing but httpx2: `small_call_raw.py BASE_URL COUNT`."""

import httpx2
from subject import ACCOUNT_ID, APP_ID, MEETING_ID, NAME, TOKEN, argument, report_repeated


def main() -> None:
    client = httpx2.Client()
    root = f"{argument(1)}/accounts/{ACCOUNT_ID}/realtime/kit/{APP_ID}"
    url = f"{root}/meetings/{MEETING_ID}/livestreams"
    headers = {"authorization": f"Bearer {TOKEN}"}

    def call() -> None:
        answer = client.post(url, json={"name": NAME}, headers=headers).json()
        assert answer["data"]["status"] == "INVOKED"

    report_repeated(call, int(argument(2)))


main()
