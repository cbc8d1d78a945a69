"""The command line: what it prints where, and its exit codes."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from sdksmith import cli, pipeline
from sdksmith.files import Files, write
from sdksmith.pipeline import Output, Progress, Request
from sdksmith.report import Finding, Level, Place, Problem

Pipeline = Callable[[Request, Progress], list[Output]]
ERROR = Finding("some-code", Level.ERROR, "it is wrong", None, "mend it")
WARNING = Finding("other-code", Level.WARNING, "it is odd")


class Fake:
    """Stands for the pipeline and remembers what it was asked for."""

    def __init__(self, target: Path) -> None:
        self.files: Files = {PurePosixPath("a"): b"1\n", PurePosixPath("b/c"): b"2\n"}
        self.target = target
        self.findings: list[Finding] = []
        self.error: BaseException | None = None
        self.request: Request | None = None

    def generate(self, request: Request, progress: Progress) -> list[Output]:
        self.request = request
        with progress.step("load"):
            if self.error is not None:
                raise self.error
        flavors = request.flavors or ("python",)
        return [Output(flavor, self.target, self.files, self.findings) for flavor in flavors]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    made = Fake(tmp_path / "out")
    monkeypatch.setattr(pipeline, "generate", made.generate)
    return made


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    encoding = "utf-8"


def use_terminal(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> Terminal:
    """Put a terminal in the place of the standard error. (A fixture would be too early: pytest
    puts its own stream there when the test begins.)"""
    made = Terminal()
    made.encoding = encoding
    monkeypatch.setattr(sys, "stderr", made)
    return made


Capture = pytest.CaptureFixture[str]


class TestGenerate:
    def test_done(self, fake: Fake, capsys: Capture) -> None:
        assert cli.main(["generate"]) == 0
        assert (fake.target / "b" / "c").read_text() == "2\n"
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "python: 2 files in out (2 added)\n"

    def test_again(self, fake: Fake, capsys: Capture) -> None:
        cli.main(["generate"])
        fake.files = {PurePosixPath("a"): b"1\n", PurePosixPath("d"): b""}
        capsys.readouterr()
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().err == (
            "python: 2 files in out (1 added, 1 removed, 1 unchanged)\n"
        )

    def test_request(self, fake: Fake) -> None:
        cli.main(["generate"])
        assert fake.request == Request(None, None, (), None)
        words = "generate api.yaml --config c.yaml --flavor go --flavor go -o x --check"
        cli.main(words.split())
        assert fake.request == Request(Path("api.yaml"), Path("c.yaml"), ("go",), Path("x"))

    def test_findings(self, fake: Fake, capsys: Capture) -> None:
        fake.findings = [WARNING, WARNING]
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().err == (
            "warning[other-code]: it is odd\n\n1 warning\npython: 2 files in out (2 added)\n"
        )

    def test_many_findings(self, fake: Fake, capsys: Capture) -> None:
        """Errors first; five of a kind, and a count of the others."""
        fake.findings = [Finding("odd", Level.WARNING, f"it is odd {n}") for n in range(170)]
        fake.findings += [WARNING, Finding("note", Level.INFO, "by the way")]
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().err == (
            "".join(f"warning[odd]: it is odd {n}\n\n" for n in range(5))
            + "warning[odd]: … and 165 more like this\n\n"
            "warning[other-code]: it is odd\n\ninfo[note]: by the way\n\n"
            "171 warnings, 1 note\n"
            "  170 odd\n    1 other-code\n    1 note\n"
            "--all-findings shows all of them\n"
            "python: 2 files in out (2 added)\n"
        )
        for flag in ("--all-findings", "--verbose"):
            assert cli.main(["generate", flag]) == 0
            err = capsys.readouterr().err
            assert "it is odd 169" in err
            assert "more like this" not in err

    def test_errors_come_first(self, fake: Fake, capsys: Capture) -> None:
        fake.error = Problem([WARNING, ERROR])
        assert cli.main(["generate"]) == 1
        assert capsys.readouterr().err.startswith("error[some-code]")

    def test_six_of_a_kind(self, fake: Fake, capsys: Capture) -> None:
        """A line about one more would be as long as that one."""
        fake.findings = [Finding("odd", Level.WARNING, f"it is odd {n}") for n in range(6)]
        assert cli.main(["generate"]) == 0
        assert "it is odd 5" in capsys.readouterr().err

    def test_problem(self, fake: Fake, capsys: Capture) -> None:
        fake.error = Problem([ERROR, WARNING])
        assert cli.main(["generate"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == (
            "error[some-code]: it is wrong\n hint: mend it\n\n"
            "warning[other-code]: it is odd\n\n1 error, 1 warning\n"
        )

    def test_error_among_the_findings_of_an_output(self, fake: Fake) -> None:
        fake.findings = [ERROR]
        assert cli.main(["generate"]) == 1
        assert not fake.target.exists()

    def test_foreign_file(self, fake: Fake, capsys: Capture) -> None:
        fake.target.mkdir()
        (fake.target / "a").write_text("mine\n")
        assert cli.main(["generate"]) == 1
        assert capsys.readouterr().err.startswith(
            'out/a:1:1: error[foreign-file]: "out/a" is in the way'
        )

    def test_edited_file(self, fake: Fake, capsys: Capture) -> None:
        cli.main(["generate"])
        (fake.target / "a").write_text("mine\n")
        assert cli.main(["generate"]) == 0
        assert "warning[edited-file]" in capsys.readouterr().err

    def test_two_flavors_in_one_folder(self, fake: Fake, capsys: Capture) -> None:
        assert cli.main(["generate", "--flavor", "go", "--flavor", "python"]) == 1
        assert "shared-output" in capsys.readouterr().err
        assert not fake.target.exists()

    def test_quiet(self, fake: Fake, capsys: Capture) -> None:
        fake.findings = [WARNING]
        assert cli.main(["generate", "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")
        fake.error = Problem([WARNING, ERROR])
        assert cli.main(["generate", "-q"]) == 1
        assert capsys.readouterr().err == (
            "error[some-code]: it is wrong\n hint: mend it\n\n1 error\n"
        )

    def test_verbose(self, fake: Fake, capsys: Capture) -> None:
        assert cli.main(["generate", "--verbose"]) == 0
        lines = capsys.readouterr().err.splitlines()
        assert [line.split()[1] for line in lines[:2]] == ["load", "write"]
        assert all(line.endswith(" ms") for line in lines[:2])
        assert fake.request is not None


class TestCheck:
    def test_equal(self, fake: Fake, capsys: Capture) -> None:
        write(fake.files, fake.target)
        assert cli.main(["generate", "--check"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_difference(self, fake: Fake, capsys: Capture) -> None:
        write({**fake.files, PurePosixPath("a"): b"old\n"}, fake.target)
        assert cli.main(["generate", "my api.yaml", "--check", "-q"]) == 1
        out, err = capsys.readouterr()
        assert out.endswith("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-old\n+1\n")
        assert err == (
            'error: "out" is not what would be generated\n'
            "  hint: to accept it: sdksmith generate 'my api.yaml' -q\n"
        )
        assert (fake.target / "a").read_text() == "old\n"

    def test_nothing_there(self, fake: Fake, capsys: Capture) -> None:
        assert cli.main(["generate", "--check"]) == 1
        assert "+++ b/b/c" in capsys.readouterr().out
        assert not fake.target.exists()

    def test_diff_cannot_steer_a_terminal(
        self, fake: Fake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake.files = {PurePosixPath("a"): b"\x1b[2J\n"}
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        assert cli.main(["generate", "--check"]) == 1
        assert "+\\x1b[2J\n" in terminal.getvalue()
        assert "\x1b" not in terminal.getvalue()


class TestFailures:
    def test_interrupted(self, fake: Fake, capsys: Capture) -> None:
        fake.error = KeyboardInterrupt()
        assert cli.main(["generate"]) == 130
        assert capsys.readouterr().err == "error: interrupted\n"

    def test_defect(self, fake: Fake, capsys: Capture) -> None:
        fake.error = KeyError("x\x1b")
        assert cli.main(["generate"]) == 70
        err = capsys.readouterr().err
        assert err.startswith("error: internal error")
        assert "KeyError: 'x\\x1b'" in err
        assert "Traceback" not in err
        assert cli.main(["generate", "--verbose"]) == 70
        assert "Traceback" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ([], "COMMAND"),
            (["genrate"], "hint: did you mean generate?"),
            (["generate", "--flavour", "x"], "hint: did you mean --flavor?"),
            (["generate", "--outptu=x"], "hint: did you mean --output?"),
            (["generate", "--zzz"], "unrecognized arguments: --zzz"),
            (["generate", "--out", "x"], "hint: did you mean --output?"),
            (["generate", "a", "b"], "unrecognized arguments: b"),
            (["generate", "--config"], "expected one argument"),
            (["generate", "-q", "-v"], "not allowed with"),
        ],
    )
    def test_usage(self, capsys: Capture, words: list[str], message: str) -> None:
        with pytest.raises(SystemExit) as caught:
            cli.main(words)
        assert caught.value.code == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert message in err
        assert err.startswith("usage: sdksmith")

    @pytest.mark.parametrize("words", [["--help"], ["generate", "--help"], ["--version"]])
    def test_help(self, capsys: Capture, words: list[str]) -> None:
        with pytest.raises(SystemExit) as caught:
            cli.main(words)
        assert caught.value.code == 0
        assert capsys.readouterr().out.split()[0] in ("usage:", "sdksmith")


class TestTerminal:
    def test_steps(self, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = use_terminal(monkeypatch)
        monkeypatch.setenv("NO_COLOR", "1")
        assert cli.main(["generate"]) == 0
        assert terminal.getvalue() == (
            "… load\r\x1b[K✓ load\n"
            "… write python\r\x1b[K✓ write python\n"
            "python: 2 files in out (2 added)\n"
        )
        assert fake.request is not None

    def test_failed_step(self, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = use_terminal(monkeypatch)
        fake.error = Problem([ERROR])
        assert cli.main(["generate"]) == 1
        assert "\x1b[31m✗\x1b[0m load\n\x1b[1;31merror[some-code]\x1b[0m" in terminal.getvalue()

    def test_quiet(self, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = use_terminal(monkeypatch)
        assert cli.main(["generate", "--quiet"]) == 0
        assert terminal.getvalue() == ""
        assert fake.request is not None

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_no_colour(
        self, fake: Fake, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        terminal = use_terminal(monkeypatch)
        monkeypatch.setenv(name, value)
        fake.error = Problem([ERROR])
        assert cli.main(["generate"]) == 1
        assert "error[some-code]: it is wrong" in terminal.getvalue()
        assert "\x1b[" not in terminal.getvalue().replace("\r\x1b[K", "")

    def test_narrow_encoding(self, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = use_terminal(monkeypatch, "ascii")
        assert cli.main(["generate"]) == 0
        assert "load" in terminal.getvalue()
        assert terminal.getvalue().isascii()
        assert fake.request is not None


SCRIPT = """\
import sys, time
from pathlib import Path, PurePosixPath
from sdksmith import cli, pipeline
from sdksmith.pipeline import Output

