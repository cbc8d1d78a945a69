"""Import, construct, first call with nothing but httpx2: `first_call_raw.py BASE_URL`."""

from subject import ACCOUNT_ID, APP_ID, TOKEN, argument, cpu, report


def main() -> None:
    start = cpu()
    import httpx2

    imported = cpu()
    client = httpx2.Client()
    constructed = cpu()
    url = f"{argument(1)}/accounts/{ACCOUNT_ID}/realtime/kit/{APP_ID}/livestreams"
    answer = client.get(url, headers={"authorization": f"Bearer {TOKEN}"}).json()
    end = cpu()
    assert answer["data"]["name"] == "test"
    report("cpu", end - start)
    report("import", imported - start)
    report("construct", constructed - imported)
    report("call", end - constructed)


main()
