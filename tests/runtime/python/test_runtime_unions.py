"""Values of one of several types: which one they are taken for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk._runtime.convert import decode_extra, decode_list, decode_tuple, to_datetime, unchanged
from sdk._runtime.models import BaseModel, alias
from sdk._runtime.rename import encode_list, encode_tuple, renamed, to_base64
from sdk._runtime.unions import (
    decode_closest,
    decode_tagged,
    either,
    encode_closest,
    encode_tagged,
    tagged,
    variant,
)


class Text(BaseModel):
    kind: Literal["text"] = alias("@kind", required=True)
    text: str


class Image(BaseModel):
    kind: Literal["image"] = alias("@kind", required=True)
    image_url: str = alias("imageUrl", required=True)
    caption: Text | Image | None = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "caption" in data:
            data["caption"] = decode_part(data["caption"])


decode_part: Callable[[Any], Any] = tagged(
    "@kind", lambda: {"text": Text._decode, "image": Image._decode}
)


class Message(BaseModel):
    parts: list[Text | Image] | None = None

    if not isinstance(Text, BaseModel):  # only type checkers see it in generated classes

        def __getattr__(self, name: str) -> Any:
            return super().__getattr__(name)  # type: ignore[misc]

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "parts" in data:
            data["parts"] = decode_list(data["parts"], decode_part)
        decode_extra(data, {"parts"}, decode_part)


class Card(BaseModel):
    id: str
    number: str
    holder: str | None = None


class Bank(BaseModel):
    id: str
    iban: str
    holder: str | None = None


class Reference(BaseModel):
    id: str


class Loose(BaseModel):
    holder: str | None = None
    size: int | None = None


class Sealed(BaseModel):
    type: Literal["sealed"]
    id: str


class Switch(BaseModel):
    state: Literal["on", "off"] | None = None


class Day(BaseModel):
    at: date


class Numbered(BaseModel):
    id: int


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text() | st.sampled_from(["@kind", "id", "number", "type", "holder", "caption"]),
            inner | st.sampled_from(["text", "image", "sealed"]),
            max_size=4,
        )
    ),
    max_leaves=10,
)


def test_the_tag_decides() -> None:
    assert decode_part({"@kind": "text", "text": "a"}) == Text.construct(kind="text", text="a")
    image = decode_part(
        {"@kind": "image", "imageUrl": "u", "caption": {"@kind": "text", "text": "a"}}
    )
    assert isinstance(image, Image)
    assert isinstance(image.caption, Text)


@pytest.mark.parametrize(
    "value",
    [{"@kind": "new"}, {"@kind": ["text"]}, {"@kind": {}}, {"@kind": None}, {}, "text", 1, None],
)
def test_what_no_tag_names_stays(value: Any) -> None:
    assert decode_part(value) is value
    assert decode_tagged(value, "@kind", {"text": Text._decode}) is value


def test_variants_are_asked_for_once_and_late() -> None:
    asked = []

    def variants() -> dict[str, Any]:
        asked.append(1)
        return {"text": Text._decode}

    decode = tagged("@kind", variants)
    assert not asked
    decode({"@kind": "text"})
    decode({"@kind": "text"})
    assert asked == [1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"id": "1", "number": "2"}, Card),
        ({"id": "1", "iban": "2"}, Bank),
        ({"id": "1", "iban": "2", "number": "3"}, Card),  # both are complete: the first
        ({"id": "1", "iban": "2", "number": None}, Bank),  # a value says more than `null`
        ({"id": "1"}, Reference),
        ({"id": "1", "holder": "a"}, Reference),  # the others lack what they require
        ({"number": "2"}, Card),  # none is complete: the one that knows most
        ({"id": 1}, Numbered),
        ({"type": "sealed", "id": "1"}, Sealed),
        ({"type": "open", "id": "1"}, Reference),
        ({"other": "1"}, dict),
        ({}, dict),
    ],
)
def test_the_members_decide(value: dict[str, Any], expected: type) -> None:
    found = decode_closest(value, (Card, Bank, Reference, Sealed, Numbered))
    assert type(found) is expected


def test_null_is_none_of_the_constants_and_denies_nothing() -> None:
    assert type(decode_closest({"state": None}, (Loose, Switch))) is Switch


def test_a_date_is_a_text_in_json() -> None:
    assert type(decode_closest({"at": 1}, (Day, Loose))) is Loose
    assert type(decode_closest({"at": "2024-01-31"}, (Loose, Day))) is Day


def test_a_variant_without_required_members_takes_what_is_left() -> None:
    assert type(decode_closest({"new": 1}, (Card, Loose))) is Loose
    assert type(decode_closest({"id": "1", "number": "2"}, (Loose, Card))) is Card


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"id": "1", "number": "2", "new": 1}, Card),
        ({"id": "1"}, dict),
        ({"id": 1, "number": "2"}, dict),
        ({"size": 1}, Loose),
        ({"size": 1, "other": 2}, dict),
        ({"size": "large"}, dict),
    ],
)
def test_a_dictionary_takes_what_is_in_doubt(value: dict[str, Any], expected: type) -> None:
    assert type(decode_closest(value, (Card, Loose), unchanged)) is expected


def test_values_beside_objects() -> None:
    def decode(value: Any) -> Any:
        return either(value, to_datetime, lambda value: decode_list(value, Card._decode))

    assert decode("2024-01-31T12:00:00Z").year == 2024
    assert decode([{"id": "1"}]) == [Card.construct(id="1")]
    assert decode(7) == 7
    assert decode_tuple([{"id": "1"}, 2, {"id": "3"}], (Card._decode, None), Card._decode) == [
        Card.construct(id="1"),
        2,
        Card.construct(id="3"),
    ]
    assert decode_tuple([], (Card._decode,)) == []
    assert decode_tuple("text", (Card._decode,)) == "text"


@given(JSON)
def test_nothing_raises_and_nothing_is_lost(value: Any) -> None:
    text = json.dumps(value)
    for decode in (
        decode_part,
        Message._decode,
        lambda data: decode_closest(data, (Card, Bank, Reference, Loose, Sealed, Text, Numbered)),
        lambda data: decode_closest(data, (Card, Loose, Text), unchanged),
    ):
        assert json.loads(Message.construct(it=decode(json.loads(text))).to_json())["it"] == value


def test_a_model_may_be_made_with_python_names() -> None:
    given = {"parts": [{"kind": "image", "image_url": "u", "caption": {"kind": "text"}}]}
    message = Message.construct(**given)
    assert message.parts is not None
    image = message.parts[0]
    assert isinstance(image, Image)
    assert isinstance(image.caption, Text)
    assert message.to_dict() == {
        "parts": [{"@kind": "image", "imageUrl": "u", "caption": {"@kind": "text"}}]
    }
    assert Message.model_validate(given) == message
    assert Message.model_validate(message.to_dict()) == message
    assert message.model_copy(deep=True) == message


def test_members_that_are_not_named() -> None:
    message = Message._decode({"parts": [], "other": {"@kind": "text", "text": "a"}})
    assert isinstance(message.other, Text)
    assert message.model_extra == {"other": message.other}
    made = Message.construct(other={"kind": "image", "image_url": "u"})
    assert isinstance(made.other, Image)
    assert made.other.image_url == "u"
    assert made.to_dict() == {"other": {"@kind": "image", "imageUrl": "u"}}


# ---------------------------------------------------------------- requests


def encode_image(value: object) -> object:
    return renamed(value, {"image_url": "imageUrl"})


def encode_card(value: object) -> object:
    return renamed(value, {"card_number": "cardNumber"})


def encode_box(value: object) -> object:
    return renamed(value, {"card_number": "number"})


def encode_source(value: object) -> object:
    return encode_closest(
        value,
        variant(encode_card, {"card_number": "cardNumber", "cvc": "cvc"}, {"cardNumber"}),
        variant(encode_box, {"card_number": "number", "width": "width"}, {"number", "width"}),
        variant(unchanged, {"iban": "iban"}, {"iban"}),
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"kind": "image", "image_url": 1}, {"kind": "image", "imageUrl": 1}),
        ({"@kind": "image", "image_url": 1}, {"@kind": "image", "imageUrl": 1}),
        ({"kind": "text", "image_url": 1}, {"kind": "text", "image_url": 1}),
        ({"kind": ["image"], "image_url": 1}, {"kind": ["image"], "image_url": 1}),
        ("text", "text"),
    ],
)
def test_the_tag_decides_what_is_sent(value: object, expected: object) -> None:
    assert encode_tagged(value, ("@kind", "kind"), {"image": encode_image}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"card_number": 1}, {"cardNumber": 1}),
        ({"card_number": 1, "width": 2}, {"number": 1, "width": 2}),
        ({"number": 1, "width": 2}, {"number": 1, "width": 2}),
        ({"cardNumber": 1}, {"cardNumber": 1}),
        ({"iban": 1}, {"iban": 1}),
        ({"new": 1}, {"new": 1}),
        ([1], [1]),
        (None, None),
    ],
)
def test_the_members_decide_what_is_sent(value: object, expected: object) -> None:
    assert encode_source(value) == expected


def test_a_model_is_sent_as_it_is() -> None:
    card = Card.construct(id="1")
    assert encode_source(card) is card
    assert encode_tagged(card, ("id",), {"1": encode_card}) is card


def test_other_values_that_are_sent() -> None:
    assert to_base64(b"abc") == "YWJj"
    assert to_base64(bytearray(b"abc")) == "YWJj"
    assert to_base64("YWJj") == "YWJj"
    assert encode_tuple(({"image_url": 1}, 2, {"image_url": 3}), (encode_image, None)) == [
        {"imageUrl": 1},
        2,
        {"image_url": 3},
    ]
    assert encode_tuple("text", (encode_image,)) == "text"
    assert either([{"image_url": 1}], lambda v: encode_list(v, encode_image), encode_image) == [
        {"imageUrl": 1}
    ]
    extra = renamed(
        {"id": "1", "other": {"image_url": 1}}, {}, extra=encode_image, known={"id", "parts"}
    )
    assert extra == {"id": "1", "other": {"imageUrl": 1}}
