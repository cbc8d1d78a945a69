"""Modules that need each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from sdksmith.flavors.python.code import Module


def cycles(needed: Mapping[Module, Iterable[Module]]) -> dict[Module, Set[Module]]:
    """For each module in a cycle all of those that it reaches and that reach it, itself among them.

    (The strongly connected components of the graph, by Tarjan's algorithm.)

    Args:
        needed: For each module what it imports.
    """
    found: dict[Module, Set[Module]] = {}
    number: dict[Module, int] = {}
    lowest: dict[Module, int] = {}
    path: list[Module] = []
    open_: set[Module] = set()
    for start in needed:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        path.append(start)
        open_.add(start)
        waiting = [(start, iter(needed.get(start, ())))]
        while waiting:
            module, inner = waiting[-1]
            for other in inner:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    path.append(other)
                    open_.add(other)
                    waiting.append((other, iter(needed.get(other, ()))))
                    break
                if other in open_:
                    lowest[module] = min(lowest[module], number[other])
            else:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[module])
                if lowest[module] == number[module]:
                    group = {path.pop()}
                    while module not in group:
                        group.add(path.pop())
                    open_ -= group
                    if len(group) > 1:
                        found |= dict.fromkeys(group, group)
    return found
