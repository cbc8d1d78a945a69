"""From models back to plain dictionaries and JSON text."""

from __future__ import annotations

from json import dumps

from .encode import to_wire
from .models import BaseModel, is_optional, wire_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any


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


def dump(
    model: BaseModel,
    rule: DumpRule,
    include: Collection[str] | None = None,
    exclude: Collection[str] | None = None,
) -> dict[str, Any]:
    """The fields of a model as a dictionary; `include` and `exclude` name its own, as in Python."""
    cls = type(model)
    names = wire_names(cls)
    python_names = {wire: name for name, wire in names.items()}
    result: dict[str, Any] = {}
    for wire, value in model.__dict__.items():
        name = python_names.get(wire)
        if name is None and not rule.use_api_names and wire in names:
            continue  # an unknown field must not take the place of a known one
        if not _chosen(name or wire, include, exclude) or _left_out(cls, name, value, rule):
            continue
        result[wire if name is None or rule.use_api_names else name] = plain(value, rule)
    if not (rule.exclude_unset or rule.exclude_none or rule.exclude_defaults):
        for name, wire in names.items():
            if (
                wire not in model.__dict__
                and is_optional(cls, name)
                and _chosen(name, include, exclude)
            ):
                result[wire if rule.use_api_names else name] = None
    return result


def _chosen(name: str, include: Collection[str] | None, exclude: Collection[str] | None) -> bool:
    return (include is None or name in include) and (exclude is None or name not in exclude)


def _left_out(cls: type[BaseModel], name: str | None, value: object, rule: DumpRule) -> bool:
    if value is not None:
        return False
    default = name is not None and is_optional(cls, name)
    return rule.exclude_none or (rule.exclude_defaults and default)


def plain(value: Any, rule: DumpRule) -> Any:
    """A value with the models in it as dictionaries and, for JSON, all objects as JSON values."""
    if isinstance(value, BaseModel):
        return dump(value, rule)
    if isinstance(value, dict):
        return {key: plain(item, rule) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, rule) for item in value]
    if not rule.for_json or value is None or isinstance(value, (str, int, float)):
        return value
    return plain(to_wire(value), rule)


def json_text(value: object, indent: int | None) -> str:
    """JSON text, on one line without spaces if `indent` is `None`."""
    return dumps(
        value,
        ensure_ascii=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
    )
