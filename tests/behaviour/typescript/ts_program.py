"""Programs that make calls of generated SDKs, what each call comes to, and what the compiler says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from node.toolchain import packages, tool, toolchain

__all__ = ["CLIENT", "EVERY", "Call", "Program", "Report", "Table", "type_errors"]

EVERY = Path(__file__).parent / "every"
"""What the programs are made with."""

CLIENT = "client"
"""What the code of a call names the client."""

_ERROR = re.compile(r"^(?P<file>[^\s(][^(]*)\((?P<line>\d+),\d+\): error (?P<text>TS\d+: .*)$")
_ON_ONE_FILE = 200
"""So many calls stand in a file: each is compiled apart from the others."""

_OPTIONS = {
    "target": "es2022",
    "module": "nodenext",
    "lib": ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
    "types": ["node"],
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noImplicitOverride": True,
    "noImplicitReturns": True,
    "noFallthroughCasesInSwitch": True,
    "verbatimModuleSyntax": True,
    "isolatedModules": True,
    "erasableSyntaxOnly": True,
    "allowImportingTsExtensions": True,
    "skipLibCheck": True,
    "noEmit": True,
}


@dataclass(frozen=True)
class Report:
    """What became of a call: see `Report` in `every/run.mts`."""

    error: str
    problems: list[str]
    count: int


@dataclass(frozen=True)
class Call:
    """A call of a method.

    Args:
        outcome: The function of `every/outcomes.mts` that takes what the method returns.
        code: The call, of `CLIENT`.
        client: The client as code, in which `fetch` leads to the server; empty for the client of the table.
        variables: More environment variables.
    """

    outcome: str
    code: str
    client: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> str:
        """The type of what an answer to it is, in which `R` is what the method returns."""
        return {
            "value": "Awaited<R>",
            "pages": "PagesOf<R>",
            "firstPage": "PagesOf<R>",
            "items": "EventsOf<R>",
            "stream": "EventsOf<R>",
        }[self.outcome]


@dataclass(frozen=True)
class Table:
    """The calls of one SDK.

    Args:
        root: The folder of its package.
        class_name: The name of its client.
        client: The client as code, in which `fetch` leads to the server.
        calls: By their numbers.
    """

    name: str
    root: Path
    class_name: str
    client: str
    calls: Mapping[int, Call]


@dataclass
class Program:
    """A program that makes calls.

    Args:
        folder: Where it is written.
    """

    folder: Path
    places: dict[tuple[str, int], int] = field(default_factory=dict)
    """The call that stands on a line of a file."""

    def write(self, tables: Sequence[Table]) -> None:
        """Write the source text."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.joinpath("package.json").write_text('{ "type": "module" }')
        named = []
        for table in tables:
            for number, ids in enumerate(_chunks(list(table.calls))):
                name = f"{table.name}-{number}"
                self._write(table, f"{name}.ts", ids)
                named.append(name)
        imports = [
            f'import {{ table as table{n} }} from "./{name}.ts";\n' for n, name in enumerate(named)
        ]
        given = "".join(f", table{n}" for n in range(len(named)))
        every = json.dumps(str(EVERY / "run.mts"))
        self.folder.joinpath("main.ts").write_text(
            f"import {{ run }} from {every};\n{''.join(imports)}\n"
            f"await run(process.argv[2] ?? ''{given});\n"
        )

    def run(self, server: str, seconds: float = 300) -> dict[int, Report]:
        """Make the calls.

        Raises:
            AssertionError: The program could not be bundled, or ended before all of them were made.
        """
        bundle = self.folder / "main.mjs"
        options = ("--bundle", "--platform=node", "--format=esm", "--target=node22")
        bundled = toolchain().run(
            *(str(tool("esbuild")), "main.ts", *options, "--log-level=warning"),
            f"--outfile={bundle}",
            folder=self.folder,
            seconds=seconds,
        )
        assert bundled.returncode == 0, bundled.stderr[:4000]
        result = toolchain().run(str(bundle), server, folder=self.folder, seconds=seconds)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        found = {line.pop("id"): Report(**line) for line in lines}
        assert result.returncode == 0, f"{result.stderr[:2000]} after {len(found)} calls"
        return found

    def answer(self, table: Table, answers: Mapping[int, Sequence[str]]) -> None:
        """Write a value of each answer, as code, where the type is expected that the method promises."""
        for number, ids in enumerate(_chunks([id for id in answers if id in table.calls])):
            file = f"{table.name}-answers-{number}.ts"
            lines = _TYPES.splitlines()
            for id in ids:
                module = f"./{table.name}-{list(table.calls).index(id) // _ON_ONE_FILE}.ts"
                holds = table.calls[id].holds
                type = holds.replace(
                    "<R>", f"<ReturnType<typeof import({json.dumps(module)}).call{id}>>"
                )
                for answer in answers[id]:
                    self.places[file, len(lines) + 1] = id
                    lines.append(f"((_: {type}) => {{}})({answer});")
            self.folder.joinpath(file).write_text("\n".join([*lines, "export {};", ""]))

    def type_errors(self) -> tuple[dict[int, str], list[str]]:
        """What the compiler says of the calls and the answers by number, and of all else, the SDKs included."""
        of_calls: dict[int, str] = {}
        others: list[str] = []
        for file, line, text in type_errors(self.folder):
            id = self.places.get((Path(file).name, line))
            if id is None or Path(file).parent != Path():
                others.append(f"{file}:{line}: {text}")
            else:
                of_calls.setdefault(id, text)
        return of_calls, others

    def _write(self, table: Table, file: str, ids: Sequence[int]) -> None:
        """Some of the calls, each on a line, so that the compiler's errors tell which one they are of."""
        root = json.dumps(str(table.root / "src" / "index.ts"))
        lines = [
            f"import * as every from {json.dumps(str(EVERY / 'outcomes.mts'))};",
            f"import {{ withVariables, type Fetch, type Table }} from {json.dumps(str(EVERY / 'run.mts'))};",
            f"import SDK, {{ APIError }} from {root};",
            "",
            f"const made = (fetch: Fetch) => {table.client};",
            "",
        ]
        for id in ids:
            call = table.calls[id]
            self.places[file, len(lines) + 1] = id
            lines.append(f"export const call{id} = ({CLIENT}: SDK) => {call.code};")
        lines += [
            "",
            "export const table: Table = {",
            "  failure: (error) => error instanceof APIError && error.status !== undefined "
            "? { status: error.status, body: error.error } : undefined,",
            "  calls: {",
        ]
        for id in ids:
            call = table.calls[id]
            self.places[file, len(lines) + 1] = id
            make = f"every.{call.outcome}(call{id}({call.client or 'made(fetch)'}))"
            if call.variables:
                make = f"withVariables({json.dumps(dict(call.variables))}, async () => {make})"
            lines.append(f"    {id}: async (fetch) => {make},")
        lines += ["  },", "};", ""]
        self.folder.joinpath(file).write_text("\n".join(lines))


