"""Lines as gofmt aligns them."""

from __future__ import annotations

from collections.abc import Sequence


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of cells, such as the name, the type and the tag of a field, in columns.

    A cell is padded to the widest one of the lines around it that have a cell behind theirs, as in `text/tabwriter`.

    Args:
        rows: Lines that follow each other, none of which is empty.
    """
    if len(rows) == 1:
        return [" ".join(rows[0])]
    if len({len(row) for row in rows}) == 1:  # nearly always, and much faster
        *cells, last = zip(*rows, strict=True)
        return list(map(" ".join, zip(*map(_padded, cells), last, strict=True)))
    lines = [[""] for _ in rows]
    for column in range(max(map(len, rows), default=0) - 1):
        for run in _runs(rows, column):
            width = max(len(rows[n][column]) for n in run)
            for n in run:
                lines[n].append(f"{rows[n][column].ljust(width)} ")
    return ["".join([*line, row[-1]]) for line, row in zip(lines, rows, strict=True)]


def _padded(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    return [cell.ljust(width) for cell in cells]


def _runs(rows: Sequence[Sequence[str]], column: int) -> list[list[int]]:
    """The numbers of lines that follow each other and have a cell behind the column."""
    found: list[list[int]] = []
    before = -2
    for n, row in enumerate(rows):
        if len(row) <= column + 1:
            continue
        if n != before + 1:
            found.append([])
        found[-1].append(n)
        before = n
    return found
