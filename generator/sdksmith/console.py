"""What the command line shows while it works: steps, findings, one line at the end.

Results go to the standard output, everything else to the standard error.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, TextIO

from sdksmith.report import (
    Finding,
    Level,
    formats,
    is_cut,
    printable,
    render_text,
    shown_path,
    summary,
    tally,
)
from sdksmith.report.formats import Report

__all__ = ["Console"]

_CLEAR: Final = "\r\x1b[K"
_SHOWN: Final = 5  # findings of one code, unless all are asked for


class Console:
    """The two output streams.

    Args:
        quiet: Show errors only.
        verbose: Show each step with the time that it took, also where there is no terminal.
        all_findings: Show each finding, however many there are of its kind.
    """

    def __init__(
        self, *, quiet: bool = False, verbose: bool = False, all_findings: bool = False
    ) -> None:
        self._out = sys.stdout
        self._err = sys.stderr
        self._quiet = quiet
        self._verbose = verbose and not quiet
        self._limit = None if all_findings else _SHOWN
        self._is_live = not quiet and _is_terminal(self._err)
        self._colour = _has_colour(self._err)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step while it runs and when it is done."""
        label = printable(name)
        if self._is_live:
            self._write(f"{self._mark('…', '.')} {label}")
        begin = time.perf_counter()
        try:
            yield
        except BaseException:
            if self._is_live:
                self._write(f"{_CLEAR}{self._paint(self._mark('✗', 'x'), '31')} {label}\n")
            raise
        milliseconds = (time.perf_counter() - begin) * 1000
        elapsed = f"  {milliseconds:.0f} ms" if self._verbose else ""
        if self._is_live or self._verbose:
            start = _CLEAR if self._is_live else ""
            self._write(f"{start}{self._paint(self._mark('✓', '-'), '32')} {label}{elapsed}\n")

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print findings, errors first, and how many there are of each level.

        Many findings of one kind are cut short, and then there is a count of each kind.
        """
        if shown := sorted(self._shown(findings), key=_rank):
            text = render_text(shown, self._colour, self._limit)
            self._write(f"{text}\n{summary(shown)}\n{self._left_out(shown)}")

    def report(self, report: Report, form: str) -> None:
        """Print findings that are the result of a command, as `text` or in one of `report.formats`.

        As text they are printed as `findings` does it, and with more explanation; in the other formats it is all of
        them, in the order of their places, and how many there are is said beside.
        """
        shown = self._shown(report.findings)
        if form != "text":
            self.result(formats.render(form, replace(report, findings=shown)))
        elif shown:
            shown.sort(key=_rank)
            colour = _has_colour(self._out)
            pages = report.pages
            text = render_text(shown, colour, self._limit, is_enclosed=True, pages=pages)
            self._out.write(f"{text}\n{summary(shown)}\n{self._left_out(shown)}")
            self._out.flush()
            return
        files = ", ".join(shown_path(document) for document in report.documents)
        self.note(f"{files}: {summary(shown) or 'no findings'}" if files else summary(shown))

    def _shown(self, findings: Iterable[Finding]) -> list[Finding]:
        """Each finding once; only errors when quiet."""
        shown = list(dict.fromkeys(findings))
        if self._quiet:
            return [finding for finding in shown if finding.level is Level.ERROR]
        return shown

    def _left_out(self, shown: list[Finding]) -> str:
        if self._limit is None or not is_cut(shown, self._limit):
            return ""
        return f"{tally(shown)}--all-findings shows all of them\n"

    def note(self, text: str) -> None:
        """Print a line about what was done; not when quiet."""
        if not self._quiet:
            self._write(f"{printable(text)}\n")

    def error(self, text: str, hint: str = "") -> None:
        """Print an error that is no finding."""
        hint = f"  {self._paint('hint:', '1')} {printable(hint)}\n" if hint else ""
        self._write(f"{self._paint('error:', '1;31')} {printable(text)}\n{hint}")

    def result(self, text: str) -> None:
        """Print a result as it is, or made safe if it goes to a terminal."""
        if _is_terminal(self._out):
            text = "".join(f"{printable(line)}\n" for line in text.split("\n")[:-1])
        self._out.write(text)
        self._out.flush()

    def _write(self, text: str) -> None:
        self._err.write(text)
        self._err.flush()

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour else text

    def _mark(self, mark: str, plain: str) -> str:
        """The mark, or the plain one if the terminal's encoding does not have it."""
        encoding = getattr(self._err, "encoding", None) or "ascii"
        return mark if mark.encode(encoding, "replace").decode(encoding) == mark else plain


def _rank(finding: Finding) -> int:
    return list(Level).index(finding.level)


def _has_colour(stream: TextIO) -> bool:
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"
