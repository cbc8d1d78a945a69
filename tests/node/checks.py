"""What TypeScript's tools say of files; nothing if all is well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from node.toolchain import packages, tool, toolchain
from sdksmith.format import format_files

__all__ = ["STRICT", "format_errors", "lint_errors", "type_errors"]

STRICT = (
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--noImplicitOverride",
    "--noImplicitReturns",
    "--noFallthroughCasesInSwitch",
    "--noPropertyAccessFromIndexSignature",
    "--noUnusedLocals",
    "--noUnusedParameters",
    "--isolatedModules",
    "--verbatimModuleSyntax",
    "--erasableSyntaxOnly",
    "--forceConsistentCasingInFileNames",
)
"""All that a careful program asks of the compiler."""

_ALLOWED = (
    # Members that belong to the SDK begin with an underscore, so that none of an API is called the same.
    "eslint/no-underscore-dangle",
    # A URL is checked by making one: `URL.canParse` is not in Node 18, and neither is `toSorted`.
    "eslint/no-new",
    "unicorn/no-array-sort",
    # What may not stand in a header or in a name of a form is written as it is.
    "eslint/no-control-regex",
    # Promises are derived from `Promise`, and the first page is the page that is asked for more.
    "typescript/no-this-alias",
    "unicorn/no-thenable",
    # A function stands where it is read.
    "unicorn/consistent-function-scoping",
)


def type_errors(
    *arguments: str | Path, folder: Path, compiler: str = "typescript", node: bool = True
) -> str:
    """The errors of a program.

    Args:
        arguments: Options of the compiler and files.
        compiler: The package that it is in.
        node: Whether the program knows Node; if not, it knows nothing but what `--lib` says.
    """
    known = ("--types", "node", "--typeRoots", str(packages() / "@types"))
    types = known if node else ("--typeRoots", "none")
    given = ("--noEmit", "--pretty", "false", *types, *map(str, arguments))
    result = toolchain().run(str(tool("tsc", compiler)), *given, folder=folder)
    output = result.stdout + result.stderr
    return output if output or result.returncode == 0 else f"tsc ended with {result.returncode}"


def format_errors(*paths: Path) -> list[str]:
    """Those of some TypeScript and JavaScript files that are not as the formatter of the SDKs lays them out."""
    given = {PurePosixPath(f"{number}{path.suffix}"): path for number, path in enumerate(paths)}
    contents = {name: path.read_bytes() for name, path in given.items()}
    laid_out = format_files(contents)
    return [str(path) for name, path in given.items() if laid_out[name] != contents[name]]


def lint_errors(*paths: Path, folder: Path, allowed: Iterable[str] = ()) -> str:
    """What oxlint finds suspicious.

    Args:
        paths: Files and folders.
        folder: Where it is run.
        allowed: Rules that do not count.
    """
    result = toolchain().run(
        str(tool("oxlint")),
        "--deny=correctness",
        "--deny=suspicious",
        *(f"--allow={rule}" for rule in (*_ALLOWED, *allowed)),
        "--deny-warnings",
        "--format=unix",
        *_relative(paths, folder),
        folder=folder,
    )
    return "" if result.returncode == 0 else result.stdout + result.stderr


def _relative(paths: Iterable[Path], folder: Path) -> list[str]:
    """The paths as tools want them that ignore what stands outside of where they run."""
    return [str(path.relative_to(folder)) for path in paths]
