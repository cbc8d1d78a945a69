"""What a validator of JSON Schema says, as one fault per defect.

A schema of OpenAPI says in `oneOf`, `anyOf`, `if` and `not` what the specification says in a sentence. Of the branches
of such a keyword the one is taken that is meant, and what only follows from another fault is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final

from jsonschema_rs import ValidationError, ValidationErrorKind

from sdksmith.load.positions import Step, Steps
from sdksmith.records import record

__all__ = ["Fault", "Faults", "What", "faults"]

_TELLING: Final = {"in": 2, "type": 2, "flow": 1, "scheme": 1}
"""Fields that say which branch is meant, and how much they say."""
_OTHER_TYPE: Final = 3


class What(Enum):
    """What kind of fault it is, with what `Fault.detail` holds."""

    MISSING = "missing"  # the name of a field
    ONE_OF = "one of"  # names of fields, one of which has to be there
    EXCLUSIVE = "exclusive"  # names of fields that exclude each other
    UNEXPECTED = "unexpected"  # the name of a field
    FORBIDDEN = "forbidden"  # nothing: the last step must not be there
    TYPE = "type"  # names of types of JSON
    VALUE = "value"  # values
    PATTERN = "pattern"  # a regular expression
    NAME = "name"  # a name, and the regular expression or the list of values that it is measured by
    LEAST = "least"  # how many items there have to be
    MOST = "most"  # how many items there may be
    LIMIT = "limit"  # `>=` or `>`, and a number
    REPEATED = "repeated"  # nothing: an item stands there twice
    SEVERAL = "several"  # nothing: more than one branch fits
    PARAMETERS = "parameters"  # nothing: parameters that exclude each other (OpenAPI 3.2)
    OTHER = "other"  # the sentence of the validator


@record
class Fault:
    """One defect.

    Args:
        steps: The way to what is wrong.
        what: What kind of fault it is.
        detail: More about it; see `What`.
        tells: Whether it is about a field by which a branch is chosen.
    """

    steps: Steps
    what: What
    detail: Any = None
    tells: bool = False


class Faults:
    """All faults of what was validated.

    Args:
        found: The faults, each once.
    """

    def __init__(self, found: Iterable[Fault]) -> None:
        self._by_place: dict[Steps, list[Fault]] = {}
        self._holding: set[Steps] = set()
        for fault in found:
            self._by_place.setdefault(fault.steps, []).append(fault)
            longest = len(fault.steps) - (fault.what is What.UNEXPECTED)
            for length in range(longest, -1, -1):
                if fault.steps[:length] in self._holding:
                    break  # and so are all that are shorter
                self._holding.add(fault.steps[:length])

    def __iter__(self) -> Iterator[Fault]:
        for here in self._by_place.values():
            yield from here

    def unexpected(self, steps: Steps) -> Iterator[str]:
        """Names of the fields at a place that nobody expects there."""
        for fault in self._by_place.get(steps, ()):
            if fault.what is What.UNEXPECTED:
                yield fault.detail

    def has_others(self, steps: Steps) -> bool:
        """Whether anything is wrong at a place or below it, other than fields there that nobody expects."""
        return steps in self._holding


def faults(errors: Iterable[ValidationError], value: Any) -> Faults:
    """The defects that errors stand for, each once.

    Args:
        errors: What the validator says.
        value: What was validated.
    """
    by_place: dict[Steps, list[Fault]] = {}
    for fault in dict.fromkeys(fault for error in errors for fault in _of(error, value)):
        by_place.setdefault(fault.steps, []).append(fault)
    return Faults(fault for here in by_place.values() for fault in _without_echoes(here))


def _without_echoes(here: list[Fault]) -> list[Fault]:
    """The faults of one place without what follows from another one."""
    types = [fault for fault in here if fault.what is What.TYPE]
    if types:
        return types[:1]
    missing = {fault.detail for fault in here if fault.what is What.MISSING}
    kept = []
    for fault in here:
        if fault.what is What.SEVERAL and len(here) > 1:
            continue
        if fault.what is What.ONE_OF and missing.intersection(fault.detail):
            continue
        kept.append(fault)
    return kept


def _of(error: ValidationError, value: Any) -> list[Fault]:
    steps = _steps(error, value)
    kind = error.kind
    match kind:
        case ValidationErrorKind.OneOfNotValid(context) | ValidationErrorKind.AnyOf(context):
            return _branch(steps, context, value)
        case ValidationErrorKind.OneOfMultipleValid():
            return [Fault(steps, What.SEVERAL)]
        case ValidationErrorKind.Required(name):
            return [Fault(steps, What.MISSING, name)]
        case ValidationErrorKind.AdditionalProperties(names):
            return [Fault(steps, What.UNEXPECTED, name) for name in names]
        case ValidationErrorKind.UnevaluatedProperties(names):
            return [Fault(steps, What.UNEXPECTED, name) for name in names]
        case ValidationErrorKind.Type(types):
            return [Fault(steps, What.TYPE, tuple(sorted(types)))]
        case ValidationErrorKind.Enum(options):
            return [_value(steps, tuple(options))]
        case ValidationErrorKind.Constant(expected):
            return [_value(steps, (expected,))]
        case ValidationErrorKind.Pattern(pattern):
            return [Fault(steps, What.PATTERN, pattern, tells=steps[-1:] == ("scheme",))]
        case ValidationErrorKind.PropertyNames(inner):
            return _name(steps, inner)
        case ValidationErrorKind.MinItems(limit) | ValidationErrorKind.MinProperties(limit):
            return [Fault(steps, What.LEAST, limit)]
        case ValidationErrorKind.MaxItems(limit) | ValidationErrorKind.MaxProperties(limit):
            return [Fault(steps, What.MOST, limit)]
        case ValidationErrorKind.Minimum(limit):
            return [Fault(steps, What.LIMIT, (">=", limit))]
        case ValidationErrorKind.ExclusiveMinimum(limit):
            return [Fault(steps, What.LIMIT, (">", limit))]
        case ValidationErrorKind.UniqueItems():
            return [Fault(steps, What.REPEATED)]
        case ValidationErrorKind.FalseSchema():
            return [Fault(steps, What.FORBIDDEN)]
        case ValidationErrorKind.Contains():
            return [Fault(steps, What.PARAMETERS)]
        case ValidationErrorKind.Not(schema):
            return [_not(steps, schema, error)]
        case _:
            return [Fault(steps, What.OTHER, error.message)]


def _steps(error: ValidationError, value: Any) -> Steps:
    """The way to what an error is about; the validator writes names of digits as numbers."""
    steps: list[Step] = []
    for step in error.instance_path:
        if isinstance(value, dict):
            name = str(step)
            if name not in value and isinstance(step, int):
                name = next(key for key in value if key.isdecimal() and int(key) == step)
            steps.append(name)
            value = value[name]
        else:
            steps.append(step)
            value = value[step]
    return tuple(steps)


def _value(steps: Steps, options: tuple[Any, ...]) -> Fault:
    tells = bool(steps) and steps[-1] in _TELLING and len(options) == 1
    return Fault(steps, What.VALUE, options, tells)


def _name(steps: Steps, error: ValidationError) -> list[Fault]:
    name = error.instance
    match error.kind:
        case ValidationErrorKind.Pattern(pattern):
            return [Fault(steps, What.NAME, (name, pattern))]
        case ValidationErrorKind.Not({"enum": [*options]}):
            return [Fault(steps, What.NAME, (name, tuple(options)))]
        case _:
            return [Fault(steps, What.OTHER, error.message)]


def _not(steps: Steps, schema: Any, error: ValidationError) -> Fault:
    match schema:
        case {"required": [name]}:
            return Fault(steps, What.UNEXPECTED, name)
        case {"required": [*names]}:
            return Fault(steps, What.EXCLUSIVE, tuple(names))
        case {"allOf": [{"contains": _}, *_]}:
            return Fault(steps, What.PARAMETERS)
        case {
            "additionalProperties": False
        }:  # of a Responses Object of 2.0, which has more than extensions
            return Fault(steps, What.LEAST, 1)
        case _:
            return Fault(steps, What.OTHER, error.message)


def _branch(steps: Steps, context: list[list[ValidationError]], value: Any) -> list[Fault]:
    """The faults of the branch that is meant."""
    has_ref = _has_ref(value, steps)
    references = [branch for branch in context if _is_reference(branch)]
    chosen = references if has_ref and references else [b for b in context if b not in references]
    branches = [[fault for error in branch for fault in _of(error, value)] for branch in chosen]
    singles = [branch[0] for branch in branches if len(branch) == 1]
    names = tuple(
        fault.detail for fault in singles if fault == Fault(steps, What.MISSING, fault.detail)
    )
    if len(names) == len(branches) > 1 and len(set(names)) > 1:
        return [Fault(steps, What.ONE_OF, names)]
    rank = min(_rank(branch, steps) for branch in branches)
    meant = [branch for branch in branches if _rank(branch, steps) == rank]
    joined = _joined(meant, steps, rank) if rank else None
    if joined is not None:
        return [joined]
    if len(meant) == 1:
        return meant[0]
    shared = set(meant[0]).intersection(*meant[1:])
    common = [fault for fault in meant[0] if fault in shared]
    return common or min(meant, key=lambda branch: _distance(branch, steps))


def _has_ref(value: Any, steps: Steps) -> bool:
    for step in steps:
        value = value[step]
    return isinstance(value, dict) and "$ref" in value


def _is_reference(branch: list[ValidationError]) -> bool:
    """Whether a branch describes a Reference Object."""
    return (
        any(step in ("Reference", "jsonReference") for step in branch[0].schema_path)
        if branch
        else False
    )


def _rank(branch: list[Fault], steps: Steps) -> int:
    """How much speaks against a branch; 0 if nothing does."""
    found = 0
    for fault in branch:
        if fault.what is What.TYPE and fault.steps == steps:
            return _OTHER_TYPE
        for rank in (1, 2):
            if _is_telling(fault, steps, rank):
                found = max(found, rank)
    return found


def _joined(branches: list[list[Fault]], steps: Steps, rank: int) -> Fault | None:
    """What all of the branches ask for, none of which fits; None if that is no list of types or values."""
    what = What.TYPE if rank == _OTHER_TYPE else What.VALUE
    found = [
        fault
        for branch in branches
        for fault in branch
        if fault.what is what and (fault.steps == steps or _is_telling(fault, steps, rank))
    ]
    if not found:
        return None
    details = dict.fromkeys(each for fault in found for each in fault.detail)
    return Fault(found[0].steps, what, tuple(details), tells=what is What.VALUE)


def _is_telling(fault: Fault, steps: Steps, rank: int) -> bool:
    return fault.tells and fault.steps[:-1] == steps and _TELLING[str(fault.steps[-1])] == rank


def _distance(branch: list[Fault], steps: Steps) -> tuple[int, int, int]:
    """How far a value is from a branch: fields that are missing, whether it is something else, other faults."""
    missing = sum(fault.what is What.MISSING for fault in branch)
    return (
        missing,
        sum(fault.what is What.VALUE and fault.steps == steps for fault in branch),
        len(branch),
    )
