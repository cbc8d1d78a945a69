"""Work in other processes: results, errors, and what is not copied."""

from __future__ import annotations

import os
import threading

import pytest

from sdksmith import parallel
from sdksmith.parallel import start
from sdksmith.report import Finding, Level, Problem


@pytest.fixture(autouse=True)
def threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever other tests have left running has nothing to do with this."""
    monkeypatch.setattr(parallel, "_is_alone", lambda: True)


class Large:
    """Something that is not copied."""


def test_work_is_done_in_another_process() -> None:
    tasks = [start(os.getpid, ()) for _ in range(2)]
    assert len({os.getpid(), *(task.result() for task in tasks)}) == 3


def test_beside_other_threads_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert start(os.getpid, ()).result() == os.getpid()
    finally:
        done.set()
        thread.join()


def test_what_is_shared_is_the_same() -> None:
    shared = Large()
    result = start(lambda: (shared, [1]), (shared,)).result()
    assert result[0] is shared
    assert result[1] == [1]


def test_a_problem_is_raised_with_its_findings() -> None:
    finding = Finding("code", Level.ERROR, "What is wrong")

    def fail() -> None:
        raise Problem([finding])

    with pytest.raises(Problem, match="code: What is wrong") as caught:
        start(fail, ()).result()
    assert caught.value.findings == [finding]


def test_an_error_says_where_it_was_raised() -> None:
    def fail() -> None:
        raise KeyError("missing")

    with pytest.raises(KeyError, match="missing") as caught:
        start(fail, ()).result()
    assert "in fail" in caught.value.__notes__[0]


def test_a_process_that_ends_early_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="code 3"):
        start(lambda: os._exit(3), ()).result()
