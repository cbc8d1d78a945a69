"""Measures the generated SDKs beside their peers and prints Markdown tables; see README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from bench import table
from bench.comparison import comparison_table
from bench.environment import peers_python
from bench.generation import generation_table
from bench.measure import Host, Numbers, Runner, best
from bench.node_host import esbuild, prepared
from bench.payload import Payload
from bench.scenarios import (
    FETCH,
    NPM,
    OTHERS,
    PEER,
    RAW,
    REFLECTION,
    SDK,
    STANDARD,
    Scenario,
    Settings,
    go_scenarios,
    scenarios,
    typescript_scenarios,
)
from bench.server import local_server

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "bench"
GENERATION = "generate"
DOCUMENTS = "documents"
SUBJECTS = (SDK, PEER, RAW, *OTHERS, STANDARD, REFLECTION, NPM, FETCH)
PYTHON = ("first-call", "small-call", "in-flight", "decode", "decode-many")
GO = ("go-call", "go-decode", "go-decode-unknown")
TYPESCRIPT = ("ts-call", "ts-start", "ts-start-large", "ts-bundle")
NAMES = (*PYTHON, *GO, *TYPESCRIPT, GENERATION, DOCUMENTS)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short run of each")
    parser.add_argument("--only", action="append", choices=NAMES, help="only this; repeatable")
    parser.add_argument(
        "--subject", action="append", choices=SUBJECTS, help="only this column; repeatable"
    )
    parser.add_argument("--document", action="append", help="generate only this; repeatable")
    parser.add_argument("--sdk", type=Path, default=ROOT / "generated/python/src")
    parser.add_argument("--python", type=Path, help="an interpreter that has the peers already")
    return parser.parse_args()


Measured = list[tuple[Scenario, dict[str, Numbers]]]


def measure(options: argparse.Namespace) -> tuple[Measured, Measured, Measured]:
    """Run the chosen scenarios: those in Python, those in Go, and those in TypeScript."""
    chosen = options.only or NAMES
    with tempfile.TemporaryDirectory() as folder, local_server() as url:
        settings = Settings(url, options.sdk.resolve(), Path(folder), options.quick)
        python = [each for each in scenarios(settings) if each.name in chosen]
        go = [each for each in go_scenarios(settings) if each.name in chosen]
        bundler = esbuild() if set(TYPESCRIPT) & set(chosen) else Path()
        subjects = options.subject or SUBJECTS
        typescript = [
            each.among(subjects)
            for each in typescript_scenarios(settings, bundler)
            if each.name in chosen
        ]
        return (
            run(python_host(options), python, settings, subjects) if python else [],
            run(go_host(), go, settings, subjects) if go else [],
            run(typescript_host(typescript), typescript, settings, subjects) if typescript else [],
        )


def python_host(options: argparse.Namespace) -> Host:
    """Where subjects in Python run."""
    if SDK in (options.subject or SUBJECTS) and not options.sdk.is_dir():
        sys.exit(f"There is no SDK in {options.sdk}; `make generate` writes it.")
    python = options.python or peers_python(HERE / "peers.lock", BUILD / "venv")
    return Host(python, BUILD / "pycache")


def go_host() -> Runner:
    """Where subjects in Go run."""
    from bench.go_host import GoHost, built

    return GoHost(built(BUILD / "go"))


def typescript_host(defined: Iterable[Scenario]) -> Runner:
    """Where the subjects in TypeScript of these scenarios run."""
    places = {str(subject.path) for each in defined for subject in each.subjects}
    return prepared(ROOT, BUILD, places)


def run(
    host: Runner, defined: Iterable[Scenario], settings: Settings, subjects: Collection[str]
) -> Measured:
    """Run the scenarios, with only the subjects of these names."""
    measured = []
    for each in defined:
        scenario = each.among(subjects)
        if scenario.payload:
            write_payloads(settings.payloads, scenario.payload)
        print(f"measuring {scenario.name} …", file=sys.stderr)
        everyone = (*scenario.subjects, *scenario.beside)
        measured.append((scenario, best(host, everyone, scenario.repetitions)))
    return measured


def write_payloads(folder: Path, payload: Payload) -> None:
    """The files that are decoded: one object to warm up, and all of them."""
    for part in (payload.first(), payload):
        (folder / part.name).write_bytes(part.text())


def main() -> None:
    """Measure and print."""
    options = arguments()
    python, go, typescript = measure(options)
    print(table.machine())
    if python:
        print(f"\n{table.main_table(python)}")
    if beside := table.beside_table(python):
        print(f"\n{beside}")
    if go:
        print(f"\n{table.go_table(go)}")
    if typescript:
        print(f"\n{table.typescript_table(typescript)}")
    if GENERATION in (options.only or NAMES):
        print(f"\n{generation_table(ROOT, 1 if options.quick else 5)}")
    if DOCUMENTS in (options.only or NAMES):
        print(
            f"\n{comparison_table(ROOT, BUILD, 1 if options.quick else 3, options.document or ())}"
        )


if __name__ == "__main__":
    main()
