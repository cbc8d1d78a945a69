"""Texts of RFC 3339 as Go code that makes a `time.Time`."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_DATE: Final = r"(\d{4})-(\d\d)-(\d\d)"
_FULL_DATE: Final = re.compile(_DATE, re.ASCII).fullmatch
_DATE_TIME: Final = re.compile(
    rf"{_DATE}[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{{1,9}}))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
).fullmatch
_NAMES: Final = """
    January February March April May June July August September October November December
"""
_MONTHS: Final = _NAMES.split()


def instant(text: str, *, is_date: bool) -> str:
    """`time.Date(2019, time.December, 27, 0, 0, 0, 0, time.UTC)`; empty when the text names no day or no time of one.

    Args:
        is_date: Whether the text is a `full-date`; else it is a `date-time`.
    """
    found = _FULL_DATE(text) if is_date else _DATE_TIME(text)
    if found is None:
        return ""
    year, month, day = (int(part) for part in found.groups()[:3])
    if not (1 <= month <= 12 and 1 <= day <= _days(year, month)):
        return ""
    date = f"{year}, time.{_MONTHS[month - 1]}, {day}"
    if is_date:
        return f"time.Date({date}, 0, 0, 0, 0, time.UTC)"
    hour, minute, second, fraction, sign, hours, minutes = found.groups()[3:]
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return ""
    nanoseconds = int((fraction or "").ljust(9, "0"))
    zone = "time.UTC"
    if sign:
        if int(hours) > 23 or int(minutes) > 59:
            return ""
        seconds = int(hours) * 3600 + int(minutes) * 60
        zone = f'time.FixedZone("", {sign.strip("+")}{seconds})' if seconds else zone
    clock = f"{int(hour)}, {int(minute)}, {int(second)}, {nanoseconds}"
    return f"time.Date({date}, {clock}, {zone})"


def _days(year: int, month: int) -> int:
    """The days of a month; a year like 0 is a leap year, as in Go."""
    return monthrange(year or 4, month)[1]
