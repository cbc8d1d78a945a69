"""Types of the Go flavor: what they are called, where they are declared, and what unions come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdksmith.build import build
from sdksmith.config import Config
from sdksmith.flavors.go import scope
from sdksmith.flavors.go.collapse import Choice, Collapse, constant_kind, members
from sdksmith.flavors.go.names import Names, TypeName
from sdksmith.flavors.go.quote import constant
from sdksmith.flavors.go.said import Said
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.splitting import split
from sdksmith.flavors.go.structs import Structs
from sdksmith.flavors.go.types import Types
from sdksmith.flavors.go.unions import request_fields
from sdksmith.ir import (
    Api,
    Array,
    Enumeration,
    EnumMember,
    Kind,
    Model,
    Nullable,
    Scalar,
    Type,
    Union,
    Unknown,
    walk,
)
from sdksmith.load import Loader
from sdksmith.names import Named, pascal, words
from sdksmith.wire import Wire

CASES = Path(__file__).parent / "cases"
STRING, INTEGER, NUMBER = Scalar(Kind.STRING), Scalar(Kind.INTEGER), Scalar(Kind.NUMBER)
DATE_TIME = Scalar(Kind.DATE_TIME)


def enumeration(name: str, *values: Wire | int | float | bool) -> Enumeration:
    return Enumeration(words(name), tuple(EnumMember(("a",), value) for value in values))


SMALL = enumeration("size enum", Wire("small"), Wire("large"))
OTHER = enumeration("other enum", Wire("other"))
_CODES = ("thing", "decode_thing", "encode", "decoder")


def union(*variants: Type) -> Union:
    return Union(variants, None, ("size",))


@pytest.mark.parametrize(
    ("variants", "expected"),
    [
        ((STRING, Scalar(Kind.UUID)), STRING),
        ((INTEGER, NUMBER), NUMBER),
        ((STRING, Unknown()), Unknown()),
        ((STRING, SMALL), Enumeration(("size",), SMALL.members)),
        ((SMALL, OTHER), Enumeration(("size",), (*SMALL.members, *OTHER.members))),
        ((DATE_TIME, Scalar(Kind.DATE)), STRING),
        ((STRING, Scalar(Kind.BASE64)), STRING),
        ((NUMBER, enumeration("n", 1, 2)), NUMBER),
    ],
)
def test_what_is_no_union_in_go(variants: tuple[Type, ...], expected: Type) -> None:
    assert Collapse({}).union(union(*variants), Side.RESPONSE) == expected


def test_numbers_that_are_one_as_float64_are_one_constant() -> None:
    large = enumeration("n", 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**400, 10**401)
    assert [each.value for each in members(large)] == [1, 2**63 - 1, -(2**63), 10**400]
    assert constant_kind(enumeration("n", -(2**63), 2**63 - 1)) is Kind.INTEGER


def test_no_shared_type_is_called_like_a_function_that_decodes_one(zoo: Api) -> None:
    place = next(iter(zoo.models.values())).place
    wanted = [Named(name, words(name), name, place) for name in _CODES]
    named, findings = scope.types(wanted, exports_coding=True)
    assert (list(named), findings) == (["Thing", "TypeDecodeThing", "TypeEncode", "Decoder"], [])
    named, _ = scope.types(wanted, exports_coding=False)
    assert list(named) == ["Thing", "DecodeThing", "Encode", "Decoder"]


@pytest.mark.parametrize("name", ["init", "aux", "con", "lpt1", "main", "vendor", "time", "range"])
def test_names_that_no_package_may_have(name: str) -> None:
    assert scope.package((name,)) == f"{name}_"


def test_variants_of_one_go_type_are_merged() -> None:
    found = Collapse({}).union(union(STRING, INTEGER, Scalar(Kind.UUID)), Side.RESPONSE)
    assert found == Choice((STRING, INTEGER), (0, 1, 0))


def test_a_file_is_text_in_a_response_only() -> None:
    either = union(STRING, Scalar(Kind.BINARY))
    assert Collapse({}).union(either, Side.RESPONSE) == STRING
    assert isinstance(Collapse({}).union(either, Side.REQUEST), Choice)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((Wire("a"), Wire("b")), Kind.STRING),
        ((1, 2), Kind.INTEGER),
        ((1, 2.5), Kind.NUMBER),
        ((1, 2**64), Kind.NUMBER),
        ((True,), Kind.BOOLEAN),
        ((Wire("a"), 1), None),
    ],
)
def test_the_kind_of_constants(
    values: tuple[Wire | int | float | bool, ...], kind: Kind | None
) -> None:
    assert constant_kind(enumeration("a", *values)) is kind


# ---------------------------------------------------------------- a document


SPEC = """
openapi: 3.1.0
info: { title: Zoo, version: "1" }
paths:
  /zoo/animals:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                kind: { type: string, enum: [cat, dog] }
                names: { type: array, items: { type: [string, "null"] } }
                parent: { $ref: "#/components/schemas/Animal" }
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
  /zoo/animals/{animal_id}:
    get:
      parameters: [{ name: animal_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
  /farm/animals:
    get:
      parameters: [{ name: kind, in: query, schema: { type: string, enum: [cow] } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Keeper" } } } }
components:
  schemas:
    Animal:
      type: object
      properties:
        id: { type: string, readOnly: true }
        parent: { $ref: "#/components/schemas/Animal" }
        keeper: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Keeper" }] }
        names: { type: array, items: { type: [string, "null"] } }
    Keeper:
      type: object
      properties: { name: { type: string } }
"""


@pytest.fixture
def zoo(tmp_path: Path) -> Api:
    path = tmp_path / "zoo.yaml"
    path.write_text(SPEC)
    api, _ = build(Loader(path).root, Config())
    return api


def model(api: Api, name: str) -> Model:
    return next(each for each in api.models.values() if each.name == words(name))


def test_names_of_methods_and_their_parameters(zoo: Api) -> None:
    names = Names(zoo)
    path, resource = next(
        each for each in walk(zoo.resources) if each[0][0] == ("zoo",) and each[0][1:]
    )
    methods = names.methods(path, resource)
    assert list(methods) == ["New", "Get"]
    assert names.service(path) == "AnimalService"
    assert names.params(methods["New"]) == "AnimalNewParams"
    assert names.params(methods["Get"]) == ""
    assert list(names.positional(methods["Get"])) == ["animalID"]
    assert list(names.fields(methods["New"])) == ["Kind", "Names", "Parent"]
    assert names.file(path) == "animal"


def test_what_two_packages_need_is_shared(zoo: Api) -> None:
    names = Names(zoo)
    types = Types(zoo, names)
    keeper = model(zoo, "keeper")
    assert names.home(keeper.id) == "shared"
    assert names.home(model(zoo, "animal").id) == "zoo"
    field = names.members(model(zoo, "animal"), Side.RESPONSE)["Keeper"]
    assert types.response(field.type, "zoo").code == "AnimalKeeper"
    assert types.response(field.type, "main").code == "zoo.AnimalKeeper"


def test_an_object_that_holds_itself_does_so_by_pointer(zoo: Api) -> None:
    names = Names(zoo)
    types = Types(zoo, names)
    animal = model(zoo, "animal")
    parent = names.members(animal, Side.RESPONSE)["Parent"]
    assert types.member(animal, parent, Side.RESPONSE, "zoo").code == "*Animal"
    assert types.member(animal, parent, Side.REQUEST, "zoo").code == "*AnimalParam"


def test_a_request_has_no_members_that_only_responses_have(zoo: Api) -> None:
    names = Names(zoo)
    assert "ID" in names.members(model(zoo, "animal"), Side.RESPONSE)
    assert "ID" not in names.members(model(zoo, "animal"), Side.REQUEST)


def test_null_among_items(zoo: Api) -> None:
    types = Types(zoo, Names(zoo))
    items = Array(Nullable(STRING))
    assert types.response(items, "zoo").code == "[]*string"
    assert types.request(items, "zoo").code == "[]param.Field[string]"
    assert types.decoder(items, "zoo").code == "decode.SliceOf(decode.PointerTo(decode.String))"
    assert types.encoder(items, "zoo").code == "encode.SliceOf(encode.FieldOf(encode.String))"


def test_a_list_among_items_may_be_null_or_empty(zoo: Api) -> None:
    types = Types(zoo, Names(zoo))
    items = Array(Nullable(Array(STRING)))
    assert types.response(items, "zoo").code == "[][]string"
    assert types.request(items, "zoo").code == "[]param.Field[[]string]"


def test_fields_of_a_union(zoo: Api) -> None:
    names = Names(zoo)
    types = Types(zoo, names)
    field = names.members(model(zoo, "animal"), Side.REQUEST)["Keeper"]
    assert isinstance(field.type, Union)
    choice = names.collapse.union(field.type, Side.REQUEST)
    assert isinstance(choice, Choice)
    name = names.union(field.type, Side.REQUEST, "zoo")
    fields = request_fields(names, types, choice, name, "zoo")
    assert name.name == "AnimalKeeperParam"
    assert [(each.name, each.type.code) for each in fields] == [
        ("OfString", "string"),
        ("OfKeeper", "*shared.KeeperParam"),
    ]


@pytest.mark.parametrize(
    ("member", "called"),
    [
        (EnumMember(words("24h"), Wire("24h")), "SizeEnum24h"),
        (EnumMember(words("3"), 3), "SizeEnum3"),
        (EnumMember(words("small"), Wire("small")), "SizeEnumSmall"),
        # A name of its own, which the document has beside the value.
        (EnumMember(("three", "days"), Wire("3d")), "SizeEnumThreeDays"),
    ],
)
def test_names_of_constants(member: EnumMember, called: str) -> None:
    assert pascal(("size", "enum", *constant(member))) == called


def test_what_types_are_for(zoo: Api) -> None:
    """A type of another package is not linked to: its documentation has no such name."""
    said = Said(zoo, Names(zoo))
    assert said.of(model(zoo, "animal"), Side.RESPONSE) == "is the response of [AnimalService.New]"
    assert said.of(model(zoo, "keeper"), Side.RESPONSE).endswith("farm.AnimalService.List")
    assert said.of(model(zoo, "keeper"), Side.REQUEST) == "is in zoo.AnimalParam.Keeper"


def test_tags_say_what_is_required(tmp_path: Path) -> None:
    path = tmp_path / "zoo.yaml"
    path.write_text(
        SPEC.replace(
            "              properties:\n",
            "              required: [kind]\n              properties:\n",
            1,
        )
    )
    api, _ = build(Loader(path).root, Config())
    names = Names(api)
    method = next(m for _, each in walk(api.resources) for m in each.methods if m.body is not None)
    structs = Structs(names, Types(api, names), set(), set())
    kind, named, _ = structs.params(method, TypeName("zoo", "AnimalNewParams"), ()).lines
    assert kind.endswith('`json:"kind" api:"required"`')
    assert named.endswith('`json:"names"`')


def test_a_neighbour_renames_nothing(zoo: Api, tmp_path: Path) -> None:
    """The order of a document has no influence."""
    turned = tmp_path / "turned.yaml"
    head, keeper = SPEC.split("    Keeper:\n")
    before, animal = head.split("    Animal:\n")
    turned.write_text(f"{before}    Keeper:\n{keeper}    Animal:\n{animal}")
    api, _ = build(Loader(turned).root, Config())

    def named(api: Api) -> set[str]:
        names = Names(api)
        return {
            names.type(each.id, side).name
            for each in api.models.values()
            for side in Side
            if (each.received if side is Side.RESPONSE else each.sent)
        }

    assert named(api) == named(zoo)


def test_large_files_are_split_by_first_words(zoo: Api) -> None:
    animal, keeper = model(zoo, "animal"), model(zoo, "keeper")
    named = {animal.id: animal.name, keeper.id: keeper.name}
    assert split([animal, keeper], named) == {(): [animal, keeper]}
    many = [animal] * 300 + [keeper]
    assert split(many, named) == {(): [keeper], ("animal",): [animal] * 300}


@pytest.mark.parametrize(
    "case", ["recursive", "recursive-unions", "unions", "enums", "tuples", "odd-names"]
)
def test_names_are_the_same_each_time(case: str) -> None:
    def once() -> list[str]:
        api, _ = build(Loader(CASES / case / "spec.yaml").root, Config())
        names = Names(api)
        return [
            names.type(id, side).name
            for things in (api.models, api.aliases)
            for id, each in things.items()
            for side in Side
            if (each.received if side is Side.RESPONSE else each.sent)
        ]

    assert once() == once()
