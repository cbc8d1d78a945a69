"""Independent pieces of work side by side, each in a process of its own."""

from __future__ import annotations

import io
import multiprocessing
import pickle
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

__all__ = ["Task", "start"]

T = TypeVar("T")


class Task(Generic[T]):
    """A piece of work that was started."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work

    def result(self) -> T:
        """What the work returns; waits for it.

        Raises:
            Exception: Whatever the work raises.
        """
        return self._work()


def start(work: Callable[[], T], shared: Sequence[object]) -> Task[T]:
    """Begin a piece of work in a copy of this process, where the platform can make one.

    Elsewhere, and where other threads may hold locks that nobody would release in the copy, the work is done when its
    result is asked for.

    Args:
        work: Must not change anything that others see. What it returns or raises is copied.
        shared: Objects that are not copied: where a result holds one of them, it is the very same.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or not _is_alone():
        return Task(work)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, shared, sender), daemon=True)
    process.start()
    sender.close()

    def wait() -> T:
        with receiver:
            try:
                data = receiver.recv_bytes()
            except EOFError:
                process.join()
                raise RuntimeError(f"a process ended early, with code {process.exitcode}") from None
        process.join()
        is_result, value = _Unpickler(io.BytesIO(data), _numbered(shared)).load()
        if is_result:
            result: T = value
            return result
        raise value

    return Task(wait)


def _is_alone() -> bool:
    """Whether this process has no other threads."""
    return threading.active_count() == 1


def _send(work: Callable[[], Any], shared: Sequence[object], sender: Connection) -> None:
    try:
        outcome = True, work()
    except Exception as error:
        error.add_note(traceback.format_exc())  # which pickle leaves behind
        outcome = False, error
    buffer = io.BytesIO()
    _Pickler(buffer, _numbered(shared)).dump(outcome)
    sender.send_bytes(buffer.getbuffer())


def _numbered(shared: Sequence[object]) -> Mapping[int, object]:
    """The objects by their identity, which is the same in a forked process."""
    return {id(each): each for each in shared}


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, shared: Mapping[int, object]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._shared = shared

    def persistent_id(self, obj: Any) -> int | None:
        return id(obj) if id(obj) in self._shared else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, shared: Mapping[int, object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, pid: Any) -> object:
        return self._shared[pid]
