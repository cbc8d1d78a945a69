"""What is said of fields that are missing, unknown, in the wrong place or exclude each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sdksmith.lint import grammar
from sdksmith.lint.checked import Object
from sdksmith.lint.grammar import Version, an
from sdksmith.lint.structure.circumstances import misplaced
from sdksmith.lint.structure.faults import Fault, Faults
from sdksmith.lint.structure.spots import Spot, spot_of, told
from sdksmith.lint.structure.values import bad_name, too_few
from sdksmith.lint.structure.words import cut, listed, named
from sdksmith.load import Pointer
from sdksmith.load.near import did_you_mean, nearest
from sdksmith.report import Finding

__all__ = ["exclusive", "forbidden", "missing", "unexpected"]

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_LOOKED_AT: Final = (
    50  # fields that may be misspelt; of hundreds nobody has meant each to be another one
)
_STATUS: Final = "a status is `default`, three digits such as `404`, or a range such as `4XX`"


def missing(name: str, spot: Spot, others: Faults) -> Finding | None:
    """A field that has to be there; None if it is, misspelt."""
    known = grammar.kinds(spot.version)[spot.object].names
    for other in islice(others.unexpected(spot.steps), _LOOKED_AT):
        if other not in known and nearest(other, known) == name:
            return None
    if spot.object == "Parameter":
        special = _missing_of_parameter(name, spot)
        if special is not None:
            return special
    if spot.object == "Responses":
        return too_few(1, spot, others)
    message = f"{an(spot.object)} needs `{name}`"
    if spot.object in ("Security Scheme", "Parameter"):
        message += _circumstance(spot.value, name)
    return told("missing-field", message, spot.pointer(), _example(spot.object, name))


def _missing_of_parameter(name: str, spot: Spot) -> Finding | None:
    if name == "required":
        message = "a parameter of the path needs `required: true`; a path is none without it"
        return told("optional-path-parameter", message, spot.pointer(), "add `required: true`")
    if name == "name":
        return told("unnamed-parameter", "a Parameter Object needs `name`", spot.pointer())
    if name == "content" and "in" not in spot.value:
        message = "a Parameter Object needs `schema` or `content`"
        return told("missing-field", message, spot.pointer())
    if name == "in":
        places = listed(_places(spot.version), "or")
        message = f"a Parameter Object needs `in`: {places}"
        return told("odd-parameter-place", message, spot.pointer())
    return None


def _places(version: Version) -> tuple[str, ...]:
    if version == "2.0":
        return "query", "header", "path", "formData", "body"
    more = ("querystring",) if version >= "3.2" else ()
    return ("query", *more, "header", "path", "cookie")


def _circumstance(value: Any, missing: str) -> str:
    """Why a field is needed, where that depends on another one."""
    stated = value if isinstance(value, dict) else {}
    for name in ("flow", "type", "in"):
        if name != missing and isinstance(stated.get(name), str):
            return f" with `{name}: {cut(stated[name])}`"
    return ""


def _example(kind: str, name: str) -> str:
    return {
        ("Response", "description"): "say in a sentence what it means",
        ("OpenAPI", "paths"): "write `paths: {}` if there are none",
        ("Info", "version"): 'add the version of your API, such as `version: "1.0.0"`',
        ("Operation", "responses"): "add the response that means success",
        ("Schema", "items"): "say what is in the list; `items: {}` is anything",
        ("Discriminator", "propertyName"): "name the field that tells the schemas apart",
    }.get((kind, name), "")


def unexpected(name: str, spot: Spot, others: Faults) -> Finding | None:
    """A field that nobody expects; None if the specification passes over it, or another fault explains it."""
    kind = spot.object
    if kind == "Reference":
        return None  # What stands beside `$ref` is passed over (OpenAPI 2.0 and 3.0, Reference Object).
    place = spot.pointer(name, key=True)
    if spot.kind is None:
        return bad_name(name, "^[a-zA-Z0-9._-]+$", spot)
    known = grammar.kinds(spot.version)[kind]
    if known.is_open and kind != "Schema":
        return _bad_key(name, spot, place)
    if name in known.names:
        return _misplaced(name, spot, others, place)
    if kind == "Path Item":
        return _not_a_verb(name, place)
    message = f"{an(kind)} has no {named(name)}"
    return told("unknown-field", message, place, _unknown_hint(name, kind, spot))


def _bad_key(name: str, spot: Spot, place: Pointer) -> Finding:
    if spot.kind == "Paths":
        message = "a path has to begin with a slash"
        return told("path-without-slash", message, place, f"write it as `/{cut(name)}`")
    message = f"{named(name)} is no status of a response"
    return told("odd-status", message, place, _STATUS)


def _not_a_verb(name: str, place: Pointer) -> Finding:
    if name.lower() in _METHODS and name.lower() != name:
        message = f"{named(name)} has to be written in lower case"
        return told("upper-case-verb", message, place, f"write `{name.lower()}`")
    message = f"a Path Item Object has no {named(name)}"
    hint = did_you_mean(name, _METHODS) or f"operations are: {', '.join(_METHODS[:-1])}"
    return told("unknown-path-member", message, place, hint)


def _misplaced(name: str, spot: Spot, others: Faults, place: Pointer) -> Finding | None:
    reason = misplaced(spot.object, name, spot.value, spot.version, spot.field)
    if reason is None:
        if others.has_others(spot.steps):
            return None  # The validator does not know it for what it is, as that does not fit.
        reason = "is not for one like this"
    message = f"`{name}` of {an(spot.object)} {reason}"
    return told("misplaced-field", message, place, "remove it")


def _unknown_hint(name: str, kind: str, spot: Spot) -> str:
    known = grammar.kinds(spot.version)[kind]
    versions = grammar.versions_with(kind, name)
    if versions and versions[0] > spot.version:
        instead = _INSTEAD.get((kind, name), "")
        return f"it is there from OpenAPI {versions[0]} on{instead}"
    if kind == "OpenAPI" and name in grammar.kinds("2.0")["Swagger"].names:
        return f"it is of OpenAPI 2.0{_INSTEAD.get((kind, name), '')}"
    if hint := _likely(name, kind, spot.version):
        return hint
    holders = [each.name for each in grammar.kinds(spot.version).values() if name in each.names]
    if (kind, name) in _INSTEAD:
        return _INSTEAD[kind, name]
    if len(holders) == 1:
        return f"it is a field of {an(holders[0])}"
    if known.is_extensible:
        return f"if it is an extension of your own, its name begins with `x-`: `x-{cut(name)}`"
    return "remove it"


@lru_cache(maxsize=1024)
def _likely(name: str, kind: str, version: Version) -> str:
    return did_you_mean(name, grammar.kinds(version)[kind].names)


_INSTEAD: Final = {
    ("Schema", "const"): "; before, write `enum` with one value",
    ("Schema", "nullable"): "; before, there is only the extension `x-nullable`",
    ("Schema", "examples"): "; before, write `example`",
    ("Response", "schema"): "since OpenAPI 3.0 it stands in `content`, below a media type",
    ("License", "identifier"): "; before, write `url`",
    ("OpenAPI", "definitions"): "; since 3.0 schemas stand in `components.schemas`",
    ("OpenAPI", "host"): "; since 3.0 `servers` say it",
    ("OpenAPI", "basePath"): "; since 3.0 `servers` say it",
    ("OpenAPI", "securityDefinitions"): "; since 3.0 they stand in `components.securitySchemes`",
}


def forbidden(fault: Fault, kind: str, piece: Object, version: Version) -> Finding:
    """A field that must not be there because another one is."""
    above = spot_of(fault.steps[:-1], kind, piece, version)
    name = str(fault.steps[-1])
    other = {"XML": "nodeType"}.get(above.object, "encoding")
    return exclusive((other, name), above)


def exclusive(names: Sequence[str], spot: Spot) -> Finding:
    """Fields of which only one may be there."""
    # It is the latter one that somebody added.
    stated = [name for name in spot.value if name in names] if isinstance(spot.value, dict) else []
    place = spot.pointer(stated[-1], key=True) if stated else spot.pointer()
    message = f"{listed(names, 'and')} of {an(spot.object)} exclude each other"
    return told("exclusive-fields", message, place, "leave one of them out")
