"""Import, construct, first call with an SDK: `first_call.py BASE_URL`."""

from subject import ACCOUNT_ID, APP_ID, TOKEN, argument, cpu, report


def main() -> None:
    start = cpu()
    from cloudflare import Cloudflare

    imported = cpu()
    client = Cloudflare(api_token=TOKEN, base_url=argument(1))
    constructed = cpu()
    answer = client.realtime_kit.livestreams.get_all_livestreams(
        app_id=APP_ID, account_id=ACCOUNT_ID
    )
    end = cpu()
    assert answer.data is not None and answer.data.name == "test"
    report("cpu", end - start)
    report("import", imported - start)
    report("construct", constructed - imported)
    report("call", end - constructed)


main()