_TYPES = """\
type PagesOf<R> = ItemsOf<Awaited<R>>;
type ItemsOf<P> = P extends { getPaginatedItems(): infer Items } ? Items : never;
type EventsOf<R> = Awaited<R> extends AsyncIterable<infer Event> ? Event : never;
"""


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _ON_ONE_FILE):
        yield ids[first : first + _ON_ONE_FILE]


def type_errors(folder: Path, *include: str, seconds: float = 600) -> list[tuple[str, int, str]]:
    """What the compiler says of the modules in a folder, with all that they import: file, line, text.

    Args:
        include: Which modules, as patterns; by default those that stand in the folder itself.

    Raises:
        AssertionError: It says something that is about no file.
    """
    types = packages() / "@types"
    options = {**_OPTIONS, "typeRoots": [str(types)]}
    configuration = {"compilerOptions": options, "include": list(include or ["*.ts"])}
    folder.joinpath("tsconfig.json").write_text(json.dumps(configuration))
    result = toolchain().run(
        str(tool("tsc", "typescript")),
        "-p",
        ".",
        "--pretty",
        "false",
        folder=folder,
        seconds=seconds,
    )
    found = [
        (match["file"], int(match["line"]), match["text"])
        for match in map(_ERROR.match, result.stdout.splitlines())
        if match
    ]
    assert found or result.returncode == 0, (result.stdout + result.stderr)[:4000]
    return found