def generate(request, progress):
    count = int(request.document.name)
    files = {PurePosixPath(f"f{n}"): b"new\\n" * 1000 for n in range(count)}
    return [Output("python", request.output, files, [])]

pipeline.generate = generate
replace = Path.replace

def slow(self, target):
    if self.parent.name == "new":
        print(self.name, flush=True)
        time.sleep(0.05)
    return replace(self, target)

Path.replace = slow
sys.exit(cli.main(sys.argv[1:]))
"""


def environment() -> dict[str, str]:
    """That of this process, with sdksmith importable, and with Python's usual buffering."""
    generator = str(Path(cli.__file__).parents[1])
    variables = {**os.environ, "PYTHONPATH": generator}
    variables.pop("PYTHONUNBUFFERED", None)
    return variables


def start(*words: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment(),
    )


class TestProcess:
    @pytest.mark.parametrize(
        ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
    )
    def test_signal_while_writing(self, tmp_path: Path, number: int, code: int) -> None:
        old = {PurePosixPath(f"f{n}"): b"old\n" for n in range(20)}
        write(old, tmp_path)
        with start("generate", "40", "--output", str(tmp_path)) as process:
            assert process.stdout is not None
            while process.stdout.readline() != b"5\n":
                pass
            process.send_signal(number)
            _, err = process.communicate()
        assert process.returncode == code
        assert b"Traceback" not in err
        assert {path.name: path.read_bytes() for path in tmp_path.glob("[!.]*")} == {
            str(path): data for path, data in old.items()
        }
        assert [path.name for path in tmp_path.glob(".*")] == [".sdksmith.json"]

    @pytest.mark.parametrize("words", [("generate", "9", "--check"), ("generate", "--help")])
    def test_broken_pipe(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        with start(*words, "--output", str(tmp_path / "o"), stdout=writer) as process:
            os.close(writer)
            _, err = process.communicate()
        assert process.returncode == 1
        assert err == b""

    def test_module(self) -> None:
        run = subprocess.run(
            [sys.executable, "-m", "sdksmith", "--version"],
            capture_output=True,
            text=True,
            check=True,
            env=environment(),
        )
        assert run.stdout.startswith("sdksmith ")


def test_place_in_the_document(fake: Fake, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "api.yaml").write_text("a:\n  b: c\n")
    place = Place(tmp_path / "api.yaml", 2, 6)
    fake.error = Problem([Finding("some-code", Level.ERROR, "it is wrong", place)])
    assert cli.main(["generate", "api.yaml"]) == 1
    assert capsys.readouterr().err == (
        "api.yaml:2:6: error[some-code]: it is wrong\n2 |   b: c\n  |      ^\n\n1 error\n"
    )
