"""Doc comments of Go: what they say, and that gofmt leaves them as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from golang.inspection import Inspector, inspector
from hostile import PAYLOADS
from sdksmith.flavors.go import docs
from sdksmith.flavors.go.verbs import conjugated
from sdksmith.wire import Wire

TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def inspect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    with inspector(tmp_path_factory.mktemp("inspector")) as running:
        yield running


def declared(description: str) -> str:
    """The comment of a type, as a text."""
    return "\n".join(docs.declared("Pet", Wire(description), "is a type"))


@pytest.mark.parametrize(
    ("description", "comment"),
    [
        ("", "// Pet is a type."),
        ("A pet for sale", "// Pet is a pet for sale."),
        ("This is the pet.", "// Pet is the pet."),
        ("Represents a pet.", "// Pet represents a pet."),
        ("Details", "// Pet is a type.\n//\n// Details"),
        (
            "A **bold** and _thin_ one, `a_b` and snake_case.",
            "// Pet is a bold and thin one, `a_b` and snake_case.",
        ),
        (
            "A pet of [the shop](https://shop.example).",
            "// Pet is a pet of [the shop].\n//\n// [the shop]: https://shop.example",
        ),
        (
            "A pet:\n* small\n* or\n  large",
            "// Pet is a pet:\n//   - small\n//   - or large",
        ),
        (
            'The pet.\n\n```json\n{\n  "a": 1\n}\n```',
            '// Pet is the pet.\n//\n//\t{\n//\t  "a": 1\n//\t}',
        ),
        ("The pet.\n\n## Care\n\nFeed it.", "// Pet is the pet.\n//\n// # Care\n//\n// Feed it."),
        # Go would take the line in the middle for a heading.
        (
            "The pet.\n\nFeed it well\n\nOften.",
            "// Pet is the pet.\n//\n// Feed it well.\n//\n// Often.",
        ),
        # A list ends only at prose, so that one before code is none.
        ("The pet.\n\n1. Run\n\n```\nrun\n```", "// Pet is the pet.\n//\n// 1. Run\n//\n//\trun"),
        ("The pet.\n\n+build ignore", "// Pet is the pet.\n//\n// \\+build ignore"),
        ("<p>The <b>pet</b>.</p><ul><li>small</li></ul>", "// Pet is the pet.\n//   - small"),
        ("It's ''quoted'' ``twice``.", '// Pet is a type.\n//\n// It\'s "quoted" `twice`.'),
    ],
)
def test_declared(description: str, comment: str) -> None:
    assert declared(description) == comment


def test_deprecated() -> None:
    said = docs.declared("Pet", Wire("The pet.\n\n**Deprecated:** use Animal."), "is a type", True)
    assert said == ("// Pet is the pet.", "//", "// Deprecated: use Animal.")
    said = docs.declared("Pet", Wire(""), "is a type", True)
    assert said[-1].startswith("// Deprecated: ")


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("Create and run a thread", "creates and runs a thread"),
        ("Permanently delete a video", "permanently deletes a video"),
        ("Retrieves a thing.", "retrieves a thing."),
        ("Re-run a job", "re-runs a job"),
        ("Query a store", "queries a store"),
        ("Manually pay an order", "manually pays an order"),
        ("Pet details", ""),
        ("", ""),
    ],
)
def test_conjugated(summary: str, said: str) -> None:
    assert conjugated(summary) == said


PIECES = st.sampled_from(
    [
        *("- ", "* x", "1. ", "10) y", "```", "~~~", "# ", "## H", "Title", "Word", "''", "``"),
        *("`c`", "**b**", "_i_", "|a|b|", "---", "===", "> q", "+build x", "go:build x", "line 1"),
        *("[a]: http://b", "[a](https://b.c)", "[a](http://d)", "[x [y](https://z)", "[", "]: "),
        *("Deprecated: x", "\\", "{", "}", "<p>", "</p>", "<a href='https://x'>", "</a>", "<li>"),
        *("&lt;", "&#0;", "\u2028", "\xa0", "é", "•", "    ", "\t", "text.", "[io.Reader]", "\\*"),
        *("A long line of words " * 6, "func main() {", "<https://q.r>", "![i](https://img)", "…"),
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n"])), max_size=14).map(
    lambda parts: "".join(f"{piece}{end}" for piece, end in parts)
)


def described(texts: list[str]) -> str:
    """A file that has all of the texts as comments of types and of fields."""
    parts = ["package pets\n"]
    for n, text in enumerate(texts):
        comment = "\n".join(docs.declared(f"T{n}", Wire(text), "is a type", n % 7 == 0))
        field = "".join(f"\t{line}\n" for line in docs.comment(Wire(text), 1))
        parts.append(f"{comment}\ntype T{n} struct {{\n{field}\tA int\n}}\n")
    return "\n".join(parts)


def check(inspect: Inspector, texts: list[str]) -> None:
    found = inspect.files({"pets.go": described(texts)})["pets.go"]
    assert not found.error
    assert not found.directives
    assert found.formatted


def test_real_descriptions(inspect: Inspector) -> None:
    """The descriptions of our documents, and texts that try to become something else."""
    texts = list(PAYLOADS.values())
    for path in sorted(TESTS.glob("documents/*.yaml")):
        waiting = [yaml.safe_load(path.read_text())]
        while waiting:
            match waiting.pop():
                case dict() as mapping:
                    texts += [
                        t for k, t in mapping.items() if k == "description" and isinstance(t, str)
                    ]
                    waiting += mapping.values()
                case list() as items:
                    waiting += items
    check(inspect, texts)


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=20, max_size=40))
def test_any_description(inspect: Inspector, texts: list[str]) -> None:
    check(inspect, texts)
