"""Modules of the Python flavor: those that need each other, and those that would be too large."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sdksmith.cycles import cycles
from sdksmith.flavors.python.splitting import split
from sdksmith.ir import Field, Kind, Model, Scalar
from sdksmith.load.source import Document, Pointer
from sdksmith.names import words
from sdksmith.wire import Wire

PLACE = Pointer(Document(Path("spec.yaml"), {}, "yaml"))
A, B, C, D, E = (("a",), ("b",), ("c",), ("d",), ("e",))


def test_no_cycle() -> None:
    assert cycles({A: [B, C], B: [C], C: [], D: [D]}) == {}


def test_cycles_are_told_apart() -> None:
    found = cycles({A: [B], B: [C, A], C: [D], D: [E], E: [C, D]})
    assert found == {A: {A, B}, B: {A, B}, C: {C, D, E}, D: {C, D, E}, E: {C, D, E}}


def test_a_long_chain() -> None:
    needed = {(str(n),): [(str(n + 1),)] for n in range(5000)}
    assert cycles(needed) == {}
    assert len(cycles({**needed, ("5000",): [("0",)]})) == 5001


def model(name: str, size: int) -> Model:
    field = Field(("a",), Wire("a"), Scalar(Kind.STRING), True, Wire(""), False, PLACE)
    fields = tuple(replace(field, name=(f"a{number}",)) for number in range(size))
    return Model(name, words(name), Wire(""), fields, False, True, PLACE)


def test_a_small_module_stays_whole() -> None:
    models = [model("event opened", 4_000), model("event closed", 4_000)]
    assert split(models) == {(): models}
    assert split([]) == {(): []}


def test_a_large_module_is_split_by_what_names_begin_with() -> None:
    sizes = {
        "event": 100,
        "event issue": 2_000,
        "event issue label": 3_000,
        "event pull": 100,
        "event pull review": 9_000,
        "event pull review comment": 3_000,
        "event team": 200,
        "user": 300,
    }
    found = split([model(name, size) for name, size in sizes.items()])
    assert {" ".join(words): [m.id for m in group] for words, group in found.items()} == {
        "": ["user"],
        "event": ["event", "event team"],
        "event issue": ["event issue", "event issue label"],
        "event pull": ["event pull"],
        "event pull review": ["event pull review"],
        "event pull review comment": ["event pull review comment"],
    }
