"""Names: what a text becomes, and that a neighbour never changes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import case as cases
from sdksmith.build import build
from sdksmith.config import Config
from sdksmith.ir import Api, Method, Resource
from sdksmith.load import Document, Loader, Pointer
from sdksmith.names import (
    Named,
    Words,
    camel,
    identifier,
    pascal,
    resolve,
    screaming,
    singular,
    snake,
    words,
    words_behind,
)
from sdksmith.report import Finding, has_errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name", "name"),
        ("liveInputs", "live inputs"),
        ("live_inputs", "live inputs"),
        ("live-inputs", "live inputs"),
        ("LIVE_INPUTS", "live inputs"),
        ("Live inputs", "live inputs"),
        ("requireSignedURLs", "require signed urls"),
        ("HTTPServerID", "http server id"),
        ("userID", "user id"),
        ("userIDs", "user ids"),
        ("OAuthToken", "oauth token"),
        ("IPv6Address", "ipv6 address"),
        ("utf8", "utf8"),
        ("sha256Sum", "sha256 sum"),
        ("v1", "v1"),
        ("address_line_1", "address line 1"),
        ("tls_1_3", "tls 1 3"),
        ("time-95p", "time 95p"),
        ("gpt-4o", "gpt 4o"),
        ("p95Value", "p95 value"),
        ("page[size]", "page size"),
        ("filter.name", "filter name"),
        ("$ref", "ref"),
        ("@type", "type"),
        ("x-foo", "x foo"),
        ("2fa", "two fa"),
        ("3D-Secure", "three d secure"),
        ("404", "n404"),
        ("+1", "plus one"),
        ("-1", "minus one"),
        ("reactions-+1", "reactions plus 1"),
        ("reactions--1", "reactions minus 1"),
        ("gpt-4", "gpt 4"),
        ("GMT+10", "gmt plus 10"),
        ("_private", "private"),
        ("__class__", "class"),
        ("Größe", "grosse"),
        ("Ångström", "angstrom"),
        ("名前", "u540d u524d"),
        ("한국", "ud55c uad6d"),
        ("ﬁle", "file"),
        ("\uff11\uff12", "n12"),
        ("a\nb\tc", "a b c"),
        ("🎉", "value"),
        ("", "value"),
        ("x" * 1000, "x" * 100),
        ("word " * 1000, " ".join(["word"] * 25)),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == tuple(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24h", "24h"),
        ("1024x1024", "1024x 1024"),
        ("3D-Secure", "3d secure"),
        ("404", "404"),
        ("-1", "minus 1"),
        ("15", "15"),
        ("1.5", "one 5"),
        ("2024-10-17", "n2024 10 17"),
        ("small", "small"),
        ("", "value"),
    ],
)
def test_words_behind_another_name(text: str, expected: str) -> None:
    assert words_behind(text) == tuple(expected.split())


@given(st.text())
def test_words_are_safe(text: str) -> None:
    """Whatever the text, its words are letters and digits, and cased they are identifiers."""
    found = words(text)
    assert found
    assert all(re.fullmatch("[a-z0-9]+", word) for word in found)
    assert all(case(found).isidentifier() for case in (snake, screaming, pascal, camel))


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_words_of_a_name_are_its_words(text: str) -> None:
    found = words(text)
    assert words(snake(found)) == words(screaming(found))


@pytest.mark.parametrize(
    ("name", "snaked", "screamed", "pascaled", "cameled"),
    [
        ("live inputs", "live_inputs", "LIVE_INPUTS", "LiveInputs", "liveInputs"),
        ("live input id", "live_input_id", "LIVE_INPUT_ID", "LiveInputID", "liveInputID"),
        ("signed urls", "signed_urls", "SIGNED_URLS", "SignedURLs", "signedURLs"),
        ("api token", "api_token", "API_TOKEN", "APIToken", "apiToken"),
        ("rtmps", "rtmps", "RTMPS", "RTMPS", "rtmps"),
        ("x", "x", "X", "X", "x"),
    ],
)
def test_cases(name: str, snaked: str, screamed: str, pascaled: str, cameled: str) -> None:
    parts = tuple(name.split())
    assert (snake(parts), screaming(parts), pascal(parts), camel(parts)) == (
        snaked,
        screamed,
        pascaled,
        cameled,
    )


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("pets", "pet"),
        ("live inputs", "live input"),
        ("categories", "category"),
        ("movies", "movie"),
        ("people", "person"),
        ("children", "child"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("statuses", "status"),
        ("aliases", "alias"),
        ("houses", "house"),
        ("responses", "response"),
        ("databases", "database"),
        ("caches", "cache"),
        ("cookies", "cookie"),
        ("keys", "key"),
        ("urls", "url"),
        # Not plurals.
        ("pet", "pet"),
        ("status", "status"),
        ("address", "address"),
        ("analysis", "analysis"),
        ("news", "news"),
        ("series", "series"),
        ("dns", "dns"),
        ("https", "https"),
        ("kubernetes", "kubernetes"),
        ("as", "as"),
    ],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(tuple(plural.split())) == tuple(expected.split())


def test_reserved_words() -> None:
    assert identifier("class", {"class"}.__contains__) == "class_"
    assert identifier("class", {"class", "class_"}.__contains__) == "class__"
    assert identifier("klass", {"class"}.__contains__) == "klass"


PLACE = Pointer(Document(Path("spec.yaml"), {}, "yaml"))


def names(*sources: str, case: Callable[[Words], str] = snake) -> dict[str, str]:
    """The name of each source."""
    wanted = [Named(source, words(source), source, PLACE) for source in sources]
    found, findings = resolve(wanted, case, {"class"}.__contains__, "property")
    assert len(found) == len(sources)
    assert len(findings) == len(sources) - len({case(words(source)) for source in sources})
    return {source: name for name, source in found.items()}


def test_the_exact_spelling_keeps_the_name() -> None:
    for order in (["fooBar", "foo_bar", "FooBar"], ["foo_bar", "FooBar", "fooBar"]):
        found = names(*order)
        assert found["foo_bar"] == "foo_bar"
        assert found["fooBar"] == "foo_bar_5a90"
        assert found["FooBar"] == names("foo_bar", "FooBar")["FooBar"]


def test_a_reserved_word_keeps_its_own_spelling() -> None:
    assert names("class", "__class__") == {"class": "class_", "__class__": "class_849a"}
    assert names("__class__", "class") == {"class": "class_", "__class__": "class_849a"}


def test_names_stay_in_the_order_given() -> None:
    assert list(names("b", "a", "c")) == ["b", "a", "c"]


@given(
    st.lists(st.sampled_from(["a", "A", "a-", "aB", "a_b", "AB", "class", "Class"]), unique=True)
)
def test_order_does_not_matter(sources: list[str]) -> None:
    assert names(*sources) == names(*reversed(sources))


# ---------------------------------------------------------------- neighbours

OPERATION: dict[str, Any] = {"responses": {"204": {"description": "Nothing."}}}


def specification() -> dict[str, Any]:
    """A document with something of everything that has a name."""
    pet = {"$ref": "#/components/schemas/Pet"}
    answer = {"content": {"application/json": {"schema": pet}}, "description": "It."}
    id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "openapi": "3.1.1",
        "info": {"title": "Neighbours", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {
            "/pets": {
                "get": {
                    "parameters": [{"name": "pageSize", "in": "query", "schema": {}}],
                    "responses": {"200": answer},
                },
                "post": {
                    "requestBody": {"content": answer["content"]},
                    "responses": {"200": answer},
                },
            },
            "/pets/{id}": {"parameters": [id], "get": OPERATION, "put": OPERATION},
        },
        "components": {
            "schemas": {
                "Pet": {
                    "properties": {
                        "name": {"type": "string"},
                        "bornOn": {"type": "string"},
                        "owner": {"properties": {"fullName": {"type": "string"}}},
                        "toys": {"type": "array", "items": {"properties": {"a": {}}}},
                    }
                }
            }
        },
    }


def understood(spec: dict[str, Any], folder: Path) -> Api:
    path = folder / "spec.json"
    path.write_text(json.dumps(spec))
    api, findings = build(Loader(path).root, Config())
    assert not has_errors(findings)
    return api


def methods(resources: tuple[Resource, ...], above: str = "client") -> dict[str, Method]:
    found: dict[str, Method] = {}
    for resource in resources:
        path = f"{above}.{snake(resource.name)}"
        found |= {f"{path}.{snake(method.name)}": method for method in resource.methods}
        found |= methods(resource.subresources, path)
    return found


def everything(api: Api) -> set[str]:
    """All names of an API, each with the place that it belongs to."""
    found = set()
    for name, method in methods(api.resources).items():
        found.add(f"{name} = {method.place}")
        found |= {f"{name}({snake(p.name)}) = {p.place}" for p in method.parameters}
        found.add(f"{snake(method.request_model)} = {method.place}")
    for model in api.models.values():
        found.add(f"{snake(model.name)} = {model.place}")
        found |= {f"{snake(model.name)}.{snake(f.name)} = {f.place}" for f in model.fields}
    return found


def _insert(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Puts a neighbour before all that is there already."""

    def insert(spec: dict[str, Any]) -> None:
        *steps, last = path.split(" ")
        holder = spec
        for step in steps:
            holder = holder[step]
        before = dict(holder)
        holder.clear()
        holder[last] = value
        holder.update(before)

    return insert


