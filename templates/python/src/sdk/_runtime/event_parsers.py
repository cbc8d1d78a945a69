"""From the bytes of a stream to its events. No I/O: bytes go in as they come, events come out."""

from __future__ import annotations

from codecs import getincrementaldecoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD_SEPARATOR = "\x1e"
# Of a number of milliseconds; `int` refuses a text of thousands.
MOST_DIGITS = 18


class ServerSentEvent:
    """An event as it was sent.

    Attributes:
        event: its type; empty if it has none.
        data: its data, lines joined by `\\n`.
        id: the id of the last event that had one.
        retry: milliseconds to wait before connecting again, if this event says it.
    """

    __slots__ = ("data", "event", "id", "retry")

    def __init__(self, event: str, data: str, id: str, retry: int | None) -> None:
        self.event = event
        self.data = data
        self.id = id
        self.retry = retry


class Lines:
    """Splits a stream of UTF-8 into lines, wherever its chunks end. A byte order mark is dropped.

    Args:
        returns: whether a carriage return ends a line, too.
    """

    def __init__(self, *, returns: bool) -> None:
        self._decoder = getincrementaldecoder("utf-8-sig")("replace")
        self._returns = returns
        self._half = False  # whether the last chunk ended between the halves of a `\r\n`
        self._rest: list[str] = []

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that are complete with a chunk, without their ends."""
        text = self._decoder.decode(chunk)
        if self._returns and text:
            if self._half and text[0] == "\n":
                text = text[1:]
            self._half = text.endswith("\r") if text else False
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\n" not in text:
            if text:
                self._rest.append(text)
            return []
        first, *lines = text.split("\n")
        lines.insert(0, "".join((*self._rest, first)))
        last = lines.pop()
        self._rest = [last] if last else []
        return lines

    def finish(self) -> str:
        """What is behind the last end of a line."""
        rest = "".join((*self._rest, self._decoder.decode(b"", final=True)))
        self._rest = []
        return rest


class ServerSentEvents:
    """The parser of `text/event-stream` (WHATWG HTML, 9.2.6)."""

    def __init__(self) -> None:
        self._lines = Lines(returns=True)
        self._event = ""
        self._data: list[str] = []
        self._id = ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """The events that are complete with a chunk."""
        for line in self._lines.feed(chunk):
            if line:
                self._field(line)
            elif self._data:
                yield ServerSentEvent(self._event, "\n".join(self._data), self._id, self._retry)
                self._start()
            else:
                self._start()

    def finish(self) -> Iterator[ServerSentEvent]:
        """Nothing: an event that no empty line ends was cut off."""
        return iter(())

    def _start(self) -> None:
        self._event = ""
        self._data = []
        self._retry = None

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")  # A comment has no name.
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._retry = int(value[:MOST_DIGITS])


class JSONTexts:
    """The parser of JSON lines, and of JSON text sequences (RFC 7464), which begin with a separator."""

    def __init__(self) -> None:
        self._lines = Lines(returns=False)
        self._is_sequence: bool | None = None
        self._text: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The JSON texts that are complete with a chunk."""
        for line in self._lines.feed(chunk):
            yield from self._line(line)

    def finish(self) -> Iterator[str]:
        """The text that no end of a line ends."""
        yield from self._line(self._lines.finish())
        yield from self._flush()

    def _line(self, line: str) -> Iterator[str]:
        if self._is_sequence is None and line.strip(" \t\r"):
            self._is_sequence = line.startswith(RECORD_SEPARATOR)
        if not self._is_sequence:
            if line.strip(" \t\r"):
                yield line
            return
        # A text of a sequence may have several lines; the next separator ends it.
        before, *records = line.split(RECORD_SEPARATOR)
        self._text.append(before)
        for record in records:
            yield from self._flush()
            self._text.append(record)

    def _flush(self) -> Iterator[str]:
        text = "\n".join(self._text)
        self._text = []
        if text.strip():
            yield text
