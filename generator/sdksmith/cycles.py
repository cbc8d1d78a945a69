"""What needs itself, by way of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def cycles(needed: Mapping[T, Iterable[T]]) -> dict[T, Set[T]]:
    """For each thing in a cycle all of those that it reaches and that reach it, itself among them. What needs
    only itself is in none.

    (The strongly connected components of the graph, by Tarjan's algorithm.)

    Args:
        needed: For each thing what it needs.
    """
    found: dict[T, Set[T]] = {}
    number: dict[T, int] = {}
    lowest: dict[T, int] = {}
    path: list[T] = []
    open_: set[T] = set()
    for start in needed:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        path.append(start)
        open_.add(start)
        waiting = [(start, iter(needed.get(start, ())))]
        while waiting:
            thing, inner = waiting[-1]
            for other in inner:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    path.append(other)
                    open_.add(other)
                    waiting.append((other, iter(needed.get(other, ()))))
                    break
                if other in open_:
                    lowest[thing] = min(lowest[thing], number[other])
            else:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[thing])
                if lowest[thing] == number[thing]:
                    group = {path.pop()}
                    while thing not in group:
                        group.add(path.pop())
                    open_ -= group
                    if len(group) > 1:
                        found |= dict.fromkeys(group, group)
    return found
