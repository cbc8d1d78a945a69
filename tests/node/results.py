"""Node tests as pytest sees them: which there are, and how each one ended."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from node.toolchain import SOURCES, toolchain

__all__ = ["Results", "names_in", "run"]

SUFFIX = ".test.ts"
_TEST = re.compile(r"""(?m)^test\(\s*(['"`])(.*?)(?<!\\)\1""")
_ESCAPE = re.compile(r"\\(.)")
_REPORTER = Path(__file__).with_name("reporter.mjs")


def names_in(folder: Path) -> list[str]:
    """The names of the tests in a folder, as `retries/a 429 is retried`, found without running Node."""
    return [
        f"{path.name.removesuffix(SUFFIX)}/{_ESCAPE.sub(lambda found: found[1], name)}"
        for path in sorted(folder.glob(f"*{SUFFIX}"))
        for _, name in _TEST.findall(path.read_text())
    ]


@dataclass
class Results:
    """How the tests of a folder ended.

    Args:
        ended: `pass`, `fail` or `skip` by name; the names are those of `names_in`.
        output: What was printed, by name; what belongs to no test is below the name of its file.
        errors: What Node itself said, for example why something does not parse.
    """

    ended: dict[str, str] = field(default_factory=dict)
    output: dict[str, str] = field(default_factory=dict)
    errors: str = ""

    def check(self, name: str) -> None:
        """Fail, with what was printed, unless this test passed. A test that did not run has not passed."""
        __tracebackhide__ = True
        ended = self.ended.get(name)
        if ended != "pass":
            file = name.partition("/")[0]
            printed = self.output.get(name, "") + self.output.get(file, "") + self.errors
            pytest.fail(f"{name}: {ended or 'did not run'}\n{printed}", pytrace=False)


def run(
    folder: Path,
    *options: str,
    files: Sequence[str] = (f"*{SUFFIX}",),
    concurrent: int = 0,
    seconds: float = 300,
    **variables: str,
) -> Results:
    """Run the tests of a folder.

    Args:
        options: Of Node.
        files: Which of the folder's files, as patterns.
        concurrent: So many files run at once, each in a process of its own; 0: one process runs all, one by one.
        seconds: When Node is killed, with subprocess.TimeoutExpired.
        variables: Of the environment.
    """
    apart = [f"--test-concurrency={concurrent}"] if concurrent else ["--test-isolation=none"]
    paths = sorted(str(path) for pattern in files for path in folder.glob(pattern))
    with tempfile.TemporaryDirectory() as temporary:
        report = Path(temporary, "report")
        result = toolchain().run(
            *SOURCES,
            "--test",
            *apart,
            f"--test-reporter={_REPORTER.as_uri()}",
            f"--test-reporter-destination={report}",
            *options,
            *paths,
            folder=folder,
            variables=variables,
            seconds=seconds,
        )
        # Not `splitlines`, which takes more than a line feed for the end of a line.
        events = report.read_text().split("\n") if report.exists() else []
    return _results(map(json.loads, filter(None, events)), result.stdout + result.stderr)


def _results(events: Iterable[Mapping[str, Any]], errors: str) -> Results:
    results = Results(errors=errors)
    # What is said of inner tests comes before the test that they belong to. Their file is that of the function which
    # made them.
    inner = ""
    for event in events:
        file = Path(event["file"]).name.removesuffix(SUFFIX)
        name = event.get("name", SUFFIX)
        # A file that does not load is reported as if it were a test.
        if name.endswith(SUFFIX):
            results.output[file] = results.output.get(file, "") + event["output"]
        elif event["nesting"]:
            inner += event["output"]
        else:
            results.ended[f"{file}/{name}"] = event["ended"]
            results.output[f"{file}/{name}"] = inner + event["output"]
            inner = ""
    return results
