"""Several changes of a folder, made as one.

New files are first written into a work folder inside the folder (the one place that is sure to be
on the same file system). A journal then says what is about to happen. Files are moved one by one,
what they replace being kept in the work folder; removing the journal makes the change final. Where
a journal is found, a run was interrupted: everything is moved back.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sdksmith.manifest import digest, is_safe
from sdksmith.records import record
from sdksmith.report import Finding, Level, Problem, quote, shown_path

if sys.platform != "win32":
    import fcntl

__all__ = ["WORK", "Step", "apply", "has_symlink", "locked", "recover"]

WORK: Final = ".sdksmith.tmp"
_JOURNAL: Final = "journal.json"

# In place of the digest of a file:
_NOTHING: Final = "nothing"
_OTHER: Final = "a link, a folder or a device"


@record
class Step:
    """One file to add, replace or remove.

    Args:
        path: The file, relative to the folder.
        new: What it shall hold; None to remove it.
        old: Digest of what it holds now; None when there is no such file.
    """

    path: PurePosixPath
    new: bytes | None
    old: str | None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs of sdksmith out of a folder. On Windows there is no such lock.

    Raises:
        Problem: Another run is at work there.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another run of sdksmith is writing to {quote(shown_path(folder))}"
            hint = "wait until it is done"
            raise Problem([Finding("output-in-use", Level.ERROR, message, None, hint)]) from None
        except OSError as error:
            # Some network file systems have no locks; writing there must still be possible.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
                raise
        yield
    finally:
        os.close(handle)


def apply(folder: Path, steps: Sequence[Step]) -> None:
    """Make all the changes, or none of them when one fails or the run is interrupted.

    Args:
        folder: Where; it exists and is locked.
        steps: The changes, made in this order, removals first. No file appears twice.

    Raises:
        OSError: A change could not be made; the folder is as it was.
    """
    work = folder / WORK
    try:
        _stage(folder, work, steps)
        _write_journal(folder, work, steps)
        _move(folder, work, steps)
        (work / _JOURNAL).unlink()  # From here on the change is final.
    except BaseException:
        recover(folder)
        raise
    with suppress(OSError):  # the next run tries again
        _clean(work)


def recover(folder: Path) -> None:
    """Undo what an interrupted run left behind; does nothing where there is nothing to undo.

    A file that somebody has changed since is left alone. May itself be interrupted and repeated.

    Raises:
        Problem: The folder cannot be brought back.
    """
    work = folder / WORK
    if not os.path.lexists(work):
        return
    if work.is_symlink() or not work.is_dir():
        raise _unrecoverable(folder, f"{WORK} is not a folder")
    journal = work / _JOURNAL
    try:
        if journal.exists():
            _undo(folder, work, *_read_journal(journal.read_text(encoding="utf-8")))
            journal.unlink()
        _clean(work)
    except OSError as error:
        raise _unrecoverable(folder, error.strerror or str(error)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _unrecoverable(folder, "its journal cannot be read") from None


def folders(paths: Iterable[PurePosixPath]) -> set[PurePosixPath]:
    """The folders that the paths lead through, the one they are relative to included."""
    found: set[PurePosixPath] = set()
    for parent in {path.parent for path in paths}:
        folder = parent
        while folder not in found:
            found.add(folder)
            folder = folder.parent
    return found


def has_symlink(folder: Path, path: PurePosixPath) -> bool:
    """Whether a folder on the way from `folder` to `path` is a symbolic link."""
    return any((folder / parent).is_symlink() for parent in path.parents[:-1])


def _stage(folder: Path, work: Path, steps: Sequence[Step]) -> None:
    for part in (work, work / "new", work / "old"):
        part.mkdir()
    for number, step in enumerate(steps):
        if step.new is not None:
            staged = work / "new" / str(number)
            staged.write_bytes(step.new)
            if step.old is not None:
                shutil.copymode(folder / step.path, staged)


def _move(folder: Path, work: Path, steps: Sequence[Step]) -> None:
    needed = folders(step.path for step in steps if step.new is not None)
    made: set[Path] = set()
    for number, step in enumerate(steps):
        path, kept = folder / step.path, work / "old" / str(number)
        if step.new is None:
            path.replace(kept)
            _remove_empty(folder, step.path, needed)
            continue
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if step.old is not None:
            _keep(path, kept)
        (work / "new" / str(number)).replace(path)


def _keep(path: Path, kept: Path) -> None:
    """Keep a file that is about to be replaced; by a link, so that it is never missing."""
    try:
        kept.hardlink_to(path)
    except OSError:  # not every file system has links
        path.replace(kept)


def _remove_empty(folder: Path, path: PurePosixPath, needed: set[PurePosixPath]) -> None:
    for parent in path.parents[:-1]:
        if parent in needed:
            return
        try:
            (folder / parent).rmdir()
        except OSError:  # not empty
            return


def _write_journal(folder: Path, work: Path, steps: Sequence[Step]) -> None:
    parents = folders(step.path for step in steps if step.new is not None)
    created = sorted(str(parent) for parent in parents if not (folder / parent).is_dir())
    value = {
        "steps": [
            [str(step.path), None if step.new is None else digest(step.new), step.old]
            for step in steps
        ],
        "created": created,
    }
    draft = work / f"{_JOURNAL}.new"
    draft.write_text(json.dumps(value), encoding="utf-8")
    draft.replace(work / _JOURNAL)


@record
class _Entry:
    """A step as the journal remembers it: digests in place of contents."""

    path: PurePosixPath
    new: str | None
    old: str | None


def _read_journal(text: str) -> tuple[list[_Entry], list[PurePosixPath]]:
    value: Any = json.loads(text)
    entries = [_Entry(PurePosixPath(path), new, old) for path, new, old in value["steps"]]
    created = [PurePosixPath(path) for path in value["created"]]
    if not all(is_safe(path) for path in (*created, *(entry.path for entry in entries))):
        raise ValueError("a path leads out of the folder")
    return entries, created


def _undo(
    folder: Path, work: Path, entries: Sequence[_Entry], created: Sequence[PurePosixPath]
) -> None:
    if any(has_symlink(folder, entry.path) for entry in entries):
        raise ValueError("a path leads through a symbolic link")
    for number, entry in enumerate(entries):
        was_moved = not (work / "new" / str(number)).exists()
        is_added = entry.new is not None and entry.old is None
        if is_added and was_moved and _digest_of(folder / entry.path) == entry.new:
            (folder / entry.path).unlink()
    for parent in sorted(created, reverse=True):
        with suppress(OSError):  # gone already, or somebody has put a file there
            (folder / parent).rmdir()
    for number, entry in enumerate(entries):
        path, kept = folder / entry.path, work / "old" / str(number)
        if kept.exists() and _digest_of(path) in (_NOTHING, entry.new, entry.old):
            path.parent.mkdir(parents=True, exist_ok=True)
            kept.replace(path)


def _digest_of(path: Path) -> str:
    if not os.path.lexists(path):
        return _NOTHING
    return _OTHER if path.is_symlink() or not path.is_file() else digest(path.read_bytes())


def _clean(work: Path) -> None:
    for part in ("new", "old"):
        if (work / part).is_dir():
            shutil.rmtree(work / part)
    (work / f"{_JOURNAL}.new").unlink(missing_ok=True)
    work.rmdir()


def _unrecoverable(folder: Path, reason: str) -> Problem:
    place = quote(shown_path(folder))
    message = f"an earlier run was interrupted while writing to {place}, and {reason}"
    hint = f"restore the folder from version control and delete {WORK} in it; its folder 'old' "
    hint += "holds the files that were being replaced"
    return Problem([Finding("unfinished-run", Level.ERROR, message, None, hint)])
