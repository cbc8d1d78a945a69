"""Every generator on every document, beside what none of them can go below."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.documents import Document, documents
from bench.environment import peers_python
from bench.generators import ALL, PYTHON, PYTHON_CLIENT, SDKSMITH, Generator, generators
from bench.node_host import node_modules
from bench.process import Usage, run
from bench.scale import growth_table, import_table
from bench.table import NOTHING, markdown, quantity, ratio
from node.toolchain import toolchain

FLOOR = "parse, write the same bytes"
_FLOOR = """
import json, sys, yaml
from pathlib import Path
count, *names = sys.argv[1:]
sources, (generated, target) = names[:int(count)], map(Path, names[int(count):])
for name in sources:
    data = Path(name).read_bytes()
    json.loads(data) if name.endswith(".json") else yaml.load(data, yaml.CSafeLoader)
made = set()
for file in generated.rglob("*"):
    if file.is_file():
        copy = target / file.relative_to(generated)
        if copy.parent not in made:
            copy.parent.mkdir(parents=True, exist_ok=True)
            made.add(copy.parent)
        copy.write_bytes(file.read_bytes())
"""
_GOALS = {(PYTHON, FLOOR): 5.0, (PYTHON, PYTHON_CLIENT): 0.25, (ALL, PYTHON_CLIENT): 0.5}
"""What sdksmith's CPU time may be at the most, as a multiple of another one's, by what it emits."""


def comparison_table(root: Path, build: Path, repetitions: int, only: Sequence[str] = ()) -> str:
    """Tables of wall and CPU time, peak memory, and operations; the run with the least CPU time counts.

    Args:
        root: the checkout.
        build: a folder for what is installed.
        repetitions: runs of sdksmith, beside one that is not counted; the peers take so long that one run says enough.
        only: names of documents; none for all.
    """
    here = Path(__file__).resolve().parent.parent
    python = peers_python(here / "generators.lock", build / "generators")
    modules = node_modules(build / "node")
    known = generators(root, python, toolchain().node, modules)
    chosen = [
        document
        for document in documents(root, modules / "@octokit/openapi/generated/api.github.com.json")
        if not only or document.name in only
    ]
    tables = []
    for document in chosen:
        print(f"generating {document.name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            tables.append(_table(document, known, root, Path(folder), repetitions))
    print("importing …", file=sys.stderr)
    tables.append(import_table(root, chosen, repetitions))
    tables.append(growth_table(root, repetitions))
    return "\n\n".join(tables)


def _table(
    document: Document, known: list[Generator], root: Path, folder: Path, repetitions: int
) -> str:
    total = document.operations()
    rows: list[tuple[str, str, Usage, int | None]] = []
    own: dict[str, Usage] = {}
    floor: list[tuple[str, str, Usage, int | None]] = []
    for place, generator in enumerate(known):
        usages = []
        for number in range(repetitions + 1 if generator.is_own else 1):
            output = folder / f"{place}-{number}"
            if generator.name != PYTHON_CLIENT:
                output.mkdir()
            command = generator.command(document.path.absolute(), output)
            where = output if generator.inside else root
            usages.append(run(command, where, generator.environment))
        usage = min(usages, key=lambda each: each.cpu)
        emitted = generator.count(output) if generator.count and not usage.failure else None
        rows.append((generator.name, generator.emits, usage, emitted))
        if generator.is_own:
            own[generator.emits] = usage
            if not usage.failure:
                copied = _floor(document, output, folder / f"floor-{place}", root)
                floor.append((FLOOR, generator.emits, copied, None))
    header = [
        f"{document.name}: {total:,} operations",
        *("emits", "wall", "CPU", "sdksmith's CPU ÷", "all flavors' CPU ÷"),
        *("peak memory", "emitted", "dropped"),
    ]
    listed = [*rows[: len(own)], *floor, *rows[len(own) :]]
    return markdown(
        [
            header,
            *(
                _row(name, emits, usage, own, emitted, total)
                for name, emits, usage, emitted in listed
            ),
        ]
    )


def _row(
    name: str, emits: str, usage: Usage, own: Mapping[str, Usage], emitted: int | None, total: int
) -> list[str]:
    if usage.failure:
        return [
            name,
            emits,
            quantity(usage.wall, "s"),
            quantity(usage.cpu, "s"),
            *(NOTHING for _ in own),
            NOTHING,
            "fails",
            NOTHING,
        ]
    return [
        name,
        emits,
        quantity(usage.wall, "s"),
        quantity(usage.cpu, "s"),
        *(_ratio(each, own[each].cpu, name, emits, usage.cpu) for each in own),
        quantity(usage.memory, "MB"),
        NOTHING if emitted is None else f"{emitted:,}",
        NOTHING if emitted is None else f"{total - emitted:,}",
    ]


def _ratio(own_emits: str, own: float, name: str, emits: str, cpu: float) -> str:
    """What sdksmith took beside another one; beside the floor of its own output only."""
    if name == SDKSMITH or (name == FLOOR and emits != own_emits):
        return ""
    return ratio(own, cpu, _GOALS.get((own_emits, name)))


def _floor(document: Document, generated: Path, target: Path, root: Path) -> Usage:
    sources = [str(path) for path in document.files()]
    names = [str(len(sources)), *sources, str(generated), str(target)]
    return run([sys.executable, "-c", _FLOOR, *names], root, {})
