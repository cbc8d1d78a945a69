"""Whether the objects of a document are built as the specification says, by the official schemas of each version.

A document that follows them costs one pass of the compiled validator. Only what does not is looked at more closely:
`faults` makes one fault a defect of what the validator says, and `expected` says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jsonschema_rs import ValidationError, Validator

from sdksmith.lint import grammar
from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.structure.expected import finding
from sdksmith.lint.structure.faults import Fault, Faults, What, faults
from sdksmith.lint.structure.schemas import Schemas
from sdksmith.load import Steps
from sdksmith.report import Finding, Level

__all__ = ["check"]

_MOST_NODES: Final = 50_000
"""Names and items of what all errors are asked for at once; each error takes some kilobytes."""
_NAME: Final = re.compile(r"[a-zA-Z0-9._-]+")


def check(checked: Checked) -> list[Finding]:
    """What is not built as the specification of the document's version says.

    Args:
        checked: The document. Objects of other files, and those in places where the specification has none, are looked
            at as what the `$ref` stands for that leads to them.

    Returns:
        One finding a defect, at error level.
    """
    schemas = Schemas(checked.version, checked.root.value)
    # An object may be part of another one that is looked at, too.
    found = dict.fromkeys(each for piece in _pieces(checked) for each in _of(piece, schemas))
    return [*found, *_component_names(checked)]


def _pieces(checked: Checked) -> Iterator[Object]:
    """The root, and each object that only a `$ref` leads to."""
    yield checked.root
    seen: set[int] = set()
    for source in checked.refs:
        target = checked.target(source)
        if target is None or target.parent is not None or target is checked.root:
            continue
        if id(target) not in seen:
            seen.add(id(target))
            yield target


def _component_names(checked: Checked) -> Iterator[Finding]:
    """Names that the specification of 3.0 does not allow, and its schema does (OpenAPI 3.0.4, Components Object)."""
    components = checked.root.get("components") if checked.version == "3.0" else None
    for section, held in components.items() if isinstance(components, dict) else ():
        if section in grammar.kinds("3.0")["Components"].fields and isinstance(held, dict):
            for name in held:
                if not _NAME.fullmatch(name):
                    fault = Fault(("components", section), What.NAME, (name, f"^{_NAME.pattern}$"))
                    told = finding(fault, Faults(()), "OpenAPI", checked.root, "3.0")
                    if told is not None:
                        yield told


def _of(piece: Object, schemas: Schemas) -> Iterator[Finding]:
    root = grammar.root(schemas.version)
    kind = root if piece.kind == "OpenAPI" else piece.kind
    validator = schemas.validator(kind)
    if validator is None:
        return
    try:
        if validator.is_valid(piece.value):
            return
        in_parts = kind == root and not _is_small(piece.value)
        errors: Iterable[ValidationError] = () if in_parts else _errors(validator, piece.value)
    except ValueError:  # YAML aliases put more levels inside each other than jsonschema-rs follows.
        message = "too many objects and lists stand inside each other"
        yield Finding("too-deep", Level.ERROR, message, piece.pointer)
        return
    if in_parts:
        yield from _in_parts(piece, schemas, validator)
    else:
        yield from _told(faults(errors, piece.value), kind, piece, schemas)


def _told(found: Faults, kind: str, piece: Object, schemas: Schemas) -> Iterator[Finding]:
    for fault in found:
        told = finding(fault, found, kind, piece, schemas.version)
        if told is not None:
            yield told


def _errors(validator: Validator, value: Any) -> Iterable[ValidationError]:
    """All errors; the first one alone where there may be more of them than memory holds."""
    if _is_small(value):
        return validator.iter_errors(value)
    try:
        validator.validate(value)
    except ValidationError as error:
        return [error]
    return []


def _is_small(value: Any) -> bool:
    left = _MOST_NODES
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, (dict, list)):
            left -= len(here) + 1
            if left < 0:
                return False
            waiting.extend(here.values() if isinstance(here, dict) else here)
    return True


def _in_parts(root: Object, schemas: Schemas, validator: Validator) -> Iterator[Finding]:
    """What is wrong in a large document: in each path item and component, and then in the rest."""
    rest = dict(root.value)
    holders: list[tuple[dict[str, Any], Steps, grammar.Kind]]
    holders = [(rest, (), grammar.kinds(schemas.version)[grammar.root(schemas.version)])]
    if isinstance(rest.get("components"), dict) and schemas.version != "2.0":
        rest["components"] = dict(rest["components"])
        kind = grammar.kinds(schemas.version)["Components"]
        holders.append((rest["components"], ("components",), kind))
    for holder, way, kind in holders:
        for section, held in holder.items():
            field = kind.fields.get(section)
            inner = "Path Item" if section == "paths" else field.kind if field is not None else ""
            is_part = section == "paths" or _is_map(field)
            if schemas.version == "2.0":  # whose other maps hold no references
                is_part = section in ("paths", "definitions")
            if isinstance(held, dict) and is_part and schemas.validator(inner) is not None:
                holder[section] = dict(held)
                for name, value in held.items():
                    is_object = isinstance(value, dict) and "$ref" not in value
                    if is_object and not name.startswith(grammar.EXTENSION):
                        steps = (*way, section, name)
                        part = Object(inner, value, root.document, steps=steps)
                        yield from _of(part, schemas)
                        holder[section][name] = _stand_in(inner)
    if not validator.is_valid(rest):
        found = faults(_errors(validator, rest), rest)
        yield from _told(found, grammar.root(schemas.version), root, schemas)


def _is_map(field: grammar.Field | None) -> bool:
    return field is not None and field.shape is grammar.Shape.MAP


def _stand_in(kind: str) -> dict[str, Any]:
    """What is valid where an object of a kind stands."""
    return {} if kind in ("Path Item", "Schema") else {"$ref": "#"}
