"""What the subjects share: their arguments, the clock, and how a number gets to the harness.

Importing this must not import what a measured library would have to import itself, so asyncio and
the rest are imported where they are used.
"""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

ACCOUNT_ID = "023e105f4ecef8ad9ca31a8372d0c353"
APP_ID = "app_id"
MEETING_ID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
TOKEN = "token"
NAME = "prdmmp-xhycsl"
WARM_UP = 20

cpu = time.process_time
"""User and system CPU seconds of this process and all its threads, as getrusage counts them."""


def argument(number: int) -> str:
    """The command line argument `number`, the first being 1."""
    return sys.argv[number]


def report(name: str, value: float) -> None:
    """Hand one number to the harness."""
    print(name, repr(value))


def report_repeated(call: Callable[[], object], count: int) -> None:
    """Report the CPU seconds of one `call`, from `count` of them after a warm-up."""
    for _ in range(WARM_UP):
        call()
    start = cpu()
    for _ in range(count):
        call()
    report("cpu", (cpu() - start) / count)


async def report_in_flight(call: Callable[[], Awaitable[None]], count: int, in_flight: int) -> None:
    """Report the CPU seconds of one `call` of `count`, steadily `in_flight` at once and in bursts.

    Steadily: whenever one ends the next begins. In bursts: the next `in_flight` begin when all of
    the last have ended.
    """
    import asyncio

    each = count // in_flight

    async def burst() -> None:
        await asyncio.gather(*(call() for _ in range(in_flight)))

    async def worker() -> None:
        for _ in range(each):
            await call()

    await burst()
    start = cpu()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    steady = cpu()
    for _ in range(each):
        await burst()
    end = cpu()
    report("cpu", (steady - start) / (each * in_flight))
    report("bursts", (end - steady) / (each * in_flight))


def report_decoding(decode: Callable[[bytes], Sequence[object]]) -> None:
    """Report the CPU seconds and the peak memory of `decode`: `… SMALL_FILE FILE REPEAT`.

    The small file warms up. The memory is of the first decoding of the file: the growth of the
    process's peak over what it held just before, and what it goes on to hold for the result. The
    CPU time is the mean of all of them.
    """
    from pathlib import Path

    small, raw = Path(argument(1)).read_bytes(), Path(argument(2)).read_bytes()
    repeat = int(argument(3))
    decode(small)
    before = memory("VmRSS")
    start = cpu()
    result = decode(raw)
    first = cpu()
    report("memory", memory("VmHWM") - before)
    report("kept", memory("VmRSS") - before)
    del result
    again = cpu()
    for _ in range(repeat - 1):
        decode(raw)
    report("cpu", (first - start + cpu() - again) / repeat)


def memory(field: str) -> float:
    """`VmRSS` (now) or `VmHWM` (peak) of this process in bytes; NaN where there is no Linux.

    Not getrusage's: there a child's peak starts at that of the process which started it.
    """
    if sys.platform != "linux":
        return float("nan")
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))
