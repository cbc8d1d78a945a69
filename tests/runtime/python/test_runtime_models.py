"""Models: the JSON object as it came, whatever is in it."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk._runtime.convert import decode_dict, decode_list, to_date, to_datetime
from sdk._runtime.models import BaseModel, alias


class Item(BaseModel):
    id: str
    size: int | None = None


class Thing(BaseModel):
    id: str
    owner_name: str = alias("ownerName", required=True)
    created_at: datetime | None = alias("createdAt")
    day: date | None = None
    item: Item | None = None
    items: list[Item] | None = None
    by_name: dict[str, Item] | None = alias("byName")
    to_dict_: str | None = alias("to_dict")

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "createdAt" in data:
            data["createdAt"] = to_datetime(data["createdAt"])
        if "day" in data:
            data["day"] = to_date(data["day"])
        if "item" in data:
            data["item"] = Item._decode(data["item"])
        if "items" in data:
            data["items"] = decode_list(data["items"], Item._decode)
        if "byName" in data:
            data["byName"] = decode_dict(data["byName"], Item._decode)


class Special(Thing):
    """Inherits its fields."""

    extra_field: int | None = None


WIRE: dict[str, Any] = {
    "id": "1",
    "ownerName": "Ann",
    "createdAt": "2024-01-31T12:00:00Z",
    "day": "2024-01-31",
    "item": {"id": "2", "size": None},
    "items": [{"id": "3"}],
    "byName": {"x": {"id": "4"}},
    "new-field": [1],
}
NOON = datetime(2024, 1, 31, 12, tzinfo=UTC)
HOSTILE = [
    *(name for name in dir(BaseModel) if name not in ("__dict__", "__class__", "__weakref__")),
    *("__class__", "__dict__", "__weakref__", "__slots__", "__getstate__", "__setstate__"),
    *("__getnewargs__", "__getnewargs_ex__", "__deepcopy__", "_wire_names", "self", "cls"),
]
KEYS = st.text() | st.sampled_from([*HOSTILE, *WIRE, "owner_name", "created_at"])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.just("2024-01-31T12:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
OBJECTS = st.dictionaries(KEYS, JSON, max_size=8)


def thing(**changes: Any) -> Thing:
    return Thing._decode(json.loads(json.dumps({**WIRE, **changes})))


def test_attributes() -> None:
    it = thing()
    assert it.id == "1"
    assert it.owner_name == "Ann"
    assert it.created_at == NOON
    assert it.day == date(2024, 1, 31)
    assert isinstance(it.item, Item)
    assert it.item.size is None
    assert it.items == [Item.construct(id="3")]
    assert it.by_name == {"x": Item.construct(id="4")}
    assert it.to_dict_ is None
    assert it.model_extra == {"new-field": [1]}


def test_adopts_the_dictionary() -> None:
    data = {"id": "1"}
    assert vars(Item._decode(data)) is data


@pytest.mark.parametrize("value", [None, 1, "text", [1], True])
def test_unexpected_kind_is_kept(value: Any) -> None:
    assert Thing._decode(value) is value
    it = thing(item=value, createdAt=value, items=value)
    assert [it.item, it.created_at] == [value, value]
    assert it.to_dict(mode="json") == {**WIRE, "item": value, "createdAt": value, "items": value}


def test_absent_fields() -> None:
    it = Thing._decode({"day": None})
    assert it.created_at is None
    assert it.item is None
    for name in ("id", "owner_name"):
        with pytest.raises(AttributeError, match=f"Thing has no '{name}': the response did not"):
            getattr(it, name)
        assert getattr(it, name, "default") == "default"
    with pytest.raises(AttributeError, match="'Thing' object has no attribute 'nonsense'"):
        it.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_absent_is_not_null() -> None:
    it = Thing._decode({"day": None, "new": None})
    assert it.model_fields_set == {"day", "new"}
    assert it.to_dict() == {"day": None, "new": None}
    assert it.to_dict(exclude_none=True) == {}
    assert it.to_dict(exclude_defaults=True) == {"new": None}


def test_assignment() -> None:
    it = thing()
    it.owner_name = "Bob"
    it.created_at = None
    it.item = Item.construct(id="9")
    del it.day
    del it.by_name
    changed = {key: value for key, value in WIRE.items() if key not in ("day", "byName")}
    assert it.to_dict() == {**changed, "ownerName": "Bob", "createdAt": None, "item": {"id": "9"}}
    assert it.day is None
    with pytest.raises(AttributeError):
        del it.by_name
    with pytest.raises(AttributeError, match="to_dict is a method"):
        it.to_dict = 1  # type: ignore[method-assign,assignment]


def test_dump() -> None:
    it = thing()
    assert it.to_dict(mode="json") == WIRE
    assert json.loads(it.to_json()) == WIRE
    assert it.to_dict()["createdAt"] == NOON
    assert it.to_dict(use_api_names=False)["owner_name"] == "Ann"
    assert it.to_json(indent=None).startswith('{"id":"1",')
    assert it.model_dump() == {
        "id": "1",
        "owner_name": "Ann",
        "created_at": NOON,
        "day": date(2024, 1, 31),
        "item": {"id": "2", "size": None},
        "items": [{"id": "3", "size": None}],
        "by_name": {"x": {"id": "4", "size": None}},
        "new-field": [1],
        "to_dict_": None,
    }
    assert it.model_dump(mode="json", by_alias=True, exclude_unset=True) == WIRE
    assert it.model_dump(include={"id", "day"}, exclude={"day"}) == {"id": "1"}
    assert json.loads(it.model_dump_json(by_alias=True, exclude_unset=True)) == WIRE
    assert "\n" not in it.model_dump_json()


def pydantic_twin() -> Any:
    class Inner(pydantic.BaseModel):
        id: str
        size: int

    class Outer(pydantic.BaseModel):
        id: str
        item: Inner
        items: list[Inner]
        by_name: dict[str, Inner]

    inner = [Inner(id=str(number), size=number) for number in range(3)]
    return Outer(id="1", item=inner[0], items=inner, by_name={"x": inner[1], "y": inner[2]})


SELECTIONS: list[Any] = [
    None,
    set(),
    {},
    {"id"},
    {"id", "item"},
    {"id": True},
    {"id": ..., "item": {"id"}},
    {"item": {"id": True, "size": True}},
    {"item": set()},
    {"items": {0}},
    {"items": {0, -1}},
    {"items": {"__all__"}},
    {"items": {"__all__": {"id"}}},
    {"items": {"__all__": True}},
    {"items": {0: {"id"}, "__all__": {"size"}}},
    {"items": {-1: {"id": True}, 0: True}},
    {"by_name": {"x"}},
    {"by_name": {"x": {"id"}, "y": True}},
    {"by_name": {"__all__": {"size"}}},
]


@pytest.mark.parametrize("include", SELECTIONS)
@pytest.mark.parametrize("exclude", SELECTIONS)
def test_include_and_exclude_are_those_of_pydantic(include: Any, exclude: Any) -> None:
    twin = pydantic_twin()
    it = Thing.model_validate(twin.model_dump())
    options: Any = {"include": include, "exclude": exclude}
    assert it.model_dump(**options, exclude_unset=True) == twin.model_dump(**options)
    text = it.model_dump_json(**options, exclude_unset=True)
    assert json.loads(text) == json.loads(twin.model_dump_json(**options))


def test_dump_of_tuples() -> None:
    it = Item.construct(id=(Item.construct(id="1"), NOON))
    assert it.to_dict() == {"id": ({"id": "1"}, NOON)}
    assert it.to_dict(mode="json") == {"id": [{"id": "1"}, "2024-01-31T12:00:00Z"]}


def test_options_of_pydantic_that_mean_nothing_here() -> None:
    it = Item.construct(id="1")
    assert it.model_dump(round_trip=True, context={}, serialize_as_any=True, warnings="none") == {
        "id": "1",
        "size": None,
    }
    assert (
        it.model_dump_json(round_trip=True, context={}, serialize_as_any=True, warnings="none")
        == '{"id":"1","size":null}'
    )


def test_iteration() -> None:
    it = Thing._decode({"ownerName": "Ann", "new": 1})
    assert dict(it) == {"owner_name": "Ann", "new": 1}
    assert list(Item._decode({})) == []


def test_validate_json() -> None:
    text = json.dumps(WIRE)
    for given_text in (text, text.encode(), bytearray(text.encode())):
        assert Thing.model_validate_json(given_text) == thing()
    for wrong in ("{", "[]", b"\xff"):
        with pytest.raises(ValueError, match=r"."):
            Thing.model_validate_json(wrong)


def test_repr_of_a_structure_that_contains_itself() -> None:
    it = Item.construct(id="1")
    it.size = it  # type: ignore[assignment]
    assert repr(it) == "Item(id='1', size=...)"


class Own(Thing):
    """A user's class with a field of its own."""

    nested: Item | None = None


