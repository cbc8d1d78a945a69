"""The types that an answer can be made into: `cast_to` of the client and `parse(to=)`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, List, Literal, Optional, Union  # noqa: UP035  # they are what older programs pass

import httpx
import httpx2
import pydantic
import pytest
from runtime_api import API

from sdk._runtime.errors import APIResponseValidationError
from sdk._runtime.models import BaseModel


class Thing(BaseModel):
    id: str


class Other(BaseModel):
    name: str


class Theirs(pydantic.BaseModel):
    id: int


class Plain(dict[str, Any]):
    """A class of JSON objects, as a `TypedDict` is."""


ONE, ID = {"id": "1"}, Thing.construct(id="1")
ANSWERS: list[tuple[Any, Any, Any]] = [
    (Thing, ONE, ID),
    (Thing | None, None, None),
    (Optional[Thing], ONE, ID),  # noqa: UP045
    (list[Thing], [ONE, None], [ID, None]),
    (List[Thing], [ONE], [ID]),  # noqa: UP006
    (list[list[Thing]], [[ONE]], [[ID]]),
    (dict[str, Thing], {"a": ONE}, {"a": ID}),
    (dict[str, list[Thing | None]], {"a": [ONE]}, {"a": [ID]}),
    (list[str], ["a"], ["a"]),
    (Thing | Other, ONE, ID),
    (Thing | Other | None, {"name": "a"}, Other.construct(name="a")),
    (list[Thing | Other], [{"name": "a"}, ONE], [Other.construct(name="a"), ID]),
    (list[Thing] | list[Other], [{"name": "a"}], [Other.construct(name="a")]),
    (Thing | list[Thing] | str, [ONE], [ID]),
    (Thing | dict[str, Other], {"a": {"name": "b"}}, {"a": Other.construct(name="b")}),
    (Union[Thing, str], "a", "a"),  # noqa: UP007
    (Thing | Other, {"unknown": 1}, {"unknown": 1}),
    (Literal["a", "b"], "a", "a"),
    (Theirs, {"id": "1"}, Theirs(id=1)),
    (list[Theirs], [{"id": 1}], [Theirs(id=1)]),
    (Theirs | None, None, None),
    (object, ONE, ONE),
    (Any, ONE, ONE),
    (dict, ONE, ONE),
    (dict[str, Any], ONE, ONE),
    (dict[str, object], ONE, ONE),
    (list, [1], [1]),
    (Plain, ONE, ONE),
    (int, 7, 7),
    (None, ONE, None),
    (type(None), ONE, None),
    (str, ONE, '{"id":"1"}'),
    (str | None, ONE, '{"id":"1"}'),
    (bytes, ONE, b'{"id":"1"}'),
]


def parse(api: API, to: Any) -> Any:
    response = api.call(mode="raw")
    if api.is_async:
        return api.run(response.parse, to=to)
    return response.parse(to=to)


@pytest.mark.parametrize(("to", "answer", "value"), ANSWERS, ids=lambda value: repr(value)[:40])
def test_each_type(api: API, to: Any, answer: Any, value: Any) -> None:
    api.handler = lambda request: api.answer(answer)
    found = api.run(api.client().get, "/x", cast_to=to)
    if to in (str, bytes, str | None):  # httpx writes spaces
        found = found.replace(" " if isinstance(found, str) else b" ", value[:0])
    assert found == value
    assert type(found) is type(value)
    if to not in (None, str, bytes, str | None):
        assert parse(api, to) == value


@pytest.mark.parametrize("to", [str, bytes, None, httpx.Response, httpx2.Response])
def test_a_body_that_is_not_json(api: API, to: Any) -> None:
    api.handler = lambda request: api.answer(text="not JSON")
    values = {str: "not JSON", bytes: b"not JSON", None: None}
    found = api.run(api.client().get, "/x", cast_to=to)
    if to in values:
        assert found == values[to]
    else:
        assert type(found) is api.library.Response
        assert type(parse(api, to)) is api.library.Response


@pytest.mark.parametrize(
    "to", [SimpleNamespace, set, tuple[int, int], Thing | Theirs, list[set[int]], "Thing", 7]
)
def test_no_such_type(api: API, to: Any) -> None:
    client = api.client()
    with pytest.raises(TypeError, match="what it can be is a model, a class with `model_validate`"):
        api.run(client.get, "/x", cast_to=to)
    assert api.requests == []
    with pytest.raises(TypeError, match="what it can be is"):
        parse(api, to)


def test_what_another_model_refuses(api: API) -> None:
    api.handler = lambda request: api.answer({"id": "x"})
    with pytest.raises(APIResponseValidationError, match="not of the expected type") as caught:
        api.run(api.client().get, "/x", cast_to=Theirs)
    assert isinstance(caught.value.__cause__, pydantic.ValidationError)
    assert caught.value.body == {"id": "x"}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "request"])
def test_unknown_argument(api: API, method: str) -> None:
    call = getattr(api.client(), method)
    arguments = ("GET", "/x") if method == "request" else ("/x",)
    with pytest.raises(TypeError, match=r"unexpected argument `options`; .*extra_headers"):
        api.run(call, *arguments, cast_to=object, options={"headers": {}})
    assert api.requests == []
