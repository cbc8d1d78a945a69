"""Names: words, letter cases, reserved words, and scopes in which no two things may have one name.

A name is kept as `Words`, the lower-case words it is made of, until a flavor writes it in its language's letter case.
Words hold only `a`-`z` and `0`-`9`, so a name is safe in any language whatever the document's text was.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from functools import cache
from itertools import accumulate
from typing import Generic, TypeAlias, TypeVar

from sdksmith.load.source import Pointer
from sdksmith.records import record
from sdksmith.report import Finding, Level

Words: TypeAlias = tuple[str, ...]

# An acronym's plural (`URLs`) is one word, and an acronym ends where a capitalised word begins (`HTTPServer`).
# Digits belong to the word right before them (`utf8`), else to the letters right behind (`95p`).
# The first alternative is a code point that `_latin` marked.
_WORD = re.compile(
    r"\0u[0-9a-f]+"
    r"|(?:OAuth|IPv[46]|[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+)[0-9]*"
    r"|[0-9]+(?:[A-Z]+(?![a-z])|[a-z]+)?"
)

_INITIALISMS = """
    ai api acl cpu css dns eof guid html http https id io ip json jwt lhs mtls qps ram rest rhs rpc rtmp rtmps rtc
    sdk sla smtp sql srt ssh ssl tcp tls ttl udp ui uid uri url utf8 uuid vm xml xsrf xss
"""
INITIALISMS = frozenset(_INITIALISMS.split())
"""Words that languages write in capitals inside a capitalised name: `requireSignedURLs`, `LiveInputID`."""

_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l"}
"""Latin letters that are no ASCII letter with an accent."""

_SIGNS = {"+": "plus", "-": "minus"}
_SIGN = re.compile(r"(?<=[\W_])-(?=[0-9])|(?<!^)\+(?=[0-9])")
"""What tells `+1` from `-1`: a minus is none behind a letter or digit."""

_MAX_LENGTH = 100
"""Letters of a name at the most."""


@cache
def words(text: str) -> Words:
    """The words of an identifier or a phrase: `requireSignedURLs` → `require signed urls`.

    Letters with accents lose them; a character that has no Latin letter becomes its code point (`中` → `u4e2d`), so
    that two different texts of another script do not become one name.

    Returns:
        At least one word.
    """
    return _signed(text, _shortened(_begun(_parts(text))))


@cache
def words_behind(text: str) -> Words:
    """The words of what stands behind another name, where the first may be a digit: `24h` → `24h`, not `n24h`.

    Digits that only a sign tells from the next ones keep what is before them: `1.5` is not `15`.
    """
    parts = _parts(text)
    if len(parts) > 1 and parts[0][-1].isdigit() and parts[1][0].isdigit():
        return words(text)
    return _signed(text, _shortened(parts))


def _parts(text: str) -> Words:
    """The words that a text is made of; none if it has no letters and digits."""
    if "+" in text or "-" in text:
        text = _SIGN.sub(lambda sign: f" {_SIGNS[sign[0]]} ", text)
    plain = (
        text
        if text.isascii()
        else "".join(_latin(character) for character in unicodedata.normalize("NFKC", text))
    )
    return tuple(match.lower().lstrip("\0") for match in _WORD.findall(plain))


def _signed(text: str, found: Words) -> Words:
    """The words with the sign that the text begins with, if it is one of a number."""
    found = found or ("value",)
    return (_SIGNS[text[0]], *found) if text[:1] in _SIGNS and text[1:2].isdecimal() else found


def _shortened(found: Words) -> Words:
    """As many words as a name may have: a module has to be a file, too."""
    if sum(map(len, found)) <= _MAX_LENGTH:
        return found
    lengths = accumulate(len(word) for word in found)
    kept = tuple(word for word, length in zip(found, lengths, strict=True) if length <= _MAX_LENGTH)
    return kept or tuple(word[:_MAX_LENGTH] for word in found[:1])


def _latin(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if part.isascii())
    if base or unicodedata.combining(character):
        return base
    return f" \0u{ord(character):x} " if character.isalnum() else " "


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _begun(name: Words) -> Words:
    """No language begins a name with a digit: `3 d secure` → `three d secure`, `2024` → `n2024`."""
    if not name or not name[0][0].isdigit():
        return name
    first, *rest = name
    digits = len(first) - len(first.lstrip("0123456789"))
    if digits > 1:
        return (f"n{first}", *rest)
    tail = (first[1:],) if first[1:] else ()
    return (_DIGITS[int(first[0])], *tail, *rest)


def snake(name: Words) -> str:
    """`live_inputs`"""
    return "_".join(name)


def screaming(name: Words) -> str:
    """`LIVE_INPUTS`"""
    return "_".join(name).upper()


@cache
def pascal(name: Words) -> str:
    """`LiveInputs`, with initialisms in capitals: `LiveInputID`, `SignedURLs`."""
    return "".join(_capitalised(word) for word in name)


@cache
def camel(name: Words) -> str:
    """`liveInputs`"""
    first, *rest = name
    return first + "".join(_capitalised(word) for word in rest)


def _capitalised(word: str) -> str:
    if word in INITIALISMS:
        return word.upper()
    if word[-1] == "s" and word[:-1] in INITIALISMS:
        return word[:-1].upper() + "s"
    return word[0].upper() + word[1:]


_IRREGULAR = {
    "people": "person",
    "children": "child",
    "indices": "index",
    "vertices": "vertex",
    "men": "man",
    "caches": "cache",
    "cookies": "cookie",
    "movies": "movie",
}
_ENDINGS = ("ss", "us", "is")
# Words that end in `s` and mean one thing.
_NOT_PLURAL = {"alias", "atlas", "aws", "bias", "canvas", "dns", "gas", "gps", "https", "ios"}
_NOT_PLURAL |= {"kubernetes", "lens", "news", "os", "series", "sms", "species"}


def singular(name: Words) -> Words:
    """The name of one of the things that a collection holds: `live inputs` → `live input`."""
    *first, last = name
    return (*first, _singular_word(last))


def _singular_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 3 or word in _NOT_PLURAL or word.endswith(_ENDINGS) or word[-1] != "s":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "statuses", "aliases", "buses")):
        return word[:-2]
    return word[:-1]


T = TypeVar("T")


@record
class Named(Generic[T]):
    """Something that wants a name in a scope."""

    item: T
    name: Words
    source: str
    """The document's own spelling: it tells two things apart whose words are the same."""
    place: Pointer


