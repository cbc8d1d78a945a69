"""What a value does not do that its schema asks, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from sdksmith.load import Pointer, Step
from sdksmith.records import record
from sdksmith.report import quote

__all__ = ["Mismatch", "mismatches"]

_NAMES: Final = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_FORMATS: Final = {
    "date": "a date such as 2024-05-31",
    "date-time": "a date and time such as 2024-05-31T12:30:00Z",
    "uuid": "a UUID",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
}
_PLAIN: Final = re.compile(r"[A-Za-z_$@][\w$@-]*")
_PUNCTUATION: Final = re.compile(r"[\W_]")
_MOST_LISTED: Final = 8
"""Values that are allowed, which a message names all of."""


@record
class Mismatch:
    """One thing that is wrong with a value.

    Args:
        place: The member that is wrong.
        message: What it has to be, such as "`owner.id` has to be an integer, not a string".
        hint: What may have been meant; empty when nothing is known.
    """

    place: Pointer
    message: str
    hint: str = ""


def mismatches(errors: Sequence[ValidationError], value: Any, place: Pointer) -> Iterator[Mismatch]:
    """What is wrong with a value; what is wrong with many items of a list in the same way is said once.

    Args:
        errors: What the validator says; the first step of their paths is left out.
        value: The value.
        place: Where it stands.
    """
    parts = [part for error in errors for part in _parts(error)]
    groups: dict[tuple[object, ...], list[ValidationError]] = {}
    for part in _once(parts):
        members = tuple("*" if isinstance(step, int) else step for step in part.instance_path[1:])
        groups.setdefault((members, type(part.kind)), []).append(part)
    followed: set[tuple[Step, ...]] = set()
    for group in groups.values():
        first, *others = group
        steps: tuple[Step, ...] = tuple(first.instance_path[1:])
        if isinstance(first.instance, dict) and isinstance(first.instance.get("$ref"), str):
            if steps not in followed:
                followed.add(steps)
                name = f"`{_written(steps)}`" if steps else "it"
                message = f"{name} holds a `$ref`, which is not followed inside a value"
                yield Mismatch(place.child(*steps, "$ref"), message, "write out what it leads to")
            continue
        message, hint = _sentence(first, steps)
        if isinstance(first.kind, Kind.Required):
            message, hint = _missing(group, steps)
        count = len({tuple(each.instance_path) for each in others} - {tuple(first.instance_path)})
        more = f", and {count} more like it" if count else ""
        yield Mismatch(place.child(*steps), message + more, hint)


def _once(errors: Sequence[ValidationError]) -> Iterator[ValidationError]:
    """The errors without those that follow from another one: of a wrong type, or of a value that is wrong anyway."""
    mistyped = {tuple(error.instance_path) for error in errors if isinstance(error.kind, Kind.Type)}
    known: set[tuple[Step, ...]] = set()
    for error in errors:
        where = tuple(error.instance_path)
        if where in mistyped and not isinstance(error.kind, Kind.Type):
            continue
        if not isinstance(error.instance, dict | list):
            if where in known:
                continue
            known.add(where)
        yield error


def _parts(error: ValidationError) -> Iterator[ValidationError]:
    """The errors that say something: of alternatives those of the one that is meant."""
    match error.kind:
        case Kind.AnyOf(context) | Kind.OneOfNotValid(context):
            branches = [[part for each in branch for part in _parts(each)] for branch in context]
            branches = [branch for branch in branches if branch]
            here = len(error.instance_path)
            suited = [branch for branch in branches if not _is_other(branch, here)]
            if len(suited) == 1:
                yield from suited[0]
            elif len(suited) > 1 and len(branches) > 0:
                best = min(suited, key=len)
                if sum(len(branch) == len(best) for branch in suited) == 1:
                    yield from best
                else:
                    yield error
            else:
                yield error
        case _:
            yield error


def _is_other(branch: Sequence[ValidationError], here: int) -> bool:
    """Whether an alternative is none that could be meant: another type, or another constant."""
    return any(
        (len(part.instance_path) == here and isinstance(part.kind, Kind.Type))
        or (
            len(part.instance_path) <= here + 1 and isinstance(part.kind, Kind.Enum | Kind.Constant)
        )
        for part in branch
    )


def _types(branches: Sequence[Sequence[ValidationError]], here: int) -> list[str]:
    """The types of all alternatives, where the value is of none of them; else empty."""
    found: dict[str, None] = {}
    for branch in branches:
        own: list[str] = []
        for error in branch:
            if len(error.instance_path) != here:
                continue
            match error.kind:
                case Kind.Type(types):
                    own += [types] if isinstance(types, str) else types
                case Kind.AnyOf(context):
                    own += _types(context, here)
        if not own:
            return []
        found.update(dict.fromkeys(own))
    return list(found)


# ---------------------------------------------------------------- sentences


def _sentence(error: ValidationError, steps: Sequence[Step]) -> tuple[str, str]:
    name = f"`{_written(steps)}`" if steps else "it"
    value = error.instance
    match error.kind:
        case Kind.Type(types):
            allowed = [types] if isinstance(types, str) else list(types)
            return f"{name} has to be {_either(allowed)}, not {_called(value)}", _quoted(
                value, allowed
            )
        case Kind.AdditionalProperties(unexpected) | Kind.UnevaluatedProperties(unexpected):
            where = f" of {name}" if steps else ""
            listed = ", ".join(f"`{each}`" for each in list(unexpected)[:_MOST_LISTED])
            verb = "is" if len(unexpected) == 1 else "are"
            return f"{listed}{where} {verb} not in the schema, which allows no others", ""
        case Kind.Enum(options):
            return f"{name} is {_shown(value)}, which is none of the allowed values", _options(
                value, options
            )
        case Kind.Constant(expected):
            return f"{name} is {_shown(value)}; it has to be {_shown(expected)}", ""
        case Kind.Pattern(pattern):
            return f"{name} is {_shown(value)}, which does not match {quote(pattern)}", ""
        case Kind.Format(form):
            return f"{name} is {_shown(value)}, not {_FORMATS.get(form, form)}", ""
        case Kind.MinLength(limit):
            return f"{name} has {_count(value, 'character')}; it has to have at least {limit}", ""
        case Kind.MaxLength(limit):
            return f"{name} has {_count(value, 'character')}; it may have at most {limit}", ""
        case Kind.MinItems(limit):
            return f"{name} has {_count(value, 'item')}; it has to have at least {limit}", ""
        case Kind.MaxItems(limit):
            return f"{name} has {_count(value, 'item')}; it may have at most {limit}", ""
        case Kind.MinProperties(limit):
            return f"{name} has {_count(value, 'member')}; it has to have at least {limit}", ""
        case Kind.MaxProperties(limit):
            return f"{name} has {_count(value, 'member')}; it may have at most {limit}", ""
        case Kind.Minimum(limit):
            return f"{name} is {_shown(value)}; it has to be at least {limit}", ""
        case Kind.Maximum(limit):
            return f"{name} is {_shown(value)}; it may be at most {limit}", ""
        case Kind.ExclusiveMinimum(limit):
            return f"{name} is {_shown(value)}; it has to be more than {limit}", ""
        case Kind.ExclusiveMaximum(limit):
            return f"{name} is {_shown(value)}; it has to be less than {limit}", ""
        case Kind.MultipleOf(step):
            return f"{name} is {_shown(value)}; it has to be a multiple of {step}", ""
        case Kind.UniqueItems():
            return f"{name} holds an item twice", ""
        case Kind.AnyOf(context) | Kind.OneOfNotValid(context):
            if allowed := _types(context, len(error.instance_path)):
                message = f"{name} has to be {_either(allowed)}, not {_called(value)}"
                return message, _quoted(value, allowed)
            return f"{name} satisfies none of the {len(context)} alternatives", ""
        case Kind.FalseSchema():
            return f"{name} must not be there", ""
        case _:
            return f"{name} is not what its schema describes", ""


def _missing(errors: Sequence[ValidationError], steps: Sequence[Step]) -> tuple[str, str]:
    """What is said of all members that one object does not have."""
    here = [each for each in errors if tuple(each.instance_path[1:]) == tuple(steps)]
    names = list(dict.fromkeys(str(each.kind.property) for each in here))  # type: ignore[attr-defined]
    where = f" of `{_written(steps)}`" if steps else ""
    value = here[0].instance
    hint = ""
    if len(names) == 1 and isinstance(value, dict):
        hint = _alike(names[0], value)
    listed = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED])
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    verb = "are" if len(names) > 1 else "is"
    return f"{listed}{more}{where} {verb} missing, which {verb} required", hint


def _written(steps: Sequence[Step]) -> str:
    """`owner.pets[0].name`."""
    found = ""
    for step in steps:
        if isinstance(step, int):
            found += f"[{step}]"
        elif _PLAIN.fullmatch(step):
            found += f".{step}" if found else step
        else:
            found += f"[{quote(step)}]"
    return found


def _either(types: Sequence[str]) -> str:
    names = [_NAMES.get(each, each) for each in types]
    return " or ".join(names)


def _called(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return f"the integer {_short(value)}"
        case str():
            return f"the string {quote(value, 40)}"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"the number {_short(value)}"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _quoted(value: Any, allowed: Sequence[str]) -> str:
    """A hint for a value whose type is due to how it is written."""
    if isinstance(value, str):
        if "boolean" in allowed and value in ("true", "false"):
            return "remove the quotes"
        if {"integer", "number"} & set(allowed) and re.fullmatch(r"-?\d+(\.\d+)?", value):
            return "remove the quotes"
        if {"object", "array"} & set(allowed) and value.lstrip()[:1] in ("{", "["):
            return "write it as what it means, not as text that holds JSON"
        return ""
    if "string" in allowed and isinstance(value, bool | int | float):
        return f'write it in quotes: "{str(value).lower() if isinstance(value, bool) else _short(value)}"'
    if value is None:
        return "leave it out, or let the schema allow null"
    return ""


def _alike(word: str, candidates: Iterable[Any]) -> str:
    """A hint for a word that only differs in letter case or punctuation from a candidate; else empty."""
    plain = _PUNCTUATION.sub("", word).casefold()
    for each in candidates:
        if isinstance(each, str) and _PUNCTUATION.sub("", each).casefold() == plain:
            return f"did you mean {quote(each)}?"
    return ""


def _options(value: Any, options: Sequence[Any]) -> str:
    if isinstance(value, str):
        near = _alike(value, options)
        if near:
            return near
    if len(options) > _MOST_LISTED:
        return ""
    return f"allowed: {', '.join(_shown(each) for each in options)}"


def _shown(value: Any) -> str:
    match value:
        case str():
            return quote(value)
        case dict():
            return "an object"
        case list():
            return "a list"
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case _:
            return _short(value)


def _count(value: Any, what: str) -> str:
    number = len(value)
    return f"{number} {what}{'' if number == 1 else 's'}"
