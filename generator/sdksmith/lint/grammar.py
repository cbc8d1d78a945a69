"""What the objects of OpenAPI 2.0, 3.0, 3.1 and 3.2 are made of, by the tables of their chapters "Schema".

An object is called what the specification calls it, without the word "Object": `Path Item`, `Media Type`. Only names
are here, and which object stands where; what a plain value has to be is for the official schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, Literal

from sdksmith.load.positions import Step
from sdksmith.records import record

__all__ = [
    "EXTENSION",
    "VERSIONS",
    "Field",
    "Kind",
    "Shape",
    "Version",
    "an",
    "kind_at",
    "kinds",
    "root",
    "section",
    "version_of",
    "versions_with",
]

Version = Literal["2.0", "3.0", "3.1", "3.2"]
VERSIONS: Final[tuple[Version, ...]] = ("2.0", "3.0", "3.1", "3.2")

EXTENSION: Final = "x-"
"""How the names of specification extensions begin."""


class Shape(Enum):
    """How many objects a field holds."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


@record
class Field:
    """A field that holds objects.

    Args:
        kind: What the objects are, a key of `kinds`.
        shape: Whether it holds one, a list of them, or a map of names to them.
        refers: Whether a Reference Object may stand in place of each. Objects with a `$ref` of their own (Schema from
            3.1 on, Path Item) are not meant, though it is written alike.
    """

    kind: str
    shape: Shape = Shape.ONE
    refers: bool = False


@record
class Kind:
    """An object of the specification.

    Args:
        name: Its name, such as `Path Item`.
        names: All fields that it has in this version.
        fields: Those that hold objects. (A field that may hold a list in place of one, such as `items` of 2.0, counts
            as one; a boolean may stand for a Schema.)
        others: What stands under names that are not fixed, such as paths and status codes; None if there are none, or
            only plain values.
        prefix: How such names begin.
        is_open: Whether names that are not fixed are allowed, other than extensions.
        is_extensible: Whether extensions are allowed.
    """

    name: str
    names: frozenset[str]
    fields: Mapping[str, Field]
    others: Field | None
    prefix: str
    is_open: bool
    is_extensible: bool

    def child(self, name: str) -> Field | None:
        """What a member holds; None for plain values, extensions and unknown fields."""
        field = self.fields.get(name)
        if field is not None or name in self.names or self.others is None:
            return field
        if self.is_extensible and name.startswith(EXTENSION):
            return None
        return self.others if name.startswith(self.prefix) else None


