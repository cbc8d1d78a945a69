"""Measures the generated Python SDK beside its peers and prints Markdown tables; see README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import table
from bench.comparison import comparison_table
from bench.environment import peers_python
from bench.generation import generation_table
from bench.measure import Host, Numbers, best
from bench.payload import livestreams
from bench.scenarios import MANY, OTHERS, PEER, RAW, SDK, Scenario, Settings, scenarios
from bench.server import local_server

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "bench"
GENERATION = "generate"
DOCUMENTS = "documents"
SUBJECTS = (SDK, PEER, RAW, *OTHERS)
NAMES = ("first-call", "small-call", "in-flight", "decode", "decode-many", GENERATION, DOCUMENTS)


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


def measure(options: argparse.Namespace) -> list[tuple[Scenario, dict[str, Numbers]]]:
    """Run the chosen scenarios."""
    chosen = options.only or NAMES
    if not set(chosen) - {GENERATION, DOCUMENTS}:
        return []
    if SDK in (options.subject or SUBJECTS) and not options.sdk.is_dir():
        sys.exit(f"There is no SDK in {options.sdk}; `make generate` writes it.")
    python = options.python or peers_python(HERE / "peers.lock", BUILD / "venv")
    host = Host(python, BUILD / "pycache")
    measured = []
    with tempfile.TemporaryDirectory() as folder, local_server() as url:
        settings = Settings(url, options.sdk.resolve(), Path(folder), options.quick)
        for scenario in scenarios(settings):
            if scenario.name not in chosen:
                continue
            if options.subject:
                scenario = scenario.among(options.subject)  # noqa: PLW2901
            if scenario.name.startswith("decode"):
                write_payloads(settings.payloads, MANY if scenario.name == "decode-many" else 1000)
            print(f"measuring {scenario.name} …", file=sys.stderr)
            everyone = (*scenario.subjects, *scenario.beside)
            measured.append((scenario, best(host, everyone, scenario.repetitions)))
    return measured


def write_payloads(folder: Path, count: int) -> None:
    """The files that are decoded: one object to warm up, and `count`."""
    for number in (1, count):
        (folder / f"{number}.json").write_bytes(livestreams(number))


def main() -> None:
    """Measure and print."""
    options = arguments()
    measured = measure(options)
    print(table.machine())
    if measured:
        print(f"\n{table.main_table(measured)}")
    beside = table.beside_table(measured)
    if beside:
        print(f"\n{beside}")
    if GENERATION in (options.only or NAMES):
        print(f"\n{generation_table(ROOT, 1 if options.quick else 5)}")
    if DOCUMENTS in (options.only or NAMES):
        print(
            f"\n{comparison_table(ROOT, BUILD, 1 if options.quick else 3, options.document or ())}"
        )


if __name__ == "__main__":
    main()
