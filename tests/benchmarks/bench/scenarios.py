"""What is measured, of whom, and what the goals are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.measure import Subject
from bench.payload import Payload

SDK = "generated SDK"
PEER = "cloudflare 5.9.0"
RAW = "httpx2"
STANDARD = "standard library"
REFLECTION = "reflection with metadata"
NPM = "cloudflare 7.3.0"
FETCH = "fetch + JSON.parse"
OTHERS = ("msgspec", "attrs", "dataclasses", "pydantic", "json")
IN_FLIGHT = 50
MANY = 100_000


@dataclass(frozen=True, slots=True)
class Metric:
    """One number that the subjects of a scenario report.

    Attributes:
        key: its name in what they report.
        title: the row of the table.
        unit: one of `bench.table.UNITS`.
        goals: subject → the most that the SDK's number may be, as a multiple of that subject's.
    """

    key: str
    title: str
    unit: str
    goals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Subjects that do the same thing, and what is read off them.

    Attributes:
        name: what `--only` calls it.
        subjects: the columns of the main table.
        metrics: its rows.
        repetitions: how often each subject runs.
        beside: subjects for comparison, shown in a table of their own.
        payload: what they decode, None if they decode no file.
    """

    name: str
    subjects: tuple[Subject, ...]
    metrics: tuple[Metric, ...]
    repetitions: int
    beside: tuple[Subject, ...] = ()
    payload: Payload | None = None

    def among(self, names: Iterable[str]) -> Scenario:
        """The scenario with only the subjects of these names."""
        return replace(
            self,
            subjects=tuple(subject for subject in self.subjects if subject.name in names),
            beside=tuple(subject for subject in self.beside if subject.name in names),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What the scenarios depend on.

    Attributes:
        url: the server's base URL.
        sdk: the folder to import the generated SDK from.
        payloads: the folder with the files to decode.
        quick: whether one short run of each will do.
    """

    url: str
    sdk: Path
    payloads: Path
    quick: bool

    def files(self, payload: Payload) -> tuple[str, str]:
        """What is decoded to warm up, and what is measured."""
        return str(self.payloads / payload.first().name), str(self.payloads / payload.name)

    def repetitions(self, number: int) -> int:
        """`number` of them, or one if it has to be quick."""
        return 1 if self.quick else number

    def calls(self, number: int) -> str:
        """`number` of calls, or a tenth if it has to be quick."""
        return str(number // 10 if self.quick else number)


def scenarios(settings: Settings) -> Iterator[Scenario]:
    """All of them, in the table's order."""
    yield _first_call(settings)
    yield _small_call(settings)
    yield _in_flight(settings)
    yield _decoding(settings, "decode", 1000, repeat=20, cpu_goal=0.45)
    yield _decoding(settings, "decode-many", MANY, repeat=1, cpu_goal=0.3)


def go_scenarios(settings: Settings) -> Iterator[Scenario]:
    """Those of the subjects in Go."""
    call = (settings.url, settings.calls(10_000))
    yield Scenario(
        "go-call",
        (Subject(SDK, "call-sdk", call), Subject(STANDARD, "call-raw", call)),
        (Metric("cpu", "small call", "µs", ((STANDARD, 1.1),)),),
        settings.repetitions(7),
    )
    yield _go_decoding(settings, "go-decode", "decode 1,000 objects", Payload(1000))
    unknown = Payload(1000, unknown=True)
    yield _go_decoding(settings, "go-decode-unknown", "… with unknown members", unknown)


def typescript_scenarios(settings: Settings, esbuild: Path) -> Iterator[Scenario]:
    """Those of the subjects in TypeScript.

    Args:
        esbuild: the bundler, as a module.
    """
    start = (settings.url,)
    peer = Subject(NPM, "start.mjs", start, Path("peer"))
    bundle = (str(esbuild),)
    call = (settings.url, settings.calls(10_000))
    yield Scenario(
        "ts-call",
        (
            Subject(SDK, "call_sdk.mjs", call, Path("sdk")),
            Subject(FETCH, "call_raw.mjs", call, Path("sdk")),
        ),
        (Metric("cpu", "small call", "µs", ((FETCH, 1.15),)),),
        settings.repetitions(7),
    )
    yield Scenario(
        "ts-start",
        (Subject(SDK, "start.mjs", start, Path("sdk")), peer),
        _starting("import + construct + first call"),
        settings.repetitions(10),
    )
    yield Scenario(
        "ts-start-large",
        (Subject(SDK, "start_large.mjs", start, Path("large")), peer),
        _starting("the same with the SDK of GitHub's document"),
        settings.repetitions(10),
    )
    yield Scenario(
        "ts-bundle",
        (
            Subject(SDK, "bundle.mjs", bundle, Path("sdk")),
            Subject(NPM, "bundle.mjs", bundle, Path("peer")),
        ),
        (Metric("bytes", "program with one resource, minified", "kB"),),
        1,
    )


def _starting(title: str) -> tuple[Metric, ...]:
    return (
        Metric("cpu", title, "ms", ((NPM, 1 / 4),)),
        Metric("import", "… of that, import", "ms"),
        Metric("construct", "… construct", "ms"),
        Metric("call", "… first call", "ms"),
    )


def _go_decoding(settings: Settings, name: str, title: str, payload: Payload) -> Scenario:
    arguments = (*settings.files(payload), settings.calls(200))
    return Scenario(
        name,
        (
            Subject(SDK, "decode-sdk", arguments),
            Subject(STANDARD, "decode-plain", arguments),
            Subject(REFLECTION, "decode-metadata", arguments),
        ),
        (
            Metric("cpu", title, "ms", ((STANDARD, 1 / 2),)),
            Metric("allocated", "… memory allocated", "MB"),
        ),
        settings.repetitions(5),
        payload=payload,
    )


def _trio(settings: Settings, script: str, *arguments: str) -> tuple[Subject, ...]:
    return (
        Subject(SDK, f"{script}.py", arguments, settings.sdk),
        Subject(PEER, f"{script}.py", arguments),
        Subject(RAW, f"{script}_raw.py", arguments),
    )


def _first_call(settings: Settings) -> Scenario:
    return Scenario(
        "first-call",
        _trio(settings, "first_call", settings.url),
        (
            Metric("cpu", "import + construct + first call", "ms", ((PEER, 1 / 3),)),
            Metric("import", "… of that, import", "ms"),
            Metric("construct", "… construct", "ms"),
            Metric("call", "… first call", "ms"),
        ),
        settings.repetitions(10),
    )


def _small_call(settings: Settings) -> Scenario:
    return Scenario(
        "small-call",
        _trio(settings, "small_call", settings.url, settings.calls(2000)),
        (Metric("cpu", "small call, sync", "µs", ((PEER, 0.45), (RAW, 1.1))),),
        settings.repetitions(7),
    )


def _in_flight(settings: Settings) -> Scenario:
    return Scenario(
        "in-flight",
        _trio(settings, "in_flight", settings.url, settings.calls(1000), str(IN_FLIGHT)),
        (
            Metric("cpu", f"small call, async, {IN_FLIGHT} in flight", "µs", ((PEER, 0.3),)),
            Metric("bursts", f"small call, async, in bursts of {IN_FLIGHT}", "µs"),
        ),
        settings.repetitions(5),
    )


def _decoding(
    settings: Settings, name: str, count: int, *, repeat: int, cpu_goal: float
) -> Scenario:
    payload = Payload(count)
    arguments = (*settings.files(payload), str(repeat))
    metrics = [Metric("cpu", f"decode {count:,} objects", "ms", ((PEER, cpu_goal),))]
    if count == MANY:
        metrics += [
            Metric("memory", "… peak memory", "MB"),
            Metric("kept", "… memory kept", "MB", ((PEER, 0.5),)),
        ]
    return Scenario(
        name,
        (
            Subject(SDK, "decode_sdk.py", arguments, settings.sdk),
            Subject(PEER, "decode_peer.py", arguments),
        ),
        tuple(metrics),
        settings.repetitions(3),
        tuple(Subject(other, f"decode_{other}.py", arguments) for other in OTHERS),
        payload,
    )