# A line an object: `field` holds plain values, `field:Kind` an object, `field:[Kind]` a list, `field:{Kind}` a map,
# `&` behind it: or a Reference Object. `field@3.1` is there from 3.1 on. `*` stands for names that are not fixed, `/*`
# for those that begin with a slash. `-x` means that extensions are not allowed.
_THREE: Final = """
OpenAPI: openapi $self@3.2 info:Info jsonSchemaDialect@3.1 servers:[Server] paths:Paths webhooks@3.1:{Path_Item}
    components:Components security:[Security_Requirement] tags:[Tag] externalDocs:External_Documentation
Info: title summary@3.1 description termsOfService contact:Contact license:License version
Contact: name url email
License: name identifier@3.1 url
Server: url description name@3.2 variables:{Server_Variable}
Server_Variable: enum default description
Components: schemas:{Schema}& responses:{Response}& parameters:{Parameter}& examples:{Example}&
    requestBodies:{Request_Body}& headers:{Header}& securitySchemes:{Security_Scheme}& links:{Link}&
    callbacks:{Callback}& pathItems@3.1:{Path_Item} mediaTypes@3.2:{Media_Type}&
Paths: /*:Path_Item
Path_Item: $ref summary description get:Operation put:Operation post:Operation delete:Operation options:Operation
    head:Operation patch:Operation trace:Operation query@3.2:Operation additionalOperations@3.2:{Operation}
    servers:[Server] parameters:[Parameter]&
Operation: tags summary description externalDocs:External_Documentation operationId parameters:[Parameter]&
    requestBody:Request_Body& responses:Responses callbacks:{Callback}& deprecated security:[Security_Requirement]
    servers:[Server]
External_Documentation: description url
Parameter: name in description required deprecated allowEmptyValue style explode allowReserved schema:Schema& example
    examples:{Example}& content@3.0-3.1:{Media_Type} content@3.2:{Media_Type}&
Request_Body: description content@3.0-3.1:{Media_Type} content@3.2:{Media_Type}& required
Media_Type: description@3.2 schema:Schema& itemSchema@3.2:Schema example examples:{Example}& encoding:{Encoding}
    prefixEncoding@3.2:[Encoding] itemEncoding@3.2:Encoding
Encoding: contentType headers:{Header}& style explode allowReserved encoding@3.2:{Encoding}
    prefixEncoding@3.2:[Encoding] itemEncoding@3.2:Encoding
Responses: default:Response& *:Response&
Response: summary@3.2 description headers:{Header}& content@3.0-3.1:{Media_Type} content@3.2:{Media_Type}&
    links:{Link}&
Callback: *:Path_Item
Example: summary description dataValue@3.2 serializedValue@3.2 value externalValue
Link: operationRef operationId parameters requestBody description server:Server
Header: description required deprecated style explode schema:Schema& example examples:{Example}&
    content@3.0-3.1:{Media_Type} content@3.2:{Media_Type}&
Tag: name summary@3.2 description externalDocs:External_Documentation parent@3.2 kind@3.2
Reference: $ref summary@3.1 description@3.1 -x
Schema: title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems
    uniqueItems maxProperties minProperties required enum type allOf:[Schema]& oneOf:[Schema]& anyOf:[Schema]&
    not:Schema& items:Schema& properties:{Schema}& additionalProperties:Schema& description format default
    discriminator:Discriminator readOnly writeOnly xml:XML externalDocs:External_Documentation example deprecated
    nullable@3.0-3.0
    const@3.1 examples@3.1 if@3.1:Schema then@3.1:Schema else@3.1:Schema dependentSchemas@3.1:{Schema}
    prefixItems@3.1:[Schema] contains@3.1:Schema patternProperties@3.1:{Schema} propertyNames@3.1:Schema
    unevaluatedItems@3.1:Schema unevaluatedProperties@3.1:Schema maxContains@3.1 minContains@3.1
    dependentRequired@3.1 contentEncoding@3.1 contentMediaType@3.1 contentSchema@3.1:Schema $ref@3.1 $id@3.1
    $schema@3.1 $anchor@3.1 $dynamicRef@3.1 $dynamicAnchor@3.1 $vocabulary@3.1 $comment@3.1 $defs@3.1:{Schema}
    definitions@3.1:{Schema} dependencies@3.1 *@3.1
Discriminator: propertyName mapping defaultMapping@3.2
XML: nodeType@3.2 name namespace prefix attribute wrapped
Security_Scheme: type description name in scheme bearerFormat flows:OAuth_Flows openIdConnectUrl
    oauth2MetadataUrl@3.2 deprecated@3.2
OAuth_Flows: implicit:OAuth_Flow password:OAuth_Flow clientCredentials:OAuth_Flow authorizationCode:OAuth_Flow
    deviceAuthorization@3.2:OAuth_Flow
OAuth_Flow: authorizationUrl deviceAuthorizationUrl@3.2 tokenUrl refreshUrl scopes
Security_Requirement: * -x
"""

_TWO: Final = """
Swagger: swagger info:Info host basePath schemes consumes produces paths:Paths definitions:{Schema}
    parameters:{Parameter} responses:{Response} securityDefinitions:{Security_Scheme}
    security:[Security_Requirement] tags:[Tag] externalDocs:External_Documentation
Info: title description termsOfService contact:Contact license:License version
Contact: name url email
License: name url
Paths: /*:Path_Item
Path_Item: $ref get:Operation put:Operation post:Operation delete:Operation options:Operation head:Operation
    patch:Operation parameters:[Parameter]&
Operation: tags summary description externalDocs:External_Documentation operationId consumes produces
    parameters:[Parameter]& responses:Responses schemes deprecated security:[Security_Requirement]
External_Documentation: description url
Parameter: name in description required schema:Schema type format allowEmptyValue items:Items collectionFormat default
    maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems enum
    multipleOf
Items: type format items:Items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum maxLength
    minLength pattern maxItems minItems uniqueItems enum multipleOf
Responses: default:Response& *:Response&
Response: description schema:Schema headers:{Header} examples
Header: description type format items:Items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum
    maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf
Tag: name description externalDocs:External_Documentation
Reference: $ref -x
Schema: $ref format title description default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength
    minLength pattern maxItems minItems uniqueItems maxProperties minProperties required enum type items:Schema
    allOf:[Schema] properties:{Schema} additionalProperties:Schema discriminator readOnly xml:XML
    externalDocs:External_Documentation example
XML: name namespace prefix attribute wrapped
Security_Scheme: type description name in flow authorizationUrl tokenUrl scopes
Security_Requirement: * -x
"""

