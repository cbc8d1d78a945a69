"""`pagination`: ways of reading lists page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.config import stainless
from sdksmith.config.model import PaginationConfig
from sdksmith.config.section import Section
from sdksmith.load.source import Pointer

_TYPES: Final = ("cursor", "cursor_id", "cursor_url", "fake_page", "offset", "page_number")
_PROPERTY: Final = "x-stainless-pagination-property"


def schemes(root: Section) -> tuple[PaginationConfig, ...]:
    """A list of schemes, or a single one."""
    value = root.raw("pagination")
    place = root.pointer("pagination")
    if value is None:
        return ()
    if isinstance(value, dict):
        return tuple(_scheme(value, place, root))
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        root.wrong("pagination", "a list of mappings")
        return ()
    return tuple(s for n, item in enumerate(value) for s in _scheme(item, place.child(n), root))


def _scheme(value: dict[str, Any], place: Pointer, root: Section) -> Iterator[PaginationConfig]:
    with Section(value, place, root.report, stainless.PAGINATION) as scheme:
        name = scheme.text("name") or "page"
        scheme.needed_text("type")
        type = scheme.choice("type", _TYPES)
        location = scheme.choice("param_location", ("query", "body"))
        with scheme.section("request") as request:
            parameters = tuple((key, _purpose(request.raw(key))) for key in request.names())
        response = scheme.raw("response")
        if response is not None and not isinstance(response, dict):
            scheme.wrong("response", "a mapping")
            response = None
        response = response or {}
        fields = tuple(_fields(response, scheme.pointer("response"), (), root))
        if type is not None:
            yield PaginationConfig(
                name=name,
                type=type,
                parameters=parameters,
                fields=fields,
                top_level_array=_is_top_level(response),
                in_body=location == "body",
                place=place,
            )


def _fields(
    value: dict[str, Any], place: Pointer, above: tuple[str, ...], root: Section
) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, schema in value.items():
        if key == _PROPERTY or not isinstance(schema, dict):
            continue
        at = place.child(key)
        property = schema.get(_PROPERTY)
        if isinstance(property, dict) and "from_header" in property:
            root.report.unused("a value from a header", at.child(_PROPERTY, "from_header").at_key())
            continue
        steps = (*above, key)
        yield steps, _purpose(schema)
        yield from _below(schema, at, steps, root)


def _below(
    schema: dict[str, Any], place: Pointer, steps: tuple[str, ...], root: Section
) -> Iterator[tuple[tuple[str, ...], str]]:
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from _fields(properties, place.child("properties"), steps, root)
    items = schema.get("items")
    if isinstance(items, dict):
        yield from _below(items, place.child("items"), (*steps, "[]"), root)


def _purpose(schema: Any) -> str:
    property = schema.get(_PROPERTY) if isinstance(schema, dict) else None
    purpose = property.get("purpose") if isinstance(property, dict) else None
    return purpose if isinstance(purpose, str) else ""


def _is_top_level(response: dict[str, Any]) -> bool:
    marks = [response, *(value for value in response.values() if isinstance(value, dict))]
    properties = (mark.get(_PROPERTY) for mark in marks)
    return any(isinstance(p, dict) and p.get("is_top_level_array") is True for p in properties)
