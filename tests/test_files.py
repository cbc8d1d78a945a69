"""Writing the output folder: completely or not at all, and nobody else's files."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from sdksmith import transaction
from sdksmith.files import Files, Written, check, write
from sdksmith.manifest import NAME
from sdksmith.report import Finding, Level, Problem, render_text


def make(**contents: str) -> Files:
    """Files by name; `__` in a name stands for `/`."""
    return {PurePosixPath(k.replace("__", "/")): v.encode() for k, v in contents.items()}


def tree(folder: Path) -> dict[str, str]:
    """Everything in a folder but the manifest; folders end in `/`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_dir():
            found[f"{name}/"] = ""
        elif name != str(NAME):
            found[name] = path.read_text()
    return found


def listed(folder: Path) -> list[str]:
    return list(json.loads((folder / NAME).read_text())["files"])


def names(paths: tuple[PurePosixPath, ...]) -> list[str]:
    return [str(path) for path in paths]


def refused(files: Files, target: Path) -> list[Finding]:
    """The findings of a run that must leave everything as it is."""
    before = tree(target) if target.is_dir() else None
    with pytest.raises(Problem) as caught:
        write(files, target)
    assert (tree(target) if target.is_dir() else None) == before
    assert "\n\n" not in render_text(caught.value.findings[:1])
    return caught.value.findings


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


