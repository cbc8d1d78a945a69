"""From models back to plain dictionaries and JSON text."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps

from .encode import to_wire
from .models import BaseModel, is_optional, wire_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any, TypeAlias

    # Names, keys or numbers; or a mapping of them to `True` or to a selection inside the value.
    Selection: TypeAlias = Collection[Any] | None


ALL = "__all__"


class DumpRule:
    """What a dump contains; the names are those of `BaseModel.to_dict`."""

    __slots__ = ("exclude_defaults", "exclude_none", "exclude_unset", "for_json", "use_api_names")

    def __init__(
        self,
        mode: str,
        use_api_names: bool,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
    ) -> None:
        self.for_json = mode == "json"
        self.use_api_names = use_api_names
        self.exclude_unset = exclude_unset
        self.exclude_defaults = exclude_defaults
        self.exclude_none = exclude_none


class Part:
    """What `include` and `exclude` say about a value, where `None` says nothing."""

    __slots__ = ("exclude", "include")

    def __init__(self, include: Selection, exclude: Selection) -> None:
        self.include = include
        self.exclude = exclude

    def of(self, *keys: object) -> Part | None:
        """The part of the entry with one of these keys, or `None` if it is left out."""
        if self is EVERYTHING:
            return self
        include, exclude = _inner(self.include, keys), _inner(self.exclude, keys)
        if exclude is True or (include is None and self.include is not None):
            return None
        return part_of(None if include is True else include, exclude)


EVERYTHING = Part(None, None)


def part_of(include: Selection, exclude: Selection) -> Part:
    """The part that is dumped of a value; `EVERYTHING` if neither is given."""
    return EVERYTHING if include is None and exclude is None else Part(include, exclude)


def _inner(selection: Selection, keys: tuple[object, ...]) -> Any:
    """What is said about an entry: `True` for all of it, `None` for nothing, else a selection."""
    if selection is None:
        return None
    if not isinstance(selection, Mapping):
        return True if any(key in selection for key in (*keys, ALL)) else None
    found = [selection[key] for key in (*keys, ALL) if key in selection]
    if any(each is True or each is ... for each in found):
        return True
    inner = [_mapping(each) for each in found if each is not None and each is not False]
    merged: dict[Any, Any] = {}
    for each in reversed(inner):  # What is said of the entry itself wins over what is of all.
        merged.update(each)
    return merged if inner else None


def _mapping(selection: Collection[Any]) -> Mapping[Any, Any]:
    return selection if isinstance(selection, Mapping) else dict.fromkeys(selection, True)


def dump(
    model: BaseModel, rule: DumpRule, include: Selection = None, exclude: Selection = None
) -> dict[str, Any]:
    """The fields of a model as a dictionary; `include` and `exclude` go by Python names."""
    part = part_of(include, exclude)
    cls = type(model)
    names = wire_names(cls)
    python_names = {wire: name for name, wire in names.items()}
    result: dict[str, Any] = {}
    for wire, value in model.__dict__.items():
        name = python_names.get(wire)
        if name is None and not rule.use_api_names and wire in names:
            continue  # an unknown field must not take the place of a known one
        inner = part.of(name or wire)
        if inner is None or _left_out(cls, name, value, rule):
            continue
        result[wire if name is None or rule.use_api_names else name] = plain(value, rule, inner)
    if not (rule.exclude_unset or rule.exclude_none or rule.exclude_defaults):
        for name, wire in names.items():
            if wire not in model.__dict__ and is_optional(cls, name) and part.of(name) is not None:
                result[wire if rule.use_api_names else name] = None
    return result


def _left_out(cls: type[BaseModel], name: str | None, value: object, rule: DumpRule) -> bool:
    if value is not None:
        return False
    default = name is not None and is_optional(cls, name)
    return rule.exclude_none or (rule.exclude_defaults and default)


def plain(value: Any, rule: DumpRule, part: Part) -> Any:
    """A value with the models in it as dictionaries and, for JSON, all objects as JSON values."""
    # The usual kinds first, and without a look at each entry where there is nothing to choose.
    if isinstance(value, dict):
        if part is EVERYTHING:
            return {key: plain(item, rule, part) for key, item in value.items()}
        return {
            key: plain(item, rule, inner)
            for key, item in value.items()
            if (inner := part.of(key)) is not None
        }
    if isinstance(value, list):
        if part is EVERYTHING:
            return [plain(item, rule, part) for item in value]
        return _items(value, rule, part)
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, BaseModel):
        return dump(value, rule, part.include, part.exclude)
    if isinstance(value, tuple):
        items = _items(value, rule, part)
        return items if rule.for_json else tuple(items)
    return plain(to_wire(value), rule, part) if rule.for_json else value


def _items(values: Sequence[Any], rule: DumpRule, part: Part) -> list[Any]:
    return [
        plain(item, rule, inner)
        for number, item in enumerate(values)
        # Numbers may count from the end.
        if (inner := part.of(number, number - len(values))) is not None
    ]


def json_text(value: object, indent: int | None) -> str:
    """JSON text, on one line without spaces if `indent` is `None`."""
    return dumps(
        value,
        ensure_ascii=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
    )
