"""The ways to authenticate: what each sends, and that secrets in queries and cookies stay secret."""

from __future__ import annotations

import logging
import pickle
from typing import Any

import pytest
from runtime_api import API

from sdk._runtime.credentials import (
    APIKey,
    BasicAuth,
    ClientCertificate,
    Credential,
    HTTPAuth,
    credentials_for,
)
from sdk._runtime.errors import APIConnectionError, APIStatusError, MissingCredentialsError

SECRET = "s3cr3t &/="
ENCODED = "s3cr3t%20%26%2F%3D"
COOKIE = "s3cr3t-cookie"


def client_of(api: API, options: dict[str, str | None] | None = None, **more: Any) -> Any:
    client = api.client(**more)
    client._secret_query = frozenset({"key"})
    client._secret_headers = frozenset({"authorization", "x-key"})
    credentials: dict[str, Credential] = {
        "header": APIKey("headers", "X-Key", "key"),
        "query": APIKey("query", "key", "key"),
        "cookie": APIKey("cookies", "sid", "session"),
        "token": HTTPAuth("DPoP", "token"),
        "basic": BasicAuth("username", "password"),
        "user": BasicAuth("username", None),
        "certificate": ClientCertificate(),
    }
    client._credentials = credentials
    client._variables = {"key": "ACME_KEY"}
    given = {"key": SECRET, "session": COOKIE, "token": "t", "username": None, "password": None}
    for name, value in (given | (options or {})).items():
        setattr(client, name, value)
    return client


def call(api: API, *schemes: str, client: Any = None, **options: Any) -> Any:
    return api.call(client=client or client_of(api), security=(schemes,), **options)


class TestWhatIsSent:
    def test_in_a_header(self, api: API) -> None:
        call(api, "header", client=client_of(api, {"key": "k"}))
        assert api.last.headers["x-key"] == "k"
        call(api, "token")
        assert api.last.headers["authorization"] == "DPoP t"

    def test_in_the_query(self, api: API) -> None:
        call(api, "query", query={"a": 1})
        assert str(api.last.url).endswith(f"/things?key={ENCODED}&a=1")
        call(api, "query", extra_query={"key": "mine"})
        assert str(api.last.url).endswith("/things?key=mine")

    def test_in_a_cookie(self, api: API) -> None:
        call(api, "cookie", cookies={"a": "b"})
        assert set(api.last.headers["cookie"].split("; ")) == {f"sid={COOKIE}", "a=b"}

    def test_a_cookie_that_is_encoded_already(self, api: API) -> None:
        call(api, "cookie", client=client_of(api, {"session": "s%3Aa+b=="}))
        assert api.last.headers["cookie"] == "sid=s%3Aa+b=="

    @pytest.mark.parametrize("value", ["a;b", "a b", 'a"', "a,b", "ä", "a\n", "a\\"])
    def test_no_cookie(self, api: API, value: str) -> None:
        with pytest.raises(ValueError, match="`session` has characters that a cookie") as caught:
            call(api, "cookie", client=client_of(api, {"session": value}))
        assert value not in str(caught.value)

    def test_all_together(self, api: API) -> None:
        call(api, "query", "cookie", "token", "certificate")
        assert "key" in api.last.url.params
        assert {"cookie", "authorization"} <= api.last.headers.keys()

    @pytest.mark.parametrize(
        ("username", "password", "sent"),
        [
            ("u", "p", "Basic dTpw"),
            ("u", "", "Basic dTo="),
            ("", "p", "Basic OnA="),
            ("ü", "ß", "Basic w7w6w58="),
        ],
    )
    def test_basic(self, api: API, username: str, password: str, sent: str) -> None:
        client = client_of(api, {"username": username, "password": password})
        call(api, "basic", client=client)
        assert api.last.headers["authorization"] == sent

    @pytest.mark.parametrize(
        "options",
        [{}, {"username": "u"}, {"password": "p"}, {"username": "", "password": ""}],
    )
    def test_basic_that_is_not_set(self, api: API, options: dict[str, str | None]) -> None:
        assert credentials_for(client_of(api, options), (("basic",),)) is None

    def test_a_user_without_a_password(self, api: API) -> None:
        call(api, "user", client=client_of(api, {"username": "u"}))
        assert api.last.headers["authorization"] == "Basic dTo="

    def test_a_colon_in_a_user_name(self, api: API) -> None:
        client = client_of(api, {"username": f"{SECRET}:", "password": "p"})
        with pytest.raises(ValueError, match="`username` must not contain a colon") as caught:
            call(api, "basic", client=client)
        assert SECRET not in str(caught.value)

    def test_nothing(self, api: API) -> None:
        call(api, "certificate")
        assert not {"cookie", "authorization", "x-key"} & api.last.headers.keys()

    def test_what_is_set_goes_before_what_needs_nothing(self, api: API) -> None:
        client = client_of(api)
        api.call(client=client, security=(("certificate",), (), ("token",)))
        assert api.last.headers["authorization"] == "DPoP t"


