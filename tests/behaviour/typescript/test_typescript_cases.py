"""Every folder of `tests/cases` as a TypeScript SDK: it compiles, and its calls send and read the same as in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_calls import ordered
from ts_cases import Cases
from ts_format import unformatted

import case as cases

FOLDERS = sorted({path.parent for path in cases.CASES.glob("*/spec.*")})
FORMATTED = 50
"""So many files are shown to prettier, which needs 20 ms for one."""
GENERATED = [path for path in FOLDERS if not path.name.startswith("error-")]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    found = Cases(tmp_path_factory.mktemp("cases"))
    for folder in GENERATED:
        found.add(folder)
    return found


@pytest.fixture(scope="module")
def called(generated: Cases) -> Cases:
    generated.run()
    return generated


def _calls() -> list[Any]:
    return [
        pytest.param(folder.name, number, id=f"{folder.name}-{number}")
        for folder in GENERATED
        if (folder / "calls.yaml").exists()
        for number, _ in enumerate(cases.calls(folder))
    ]


@pytest.mark.parametrize("folder", GENERATED, ids=lambda path: path.name)
def test_no_operation_is_dropped(folder: Path, generated: Cases) -> None:
    if folder.name in generated.failed:
        raise generated.failed[folder.name]
    case = generated.cases[folder.name]
    sources = (case.package.folder / "src" / "resources").rglob("*.ts")
    text = "".join(path.read_text() for path in sources)
    assert text.count("this._request") + text.count("new PagePromise") >= len(case.package.entries)


def test_the_layout_is_that_of_prettier(generated: Cases) -> None:
    packages = (case.package.folder for case in generated.cases.values())
    assert unformatted(*packages, most=FORMATTED) == []


def test_types(called: Cases) -> None:
    """The compiler has nothing to say about any of the SDKs."""
    assert called.other_type_errors == []


@pytest.mark.parametrize(("name", "number"), _calls())
def test_call(name: str, number: int, called: Cases) -> None:
    """A call sends the request, and its answer is read."""
    if (name, number) in called.unsayable:
        pytest.skip(called.unsayable[name, number])
    assert name in called.cases, "it is not generated"
    assert (name, number) in called.reports, called.untranslated[name, number]
    call = called.cases[name].calls[number]
    report, exchange = called.reports[name, number], called.exchanges[name, number]
    code = called.codes[name, number].code
    if "raises" in call:
        assert report.error, f"there is no error: {code}"
    else:
        assert not report.error, f"{report.error}: {code}"
    expected = call.get("requests", [call["request"]] if "request" in call else [])
    sent = [cases.sent(*each) for each in zip(exchange.sent, expected, strict=False)]
    assert list(map(ordered, sent)) == list(map(ordered, expected)), code
    assert len(exchange.sent) == len(expected) or "raises" in call
    if "raises" not in call or "status" in call:
        assert report.problems == [], code
        assert "items" not in call or report.count == len(call["items"])
    error = called.type_errors.get((name, number), "")
    assert bool(error) == cases.is_wrong(call, "typescript"), f"{error}: {code}"