def resolve(
    wanted: Sequence[Named[T]],
    case: Callable[[Words], str],
    reserved: Callable[[str], bool],
    what: str,
) -> tuple[dict[str, T], list[Finding]]:
    """Give each thing of one scope its name, after all of them are known.

    A reserved word gets an underscore behind it. Of things that would have one name, the one that the document spells
    exactly so keeps it; each other one gets a mark made from its own spelling, so that adding or removing a neighbour
    never renames it.

    Args:
        wanted: what wants a name; the order does not influence the names.
        case: the letter case of the scope.
        reserved: whether an identifier may not be used.
        what: what the things are, for the finding: `property`, `parameter`.

    Returns:
        The names with their things, in the order of `wanted`, and a warning for each collision that names both places.
    """
    texts = [identifier(case(named.name), reserved) for named in wanted]
    items = {text: named.item for text, named in zip(texts, wanted, strict=True)}
    if len(items) == len(wanted):
        return items, []
    groups: dict[str, list[Named[T]]] = {}
    for text, named in zip(texts, wanted, strict=True):
        groups.setdefault(text, []).append(named)
    findings: list[Finding] = []
    chosen: dict[int, str] = {}
    for text, group in groups.items():
        first = min(group, key=lambda named: (named.source != case(named.name), named.source))
        for named in group:
            if named is first:
                chosen[id(named)] = text
                continue
            chosen[id(named)] = _marked(
                text.rstrip("_"), named.source, groups.keys() | chosen.values()
            )
            findings.append(_collision(what, text, chosen[id(named)], first, named))
    return {chosen[id(named)]: named.item for named in wanted}, findings


def _marked(identifier: str, source: str, taken: Set[str]) -> str:
    """The name that gives way, with as much of the mark of its spelling as tells it apart."""
    mark = hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
    return next(name for n in range(4, 65) if (name := f"{identifier}_{mark[:n]}") not in taken)


def identifier(text: str, reserved: Callable[[str], bool]) -> str:
    """The text as an identifier: with an underscore behind a reserved word."""
    while reserved(text):
        text += "_"
    return text


def _collision(
    what: str, identifier: str, renamed: str, first: Named[T], second: Named[T]
) -> Finding:
    return Finding(
        code="name-collision",
        level=Level.WARNING,
        message=f"two {what} names become `{identifier}`: {first.source!r} and {second.source!r}",
        place=second.place,
        hint=f"this one is called `{renamed}`; the other stands at {first.place}",
    )