_TOKEN: Final = re.compile(
    r"(?P<name>[^@:\s]+)(@(?P<since>[0-9.]+)(-(?P<until>[0-9.]+))?)?"
    r"(:(?P<open>[\[{]?)(?P<kind>\w+)[\]}]?(?P<refers>&?))?"
)
_SHAPES: Final = {"": Shape.ONE, "[": Shape.LIST, "{": Shape.MAP}


@cache
def kinds(version: Version) -> Mapping[str, Kind]:
    """The objects of a version, by name."""
    table = _TWO if version == "2.0" else _THREE
    lines = re.sub(r"\n +", " ", table).strip().splitlines()
    found = (_kind(*line.partition(": ")[::2], version) for line in lines)
    return {kind.name: kind for kind in found}


def _kind(name: str, fields: str, version: Version) -> Kind:
    names: set[str] = set()
    objects: dict[str, Field] = {}
    others: Field | None = None
    prefix, is_open, is_extensible = "", False, True
    for token in fields.split():
        if token == "-x":
            is_extensible = False
            continue
        match = _TOKEN.fullmatch(token)
        assert match is not None, token
        if not (match["since"] or "") <= version <= (match["until"] or version):
            continue
        field = None
        if match["kind"]:
            kind = match["kind"].replace("_", " ")
            # From 3.1 on `$ref` is a keyword of Schema Objects like any other.
            refers = match["refers"] == "&" and not (kind == "Schema" and version >= "3.1")
            field = Field(kind, _SHAPES[match["open"]], refers)
        if match["name"].endswith("*"):
            others, prefix, is_open = field, match["name"][:-1], True
            continue
        names.add(match["name"])
        if field is not None:
            objects[match["name"]] = field
    name = name.replace("_", " ")
    return Kind(name, frozenset(names), objects, others, prefix, is_open, is_extensible)


def root(version: Version) -> str:
    """What the object is called that a document is."""
    return "Swagger" if version == "2.0" else "OpenAPI"


def version_of(document: object) -> Version | None:
    """Which version a document says it follows.

    Args:
        document: The root of a document, before `upgrade`.

    Returns:
        None if it says none, or none that is known.
    """
    if not isinstance(document, dict):
        return None
    stated = document.get("openapi", document.get("swagger"))
    text = str(stated).strip() if isinstance(stated, (str, int, float)) else ""
    return next((v for v in VERSIONS if re.match(rf"{re.escape(v)}(?![0-9])", text)), None)


def an(kind: str) -> str:
    """An object in a sentence: `an Operation Object`."""
    return f"{'an' if kind[0] in 'AEIOX' else 'a'} {kind} Object"


def section(kind: str, version: Version) -> str:
    """The URL of the section of the specification that is about an object."""
    page = {"2.0": "v2.0", "3.0": "v3.0.4", "3.1": "v3.1.2", "3.2": "v3.2.0"}[version]
    return f"https://spec.openapis.org/oas/{page}.html#{kind.lower().replace(' ', '-')}-object"


def versions_with(kind: str, field: str) -> list[Version]:
    """The versions in which an object has a field."""
    return [v for v in VERSIONS if kind in kinds(v) and field in kinds(v)[kind].names]


def kind_at(
    version: Version, kind: str, value: Any, steps: Iterable[Step]
) -> Iterator[tuple[str | None, Any]]:
    """What stands at each step of a way through an object.

    Args:
        version: Whose grammar.
        kind: What the way begins at.
        value: The object itself.
        steps: The way; it may lead nowhere.

    Yields:
        For the beginning and then for each step the kind of object that stands there, `Reference` if a Reference
        Object does, None for anything that is no object, and the value (None where there is none).
    """
    known = kinds(version)
    here: str | None = kind
    holder: Field | None = None  # of a list or map whose items are next
    yield here, value
    for step in steps:
        field: Field | None = None
        if holder is not None:
            field, holder = Field(holder.kind, Shape.ONE, holder.refers), None
        elif here is not None and isinstance(step, str):
            field = known[here].child(step)
        elif here is not None and isinstance(step, int) and here == "Schema":
            field = Field("Schema")  # `items` of 2.0 may be a list
        value = _at(value, step)
        here = None
        if field is not None and field.shape is Shape.ONE:
            is_reference = field.refers and isinstance(value, dict) and "$ref" in value
            here = "Reference" if is_reference else field.kind
        elif field is not None:
            holder = field
        yield here, value


def _at(value: Any, step: Step) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None
