"""What is said of the functions that read and write JSON, where a package exports them."""

from __future__ import annotations


def coding_doc(function: str, type: str, verb: str) -> tuple[str, ...]:
    """The comment of a function; none when the package does not export it.

    Args:
        verb: `reads` or `writes`.
    """
    if not function[0].isupper():
        return ()
    return (
        f"// {function} {verb} the JSON of {type}, for the other packages of this",
        "// module.",
    )
