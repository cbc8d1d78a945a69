"""Generated files: from memory to the disk, completely or not at all.

Why the files are moved one by one, with a journal, and not the folder as a whole: the output folder
may be a git checkout and hold much that is not ours (`.git`, `.venv`, `node_modules`), which a
swap of folders would have to copy or link at each run, and a folder that is a mount point or a
process's working directory cannot be swapped at all. The journal gives the same outcome: whatever
ends a run, the folder is the old one or the new one, at once or, after a kill, at the next run.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from sdksmith import manifest, transaction
from sdksmith.manifest import digest
from sdksmith.records import record
from sdksmith.report import Finding, Level, Place, Problem, quote, shown_path
from sdksmith.transaction import Step

__all__ = ["Files", "Written", "check", "write"]

Files: TypeAlias = dict[PurePosixPath, bytes]
"""Contents by path, relative to the output folder."""

_ROOT: Final = PurePosixPath()
_RESERVED: Final = (str(manifest.NAME), transaction.WORK)
_LISTED: Final = 10  # findings of one kind; a wrong folder may hold thousands of foreign files


@record
class Written:
    """What a run did to the output folder; paths are sorted, the manifest is not among them.

    Args:
        added: New files.
        changed: Files with new contents.
        removed: Files of an earlier run that are no longer generated.
        unchanged: Files that were left as they are.
        findings: Warnings `edited-file`, one for each file that was generated and edited by hand
            since. An edit of a file that is generated again is lost; a file that is no longer
            generated is left in place.
    """

    added: tuple[PurePosixPath, ...] = ()
    changed: tuple[PurePosixPath, ...] = ()
    removed: tuple[PurePosixPath, ...] = ()
    unchanged: tuple[PurePosixPath, ...] = ()
    findings: tuple[Finding, ...] = ()


def write(files: Mapping[PurePosixPath, bytes], target: Path) -> Written:
    """Make the output folder hold the files.

    Files that an earlier run wrote and that are not among them are removed, with folders that get
    empty by that. A file that sdksmith did not write is never touched; where one is in the way,
    nothing at all is written, unless it holds the very same bytes. Symbolic links inside the
    folder are not followed. Files whose contents do not change keep their modification time.

    When writing fails, or the run is interrupted by an exception (KeyboardInterrupt included), the
    folder is as it was when this function leaves. After a kill, files may be missing or a mixture
    of old and new until the next run, which begins by moving all of them back. A power failure is
    not guarded against: the files are not flushed to the disk one by one.

    Args:
        files: All generated files. Paths are relative, without `..`.
        target: The output folder, made if it does not exist; may be a symbolic link to one.

    Returns:
        What was done.

    Raises:
        Problem: A file is in the way (`foreign-file`), two paths differ in letter case only
            (`file-collision`), another run is at work (`output-in-use`), the manifest is broken
            (`broken-manifest`), or the folder cannot be written (`cannot-write`). Nothing has
            changed.
        ValueError: A path leads out of the folder or is one that sdksmith itself uses.
    """
    _validate(files)
    with _reported(target, "write"):
        folder = Path(os.path.realpath(target))
        with _made(folder), transaction.locked(folder):
            transaction.recover(folder)
            plan = _Plan(files, folder)
            if plan.refused:
                raise Problem(_shortened(plan.refused))
            if plan.steps:
                transaction.apply(folder, plan.steps)
    return Written(
        tuple(plan.added),
        tuple(plan.changed),
        tuple(plan.removed),
        tuple(plan.unchanged),
        tuple(_shortened(plan.edited)),
    )


def check(files: Mapping[PurePosixPath, bytes], target: Path) -> str:
    """What `write` would change, as a unified diff; writes nothing.

    Args:
        files: All generated files.
        target: The output folder; need not exist.

    Returns:
        The diff, from what is on disk to what would be there; empty when they are equal.

    Raises:
        Problem: The folder or its manifest cannot be read.
        ValueError: As `write`.
    """
    _validate(files)
    with _reported(target, "read"):
        wanted = {**files, manifest.NAME: manifest.render(files)}
        known = manifest.read(target) if target.exists() else {}
        differences: list[str] = []
        for path in sorted({*wanted, *known}):
            old, new = _content(target, path), wanted.get(path)
            if old != new:
                differences.append(_diff(path, old, new))
    return "".join(differences)


class _Plan:
    """What is to be done, nothing of it being done yet.

    Args:
        files: All generated files.
        folder: The output folder; it exists.

    Raises:
        Problem: The manifest is broken.
        OSError: Something cannot be read.
    """

    def __init__(self, files: Mapping[PurePosixPath, bytes], folder: Path) -> None:
        self.steps: list[Step] = []
        self.added: list[PurePosixPath] = []
        self.changed: list[PurePosixPath] = []
        self.removed: list[PurePosixPath] = []
        self.unchanged: list[PurePosixPath] = []
        self.refused: list[Finding] = []
        self.edited: list[Finding] = []
        self._folder = folder
        self._ways: dict[PurePosixPath, tuple[bool, str]] = {}
        """For each folder whether it is there, and what is in the way of it."""
        self._known = manifest.read(folder)
        for path in sorted(self._known.keys() - files.keys()):
            self._plan_removal(path)
        self._leaving = set(self.removed)
        self._folded = {_folded(path): path for path in self.removed}
        self._emptied = {parent for path in self.removed for parent in path.parents}
        for path in sorted(files, key=_parts):
            self._plan_file(path, files[path])
        listed = manifest.render(files)
        current = _content(folder, manifest.NAME)
        if current != listed:
            old = None if current is None else digest(current)
            self.steps.append(Step(manifest.NAME, listed, old))

    def _plan_removal(self, path: PurePosixPath) -> None:
        current = _content(self._folder, path)
        if current is None:
            return
        if digest(current) == self._known[path]:
            self.removed.append(path)
            self.steps.append(Step(path, None, self._known[path]))
            return
        message = f"{self._shown(path)} is no longer generated, but was edited; it is kept"
        hint = "delete it if it is not needed"
        self.edited.append(self._finding("edited-file", Level.WARNING, message, path, hint))

    def _plan_file(self, path: PurePosixPath, content: bytes) -> None:
        obstacle = self._obstacle(path)
        is_absent = bool(obstacle) or self._is_renamed(path)
        is_absent = is_absent or not self._way(path.parent)[0]
        current = None if is_absent else _content(self._folder, path)
        if current == content:
            self.unchanged.append(path)
            return
        if current is not None and path not in self._known:
            obstacle = f"{self._shown(path)} is in the way and was not written by sdksmith"
        if obstacle:
            hint = "move or delete it, or choose another output folder"
            self.refused.append(self._finding("foreign-file", Level.ERROR, obstacle, path, hint))
        elif current is None:
            self.added.append(path)
            self.steps.append(Step(path, content, None))
        else:
            self.changed.append(path)
            self.steps.append(Step(path, content, digest(current)))
            if digest(current) != self._known[path]:
                message = f"{self._shown(path)} was edited since it was generated; the edit is lost"
                hint = "sdksmith writes its files anew each time; keep changes elsewhere"
                self.edited.append(self._finding("edited-file", Level.WARNING, message, path, hint))

    def _obstacle(self, path: PurePosixPath) -> str:
        """Why no file can be put at a path; empty when one can."""
        is_there, obstacle = self._way(path.parent)
        if obstacle or not is_there:
            return obstacle
        mode = _mode(self._folder / path)
        if mode is None or stat.S_ISREG(mode):
            return ""
        if stat.S_ISDIR(mode) and self._gets_empty(path):
            return ""
        kinds = {stat.S_IFDIR: "a folder", stat.S_IFLNK: "a symbolic link"}
        kind = kinds.get(stat.S_IFMT(mode), "no regular file")
        return f"{self._shown(path)} is in the way: it is {kind}, and a file is needed there"

    def _way(self, folder: PurePosixPath) -> tuple[bool, str]:
        """Whether a folder is there, and if not, why it cannot be made; looked at once."""
        if folder == _ROOT:
            return True, ""
        if folder not in self._ways:
            self._ways[folder] = self._looked_at(folder)
        return self._ways[folder]

    def _looked_at(self, folder: PurePosixPath) -> tuple[bool, str]:
        is_there, obstacle = self._way(folder.parent)
        if obstacle or not is_there:
            return False, obstacle
        mode = _mode(self._folder / folder)
        if mode is None or folder in self._leaving:
            return False, ""
        if stat.S_ISLNK(mode):
            return False, f"{self._shown(folder)} is a symbolic link, which is not followed"
        if not stat.S_ISDIR(mode):
            return False, f"{self._shown(folder)} is in the way: a folder is needed there"
        return True, ""

    def _gets_empty(self, path: PurePosixPath) -> bool:
        """Whether a folder holds nothing but files that are about to be removed."""
        return path in self._emptied and all(
            PurePosixPath((Path(where) / name).relative_to(self._folder).as_posix()) in going
            for where, folders, names in os.walk(self._folder / path)
            for group, going in ((folders, self._emptied), (names, self._leaving))
            for name in group
        )

    def _is_renamed(self, path: PurePosixPath) -> bool:
        """Whether what stands at a path is a leaving file whose name differs in letter case only,
        on a file system that takes both names for one."""
        other = self._folded.get(_folded(path))
        if other is None or _mode(self._folder / path) is None:
            return False
        return (self._folder / other).samefile(self._folder / path)

    def _finding(
        self, code: str, level: Level, message: str, path: PurePosixPath, hint: str
    ) -> Finding:
        is_file = _content(self._folder, path) is not None
        return Finding(
            code, level, message, Place(self._folder / path, 1, 1) if is_file else None, hint
        )

    def _shown(self, path: PurePosixPath) -> str:
        return quote(shown_path(self._folder / path), 200)


def _content(folder: Path, path: PurePosixPath) -> bytes | None:
    """What a file holds; None when no regular file stands there."""
    file = folder / path
    mode = _mode(file)
    if mode is None or not stat.S_ISREG(mode) or transaction.has_symlink(folder, path):
        return None
    return file.read_bytes()


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _validate(files: Mapping[PurePosixPath, bytes]) -> None:
    by_folded: dict[str, PurePosixPath] = {}
    folders = transaction.folders(files)
    for path in sorted(files, key=_parts):
        if not manifest.is_safe(path) or path.parts[0].casefold() in _RESERVED:
            raise ValueError(f"not a path for a generated file: {str(path)!r}")
        if path in folders:
            raise ValueError(f"generated both as a file and as a folder: {str(path)!r}")
        other = by_folded.setdefault(_folded(path), path)
        if other != path:
            message = f"the files {quote(other)} and {quote(path)} differ in letter case only"
            hint = "give one of the things that they are made for another name"
            raise Problem([Finding("file-collision", Level.ERROR, message, None, hint)])


def _folded(path: PurePosixPath) -> str:
    text = str(path)
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def _parts(path: PurePosixPath) -> tuple[str, ...]:
    """The order of paths, as a key: comparing the paths themselves is slow."""
    return path.parts


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder, and take it away again if what follows fails."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        if made:
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in made:
            with suppress(OSError):  # not made, or something is in it
                path.rmdir()
        raise


@contextmanager
def _reported(target: Path, verb: str) -> Iterator[None]:
    """Turn what the system refuses into a finding."""
    try:
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(0, "it is a file, not a folder")
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        file = f" ({shown_path(error.filename)})" if isinstance(error.filename, str) else ""
        message = f"cannot {verb} {quote(shown_path(target))}: {reason.lower()}{file}"
        hint = "choose another output folder, or make this one usable"
        raise Problem([Finding(f"cannot-{verb}", Level.ERROR, message, None, hint)]) from None


def _shortened(findings: Iterable[Finding]) -> list[Finding]:
    """At most so many findings as anybody reads, each message once."""
    unique = list({finding.message: finding for finding in findings}.values())
    shown, rest = unique[:_LISTED], unique[_LISTED:]
    if rest:
        first = rest[0]
        message = f"the same holds for {len(rest)} more files"
        shown.append(Finding(first.code, first.level, message, None, first.hint))
    return shown


def _diff(path: PurePosixPath, old: bytes | None, new: bytes | None) -> str:
    before = "/dev/null" if old is None else f"a/{path}"
    after = "/dev/null" if new is None else f"b/{path}"
    old_lines, new_lines = _text_lines(old), _text_lines(new)
    if old_lines is None or new_lines is None:
        return f"Binary files {before} and {after} differ\n"
    lines = list(difflib.unified_diff(old_lines, new_lines, before, after))
    if not lines:  # one of them is empty and the other does not exist
        lines = [f"--- {before}\n", f"+++ {after}\n"]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _text_lines(data: bytes | None) -> list[str] | None:
    """Lines as `diff` counts them, ended by line feeds only; None when the data is not text."""
    if data is None:
        return []
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else re.findall(r"[^\n]*\n|[^\n]+", text)
