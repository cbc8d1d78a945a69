"""What the specification expects where something else stands, in words."""

from __future__ import annotations

from typing import Final

from sdksmith.lint.checked import Object
from sdksmith.lint.grammar import Version, an
from sdksmith.lint.structure.circumstances import excluded
from sdksmith.lint.structure.faults import Fault, Faults, What
from sdksmith.lint.structure.fields import exclusive, forbidden, missing, unexpected
from sdksmith.lint.structure.spots import Spot, spot_of, told
from sdksmith.lint.structure.values import (
    bad_name,
    not_allowed,
    repeated,
    too_few,
    whole_query,
    wrong_pattern,
    wrong_type,
)
from sdksmith.lint.structure.words import listed, named, shown
from sdksmith.report import Finding

__all__ = ["finding"]


def finding(
    fault: Fault, others: Faults, kind: str, piece: Object, version: Version
) -> Finding | None:
    """A fault as a finding.

    Args:
        fault: What is wrong.
        others: All faults of the piece.
        kind: What the piece is.
        piece: The object that was looked at.
        version: The version of OpenAPI that counts.

    Returns:
        None if another fault says the same.
    """
    spot = spot_of(fault.steps, kind, piece, version)
    detail = fault.detail
    if _is_open(spot, fault):
        return None
    if _has_stray_ref(spot, fault):
        return _stray_ref(spot)
    match fault.what:
        case What.MISSING:
            return missing(detail, spot, others)
        case What.ONE_OF:
            names = listed(detail, "or")
            return told("missing-field", f"{an(spot.object)} needs {names}", spot.pointer())
        case What.EXCLUSIVE:
            return exclusive(detail, spot)
        case What.SEVERAL:
            return exclusive(excluded(spot.object), spot)
        case What.UNEXPECTED:
            return unexpected(detail, spot, others)
        case What.FORBIDDEN:
            return forbidden(fault, kind, piece, version)
        case What.TYPE:
            return wrong_type(detail, spot)
        case What.VALUE:
            return not_allowed(detail, spot)
        case What.PATTERN:
            return wrong_pattern(detail, spot)
        case What.NAME:
            name, measure = detail
            return bad_name(name, measure, spot)
        case What.LEAST:
            return too_few(detail, spot, others)
        case What.MOST:
            message = f"{spot.subject} may hold {detail} at most, not {len(spot.value)}"
            return told("wrong-count", message, spot.pointer())
        case What.LIMIT:
            words = {">=": "at least", ">": "more than"}[detail[0]]
            message = f"{spot.subject} has to be {words} {detail[1]}, not {shown(spot.value)}"
            return told("not-allowed-value", message, spot.pointer())
        case What.REPEATED:
            return repeated(spot)
        case What.PARAMETERS:
            return whole_query(spot)
        case What.OTHER:
            message = f"{spot.subject} is not as OpenAPI {version} says: {detail}"
            return told("not-allowed-value", message, spot.pointer())


_TELLING: Final = {"Parameter": "in", "Security Scheme": "type"}
"""Fields on which depends what else an object has."""


_SURE: Final = {"Parameter": ("in", "name", "content"), "Security Scheme": ("type",)}
"""Fields of which it can be said without knowing it that they are missing."""


def _is_open(spot: Spot, fault: Fault) -> bool:
    """Whether nobody can say what has to be here, as the object around it does not say what it is."""
    here = spot.kind is not None and fault.what is What.MISSING
    kind, value = (spot.kind, spot.value) if here else (spot.owner, spot.holder)
    telling = _TELLING.get(kind or "")
    if telling is None or (isinstance(value, dict) and telling in value):
        return False
    if here:
        return fault.detail not in _SURE[kind or ""]
    return fault.what in (What.VALUE, What.PATTERN)


def _has_stray_ref(spot: Spot, fault: Fault) -> bool:
    """Whether a fault is there because of a `$ref` where the specification has none."""
    name = fault.detail[0] if fault.what is What.NAME else None
    if (spot.steps[-1:] == ("$ref",) and isinstance(spot.value, str)) or name == "$ref":
        return fault.what in (What.TYPE, What.NAME) and (spot.kind is not None or name is not None)
    if not isinstance(spot.value, dict) or not isinstance(spot.value.get("$ref"), str):
        return False
    return fault.what is What.TYPE or spot.kind not in (None, "Schema", "Path Item", "Reference")


def _stray_ref(spot: Spot) -> Finding | None:
    if spot.kind == "Operation" or "properties" in spot.field[-2:]:
        return None  # There are rules for these.
    is_name = spot.steps[-1:] == ("$ref",)
    place = spot.pointer(key=True) if is_name else spot.pointer("$ref", key=True)
    of = f"{named(spot.field[0])} of {an(spot.owner)}" if spot.field else an(spot.object)
    message = f"a `$ref` cannot stand in place of {of}; most tools do not follow it"
    hint = "write here what it refers to, or bundle the files into one document"
    return told("misplaced-ref", message, place, hint)
