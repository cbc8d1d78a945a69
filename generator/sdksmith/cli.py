"""The command line: commands, flags and exit codes.

Exit codes: 0 done, 1 findings at error level (at that of `--fail-on`) or, with `--check`, a
difference, 2 wrong usage, 70 a defect of sdksmith, 130 interrupted.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import shlex
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final, NoReturn

from sdksmith.config import CONFIG
from sdksmith.console import Console
from sdksmith.load.near import nearest
from sdksmith.records import record
from sdksmith.report import (
    Finding,
    Level,
    Problem,
    formats,
    has_errors,
    has_level,
    quote,
    shown_path,
)

if TYPE_CHECKING:
    from sdksmith.files import Written
    from sdksmith.pipeline import Output

__all__ = ["main"]

_DONE: Final = 0
_FINDINGS: Final = 1
_USAGE: Final = 2
_DEFECT: Final = 70
_INTERRUPTED: Final = 130


@record
class _Command:
    """One command. To add one, write its two functions and list it in `_COMMANDS`."""

    name: str
    help: str
    description: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Console], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: The arguments; those of the process by default.

    Returns:
        The exit code.

    Raises:
        SystemExit: Wrong usage (2), `--help` and `--version` (0), or a signal to end.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            options = _parse(arguments)
        finally:
            sys.stdout.flush()  # the help, while a broken pipe can still be dealt with
        console = Console(
            quiet=options.quiet,
            verbose=options.verbose,
            all_findings=options.all_findings or options.verbose,
        )
        with _ended_by_exception():
            return _run(options, console)
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FINDINGS


def _run(options: argparse.Namespace, console: Console) -> int:
    command: _Command = options.command
    try:
        return command.run(options, console)
    except Problem as problem:
        console.findings(problem.findings)
        return _FINDINGS
    except KeyboardInterrupt:
        console.error("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        hint = (
            "" if options.verbose else "run it again with --verbose to see where, and report that"
        )
        console.error(f"internal error, a defect of sdksmith; please report it: {what}", hint)
        if options.verbose:
            traceback.print_exc()
        return _DEFECT


def _input_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document",
        metavar="DOCUMENT",
        nargs="?",
        type=Path,
        help="the OpenAPI document, YAML or JSON (default: the one that the configuration names)",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="the configuration (default: sdksmith.yaml, unless it names another document)",
    )


def _generate_arguments(parser: argparse.ArgumentParser) -> None:
    _input_arguments(parser)
    parser.add_argument(
        "--flavor",
        metavar="NAME",
        action="append",
        default=[],
        help="the kind of SDK, such as python; may be repeated (default: all in the configuration)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=Path,
        help="the folder to write to, with a single flavor "
        "(default: as configured, else generated/FLAVOR)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; print what would change as a diff, and exit with 1 if anything would",
    )


def _generate(options: argparse.Namespace, console: Console) -> int:
    # Other commands need none of what makes SDKs, which takes a while to import.
    from sdksmith import files, pipeline  # noqa: PLC0415

    flavors = tuple(dict.fromkeys(options.flavor))
    request = pipeline.Request(options.document, options.config, flavors, options.output)
    outputs = pipeline.generate(request, console)
    findings = [finding for output in outputs for finding in output.findings]
    findings += _shared_targets(outputs)
    if has_errors(findings):
        raise Problem(findings)
    if options.check:
        console.findings(findings)
        return _check(outputs, options, console)
    notes = []
    for output in outputs:
        with console.step(f"write {output.flavor}"):
            written = files.write(output.files, output.target)
        findings += written.findings
        notes.append(_outcome(output, written))
    console.findings(findings)
    for note in notes:
        console.note(note)
    return _DONE


def _check(outputs: Sequence[Output], options: argparse.Namespace, console: Console) -> int:
    from sdksmith import files  # noqa: PLC0415

    stale = []
    for output in outputs:
        with console.step(f"check {output.flavor}"):
            difference = files.check(output.files, output.target)
        if difference:
            console.result(difference)
            stale.append(quote(shown_path(output.target)))
    if not stale:
        return _DONE
    accept = shlex.join(["sdksmith", *(word for word in options.words if word != "--check")])
    console.error(f"{', '.join(stale)} is not what would be generated", f"to accept it: {accept}")
    return _FINDINGS


def _shared_targets(outputs: Sequence[Output]) -> Iterator[Finding]:
    """Two flavors that would write into each other."""
    for index, output in enumerate(outputs):
        for other in outputs[:index]:
            here, there = (Path(os.path.realpath(each.target)) for each in (output, other))
            if here.is_relative_to(there) or there.is_relative_to(here):
                yield Finding(
                    "shared-output",
                    Level.ERROR,
                    f"the flavors {quote(other.flavor)} and {quote(output.flavor)} would both be "
                    f"written to {quote(shown_path(output.target))}",
                    None,
                    "give each flavor a folder of its own, none inside another",
                )


def _outcome(output: Output, written: Written) -> str:
    counts = {
        "added": written.added,
        "changed": written.changed,
        "removed": written.removed,
        "unchanged": written.unchanged,
    }
    parts = ", ".join(f"{len(paths)} {word}" for word, paths in counts.items() if paths)
    count = len(output.files)
    files_ = "1 file" if count == 1 else f"{count} files"
    return f"{output.flavor}: {files_} in {shown_path(output.target)} ({parts or 'none'})"


def _names_arguments(parser: argparse.ArgumentParser) -> None:
    _input_arguments(parser)
    parser.add_argument(
        "--write",
        action="store_true",
        help="put all names into the configuration, where they stay as they are from then on",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print them"
    )


def _names(options: argparse.Namespace, console: Console) -> int:
    from sdksmith import naming, pipeline  # noqa: PLC0415

    named = pipeline.names(pipeline.Request(options.document, options.config), console)
    console.findings(named.findings)
    if options.write:
        target = named.config or CONFIG
        count = naming.write(named.plans, target, named.document)
        names = "1 name" if count == 1 else f"{count} names"
        console.note(f"{names} added to {shown_path(target)}")
        return _DONE
    rows = naming.rows(named.plans, pipeline.calls())
    console.result(naming.as_json(rows) if options.format == "json" else naming.table(rows))
    return _DONE


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "documents",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="OpenAPI documents, YAML or JSON (default: the one that the configuration names)",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="the configuration, whose `lint` says how bad what is (default: sdksmith.yaml)",
    )
    parser.add_argument(
        "--flavor",
        metavar="NAME",
        action="append",
        default=[],
        help="say also what stands in the way of an SDK of this kind; may be repeated "
        "(default: those of the configuration, for the document that it names)",
    )
    parser.add_argument(
        "--format",
        choices=("text", *formats.NAMES),
        default="text",
        help="how to print the findings: for people, or for the program that reads them",
    )
    parser.add_argument(
        "--fail-on",
        choices=[level.value for level in Level],
        default=Level.ERROR.value,
        help="exit with 1 if there is a finding of this level or worse (default: error)",
    )
    parser.add_argument(
        "--allow-outside",
        action="store_true",
        help="let a `$ref` name files outside the folder of the document",
    )


def _validate(options: argparse.Namespace, console: Console) -> int:
    from sdksmith import validation  # noqa: PLC0415

    request = validation.Request(
        documents=tuple(dict.fromkeys(options.documents)),
        config=options.config,
        flavors=tuple(dict.fromkeys(options.flavor)),
        allow_outside=options.allow_outside,
        fail_on=Level(options.fail_on),
    )
    report = validation.validate(request, console)
    console.report(report, options.format)
    return _FINDINGS if has_level(report.findings, request.fail_on) else _DONE


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help="the rule to explain (default: list all)"
    )


def _rules(options: argparse.Namespace, console: Console) -> int:
    from sdksmith.lint import pages  # noqa: PLC0415
    from sdksmith.lint.rule import rules  # noqa: PLC0415

    if options.code is None:
        console.result(pages.table(rules().values()))
        return _DONE
    rule = rules().get(options.code)
    if rule is None:
        near = nearest(options.code, rules())
        hint = f"did you mean {near}?" if near else "`sdksmith rules` lists them"
        console.error(f"there is no rule {quote(options.code)}", hint)
        return _USAGE
    console.result(pages.page(rule))
    return _DONE


_COMMANDS: Final = (
    _Command(
        "generate",
        "make SDKs from an OpenAPI document",
        "Make SDKs from an OpenAPI document. Files that an earlier run wrote are replaced or "
        "removed; files that sdksmith did not write are never touched.",
        _generate_arguments,
        _generate,
    ),
    _Command(
        "names",
        "show what each operation is called",
        "Show what each operation is called in each language, and what decided it: the "
        "configuration, an extension of the document such as x-sdk-method-name, an operationId "
        "with a separator such as repos/list-commits, the path, or, where two operations would "
        "have one name, what tells them apart.",
        _names_arguments,
        _names,
    ),
    _Command(
        "validate",
        "say what is wrong with OpenAPI documents",
        "Say what is wrong with OpenAPI documents: what the specification does not allow, what contradicts itself or "
        "leads nowhere, and what stands in the way of an SDK. `sdksmith rules` lists what is looked for.",
        _validate_arguments,
        _validate,
    ),
    _Command(
        "rules",
        "list what validate looks for, or explain one rule",
        "List what `sdksmith validate` looks for. With a code, explain that rule: why it matters, how to mend what it "
        "finds, and an example of each.",
        _rules_arguments,
        _rules,
    ),
)


class _Parser(argparse.ArgumentParser):
    """Wrong words are answered with the nearest right one."""

    def error(self, message: str) -> NoReturn:
        wrong = re.search(r"invalid choice: '([^']*)'|unrecognized arguments: ([^\s=]+)", message)
        if wrong is not None:
            known = [*self._option_string_actions, *(command.name for command in _COMMANDS)]
            near = difflib.get_close_matches(wrong[1] or wrong[2] or "", known, n=1)
            message += f"\nhint: did you mean {near[0]}?" if near else ""
        super().error(message)


def _parse(words: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="sdksmith",
        description="From an OpenAPI document to the SDKs that a company would publish.",
        epilog="To begin: `sdksmith generate openapi.yaml --flavor python`. "
        "`sdksmith COMMAND --help` tells more about a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parsers = {}
    for command in _COMMANDS:
        added = commands.add_parser(
            command.name,
            help=command.help,
            description=command.description,
            allow_abbrev=False,
        )
        command.add_arguments(added)
        amount = added.add_mutually_exclusive_group()
        amount.add_argument("-q", "--quiet", action="store_true", help="show errors only")
        amount.add_argument(
            "-v", "--verbose", action="store_true", help="show each step and how long it took"
        )
        added.add_argument(
            "--all-findings",
            action="store_true",
            help="show each finding, however many there are of its kind",
        )
        added.set_defaults(command=command, words=list(words))
        parsers[command.name] = added
    options, unknown = parser.parse_known_args(words)
    if unknown:
        parsers[options.command.name].error(f"unrecognized arguments: {shlex.join(unknown)}")
    return options


class _Version(argparse.Action):
    """Prints the version; it takes longer to find than everything else takes to import."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib import metadata  # noqa: PLC0415

        try:
            version = metadata.version("sdksmith")
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        print(f"sdksmith {version}")
        parser.exit()


@contextmanager
def _ended_by_exception() -> Iterator[None]:
    """Let a signal that asks the process to end raise SystemExit, so that what is half done is
    undone on the way out."""

    def end(number: int, _: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
