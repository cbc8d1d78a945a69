"""Comments for documentation: what the document says, what is deprecated, what holds where nothing is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sdksmith.flavors.typescript import arguments, scope
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.quote import comment, prose
from sdksmith.ir import Alias, Field, Method, Model, Parameter
from sdksmith.quoting import paragraphs
from sdksmith.requests import documented_path
from sdksmith.sentences import shown_default
from sdksmith.wire import Wire

_WIDTH: Final = 92
"""Columns of a line, whatever the comment stands in."""
_DEPRECATED: Final = re.compile(r"\W*deprecated\b\W*", re.IGNORECASE).match
_NAMES_END: Final = " :.,-"

_Lines = list[str]


def plain(text: str) -> str:
    """A comment of ours."""
    return comment(paragraphs(Wire(text), _WIDTH))


def text(text: Wire) -> str:
    """A description of the document as a comment; empty if there is none."""
    return _written(text, deprecated=False)


def described(member: Field | Model | Alias) -> str:
    """The comment of a type, or of a member that a response has; empty if there is nothing to say."""
    if not member.description and not member.deprecated:  # often
        return ""
    return _written(member.description, member.deprecated)


def accepted(member: Field) -> str:
    """The comment of a member that a request may hold, with what holds where it is left out."""
    description = _defaulted(member)
    if not description and not member.deprecated:
        return ""
    return _written(description, member.deprecated)


def parameter(parameter: Parameter, given: Arguments) -> str:
    """The comment of a member of a method's parameters.

    Args:
        given: All arguments of the method. Where its parameters go to different places, the comment says to which.
    """
    description = _defaulted(parameter)
    if given.has_several_places:
        kind = arguments.kind(parameter)
        text = description.text.strip()
        begun = f"{kind}: {text}" if text[:1].isalnum() else f"{kind}:\n\n{text}"
        description = Wire(begun if text else kind)
    if not description and not parameter.deprecated:
        return ""
    return _written(description, parameter.deprecated)


def method(method: Method, given: Arguments, example: Sequence[str]) -> str:
    """The comment of a method: what it does, the request that it sends, what that needs, an example.

    Args:
        example: The lines of a call.
    """
    summary = _paragraphs(_ended(method.summary))
    description = _paragraphs(method.description)
    if _is_said(method):
        summary = []
    text, notes = _split([summary, description], method.deprecated)
    endpoint = f"{method.verb} {documented_path(method).text}".replace("`", "'")
    text.append([prose(f"`{' '.join(endpoint.split())}`")])
    if method.permissions:
        listed = ", ".join(permission.text for permission in method.permissions)
        text.append(_paragraphs(Wire(f"Accepted permissions (at least one required): {listed}")))
    tags = [_positional(given.positional)] if given.positional is not None else []
    tags.append(notes)
    if example:
        tags.append(["@example", "```ts", *example, "```"])
    return comment(_joined([*text, *tags]))


def _positional(parameter: Parameter) -> _Lines:
    """What is said of the parameter that is an argument of its own."""
    lines = _paragraphs(_defaulted(parameter))
    if not lines:
        return []
    return [f"@param {scope.positional(parameter)} - {lines[0]}", *lines[1:]]


def _written(description: Wire, deprecated: bool) -> str:
    lines = _paragraphs(description)
    if not deprecated:
        return comment(lines)
    text, notes = _split([lines], deprecated)
    return comment(_joined([*text, notes]))


def _split(blocks: Sequence[_Lines], deprecated: bool) -> tuple[list[_Lines], _Lines]:
    """The text, and the tag that says that something is deprecated: what the document says of that, if it does."""
    found = [block for block in blocks if block]
    if not deprecated:
        return found, []
    for n, block in enumerate(found):
        if match := _DEPRECATED(block[0]):
            end = block.index("") if "" in block else len(block)
            said = "\n".join((block[0][match.end() :], *block[1:end]))
            note = f"@deprecated {_opened(match[0], said)}".rstrip().split("\n")
            rest = block[end + 1 :]
            return [*found[:n], *([rest] if rest else []), *found[n + 1 :]], note
    return found, ["@deprecated"]


def _opened(cut: str, text: str) -> str:
    """Text without what closes the bracket, or ends the emphasis, that was cut off before it."""
    if cut.count("**") % 2:
        return text.replace("**", "", 1)
    if "(" in cut and ")" not in cut:
        depth = 0
        for n, letter in enumerate(text):
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                return text[:n] + text[n + 1 :]
    return text


def _joined(blocks: Sequence[_Lines]) -> _Lines:
    """Blocks with an empty line between two of them."""
    lines: _Lines = []
    for block in blocks:
        if block:
            lines += ["", *block] if lines else block
    return lines


def _paragraphs(text: Wire) -> _Lines:
    return [prose(line) for line in paragraphs(text, _WIDTH)]


def _is_said(method: Method) -> bool:
    """Whether the description begins with the summary."""
    summary = " ".join(method.summary.text.lower().split()).rstrip(_NAMES_END)
    return " ".join(method.description.text.lower().split()).startswith(summary)


def _ended(summary: Wire) -> Wire:
    """The summary as a sentence."""
    text = summary.text.strip()
    return Wire(f"{text}.") if text and text[-1].isalnum() else summary


def _defaulted(member: Field | Parameter) -> Wire:
    """The description, and the value that holds where none is given, unless the description says it."""
    shown = shown_default(member)
    if not shown:
        return member.description
    text = member.description.text.strip()
    code = " ".join(shown.replace("`", "'").split())
    said = f"Defaults to `{code}`."
    if "\n" in text:
        return Wire(f"{text}\n\n{said}")
    return Wire(f"{text}{'.' if text[-1:].isalnum() else ''} {said}" if text else said)
