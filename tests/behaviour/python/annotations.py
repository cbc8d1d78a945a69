"""Whether values are what the annotations of the SDK promise, down to the last member."""

from __future__ import annotations

import ast
import builtins
import collections.abc
import copy
import inspect
import sys
import types
import typing
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typing_extensions

__all__ = ["annotations", "mismatches"]


_MAPPINGS = (dict, collections.abc.Mapping)


def annotations(function: Any) -> dict[str, Any]:
    """The annotations of a method, evaluated."""
    plain = inspect.unwrap(getattr(function, "__func__", function))
    return {n: _evaluated(text, plain.__module__) for n, text in plain.__annotations__.items()}


def mismatches(value: Any, annotation: Any, place: str = "result") -> list[str]:
    """The places where a value is not of its annotation."""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if annotation is Any or annotation is object:
        return []
    if origin is typing.Annotated:
        return mismatches(value, arguments[0], place)
    if origin in (typing.Required, typing.NotRequired):
        return mismatches(value, arguments[0], place)
    if origin in (typing.Union, types.UnionType):
        return _no_variant(value, arguments, place)
    if origin is typing.Literal:
        fits = any(value == each and type(value) is type(each) for each in arguments)
        return [] if fits else [f"{place}: {value!r} is not one of {arguments}"]
    if origin is tuple:
        return _tuple(value, arguments, place)
    if origin in (list, collections.abc.Sequence):
        if not isinstance(value, list):
            return [_wrong(value, annotation, place)]
        return [
            problem
            for index, item in enumerate(value)
            for problem in mismatches(item, arguments[0], f"{place}[{index}]")
        ]
    if origin in _MAPPINGS:
        if not isinstance(value, dict):
            return [_wrong(value, annotation, place)]
        return [
            problem
            for name, item in value.items()
            for problem in mismatches(item, arguments[1], f"{place}[{name!r}]")
        ]
    if origin is not None and isinstance(value, origin) and hasattr(origin, "model_fields_set"):
        known = dict(zip(origin.__parameters__, arguments, strict=True))
        return _members(value, place, known)
    return _instance(value, origin or annotation, place)


def _tuple(value: Any, arguments: tuple[Any, ...], place: str) -> list[str]:
    if not isinstance(value, list | tuple):
        return [_wrong(value, tuple, place)]
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        arguments = (arguments[0],) * len(value)
    return [
        problem
        for index, (item, each) in enumerate(zip(value, arguments, strict=False))
        for problem in mismatches(item, each, f"{place}[{index}]")
    ]


def _no_variant(value: Any, variants: tuple[Any, ...], place: str) -> list[str]:
    """Nothing if the value is of one of the variants, else why it is not of the nearest one."""
    found = [mismatches(value, each, place) for each in variants]
    if isinstance(value, dict) and any(typing.get_origin(each) in _MAPPINGS for each in variants):
        found += [_mixed(value, each, variants, place) for each in variants if _is_typed_dict(each)]
    if any(not problems for problems in found):
        return []
    for each, problems in zip(variants, found, strict=False):
        if isinstance(each, type) and not _is_typed_dict(each) and isinstance(value, each):
            return problems
        if _is_typed_dict(each) and isinstance(value, dict) and len(variants) <= 2:
            return problems
    return [_wrong(value, " | ".join(_shown(each) for each in variants), place)]


def _instance(value: Any, cls: Any, place: str) -> list[str]:
    if cls is None or cls is types.NoneType:
        return [] if value is None else [_wrong(value, None, place)]
    if cls is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    elif cls is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
    elif cls is date:
        fits = isinstance(value, date) and not isinstance(value, datetime)
    elif _is_typed_dict(cls):
        return _typed_dict(value, cls, place)
    else:
        fits = isinstance(value, cls)
    if not fits:
        return [_wrong(value, cls, place)]
    if hasattr(cls, "model_fields_set"):
        return _members(value, place)
    return []


def _is_typed_dict(annotation: Any) -> bool:
    return typing_extensions.is_typeddict(annotation)


def _typed_dict(value: Any, cls: Any, place: str) -> list[str]:
    if not isinstance(value, dict):
        return [_wrong(value, cls, place)]
    keys = _keys(cls)
    problems = [f"{place}: {cls.__name__} has no {name!r}" for name in value.keys() - keys.keys()]
    for name, annotation in keys.items():
        if name in value:
            problems += mismatches(value[name], annotation, f"{place}[{name!r}]")
        elif typing.get_origin(annotation) is typing.Required:
            problems.append(f"{place}: {cls.__name__} needs {name!r}")
    return problems


def _mixed(value: dict[str, Any], cls: Any, variants: tuple[Any, ...], place: str) -> list[str]:
    """A value whose named members are those of one variant, and the others of a mapping beside it."""
    (mapping, *_) = (each for each in variants if typing.get_origin(each) in _MAPPINGS)
    keys = _keys(cls)
    named = {name: item for name, item in value.items() if name in keys}
    others = {name: item for name, item in value.items() if name not in keys}
    return [*_typed_dict(named, cls, place), *mismatches(others, mapping, place)]


@cache
def _keys(cls: Any) -> dict[str, Any]:
    return {
        name: _evaluated(getattr(each, "__forward_arg__", each), cls.__module__)
        for name, each in cls.__annotations__.items()
    }


def _members(model: Any, place: str, known: dict[Any, Any] | None = None) -> list[str]:
    """The members of a model that the answer has, and those that it has not, which read as `None`."""
    problems: list[str] = []
    for name, annotation in _fields(type(model)).items():
        if known and isinstance(annotation, typing.TypeVar):
            annotation = known[annotation]  # noqa: PLW2901
        elif known and getattr(annotation, "__parameters__", ()):
            annotation = annotation[tuple(known[each] for each in annotation.__parameters__)]  # noqa: PLW2901
        if name in model.model_fields_set:
            problems += mismatches(getattr(model, name), annotation, f"{place}.{name}")
    return problems


@cache
def _fields(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        for name, annotation in getattr(base, "__annotations__", {}).items():
            if not name.startswith("_"):
                evaluated = _evaluated(annotation, base.__module__)
                if typing.get_origin(evaluated) is not typing.ClassVar:
                    found[name] = evaluated
    return found


def _evaluated(annotation: Any, module: str) -> Any:
    if not isinstance(annotation, str):
        return annotation
    return _evaluate(annotation, module)


@cache
def _evaluate(text: str, module: str) -> Any:
    return eval(text, _namespace(module))  # the code is our own


@cache
def _namespace(module: str) -> dict[str, Any]:
    """The names of a module, with those that only type checkers import."""
    loaded = sys.modules[module]
    names = {**vars(builtins), **vars(loaded)}
    tree = ast.parse(Path(str(loaded.__file__)).read_text())
    for statement in tree.body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            for inner in statement.body:
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    _import(inner, str(loaded.__file__), names)
    return names


def _import(statement: ast.Import | ast.ImportFrom, file: str, names: dict[str, Any]) -> None:
    for alias in statement.names:
        single = copy.copy(statement)
        single.names = [alias]
        # What only type checkers find there stands in no annotation of data.
        with suppress(ImportError):
            exec(compile(ast.Module([single], []), file, "exec"), names)  # the code is our own


def _shown(annotation: Any) -> str:
    return getattr(annotation, "__name__", None) or str(annotation)


def _wrong(value: Any, annotation: Any, place: str) -> str:
    shown = annotation if isinstance(annotation, str) else _shown(annotation)
    return f"{place}: {value!r:.120} is a {type(value).__name__}, not {shown}"