def test_field_of_a_users_class_is_not_decoded() -> None:
    assert Own._decode({"nested": {"id": "1"}}).nested == {"id": "1"}


def test_unknown_field_does_not_take_the_name_of_a_known_one() -> None:
    it = Thing._decode({"ownerName": "Ann", "owner_name": "Eve", "id": "1"})
    assert it.owner_name == "Ann"
    assert it.to_dict(use_api_names=False) == {"id": "1", "owner_name": "Ann"}
    assert it.to_dict() == {"ownerName": "Ann", "owner_name": "Eve", "id": "1"}
    assert it.model_extra == {"owner_name": "Eve"}


@pytest.mark.parametrize("make", [Thing, Thing.construct, Thing.model_construct])
def test_construct(make: Any) -> None:
    owned = {"id": "2", "size": None}
    wire = {**WIRE, "item": owned}
    by_wire_name = make(**wire)
    by_python_name = make(
        id="1",
        owner_name="Ann",
        created_at=NOON,
        day=date(2024, 1, 31),
        item=Item.construct(id="2", size=None),
        items=[Item(id="3")],
        by_name={"x": {"id": "4"}},
        **{"new-field": [1]},
    )
    assert by_wire_name == by_python_name == thing()
    assert isinstance(by_python_name.by_name["x"], Item)
    assert type(owned) is dict
    by_wire_name.item.size = 5
    assert owned == {"id": "2", "size": None}


