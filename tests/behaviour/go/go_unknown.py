"""Members of answers that no SDK can know, as when an object is of a variant that the document does not list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from rewriting import Rewriting

from sdksmith.ir import Api, Method, Model, Type

__all__ = ["answered", "unexplained"]

_MEMBER = re.compile(r'does not know ("(?:[^"\\]|\\.)*"): ')


class _Unknown(Rewriting):
    """Finds the members of values that no model has a name for, and whose type it does not say either."""

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self.found: set[str] = set()

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        return {f.wire.text: (f.wire.text, f.type) for f in model.fields if not f.write_only}

    def extra(self, model: Model, name: str, value: Any) -> Mapping[str, Any]:
        if model.extra is None:
            self.found.add(name)
        return super().extra(model, name, value)


def answered(method: Method) -> tuple[Type, ...]:
    """What an answer, or an event of it, is of."""
    found = [method.response.type] if method.response is not None else []
    return (*found, *([method.stream.event] if method.stream is not None else []))


def unexplained(
    api: Api, problems: list[str], answers: list[dict[str, Any]], types: tuple[Type, ...]
) -> Iterator[str]:
    """The problems, but those with members that no type knows.

    Args:
        problems: What `every/walk.go` says.
        answers: As `Answer` in `every/server.go` has them.
        types: What they may be of.
    """
    unknown = _Unknown(api)
    for type, answer in product(types, answers if problems else ()):
        value = answer["value"]
        for each in value if answer["kind"] == "stream" else [value]:
            unknown.of(type, each)
    for problem in problems:
        match = _MEMBER.search(problem)
        if match is None or json.loads(match[1]) not in unknown.found:
            yield problem