PET = "components schemas Pet properties"


@pytest.mark.parametrize(
    "neighbour",
    [
        _insert(f"{PET} age", {"type": "integer"}),
        _insert(f"{PET} id", {"type": "integer"}),
        _insert(f"{PET} Name", {"type": "string"}),
        _insert(f"{PET} petOwner", {"properties": {"a": {}}}),
        _insert(f"{PET} owner_", {"properties": {"a": {}}}),
        _insert(f"{PET} owner properties full_Name", {}),
        _insert("components schemas Toy", {"properties": {"pet": {}}}),
        _insert("components schemas pet", {"properties": {"a": {}}}),
        _insert("paths /toys", {"get": OPERATION}),
        _insert("paths /pets/{id}/toys", {"get": OPERATION}),
        _insert("paths /pets/{id}/feed", {"post": OPERATION}),
        _insert("paths /pets/{other}", {"get": OPERATION}),
        _insert("paths /pets delete", OPERATION),
        _insert("paths /pets head", OPERATION),
        _insert("paths /pets/{id} delete", OPERATION),
    ],
)
def test_a_neighbour_renames_nothing(
    neighbour: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    before = everything(understood(specification(), tmp_path))
    spec = specification()
    neighbour(spec)
    after = everything(understood(spec, tmp_path))
    assert before <= after


def test_order_of_the_document_does_not_matter(tmp_path: Path) -> None:
    spec = specification()
    for neighbour in ("/pets/{other}", "/Pets", "/pets/{id}/pets", "/PETS/{id}"):
        spec["paths"][neighbour] = {"get": deepcopy(OPERATION)}
    turned = dict(spec, paths=dict(reversed(spec["paths"].items())))
    assert everything(understood(spec, tmp_path)) == everything(understood(turned, tmp_path))


def test_generated_names_stay(tmp_path: Path) -> None:
    """The same, for the names of the Python SDK."""
    spec = specification()
    surfaces = []
    for name in ("before", "after"):
        case = tmp_path / name
        case.mkdir()
        (case / "spec.json").write_text(json.dumps(spec))
        package, findings = cases.generate(case, case / "out")
        assert package is not None, findings
        surfaces.append(set(cases.surface(package).splitlines()))
        _insert(f"{PET} Born_on", {"type": "string"})(spec)
        _insert("components schemas pet", {"properties": {"a": {}}})(spec)
        spec["paths"]["/cats"] = {
            "get": {"responses": {"200": {"$ref": "#/components/responses/Cat"}}}
        }
        spec["components"]["responses"] = {
            "Cat": {
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/pet"}}}
            }
        }
    before, after = surfaces
    changed = {line for line in before - after if not line.startswith("client.pets.create(")}
    assert changed == set()


def test_findings_name_both(tmp_path: Path) -> None:
    wanted = [Named(source, words(source), source, PLACE) for source in ("a_b", "aB")]
    _, (finding,) = resolve(wanted, snake, lambda _: False, "property")
    assert isinstance(finding, Finding)
    assert "'a_b'" in finding.message
    assert "'aB'" in finding.message