class TestWhatIsMissing:
    def test_the_message(self, api: API) -> None:
        client = client_of(api, {"key": None, "session": ""})
        with pytest.raises(MissingCredentialsError) as caught:
            api.call(client=client, security=(("query", "cookie"), ("basic",)))
        assert str(caught.value) == (
            "No credentials are set. Set `key` (ACME_KEY) and `session`, "
            "or `username` and `password`."
        )

    @pytest.mark.parametrize(
        ("scheme", "given"),
        [
            ("query", {"extra_query": {"key": "k"}}),
            ("cookie", {"extra_headers": {"Cookie": "sid=s"}}),
            ("basic", {"extra_headers": {"Authorization": "Basic x"}}),
        ],
    )
    def test_the_caller_gives_it(self, api: API, scheme: str, given: dict[str, Any]) -> None:
        call(api, scheme, client=client_of(api, {"key": None, "session": None}), **given)
        assert len(api.requests) == 1


def shown(error: Any) -> str:
    """All that may be seen of an error, and of its pickle."""
    text = f"{error!s} {error!r} {error.args!r} {error.request!r}"
    again = pickle.loads(pickle.dumps(error))
    text += f"{again!r} {again.request.url} {dict(again.request.headers)!r}"
    if hasattr(error, "response"):
        text += f"{again.response!r} {dict(again.response.headers)!r}"
    return text + pickle.dumps(error).decode("latin-1")


def assert_no_secret(text: str) -> None:
    for secret in ("s3cr3t", ENCODED):
        assert secret not in text


class TestSecrets:
    def test_errors(self, api: API) -> None:
        link = f"<https://api.example.test/v1/things?key={ENCODED}&page=2>; rel=next"
        message = f"no {SECRET}, {ENCODED} and {COOKIE}"
        api.handler = lambda request: api.answer({"message": message}, 400, headers={"link": link})
        with pytest.raises(APIStatusError) as caught:
            call(api, "query", "cookie")
        assert str(caught.value) == "no redacted, redacted and redacted"
        caught.value.body = None
        caught.value.response._content = b""
        assert_no_secret(shown(caught.value))

    def test_connection_errors(self, api: API) -> None:
        api.answers(api.library.ConnectError(f"cannot reach ?key={ENCODED}"))
        with pytest.raises(APIConnectionError) as caught:
            call(api, "query", client=client_of(api, max_retries=0))
        assert_no_secret(shown(caught.value))

    def test_logs(self, api: API, caplog: pytest.LogCaptureFixture) -> None:
        """Neither ours nor those of the HTTP library, which has every URL in its log."""
        location = f"https://api.example.test/v1/things?key={ENCODED}"
        api.answers(
            api.answer({}, 503, headers={"retry-after": "0", "set-cookie": f"sid={COOKIE}"}),
            api.answer(None, 307, headers={"location": location}),
            api.answer({}, headers={"link": f"<{location}>"}),
        )
        with caplog.at_level(logging.DEBUG):
            call(api, "query", "cookie")
        assert "key=redacted" in caplog.text
        assert any(record.name == api.library.__name__ for record in caplog.records)
        assert_no_secret(caplog.text)

    def test_reprs(self, api: API) -> None:
        client = client_of(api)
        response = call(api, "query", "cookie", client=client, mode="raw")
        assert_no_secret(f"{client!r} {response!r} {response!s}")

    def test_a_redirect_to_another_origin(self, api: API) -> None:
        location = f"https://other.test/things?key={ENCODED}&a=1"
        api.answers(api.answer(None, 307, headers={"location": location}), api.answer({}))
        call(api, "query", "cookie")
        assert str(api.last.url) == "https://other.test/things?a=1"
        assert "cookie" not in api.last.headers

    def test_a_redirect_within_the_origin(self, api: API) -> None:
        location = f"/elsewhere?key={ENCODED}"
        api.answers(api.answer(None, 307, headers={"location": location}), api.answer({}))
        call(api, "query", "cookie")
        assert api.last.url.params["key"] == SECRET
        assert "cookie" in api.last.headers

    def test_an_absolute_url_of_another_origin(self, api: API) -> None:
        client = client_of(api)
        client._security = (("query", "cookie"),)
        api.run(client.get, "https://other.test/", cast_to=object)
        assert str(api.last.url) == "https://other.test/"
        assert "cookie" not in api.last.headers
