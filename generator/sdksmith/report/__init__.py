"""What sdksmith tells its users: findings, the places they point to, and how they are printed."""

from sdksmith.report.finding import (
    Finding,
    LazyPlace,
    Level,
    Place,
    Problem,
    has_errors,
    has_level,
    summary,
    tally,
)
from sdksmith.report.printing import printable, quote, shown_path
from sdksmith.report.text import is_cut, render_text

__all__ = [
    "Finding",
    "LazyPlace",
    "Level",
    "Place",
    "Problem",
    "has_errors",
    "has_level",
    "is_cut",
    "printable",
    "quote",
    "render_text",
    "shown_path",
    "summary",
    "tally",
]
