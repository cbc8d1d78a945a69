"""Marks what the API has deprecated, so that editors and type checkers show it."""

from __future__ import annotations

__all__ = ["deprecated"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import deprecated
else:
    # That one loads slowly, and would warn whoever runs a program, who cannot change it.
    def deprecated(message):
        """The decorator of PEP 702, without a warning when the function is called."""

        def mark(function):
            function.__deprecated__ = message
            return function

        return mark
