"""Go tests as pytest sees them: which there are, and how each one ended."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from golang.toolchain import toolchain

__all__ = ["Results", "names_in", "run"]

_TEST = re.compile(r"(?m)^func ((?:Test|Example|Fuzz)\w*)\(")
_NO_TESTS = frozenset({"TestMain"})


def names_in(folder: Path) -> list[str]:
    """The names of the tests below a folder, as `internal/decode/TestNull`, found without running Go."""
    found = []
    for path in sorted(folder.rglob("*_test.go")):
        package = path.parent.relative_to(folder)
        names = _TEST.findall(path.read_text())
        found += [(package / name).as_posix() for name in names if name not in _NO_TESTS]
    return found


@dataclass
class Results:
    """How the tests of a module ended.

    Args:
        ended: `pass`, `fail` or `skip` by name; the names are those of `names_in`.
        output: What was printed, by name; what belongs to no test is below the name of its package.
        errors: What Go itself said, for example why something does not compile.
    """

    ended: dict[str, str] = field(default_factory=dict)
    output: dict[str, str] = field(default_factory=dict)
    errors: str = ""

    def check(self, name: str) -> None:
        """Fail, with what was printed, unless this test passed. A test that did not run has not passed."""
        __tracebackhide__ = True
        ended = self.ended.get(name)
        if ended != "pass":
            package = name.rpartition("/")[0] or "."
            printed = self.output.get(name) or self.output.get(package, "") + self.errors
            pytest.fail(f"{name}: {ended or 'did not run'}\n{printed}", pytrace=False)


def run(folder: Path, *options: str, race: bool = False, **variables: str) -> Results:
    """Run the tests of all packages of a module.

    Args:
        options: Of `go test`.
        variables: Of the environment.
    """
    go = toolchain()
    result = go.run(
        "test", "-json", *options, "./...", folder=folder, race=race, variables=variables
    )
    module = go.run("list", "-m", folder=folder).stdout.strip()
    results = Results(errors=result.stderr)
    for line in result.stdout.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            results.errors += line + "\n"
            continue
        # What does not compile belongs to an import path, with the name of the test binary behind.
        path = event.get("Package") or event.get("ImportPath", "").partition(" ")[0]
        package = path.removeprefix(module).removesuffix("_test").removesuffix(".test").strip("/")
        test = event.get("Test", "").partition("/")[0]
        name = "/".join(filter(None, [package, test])) or "."
        if event["Action"] in ("output", "build-output") and not event["Output"].startswith("=== "):
            results.output[name] = results.output.get(name, "") + event["Output"]
        elif event.get("Test") == test and event["Action"] in ("pass", "fail", "skip"):
            results.ended[name] = event["Action"]
    return results
