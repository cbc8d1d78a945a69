"""Programs that make calls of generated SDKs, and what each call comes to."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from golang.toolchain import Toolchain
from sdksmith.flavors.go.code import Expr, imports

__all__ = ["CLIENT", "EVERY", "ROOT_NAME", "SERVER", "Program", "Report", "Table"]

EVERY = Path(__file__).parent / "every"
"""The module that the programs are made with, `example.com/every`."""

CLIENT, SERVER, ROOT_NAME = "theClient", "theServer", "theSDK"
"""What calls name the client, the `*every.Server` and the SDK's root package; no package has such a name."""

_PLACE = re.compile(r"(?:^|/)call(\d+)\.go:\d+(?::(\d+))?: (.*)")
_ON_ONE_FILE = 300
"""So many calls stand in a file."""
_TRIES = 6


@dataclass(frozen=True)
class Report:
    """What became of a call: see `Report` in `every/run.go`."""

    error: str
    problems: list[str]
    count: int


@dataclass(frozen=True)
class Table:
    """The calls of one SDK.

    Args:
        module: The path of the SDK's module.
        client: The client that the calls name.
        failure: A function of the type `every.Failures`.
        calls: By their numbers: expressions of the type `every.Outcome`, in which the context is `ctx`.
        rewrite: What the source text goes through before it is written.
    """

    name: str
    module: str
    client: Expr
    failure: Expr
    calls: Mapping[int, Expr]
    rewrite: Callable[[str], str] = str


@dataclass
class Program:
    """A program that makes calls, one after the other.

    Args:
        folder: Its module, whose `go.mod` stands there.
        module: The path of that module.
        others: The paths of the modules that it is compiled of.
    """

    toolchain: Toolchain
    folder: Path
    module: str
    others: tuple[str, ...] = ()
    broken: dict[int, str] = field(default_factory=dict)
    """Calls that do not compile, with what the compiler says."""

    def build(self, tables: Sequence[Table]) -> None:
        """Compile a program of the calls; those that do not compile are left out.

        Raises:
            AssertionError: There is something else that does not compile.
        """
        self._write_main(tables)
        for table in tables:
            self._write(table)
        for _ in range(_TRIES):
            found = self._compile()
            if not found:
                return
            self.broken |= found
            for table in tables:
                if table.calls.keys() & found.keys():
                    self._write(table)
        raise AssertionError(f"it does not compile without {sorted(self.broken)} either")

    def vet(self, packages: str) -> str:
        """What `go vet` says of packages, such as `github.com/acme/acme-go/...`; nothing if all is well.

        It is asked here, as what was compiled for the program need not be compiled again for it.
        """
        result = self.toolchain.run("vet", *self._flags, packages, folder=self.folder, seconds=1800)
        if result.returncode == 0:
            return ""
        return result.stderr or f"go vet ended with {result.returncode}"

    @property
    def _flags(self) -> tuple[str, ...]:
        """Flags of all that is compiled: without optimisation that takes half the time, and without the paths of
        files it is done once for all folders."""
        unoptimised = (f"-gcflags={module}/...=-N -l" for module in (self.module, *self.others))
        return ("-mod=mod", "-trimpath", *unoptimised)

    def run(self, server: str, seconds: float = 300) -> dict[int, Report]:
        """Make the calls.

        Raises:
            AssertionError: The program ended before all of them were made.
        """
        result = subprocess.run(
            [str(self.folder / "program"), server],
            env={},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        found = {line.pop("id"): Report(**line) for line in lines}
        assert result.returncode == 0, f"{result.stderr[:2000]} after {len(found)} calls"
        return found

    # ------------------------------------------------------------ source

    def _write_main(self, tables: Sequence[Table]) -> None:
        specs = "".join(
            f'\tcalls{n} "{self.module}/calls/{table.name}"\n' for n, table in enumerate(tables)
        )
        named = "".join(f", calls{n}.Table" for n in range(len(tables)))
        self.folder.joinpath("main.go").write_text(
            f'package main\n\nimport (\n\t"os"\n\n\t"example.com/every"\n{specs})\n\n'
            f"func main() {{\n\tevery.Run(every.At(os.Args[1]){named})\n}}\n"
        )

    def _write(self, table: Table) -> None:
        folder = self.folder / "calls" / table.name
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.go"):
            old.unlink()
        ids = [id for id in table.calls if id not in self.broken]
        files = [ids[n : n + _ON_ONE_FILE] for n in range(0, len(ids), _ON_ONE_FILE)]
        for number, some in enumerate(files):
            lines = [
                f"//line call{id}.go:1\n\t{{{id}, func(ctx context.Context) every.Outcome "
                f"{{ return {table.calls[id].code} }}}},\n"
                for id in some
            ]
            text = f"var calls{number} = []every.Call{{\n{''.join(lines)}}}\n"
            used = [table.calls[id] for id in some]
            path = folder / f"calls{number}.go"
            path.write_text(table.rewrite(_source(text, used, table.module, "context")))
        tables = ", ".join(f"calls{number}" for number in range(len(files)))
        text = (
            "// Table has the calls.\n"
            f"var Table = every.Table{{Failures: {table.failure.code}, "
            f"Calls: slices.Concat({tables or '[]every.Call(nil)'})}}\n\n"
            f"var {SERVER} = every.At(os.Args[1])\n\n"
            f"var {CLIENT} = {table.client.code}\n"
        )
        used = [table.client, table.failure]
        path = folder / "table.go"
        path.write_text(table.rewrite(_source(text, used, table.module, "os", "slices")))

    def _compile(self) -> dict[int, str]:
        """Compile; returns what the compiler says of calls."""
        options = (*self._flags, f"-gcflags={self.module}/calls/...=-N -l -e", "-o", "program")
        result = self.toolchain.run("build", *options, ".", folder=self.folder, seconds=900)
        if result.returncode == 0:
            return {}
        found: dict[int, str] = {}
        for line in result.stderr.splitlines():
            if match := _PLACE.search(line):
                known = found.get(int(match[1]), "does not compile")
                found[int(match[1])] = f"{known}: {match[3]}"
        assert found, result.stderr[:4000]
        return found


def _source(text: str, used: Iterable[Expr], module: str, *more: str) -> str:
    """A file of the package `calls`."""
    wanted = {path for each in used for path in each.imports}
    found = imports({*wanted, "example.com/every", *more}, module)
    root = f'"{module}"'
    specs = "".join(
        f"\t{f'{ROOT_NAME} ' if spec == root else ''}{spec}\n"
        for spec in (*found.standard, *found.own)
    )
    return f"package calls\n\nimport (\n{specs})\n\n{text}"