class Shelf(BaseModel):
    first_thing: Thing | None = alias("firstThing")
    more_things: list[Thing] | None = alias("moreThings")
    any_value: object | None = alias("anyValue")

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "firstThing" in data:
            data["firstThing"] = Thing._decode(data["firstThing"])
        if "moreThings" in data:
            data["moreThings"] = decode_list(data["moreThings"], Thing._decode)


def test_construct_takes_python_names_at_any_depth() -> None:
    names = {"owner_name": "Ann", "created_at": "2024-01-31T12:00:00Z", "item": {"id": "2"}}
    given = {"first_thing": names, "more_things": [names], "any_value": {"owner_name": [{}]}}
    shelf = Shelf.model_validate(given)
    assert shelf.first_thing is not None
    assert shelf.first_thing.created_at == NOON
    wire = {"ownerName": "Ann", "createdAt": "2024-01-31T12:00:00Z", "item": {"id": "2"}}
    assert shelf.to_dict(mode="json") == {
        "firstThing": wire,
        "moreThings": [wire],
        "anyValue": {"owner_name": [{}]},
    }
    assert type(vars(shelf.first_thing)) is dict
    assert type(shelf.any_value) is dict
    for dumped in (shelf.to_dict(), shelf.to_dict(use_api_names=False), shelf.model_dump()):
        assert Shelf.model_validate(dumped).first_thing.owner_name == "Ann"  # type: ignore[union-attr]


