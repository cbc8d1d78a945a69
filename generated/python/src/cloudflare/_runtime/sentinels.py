"""The two values that say "no value", where `None` is a value of its own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


class Omit:
    """Leaves a parameter out of the request; as the value of a header, removes that header.

    `None` is different: it sends JSON's `null`.
    """

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "omit"


class NotGiven:
    """Stands for an option that was not given, where `None` has a meaning (no timeout).

    Given as a parameter, it is left out like `Omit`.
    """

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "not_given"


omit = Omit()
not_given = NotGiven()
NOT_GIVEN = not_given
LEFT_OUT = (Omit, NotGiven)