class TestWrite:
    def test_first_run(self, out: Path) -> None:
        written = write(make(b="2", a__x="1"), out / "deep" / "er")
        assert written == Written(added=(PurePosixPath("a/x"), PurePosixPath("b")))
        assert tree(out / "deep" / "er") == {"a/": "", "a/x": "1", "b": "2"}

    def test_second_run(self, out: Path) -> None:
        write(make(same="1", new="1", gone="1", d__gone="1", d__e__gone="1", d__kept="1"), out)
        written = write(make(same="1", new="2", d__kept="1", more__x="1"), out)
        assert names(written.added) == ["more/x"]
        assert names(written.changed) == ["new"]
        assert names(written.removed) == ["d/e/gone", "d/gone", "gone"]
        assert names(written.unchanged) == ["d/kept", "same"]
        assert written.findings == ()
        assert tree(out) == {
            "d/": "",
            "d/kept": "1",
            "more/": "",
            "more/x": "1",
            "new": "2",
            "same": "1",
        }
        assert listed(out) == ["d/kept", "more/x", "new", "same"]

    def test_nothing_is_touched_when_nothing_changes(self, out: Path) -> None:
        write(make(a="1", b__c="2"), out)
        paths = [out, *out.rglob("*")]
        for path in paths:
            os.utime(path, (1, 1))
        written = write(make(a="1", b__c="2"), out)
        assert names(written.unchanged) == ["a", "b/c"]
        assert [path.stat().st_mtime for path in paths] == [1] * len(paths)

    def test_unchanged_files_keep_their_time(self, out: Path) -> None:
        write(make(a="1", b="1"), out)
        os.utime(out / "a", (1, 1))
        write(make(a="1", b="2"), out)
        assert (out / "a").stat().st_mtime == 1

    def test_foreign_files_stay(self, out: Path) -> None:
        write(make(a__x="1", b="1"), out)
        (out / "a" / "mine").write_text("m")
        (out / ".git").mkdir()
        (out / ".git" / "HEAD").write_text("ref")
        (out / "link").symlink_to(out / "nowhere")
        write(make(b="2"), out)
        assert tree(out) == {
            ".git/": "",
            ".git/HEAD": "ref",
            "a/": "",
            "a/mine": "m",
            "b": "2",
            "link": f"-> {out / 'nowhere'}",
        }

    def test_identical_foreign_file_is_adopted(self, out: Path) -> None:
        out.mkdir()
        (out / "a").write_text("1")
        assert names(write(make(a="1"), out).unchanged) == ["a"]
        assert listed(out) == ["a"]

    def test_deleted_file_is_written_again(self, out: Path) -> None:
        write(make(a="1", b="1"), out)
        (out / "a").unlink()
        (out / "b").unlink()
        written = write(make(a="1"), out)
        assert names(written.added) == ["a"]
        assert written.removed == ()

    def test_mode_of_a_changed_file_is_kept(self, out: Path) -> None:
        write(make(run="1"), out)
        (out / "run").chmod(0o755)
        write(make(run="2"), out)
        assert (out / "run").stat().st_mode & 0o777 == 0o755

    def test_hard_link_elsewhere_keeps_its_contents(self, out: Path, tmp_path: Path) -> None:
        write(make(a="1"), out)
        (tmp_path / "copy").hardlink_to(out / "a")
        write(make(a="2"), out)
        assert (tmp_path / "copy").read_text() == "1"

    def test_folder_becomes_file_and_back(self, out: Path) -> None:
        write(make(a__b__c="1", x="1"), out)
        write(make(a="2", x__y__z="2"), out)
        assert tree(out) == {"a": "2", "x/": "", "x/y/": "", "x/y/z": "2"}
        write(make(a__b__c="1", x="1"), out)
        assert tree(out) == {"a/": "", "a/b/": "", "a/b/c": "1", "x": "1"}

    def test_target_is_a_symbolic_link(self, out: Path, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        out.symlink_to("real")
        write(make(a="1"), out)
        assert out.is_symlink()
        assert tree(tmp_path / "real") == {"a": "1"}

    def test_folder_that_is_needed_again_is_not_made_anew(self, out: Path) -> None:
        write(make(d__old="1"), out)
        handle = os.open(out / "d", os.O_RDONLY)
        write(make(d__new="1"), out)
        assert os.path.samestat(os.fstat(handle), (out / "d").stat())
        os.close(handle)

    def test_no_files(self, out: Path) -> None:
        write(make(a__b="1"), out)
        write({}, out)
        assert tree(out) == {}
        assert listed(out) == []

    def test_file_system_without_links(self, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "hardlink_to", fail)
        write(make(a="1"), out)
        write(make(a="2"), out)
        assert tree(out) == {"a": "2"}

    def test_renamed_in_letter_case(self, out: Path) -> None:
        # As on a file system that ignores case: both names stand for one file.
        write(make(Pet="1"), out)
        (out / "pet").hardlink_to(out / "Pet")
        written = write(make(pet="2"), out)
        assert (names(written.added), names(written.removed)) == (["pet"], ["Pet"])
        assert tree(out) == {"pet": "2"}


class TestManifest:
    def test_text(self, out: Path) -> None:
        write(make(b="2", a__x="1", ü="3"), out)
        text = (out / NAME).read_text(encoding="utf-8")
        assert text.splitlines()[4:-2] == [
            '    "a/x": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",',
            '    "b": "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35",',
            '    "ü": "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce"',
        ]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("", 1),
            ("{", 1),
            ("[]", 1),
            ('{"version": 2, "files": {}}', 1),
            ('{"version": 1}', 1),
            ('{"version": 1,\n"files": {"a": 1}}', 2),
            ('{"version": 1,\n"files": {"../a": "0"}}', 2),
            ('{"version": 1,\n"files": {"/etc/passwd": "0"}}', 2),
            ('{"version": 1,\n\n"files": {"a/../../b": "0"}}', 3),
            ('{"version": 1,\n<<<<<<< HEAD\n"files"', 2),
            ("[" * 100_000, 1),
        ],
    )
    def test_broken(self, out: Path, text: str, line: int) -> None:
        out.mkdir()
        (out / NAME).write_text(text)
        (finding,) = refused(make(a="1"), out)
        place = finding.locate()
        assert finding.code == "broken-manifest"
        assert place is not None
        assert place.line == line
        assert (out / NAME).read_text() == text
        with pytest.raises(Problem):
            check(make(a="1"), out)

    def test_not_utf_8(self, out: Path) -> None:
        out.mkdir()
        (out / NAME).write_bytes(b"\xff")
        assert refused(make(a="1"), out)[0].code == "broken-manifest"

    def test_folder_or_link(self, out: Path, tmp_path: Path) -> None:
        (out / NAME).mkdir(parents=True)
        assert refused(make(a="1"), out)[0].code == "broken-manifest"
        (out / NAME).rmdir()
        (tmp_path / "real").write_text('{"version": 1, "files": {}}')
        (out / NAME).symlink_to(tmp_path / "real")
        assert refused(make(a="1"), out)[0].code == "broken-manifest"


