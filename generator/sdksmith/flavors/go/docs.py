"""What doc comments say: sentences that begin with the name, descriptions, what is deprecated (go.dev/doc/comment).

Each function returns the lines of a comment from their `//` on, without indentation; none if there is nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sdksmith.flavors.go import comments
from sdksmith.flavors.go.markdown import Block, Code, Listing, Paragraph, blocks, inline
from sdksmith.flavors.go.verbs import conjugated
from sdksmith.ir import Field, Method, Parameter
from sdksmith.quoting import UNPRINTABLE
from sdksmith.requests import documented_path
from sdksmith.sentences import shown_default
from sdksmith.wire import Wire

Lines = tuple[str, ...]

_DEPRECATED: Final = re.compile(r"\W*deprecated\b\W*", re.IGNORECASE).match
_SUCCESSORLESS: Final = "Deprecated: the API has deprecated it."
_NOUN: Final = re.compile(r"(?:(?:This|It)(?: is|'s) )?(an?|the|one) (?=\S)", re.IGNORECASE).match
_NAMES_END: Final = " :.,-"


def comment(text: Wire, indent: int) -> Lines:
    """The comment of a field, a constant or whatever else is no top-level declaration.

    Args:
        indent: Tabs that stand before it.
    """
    return _written(text.text, indent) if text else ()


@cache
def _written(text: str, indent: int) -> Lines:
    """A description, of which an API has the same many times."""
    return comments.lines(blocks(text), indent)


def described(member: Field | Parameter, indent: int) -> Lines:
    """The comment of a member of a response."""
    return _member(member.description, member.deprecated, indent)


def accepted(member: Field | Parameter, indent: int) -> Lines:
    """The comment of a member that a request may hold, with what holds where it is left out."""
    return _member(_defaulted(member), member.deprecated, indent)


def _member(description: Wire, deprecated: bool, indent: int) -> Lines:
    if not deprecated:
        return comment(description, indent)
    return comments.lines(_deprecated(blocks(description.text)), indent)


def declared(name: str, description: Wire, plain: str, deprecated: bool = False) -> Lines:
    """The comment of a top-level declaration, which begins with its name.

    Args:
        description: What the document says of it; a sentence about the name is made of it where that is possible.
        plain: What is said of the name otherwise, such as `is the response of [StreamService.New]`. No text of the
            document.
    """
    if not description and not deprecated:  # often
        return comments.plain(f"{name} {plain}.")
    said = blocks(description.text)
    first = _sentence(name, said)
    text = [Paragraph(first), *said[1:]] if first else [Paragraph(f"{name} {plain}."), *said]
    return _whole(_deprecated(text) if deprecated else text)


def package(clause: str, description: Wire, plain: str) -> Lines:
    """The comment of a package.

    Args:
        plain: As in `declared`: `has the methods and types of …`.
    """
    return _whole([Paragraph(f"Package {clause} {plain}."), *blocks(description.text)])


def method(name: str, method: Method, plain: str = "") -> Lines:
    """The comment of a method: what it does, the request that it sends, what that needs.

    Args:
        plain: What else there is to say of it: a paragraph of ours.
    """
    summary = blocks(method.summary.text)
    description = blocks(method.description.text)
    if _is_said(summary, description):
        summary = ()
    said: list[Block] = [*_ended(summary), *description]
    endpoint = " ".join(f"{method.verb} {documented_path(method).text}".split())
    first = _predicate(said)
    request: Block = Code((" ".join(UNPRINTABLE.sub(" ", endpoint).split()),))
    text: list[Block]
    if not first:
        text = [Paragraph(f"{name} sends this request:"), request, *said]
    elif isinstance(said[1] if len(said) > 1 else None, Listing | Code):
        text = [Paragraph(f"{name} {first}"), *said[1:], Paragraph(_code(endpoint))]
    else:
        text = [Paragraph(f"{name} {first}"), request, *said[1:]]
    if plain:
        text.append(Paragraph(plain))
    if method.permissions:
        accepted = ", ".join(permission.text for permission in method.permissions)
        text += blocks(f"Accepted permissions (at least one required): {accepted}")
    return _whole(_deprecated(text) if method.deprecated else text)


def _whole(text: Sequence[Block]) -> Lines:
    return comments.lines(text, 0, {})


def _code(text: str) -> str:
    """Text as a Markdown code span, which stays as it is."""
    return f"`{' '.join(text.replace('`', ' ').split())}`"


def _is_said(summary: Sequence[Block], description: Sequence[Block]) -> bool:
    """Whether the description begins with the summary."""
    if not summary or not description or not isinstance(description[0], Paragraph):
        return False
    texts = [
        block.text.lower().rstrip(_NAMES_END) for block in summary if isinstance(block, Paragraph)
    ]
    return len(texts) == len(summary) == 1 and description[0].text.lower().startswith(texts[0])


def _ended(summary: Sequence[Block]) -> Sequence[Block]:
    """The summary with a full stop."""
    if not summary or not isinstance(summary[-1], Paragraph):
        return summary
    text = summary[-1].text
    return (*summary[:-1], Paragraph(f"{text}.")) if text[-1].isalnum() else summary


def _predicate(said: Sequence[Block]) -> str:
    """`creates a live input`, of `Create a live input.`; empty when the text does not begin with a verb."""
    if not said or not isinstance(said[0], Paragraph):
        return ""
    return conjugated(said[0].text)


def _sentence(name: str, said: Sequence[Block]) -> str:
    """The first paragraph as a sentence about the name; empty when it is none."""
    if not said or not isinstance(said[0], Paragraph):
        return ""
    text = said[0].text
    if text.startswith(f"{name} "):
        return text
    if noun := _NOUN(text):
        text = f"{name} is {noun[1].lower()} {text[noun.end() :]}"
    elif predicate := conjugated(text, only_third_person=True):
        text = f"{name} {predicate}"
    else:
        return ""
    return f"{text}." if text[-1].isalnum() else text


def _deprecated(text: Sequence[Block]) -> Sequence[Block]:
    """The text with a paragraph that Go's tools take for a deprecation: the one that says so, else one of ours."""
    for n, block in enumerate(text):
        if isinstance(block, Paragraph) and (found := _DEPRECATED(inline(block.text, None))):
            rest = inline(block.text, None)[found.end() :]
            said = f"Deprecated: {rest}" if rest else _SUCCESSORLESS
            return (*text[:n], Paragraph(said), *text[n + 1 :])
    return (*text, Paragraph(_SUCCESSORLESS))


def _defaulted(member: Field | Parameter) -> Wire:
    """The description, and the value that holds where none is given, unless the description says it."""
    shown = shown_default(member)
    if not shown:
        return member.description
    text = member.description.text.strip()
    said = f"Defaults to {_code(shown)}."
    if not text:
        return Wire(said)
    if "\n" in text:
        return Wire(f"{text}\n\n{said}")
    return Wire(f"{text}{'.' if text[-1:].isalnum() else ''} {said}")
