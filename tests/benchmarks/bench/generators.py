"""The generators: their commands, and how many operations their output has."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SDKSMITH = "sdksmith"
PYTHON = "Python SDK"
ALL = "Python, Go and TypeScript SDKs"
"""What sdksmith emits with one flavor, and with all of them."""
PYTHON_CLIENT = "openapi-python-client"
TYPESCRIPT = "openapi-typescript"
ORVAL = "orval"


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator.

    Attributes:
        name: what the table calls it.
        emits: what it makes.
        command: the command line for a document and an output folder.
        count: the number of operations in an output folder; None where it makes only types.
        environment: variables of the process.
        inside: whether it runs in the output folder, since it has no option for that.
    """

    name: str
    emits: str
    command: Callable[[Path, Path], list[str | Path]]
    count: Callable[[Path], int] | None
    environment: dict[str, str] = field(default_factory=dict)
    inside: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is this project's."""
        return self.name == SDKSMITH


def generators(root: Path, python: Path, node: Path, modules: Path) -> list[Generator]:
    """All of them, sdksmith with one flavor first, then with all of its flavors.

    Args:
        root: the checkout, from which sdksmith runs.
        python: the interpreter that has the Python peers.
        node: the program `node`.
        modules: the folder `node_modules` of the TypeScript peers.
    """
    scripts = python.parent
    own = {
        "PYTHONPATH": str(root / "generator"),
        "PYTHONPYCACHEPREFIX": str(root / "build/bench/pycache"),
        "PYTHONDONTWRITEBYTECODE": "",  # What is installed, as the peers are, is compiled.
    }
    return [
        Generator(
            SDKSMITH,
            PYTHON,
            lambda document, output: [
                *(sys.executable, "-m", "sdksmith", "generate", document),
                *("--flavor", "python", "--output", output),
            ],
            lambda output: _matches(output, "api.md", r"^- .*<code"),
            own,
        ),
        Generator(
            SDKSMITH,
            ALL,
            lambda document, output: [
                *(sys.executable, "-m", "sdksmith", "generate", document),
                *("--flavor", "python", "--flavor", "go", "--flavor", "typescript"),
            ],
            lambda output: _matches(output, "generated/python/api.md", r"^- .*<code"),
            own,
            inside=True,
        ),
        Generator(
            PYTHON_CLIENT,
            "Python SDK",
            lambda document, output: [
                *(scripts / "openapi-python-client", "generate", "--path", document),
                *("--output-path", output, "--meta", "none"),
            ],
            lambda output: sum(p.name != "__init__.py" for p in output.glob("api/*/*.py")),
            {"PATH": str(scripts)},
        ),
        Generator(
            "openapi-generator (python)",
            "Python SDK",
            lambda document, output: [
                *(scripts / "openapi-generator-cli", "generate", "-i", document),
                *("-g", "python", "-o", output, "--skip-validate-spec"),
            ],
            lambda output: _matches(output, "*/api/*.py", r"def \w+_without_preload_content\("),
        ),
        Generator(
            "datamodel-code-generator",
            "Python types",
            lambda document, output: [
                *(scripts / "datamodel-codegen", "--input", document, "--input-file-type"),
                *("openapi", "--output", output / "models.py"),
                *("--output-model-type", "pydantic_v2.BaseModel"),
            ],
            None,
        ),
        Generator(
            "@hey-api/openapi-ts",
            "TypeScript SDK",
            lambda document, output: [
                node,
                modules / ".bin/openapi-ts",
                "-i",
                document,
                "-o",
                output,
                "--no-log-file",  # which it would leave where the benchmark was started
            ],
            lambda output: _matches(output, "sdk.gen.ts", r"^export const \w+ = <"),
        ),
        Generator(
            ORVAL,
            "TypeScript functions",
            lambda document, output: [
                *(node, modules / ".bin/orval", "--input", document, "--output", output / "api.ts"),
            ],
            lambda output: _matches(output, "api.ts", r"^export type \w+Result = AxiosResponse<"),
        ),
        Generator(
            TYPESCRIPT,
            "TypeScript types",
            lambda document, output: [
                *(node, modules / ".bin/openapi-typescript", document, "-o", output / "types.ts"),
            ],
            None,
        ),
    ]


def _matches(output: Path, files: str, pattern: str) -> int:
    found = re.compile(pattern, re.MULTILINE)
    return sum(len(found.findall(path.read_text("utf-8"))) for path in output.glob(files))