def fifo(out: Path) -> None:
    (out / "d").mkdir()
    os.mkfifo(out / "d" / "f")


class TestRefused:
    def test_foreign_file(self, out: Path) -> None:
        write(make(a="1"), out)
        (out / "b").write_text("mine")
        (finding,) = refused(make(a="2", b="1", c="1"), out)
        assert finding.code == "foreign-file"
        assert "1 | mine" in render_text([finding])

    def test_many_foreign_files(self, out: Path) -> None:
        out.mkdir()
        files = {PurePosixPath(f"f{n:03}"): b"1" for n in range(200)}
        for path in files:
            (out / path).write_text("mine")
        found = refused(files, out)
        assert len(found) == 11
        assert "190 more" in found[-1].message

    @pytest.mark.parametrize(
        ("prepare", "message"),
        [
            (lambda out: (out / "d").write_text("x"), "a folder is needed"),
            (lambda out: (out / "d" / "f").mkdir(parents=True), "it is a folder"),
            (lambda out: (out / "d").symlink_to(out.parent), "is a symbolic link"),
            (lambda out: (out / "d").symlink_to("nowhere"), "is a symbolic link"),
            (
                lambda out: ((out / "d").mkdir(), (out / "d" / "f").symlink_to(out / "x")),
                "it is a symbolic link",
            ),
            (fifo, "it is no regular file"),
        ],
    )
    def test_obstacle(self, out: Path, prepare: Callable[[Path], object], message: str) -> None:
        out.mkdir()
        prepare(out)
        with pytest.raises(Problem) as caught:
            write(make(a="1", d__f="2"), out)
        (finding,) = caught.value.findings
        assert finding.code == "foreign-file"
        assert message in finding.message
        assert not (out / "a").exists()
        assert not (out.parent / "f").exists()

    @pytest.mark.parametrize("extra", ["mine", "sub/"])
    def test_folder_with_foreign_contents_cannot_become_a_file(self, out: Path, extra: str) -> None:
        write(make(a__b="1"), out)
        if extra.endswith("/"):
            (out / "a" / extra).mkdir()
        else:
            (out / "a" / extra).write_text("x")
        assert refused(make(a="1"), out)[0].code == "foreign-file"

    def test_removal_does_not_follow_a_link(self, out: Path, tmp_path: Path) -> None:
        write(make(d__f="1"), out)
        (out / "d").rename(tmp_path / "elsewhere")
        (out / "d").symlink_to(tmp_path / "elsewhere")
        write(make(a="1"), out)
        assert (tmp_path / "elsewhere" / "f").read_text() == "1"

    def test_target_is_a_file(self, out: Path) -> None:
        out.write_text("x")
        (finding,) = refused(make(a="1"), out)
        assert finding.code == "cannot-write"
        assert "a file, not a folder" in finding.message
        with pytest.raises(Problem):
            check(make(a="1"), out)

    def test_target_is_below_a_file(self, out: Path) -> None:
        out.write_text("x")
        assert refused(make(a="1"), out / "b")[0].code == "cannot-write"

    def test_target_is_a_dangling_or_endless_link(self, out: Path) -> None:
        out.symlink_to("out")
        assert refused(make(a="1"), out)[0].code == "cannot-write"

    def test_unwritable(self) -> None:
        assert refused(make(a="1"), Path("/proc/self/sdk"))[0].code == "cannot-write"

    def test_made_folders_are_taken_away_again(
        self, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", fail)
        with pytest.raises(Problem) as caught:
            write(make(a="1"), out / "x" / "y")
        assert "no space left" in caught.value.findings[0].message
        assert not out.exists()

    @pytest.mark.parametrize(
        "path",
        ["../x", "/x", "a/../../x", "", ".", ".sdksmith.json", ".sdksmith.tmp/x", "a\\b", "c:x"],
    )
    def test_impossible_path(self, out: Path, path: str) -> None:
        for function in (write, check):
            with pytest.raises(ValueError, match="not a path"):
                function({PurePosixPath(path): b""}, out)

    def test_file_and_folder_of_one_name(self, out: Path) -> None:
        with pytest.raises(ValueError, match="as a folder"):
            write(make(a="1", a__b="1"), out)

    def test_names_that_differ_in_letter_case(self, out: Path) -> None:
        assert refused(make(Pet="1", pet="1"), out)[0].code == "file-collision"
        assert refused({PurePosixPath("e\u0301"): b"", PurePosixPath("é"): b""}, out)


class TestEdited:
    def test_generated_again(self, out: Path) -> None:
        write(make(a="1"), out)
        (out / "a").write_text("edited")
        written = write(make(a="2"), out)
        assert names(written.changed) == ["a"]
        (finding,) = written.findings
        assert (finding.code, finding.level) == ("edited-file", Level.WARNING)
        assert tree(out) == {"a": "2"}

    def test_generated_again_alike(self, out: Path) -> None:
        write(make(a="1"), out)
        (out / "a").write_text("edited")
        assert names(write(make(a="1"), out).changed) == ["a"]
        assert tree(out) == {"a": "1"}

    def test_edit_that_is_what_would_be_generated(self, out: Path) -> None:
        write(make(a="1"), out)
        (out / "a").write_text("2")
        written = write(make(a="2"), out)
        assert (names(written.unchanged), written.findings) == (["a"], ())
        assert write(make(a="2"), out).findings == ()

    def test_no_longer_generated(self, out: Path) -> None:
        write(make(a="1", b="1"), out)
        (out / "a").write_text("edited")
        written = write(make(b="1"), out)
        assert written.removed == ()
        assert "it is kept" in written.findings[0].message
        assert tree(out) == {"a": "edited", "b": "1"}
        assert write(make(b="1"), out).findings == ()


OLD = make(same="s", changed="old", gone="g", swap="file", pack__a="1", pack__b="2", deep__d__e="3")
NEW = make(same="s", changed="new", swap__in="x", pack="file", fresh__f__g="4", deep__d__e="5")
MUTATIONS = ("os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "open", "shutil.rmtree")


def interrupted(target: Path, files: Files, step: int, action: Callable[[], None]) -> int:
    """Write in a process of its own that is interrupted before its `step`th change of the disk.

    Returns:
        Its exit code: 0 if it was done before it came to that step, 7 if it went on regardless.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event not in MUTATIONS or str(target) not in str(args[0]):
                return
            if event == "open" and args[1] in ("r", "rb", None):
                return
            count += 1
            if count == step:
                action()

        code = 99
        try:
            sys.addaudithook(hook)
            write(files, target)
            code = 0 if count < step else 7
        except KeyboardInterrupt:
            code = 130
        except Problem:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def press_ctrl_c() -> None:
    raise KeyboardInterrupt


def fill_disk() -> None:
    raise OSError(28, "No space left on device")


def steps() -> Iterator[int]:
    return iter(range(1, 1000))


@pytest.fixture
def prepared(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder that holds OLD and a foreign file."""

    def prepare(name: str) -> Path:
        folder = tmp_path / name
        write(OLD, folder)
        (folder / "deep" / "mine").write_text("m")
        return folder

    return prepare


class TestInterrupted:
    def outcomes(self, prepared: Callable[[str], Path]) -> tuple[dict[str, str], dict[str, str]]:
        old, new = prepared("old"), prepared("new")
        write(NEW, new)
        return tree(old), tree(new)

    def test_killed_at_each_step(self, prepared: Callable[[str], Path]) -> None:
        old, new = self.outcomes(prepared)
        seen = set()
        for step in steps():
            folder = prepared(f"s{step}")
            code = interrupted(folder, NEW, step, kill)
            broken = tree(folder)
            transaction.recover(folder)
            state = tree(folder)
            assert state in (old, new), step
            is_new = state == new
            assert listed(folder) == sorted(map(str, NEW if is_new else OLD))
            seen.add((broken == state, is_new))
            write(NEW, folder)
            assert tree(folder) == new
            if code == 0:
                break
            assert code == -signal.SIGKILL
        assert step > 30
        assert {(False, False), (False, True)} <= seen  # rolled back; only cleaned up

    @pytest.mark.parametrize(("action", "code"), [(press_ctrl_c, 130), (fill_disk, 1)])
    def test_failure_at_each_step(
        self, prepared: Callable[[str], Path], action: Callable[[], None], code: int
    ) -> None:
        old, new = self.outcomes(prepared)
        is_new = False
        for step in steps():
            folder = prepared(f"s{step}")
            got = interrupted(folder, NEW, step, action)
            work = f"{transaction.WORK}/"
            state = {k: v for k, v in tree(folder).items() if not k.startswith(work)}
            if got in (0, 7):
                assert state == new, step
            else:
                assert got == code
                is_new = is_new or state == new
                assert state == (new if is_new else old), step
                assert is_new or tree(folder) == old, step
            write(NEW, folder)
            assert tree(folder) == new
            if got == 0:
                break
        assert step > 30
        assert is_new == (action is press_ctrl_c)  # it can only come after the last change

    def test_recovery_killed_at_each_step(self, prepared: Callable[[str], Path]) -> None:
        old, new = self.outcomes(prepared)
        for step in steps():
            folder = prepared(f"s{step}")
            assert interrupted(folder, NEW, 30, kill) == -signal.SIGKILL
            code = interrupted(folder, OLD, step, kill)
            transaction.recover(folder)
            assert tree(folder) == old, step
            write(NEW, folder)
            assert tree(folder) == new
            if code == 0:
                break
        assert step > 10

    def test_first_run_killed_at_each_step(self, tmp_path: Path) -> None:
        everything = {str(path) for path in OLD}
        for step in steps():
            folder = tmp_path / f"s{step}"
            code = interrupted(folder, OLD, step, kill)
            if folder.exists():
                transaction.recover(folder)
                assert {name for name in tree(folder) if name[-1] != "/"} in (set(), everything)
            if code == 0:
                break

    def test_what_was_changed_since_is_left_alone(self, prepared: Callable[[str], Path]) -> None:
        folder = prepared("f")
        for step in steps():
            assert interrupted(folder, NEW, step, kill) != 0
            if (folder / "fresh" / "f" / "g").exists() and (
                folder / "changed"
            ).read_text() == "new":
                break
            transaction.recover(folder)
        (folder / "changed").write_text("by hand")
        (folder / "fresh" / "f" / "g").write_text("by hand")
        transaction.recover(folder)
        state = tree(folder)
        assert state["changed"] == state["fresh/f/g"] == "by hand"
        assert state["swap"] == "file"

    def test_what_was_added_since_is_left_alone(self, prepared: Callable[[str], Path]) -> None:
        folder = prepared("f")
        for step in steps():
            assert interrupted(folder, NEW, step, kill) != 0
            if (folder / transaction.WORK / "journal.json").exists():
                break
            transaction.recover(folder)
        mine = folder / "fresh" / "f" / "g"
        mine.parent.mkdir(parents=True)
        mine.write_bytes(NEW[PurePosixPath("fresh/f/g")])
        transaction.recover(folder)
        assert mine.exists()

    @pytest.mark.parametrize(
        "journal",
        [
            "",
            "[]",
            "{}",
            '{"steps": [["../x", "0", null]], "created": []}',
            '{"steps": [], "created": ["/tmp"]}',
            '{"steps": [["link/x", null, "0"]], "created": []}',
        ],
    )
    def test_hostile_or_broken_journal(self, out: Path, tmp_path: Path, journal: str) -> None:
        work = out / transaction.WORK
        (work / "old").mkdir(parents=True)
        (work / "old" / "0").write_text("evil")
        (out / "link").symlink_to(tmp_path)
        (work / "journal.json").write_text(journal)
        assert refused(make(a="1"), out)[0].code == "unfinished-run"
        assert not (tmp_path / "x").exists()

    def test_foreign_work_folder(self, out: Path, tmp_path: Path) -> None:
        (out / transaction.WORK).mkdir(parents=True)
        (out / transaction.WORK / "mine").write_text("m")
        assert refused(make(a="1"), out)[0].code == "unfinished-run"
        (tmp_path / "o2").mkdir()
        (tmp_path / "o2" / transaction.WORK).symlink_to(out)
        assert refused(make(a="1"), tmp_path / "o2")[0].code == "unfinished-run"


class TestTwoRuns:
    def test_second_run_is_refused(self, out: Path) -> None:
        write(make(a="1"), out)
        with transaction.locked(out):
            assert refused(make(a="2"), out)[0].code == "output-in-use"
        write(make(a="2"), out)

    def test_lock_does_not_survive_a_kill(self, out: Path) -> None:
        write(OLD, out)
        assert interrupted(out, NEW, 20, kill) == -signal.SIGKILL
        write(NEW, out)

    def test_race(self, out: Path) -> None:
        write(OLD, out)
        children = []
        for files in (OLD, NEW):
            child = os.fork()
            if child == 0:
                code = 0
                for _ in range(60):
                    try:
                        write(files, out)
                    except Problem as problem:
                        if problem.findings[0].code != "output-in-use":
                            code = 1
                    except BaseException:
                        code = 2
                    time.sleep(0.0005)
                os._exit(code)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert codes == [0, 0]
        assert listed(out) in (sorted(map(str, OLD)), sorted(map(str, NEW)))
        write(NEW, out)
        assert sorted(k for k in tree(out) if not k.endswith("/")) == sorted(map(str, NEW))

    def test_a_replaced_file_is_never_missing(self, out: Path) -> None:
        write(make(a="x" * 1000), out)
        stop = threading.Event()
        failures = []

        def watch() -> None:
            while not stop.is_set():
                try:
                    text = (out / "a").read_text()
                except FileNotFoundError:
                    failures.append("missing")
                else:
                    if len(text) != 1000:
                        failures.append("partial")

        watcher = threading.Thread(target=watch)
        watcher.start()
        for n in range(100):
            write(make(a=str(n % 10) * 1000), out)
        stop.set()
        watcher.join()
        assert failures == []


class TestCheck:
    def test_equal(self, out: Path) -> None:
        write(make(a="1", b__c="2"), out)
        assert check(make(a="1", b__c="2"), out) == ""

    def test_difference(self, out: Path) -> None:
        write(make(a="1\n2\n", gone="x\n", same="s"), out)
        (out / "foreign").write_text("f")
        before = tree(out)
        diff = check(make(a="1\n3\n", more="y", same="s"), out)
        assert diff.startswith("--- a/.sdksmith.json\n+++ b/.sdksmith.json\n")
        assert diff[diff.index("--- a/a") :] == (
            "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n"
            "--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
            "--- /dev/null\n+++ b/more\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n"
        )
        assert tree(out) == before

    def test_missing_folder(self, out: Path) -> None:
        assert "+++ b/a\n" in check(make(a="1"), out)
        assert not out.exists()

    def test_binary_and_odd_text(self, out: Path) -> None:
        write({PurePosixPath("x"): b"\xff", PurePosixPath("y"): b"a\x0cb\r\nc"}, out)
        diff = check({PurePosixPath("x"): b"\xfe", PurePosixPath("y"): b"a\x0cb\nc"}, out)
        assert "Binary files a/x and b/x differ\n" in diff
        assert "-a\x0cb\r\n+a\x0cb\n c\n\\ No newline at end of file\n" in diff

    def test_empty_file(self, out: Path) -> None:
        write({}, out)
        assert "--- /dev/null\n+++ b/a\n" in check(make(a=""), out)

    def test_missing_manifest(self, out: Path) -> None:
        write(make(a="1"), out)
        (out / NAME).unlink()
        assert check(make(a="1"), out).startswith("--- /dev/null\n+++ b/.sdksmith.json\n")

    def test_edited_file(self, out: Path) -> None:
        write(make(a="1\n"), out)
        (out / "a").write_text("edited\n")
        assert check(make(a="1\n"), out).endswith("-edited\n+1\n")

    def test_link_in_place_of_a_file(self, out: Path, tmp_path: Path) -> None:
        write(make(a="1\n"), out)
        (out / "a").rename(tmp_path / "a")
        (out / "a").symlink_to(tmp_path / "a")
        assert "--- /dev/null\n+++ b/a\n" in check(make(a="1\n"), out)
