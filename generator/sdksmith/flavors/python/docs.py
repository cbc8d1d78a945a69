"""Docstrings of the generated code."""

from __future__ import annotations

from sdksmith.flavors.python.quote import WIDTH, doc
from sdksmith.ir import Alias, Field, Method, Model, Parameter
from sdksmith.quoting import paragraphs
from sdksmith.requests import documented_path
from sdksmith.sentences import shown_default
from sdksmith.wire import Wire


def described(member: Field | Model | Alias | Parameter, indent: int) -> str:
    """The docstring of a member or a class; empty when the document does not describe it."""
    return _docstring(member.description, member.deprecated, indent)


def accepted(member: Field | Parameter, indent: int) -> str:
    """The docstring of a member that a request may hold, with what holds where it is left out."""
    return _docstring(defaulted(member), member.deprecated, indent)


def _docstring(description: Wire, deprecated: bool, indent: int) -> str:
    text = paragraphs(description, WIDTH - indent)
    if deprecated and not _says_deprecated(text):
        text = ["Deprecated.", *([""] if text else []), *text]
    return doc("\n".join(text), indent) if text else ""


def method(method: Method, parameters: dict[str, Parameter], indent: int) -> str:
    """The docstring of a method: what it does, what it needs, each parameter."""
    width = WIDTH - indent
    blocks = [paragraphs(_ended(method.summary), width), paragraphs(method.description, width)]
    if method.deprecated and not any(map(_says_deprecated, blocks)):
        blocks.append(["Deprecated."])
    blocks.append([f"`{method.verb} {documented_path(method).text}`"])
    if method.permissions:
        accepted = ", ".join(permission.text for permission in method.permissions)
        label = "Accepted permissions (at least one required): "
        blocks.append(paragraphs(Wire(label + accepted), width))
    if arguments := list(_arguments(parameters, width)):
        blocks.append(["Args:", *arguments])
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return doc(text, indent)


def _says_deprecated(lines: list[str]) -> bool:
    """Whether a description begins with the word itself."""
    return bool(lines) and lines[0].lower().lstrip("*_[(").startswith("deprecated")


def _ended(summary: Wire) -> Wire:
    """The summary as a sentence."""
    text = summary.text
    return Wire(f"{text}.") if text and text[-1].isalnum() else summary


def _arguments(parameters: dict[str, Parameter], width: int) -> list[str]:
    result: list[str] = []
    for name, parameter in parameters.items():
        # The first line stands behind the name, the others below it.
        lines = paragraphs(defaulted(parameter), width - 8 - len(name))
        if parameter.deprecated and not _says_deprecated(lines):
            lines = ["Deprecated.", *lines]
        if lines:
            result.append(f"    {name}: {lines[0]}")
            rest = (
                paragraphs(Wire(" ".join(lines[1:])), width - 8) if _is_prose(lines) else lines[1:]
            )
            result += [f"        {line}" if line else "" for line in rest]
    return result


def defaulted(member: Field | Parameter) -> Wire:
    """The description, and the value that holds where none is given, unless the description says it."""
    shown = shown_default(member)
    if not shown:
        return member.description
    text = member.description.text.strip()
    said = f"Defaults to `{shown}`."
    return Wire(f"{text}{'.' if text[-1:].isalnum() else ''} {said}" if text else said)


def _is_prose(lines: list[str]) -> bool:
    return "" not in lines and not any(line.startswith((" ", "-", "*")) for line in lines)
