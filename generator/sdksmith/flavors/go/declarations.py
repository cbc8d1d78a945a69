"""What the files of types show: declarations, and the functions that read and write their JSON."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from sdksmith.records import record

Lines: TypeAlias = "tuple[str, ...]"


@record
class Struct:
    """`type name struct { lines }`"""

    kind: ClassVar = "struct"
    name: str
    doc: Lines
    lines: Lines


@record
class Enum:
    """A type for constants.

    Args:
        base: `string`, or another scalar.
        constants: The lines of their declaration.
        known: The lines of the `case` that has all of them.
    """

    kind: ClassVar = "enum"
    name: str
    doc: Lines
    base: str
    constants: Lines
    known: Lines


@record
class Variant:
    """A type that a union may be.

    Args:
        method: `AsUser`
        type: What it returns.
        said: The type, as comments have it.
    """

    method: str
    type: str
    said: str


@record
class Union:
    """One of several types in a response."""

    kind: ClassVar = "union"
    name: str
    doc: Lines
    variants: tuple[Variant, ...]


@record
class Name:
    """A name for another type.

    Args:
        type: What stands behind the name: `= []Pet`, or `[]Pet` for a type of its own.
    """

    kind: ClassVar = "name"
    name: str
    doc: Lines
    type: str
    constants: Lines = ()


Declaration: TypeAlias = "Struct | Enum | Union | Name"


@record
class Member:
    """A member of an object.

    Args:
        key: The literal of its name in JSON.
        field: The field of the struct.
        code: The call that decodes or encodes it.
    """

    key: str
    field: str
    code: str


@record
class ObjectDecoder:
    """The functions that read an object.

    Args:
        function: `decodeUser`
        doc: Its comment, where it is exported.
        extra: The statement for a member that has no field.
    """

    name: str
    function: str
    doc: Lines
    members: tuple[Member, ...]
    extra: str

    @property
    def kind(self) -> str:
        return "decode object" if self.members else "decode nothing"


@record
class ObjectEncoder:
    """The functions that write an object.

    Args:
        members: The statements that write its members.
    """

    kind: ClassVar = "encode object"
    name: str
    function: str
    doc: Lines
    members: Lines


@record
class UnionDecoder:
    """The functions that read a union.

    Args:
        body: The statements that find the variant.
        shapes: The lines of the table of what the variants that are objects look like.
        table: What the table is called.
    """

    kind: ClassVar = "decode union"
    name: str
    function: str
    doc: Lines
    body: Lines
    table: str
    shapes: Lines


@record
class Case:
    """A field of a request's union: when it is set, and how it is written then."""

    condition: str
    code: str


@record
class UnionEncoder:
    """The functions that write a union."""

    kind: ClassVar = "encode union"
    name: str
    function: str
    doc: Lines
    cases: tuple[Case, ...]


@record
class NameDecoder:
    """The functions that read a type that stands for a list or map.

    Args:
        code: The call that reads it.
    """

    kind: ClassVar = "decode name"
    name: str
    function: str
    doc: Lines
    code: str


@record
class NameEncoder:
    """The functions that write a type that stands for a list or map."""

    kind: ClassVar = "encode name"
    name: str
    function: str
    doc: Lines
    code: str


Function: TypeAlias = (
    "ObjectDecoder | ObjectEncoder | UnionDecoder | UnionEncoder | NameDecoder | NameEncoder"
)