def test_construct_leaves_the_callers_models_alone() -> None:
    it = Thing._decode({"owner_name": "unknown field"})
    assert Shelf.construct(first_thing=it).first_thing is it
    assert it.to_dict() == {"owner_name": "unknown field"}


def test_construct_takes_a_fields_set() -> None:
    assert Item.construct({"id"}, id="1") == Item.construct(id="1", _fields_set=None)


def test_validate() -> None:
    it = thing()
    assert Thing.model_validate(it) is it
    assert Thing.model_validate(WIRE) == it
    with pytest.raises(ValueError, match="a Thing is made of a dictionary, not of a list"):
        Thing.model_validate([])


def test_copies() -> None:
    it = thing()
    shallow, deep = copy.copy(it), copy.deepcopy(it)
    assert shallow == deep == it.model_copy() == it.model_copy(deep=True) == it
    assert shallow.item is it.item
    assert deep.item is not it.item
    assert it.model_copy(deep=True).item is not it.item
    assert it.model_copy(update={"owner_name": "Bob", "id": "7"}).to_dict() == {
        **it.to_dict(),
        "ownerName": "Bob",
        "id": "7",
    }
    assert it.owner_name == "Ann"


def test_equality() -> None:
    assert thing() == thing()
    assert thing() != thing(id="2")
    assert Item.construct(id="1") != Special.construct(id="1")
    assert Item.construct(id="1") != {"id": "1"}
    with pytest.raises(TypeError, match="unhashable"):
        hash(thing())


def test_repr() -> None:
    it = Thing._decode({"id": "1", "ownerName": "A", "item": {"id": "2"}, "a-b": 1, "new": 2})
    assert repr(it) == "Thing(id='1', owner_name='A', item=Item(id='2'), new=2, **{'a-b': 1})"


def test_inheritance() -> None:
    it = Special._decode({**WIRE, "extra_field": 1})
    assert (it.owner_name, it.extra_field) == ("Ann", 1)
    assert it.model_extra == {"new-field": [1]}
    assert Special._decode({}).extra_field is None


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(thing(), protocol)) == thing()


@given(OBJECTS)
def test_any_object_round_trips(data: dict[str, Any]) -> None:
    text = json.dumps(data)
    it = Thing._decode(json.loads(text))
    assert type(it) is Thing
    assert Thing.to_dict(it, mode="json") == data
    assert it.to_dict(mode="json") == data
    assert json.loads(it.to_json()) == data
    assert it.model_dump_json(by_alias=True, exclude_unset=True)


@given(OBJECTS)
def test_no_key_breaks_an_instance(data: dict[str, Any]) -> None:
    it = Thing._decode(json.loads(json.dumps(data)))
    assert it.model_extra.keys() <= data.keys()
    assert len(it.model_fields_set) <= len(data)
    assert repr(it).startswith("Thing(")
    for clone in (
        copy.copy(it),
        copy.deepcopy(it),
        it.model_copy(),
        it.model_copy(deep=True),
        pickle.loads(pickle.dumps(it)),
    ):
        assert type(clone) is Thing
        assert clone == it
    if not data.keys() & {"owner_name", "created_at", "by_name", "to_dict_"}:
        assert it.model_validate(it.to_dict()) == it


@pytest.mark.parametrize("key", HOSTILE)
def test_hostile_key(key: str) -> None:
    data = {key: "value", "item": {key: {"id": 1}}}
    it = Thing._decode(json.loads(json.dumps(data)))
    assert isinstance(it, Thing)
    assert it.to_dict(mode="json") == data
    assert copy.deepcopy(it) == pickle.loads(pickle.dumps(it)) == it
    assert key in it.model_fields_set or key == "to_dict"
    assert "value" in repr(it)
