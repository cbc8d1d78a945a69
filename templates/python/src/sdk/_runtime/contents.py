"""Bodies of requests that are not JSON: each is written as its content type says."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Iterable, Mapping
from io import BytesIO, TextIOBase, UnsupportedOperation
from pathlib import Path
from stat import S_ISREG

from .encode import BINARY, encode_json, encode_query, is_object, plain_text, to_wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from typing import IO, Any, TypeAlias

    Piece: TypeAlias = "bytes | Source | Pieces | AsyncPieces"

CHUNK_SIZE = 65_536
FORM = "application/x-www-form-urlencoded"


class Source:
    """A file: one that is open, from where it stands, or the path of one.

    Attributes:
        length: the number of its bytes, if that is known.
        is_repeatable: whether it can be read again.

    Raises:
        OSError: it cannot be opened.
        TypeError: it is open for text.
    """

    __slots__ = ("_file", "_path", "_start", "is_repeatable", "length")

    def __init__(self, file: Any) -> None:
        self._file: Any = None
        self._path: Path | None = None
        self._start = 0
        if isinstance(file, os.PathLike):
            self._path = Path(file)
            with self._path.open("rb") as opened:
                state = os.fstat(opened.fileno())
            self.is_repeatable = S_ISREG(state.st_mode)
            self.length = state.st_size if self.is_repeatable else None
            return
        if isinstance(file, TextIOBase):
            raise TypeError("a file must be open for bytes, as by `open(path, 'rb')`")
        self._file = file
        self.is_repeatable = is_seekable(file)
        self.length = None
        if self.is_repeatable:
            self._start = file.tell()
            self.length = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)

    def chunks(self) -> Iterator[bytes]:
        if self._path is not None:
            with self._path.open("rb") as file:
                yield from read(file)
            return
        if self.is_repeatable:
            self._file.seek(self._start)
        yield from read(self._file)

    async def async_chunks(self) -> AsyncIterator[bytes]:
        if isinstance(self._file, BytesIO):
            for chunk in self.chunks():
                yield chunk
            return
        from anyio import to_thread

        chunks = self.chunks()
        while chunk := await to_thread.run_sync(next, chunks, b""):
            yield chunk


class Pieces:
    """Bytes that come piece by piece."""

    __slots__ = ("_pieces", "is_repeatable", "length")

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.is_repeatable = iter(pieces) is not pieces
        self.length: int | None = None

    def chunks(self) -> Iterator[bytes]:
        return iter(self._pieces)

    async def async_chunks(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


class AsyncPieces:
    """Bytes that come piece by piece, of which only an async client can wait for the next."""

    __slots__ = ("_pieces", "is_repeatable", "length")

    def __init__(self, pieces: AsyncIterable[bytes]) -> None:
        self._pieces = pieces
        self.is_repeatable = pieces.__aiter__() is not pieces
        self.length: int | None = None

    def async_chunks(self) -> AsyncIterator[bytes]:
        return self._pieces.__aiter__()


class Content:
    """A body that is read while it is sent.

    Attributes:
        length: the number of its bytes, if that is known.
        is_repeatable: whether it can be sent again.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        lengths = [len(each) if isinstance(each, bytes) else each.length for each in pieces]
        known = [length for length in lengths if length is not None]
        self.length = sum(known) if len(known) == len(lengths) else None
        self.is_repeatable = all(isinstance(each, bytes) or each.is_repeatable for each in pieces)
        self._was_sent = False

    def begin(self) -> None:
        """Is called each time before it is sent.

        Raises:
            OSError: it cannot be sent again, such as to where a redirect leads.
        """
        if self._was_sent and not self.is_repeatable:
            raise UnsupportedOperation("the body cannot be read a second time")
        self._was_sent = True


class SyncContent(Content):
    """What a sync HTTP client takes.

    Raises:
        TypeError: only an async one can.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        if any(isinstance(piece, AsyncPieces) for piece in pieces):
            raise TypeError("only an async client can send an async iterable")
        super().__init__(pieces)

    def __iter__(self) -> Iterator[bytes]:
        self.begin()
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            elif not isinstance(piece, AsyncPieces):
                yield from piece.chunks()


class AsyncContent(Content):
    """What an async HTTP client takes."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.begin()
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                async for chunk in piece.async_chunks():
                    yield chunk


def encode_body(
    body: object, extra: Mapping[str, object] | None, content_type: str
) -> tuple[bytes | Sequence[Piece], str]:
    """A body as its content type says, and the content type that is sent.

    Args:
        extra: is merged into it.

    Raises:
        TypeError: `extra` is given and the body has no names, or the body cannot be sent.
        OSError: a file cannot be opened.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == FORM or kind.startswith("multipart/"):
        members = _merged(body, extra or {})
        if members is not None:
            if kind == FORM:
                return encode_form(members).encode(), content_type
            from .multipart import encode_multipart

            return encode_multipart(members, content_type)
    if extra:
        raise TypeError("`extra_body` can only be merged into a body that has named members")
    return _plain(body), content_type


def stream(pieces: Sequence[Piece], *, is_async: bool) -> Content:
    """Pieces as an HTTP client takes them."""
    return AsyncContent(pieces) if is_async else SyncContent(pieces)


def _merged(body: object, extra: Mapping[str, object]) -> Mapping[str, object] | None:
    wire = to_wire(body) if is_object(body) and not isinstance(body, Mapping) else body
    return {**wire, **extra} if isinstance(wire, Mapping) else None


def encode_form(members: Mapping[str, object]) -> str:
    """`a=1&b=2`, as a query; but `None`, for which there is no text, is an empty one."""
    return encode_query({name: "" if v is None else v for name, v in members.items()})


def _plain(body: object) -> bytes | Sequence[Piece]:
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, BINARY):
        return bytes(body)
    if is_file(body):
        return [source(body[1] if isinstance(body, tuple) else body)]
    if isinstance(body, AsyncIterable):
        return [AsyncPieces(body)]
    if is_object(body) or (isinstance(body, (list, tuple)) and not _holds_bytes(body)):
        return encode_json(body)
    if isinstance(body, Iterable):
        return [Pieces(body)]
    return plain_text(body).encode()


def _holds_bytes(items: Sequence[object]) -> bool:
    return all(isinstance(item, BINARY) for item in items)


def is_file(value: object) -> bool:
    """Whether a value is one of `FileTypes`."""
    if isinstance(value, tuple):
        named = len(value) in (2, 3, 4) and (value[0] is None or isinstance(value[0], str))
        return named and not isinstance(value[1], tuple) and is_file(value[1])
    return isinstance(value, (*BINARY, os.PathLike)) or hasattr(value, "read")


def source(file: Any) -> bytes | Source:
    """The content of a file."""
    return bytes(file) if isinstance(file, BINARY) else Source(file)


def is_seekable(file: Any) -> bool:
    """Whether an open file can be read again."""
    try:
        return bool(file.seekable())
    except AttributeError:
        return False


def read(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file, piece by piece."""
    while chunk := file.read(CHUNK_SIZE):
        yield chunk
