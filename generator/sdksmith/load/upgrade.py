"""OpenAPI 2.0 in the shape of 3.x, so that only one shape has to be understood.

What 2.0 writes elsewhere is written where 3.x looks for it, in place: `host` becomes `servers`, a body parameter
becomes `requestBody`, `type` of a parameter becomes its `schema`. Schemas stay where they are, under `definitions`, as
`$ref`s name them there. Documents of 3.0, 3.1 and 3.2 need no such step: their schemas are spelled differently, but
real documents mix the spellings, so that whoever reads schemas has to know them all anyway.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from sdksmith.load.positions import Step, Steps
from sdksmith.load.refs import Node
from sdksmith.report import Finding, Level, Problem

__all__ = ["upgrade"]

_VERBS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SCHEMA_KEYS: Final = (
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
)
"""What a Parameter, Header or Items Object of 2.0 says of its value itself (OpenAPI 2.0, Parameter Object)."""
_FLOWS: Final = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW_KEYS: Final = ("authorizationUrl", "tokenUrl", "scopes")
_COLLECTIONS: Final = {
    "csv": {},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "multi": {"style": "form", "explode": True},
}
_BODIES: Final = ("body", "formData")
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_JSON: Final = "application/json"
_ANY: Final = "*/*"
_SHORT: Final = {"json": _JSON, "xml": "application/xml", "form": _FORM, "multipart": _MULTIPART}
"""Names of media types that are none."""
_NO_FILES: Final = ("json", "xml")
"""How media types end that documents name for all their answers, files not thought of."""


def upgrade(root: Node) -> list[Finding]:
    """Give a document of OpenAPI 2.0 the shape of 3.x; any other document stays as it is.

    Args:
        root: The root of the document. It is changed in place, and so are the path items, parameters and responses
            of other files that it refers to.

    Returns:
        What could not be carried over.
    """
    value = root.value
    if "openapi" in value or not str(value.get("swagger", "")).startswith("2"):
        return []
    value["openapi"] = "3.0.4"
    upgraded = _Upgrade(root)
    upgraded.components()
    upgraded.servers()
    for _, node in upgraded.members(root, "parameters"):
        upgraded.parameter(node)
    for _, node in upgraded.members(root, "responses"):
        upgraded.response(node, upgraded.produces)
    for _, node in upgraded.members(root, "paths"):
        upgraded.path_item(node)
    return upgraded.findings


class _Upgrade:
    """One run over one document.

    Attributes:
        findings: What could not be carried over.
        produces: The media types of responses, where an operation names none.
    """

    def __init__(self, root: Node) -> None:
        self.findings: list[Finding] = []
        self._root = root
        self._consumes = self._media_types(root, "consumes") or []
        self.produces = self._media_types(root, "produces") or []
        self._scheme = "https"
        self._shared: dict[int, list[Node]] = {}
        """Path items that are done, with the body parameters that stood there; YAML aliases and `$ref`s lead to some
        of them twice."""
        self._operations: set[int] = set()
        """Operations that are done."""

    def components(self) -> None:
        """`definitions` and `securityDefinitions` as `components`."""
        value = self._root.value
        found = value.get("components")
        components: dict[str, Any] = dict(found) if isinstance(found, dict) else {}
        schemas: dict[str, Any] = {}
        for name, node in self._mappings("definitions"):
            schemas[name] = {"$ref": _pointer(("definitions", name))}
            self._move(self._root, ("components", "schemas", name), node)
        schemes: dict[str, Any] = {}
        for name, node in self._mappings("securityDefinitions"):
            schemes[name] = _security_scheme((self._target(node) or node).value)
            self._move(self._root, ("components", "securitySchemes", name), node)
        for section, members in (("schemas", schemas), ("securitySchemes", schemes)):
            own = components.get(section)
            components[section] = {**members, **own} if isinstance(own, dict) else members
        value["components"] = components

    def servers(self) -> None:
        """`schemes`, `host` and `basePath` as `servers`; https is preferred."""
        value = self._root.value
        host, base = _text(value.get("host")), _text(value.get("basePath"))
        path = f"/{base.strip('/')}" if base.strip("/") else ""
        scheme, _, rest = host.rpartition("://")  # Some write the scheme there, too.
        rest = rest.strip("/")
        schemes = [scheme] if scheme else _texts(value.get("schemes"))
        if "http" in schemes and "https" not in schemes:
            self._scheme = "http"
        url = f"{self._scheme}://{rest}{path}" if rest else path
        if (url or base) and "servers" not in value:
            value["servers"] = [{"url": url or "/"}]
            self._move(self._root, ("servers",), self._root["host" if rest else "basePath"])

    def path_item(self, node: Node) -> None:
        """A path item, and what stands beside a `$ref` to one."""
        item = self._target(node)
        shared = self._upgrade_item(item, []) if item is not None else []
        if node.ref is not None:
            self._upgrade_item(node, shared)

    def _upgrade_item(self, item: Node, above: list[Node]) -> list[Node]:
        known = self._shared.get(id(item.value))
        if known is not None:
            return known
        shared = self._shared[id(item.value)] = [*above, *self._take_body(item)]
        for key, node in item.items():
            operation = self._target(node) if key.lower() in _VERBS else None
            if operation is not None and id(operation.value) not in self._operations:
                self._operations.add(id(operation.value))
                self._operation(operation, shared)
        return shared

    def _operation(self, operation: Node, shared: list[Node]) -> None:
        value = operation.value
        own = self._media_types(operation, "consumes")
        consumes = self._consumes if own is None else own
        own = self._media_types(operation, "produces")
        produces = self.produces if own is None else own
        self._check_schemes(operation)
        bodies = [*shared, *self._take_body(operation)]
        form = self._form_parameters(bodies)
        whole = self._whole_bodies(bodies)
        if form:
            value["requestBody"] = self._form(operation, form, consumes)
        elif whole:
            self._body(operation, whole[-1], consumes)
        for node in whole if form else whole[:-1]:
            message = "a request has one body; this one is left out"
            self._note("several-bodies", message, node, "describe the body in one parameter")
        for _, node in self.members(operation, "responses"):
            self.response(node, produces)

    def _check_schemes(self, operation: Node) -> None:
        """Requests of all operations go to the same servers."""
        schemes = _texts(operation.value.get("schemes"))
        if schemes and self._scheme not in schemes and "host" in self._root.value:
            message = f"`schemes` of an operation are left out; requests are sent by {self._scheme}"
            self._note("unsupported", message, operation["schemes"])

    def _take_body(self, holder: Node) -> list[Node]:
        """Upgrade the parameters of an operation or a path item, and take those out that are its body."""
        stated = holder.get("parameters")
        listed = self._followed(stated)
        if stated is None or listed is None or not isinstance(listed.value, list):
            return []
        kept: list[Any] = []
        taken: list[Node] = []
        for index, node in enumerate(listed.elements()):
            if self._place(node) in _BODIES:
                taken.append(node)
                continue
            if len(kept) != index:
                self._move(holder, ("parameters", len(kept)), node)
            kept.append(node.value if listed is stated else {"$ref": _reference(holder, node)})
            self.parameter(node)
        holder.value["parameters"] = kept
        return taken

    # ------------------------------------------------------------ parameters and headers

    def parameter(self, node: Node) -> None:
        """`type` and its like become `schema`, `collectionFormat` becomes `style`."""
        target = self._target(node)
        if target is None or "schema" in target.value or self._place(target) in _BODIES:
            return
        target.value.update(self._style(target))
        if schema := _schema(target.value):
            target.value["schema"] = schema

    def _place(self, node: Node) -> object:
        """Where a parameter goes (`in`), whatever the letter case."""
        target = self._target(node)
        stated = target.value.get("in") if target is not None else None
        if target is None or not isinstance(stated, str) or stated in _BODIES:
            return stated
        meant = next((place for place in _BODIES if place.lower() == stated.lower()), None)
        if meant is None:
            return stated
        message = f"a parameter says `in: {stated}`; it is taken for `{meant}`"
        self._note("odd-parameter-place", message, target["in"], f"write `in: {meant}`")
        target.value["in"] = meant
        return meant

    def _style(self, node: Node) -> dict[str, Any]:
        """How an array is written (OpenAPI 2.0, `collectionFormat`)."""
        value = node.value
        if value.get("type") != "array" or _is_file(value.get("items")):
            return {}
        stated = value.get("collectionFormat")
        style = _COLLECTIONS.get(stated if isinstance(stated, str) else "csv")
        if style is None or not isinstance(stated, str | None):
            what = f"the collection format `{stated}` is not understood"
            message = f"{what}; the items are sent with commas between them"
            hint = f"there are: {', '.join(_COLLECTIONS)}"
            self._note("unsupported", message, node["collectionFormat"], hint)
        if style:
            return style
        in_pairs = value.get("in") in ("query", "formData")
        return {"style": "form", "explode": False} if in_pairs else {}

    # ------------------------------------------------------------ bodies

    def _form_parameters(self, nodes: list[Node]) -> dict[str, tuple[Node, Node]]:
        """Form parameters by name, each with what it refers to; a later one replaces an earlier one."""
        return {
            str(target.value.get("name")): (node, target)
            for node in nodes
            if self._place(node) == "formData" and (target := self._target(node)) is not None
        }

    def _whole_bodies(self, nodes: list[Node]) -> list[Node]:
        """Body parameters; a later one replaces an earlier one of its name."""
        found: dict[object, Node] = {}
        for node in nodes:
            target = self._target(node)
            if target is not None and self._place(node) == "body":
                found[str(target.value.get("name"))] = node
        return list(found.values())

    def _body(self, operation: Node, node: Node, consumes: list[str]) -> None:
        """A body parameter as a request body (OpenAPI 3.0, 4.8.13)."""
        parameter = self._target(node)
        if parameter is None:
            return
        value = parameter.value
        schema = value.get("schema", _schema(value))
        if "schema" in value and node.ref is not None:  # Others may refer to it, too.
            schema = {"$ref": _reference(operation, parameter["schema"])}
        content = {media: {"schema": schema} for media in consumes or [_JSON]}
        body = {key: value[key] for key in ("description", "required") if key in value}
        operation.value["requestBody"] = {**body, "content": content}
        self._move(operation, ("requestBody",), node)
        if "schema" in value and node.ref is None:
            for media in content:
                self._move(
                    operation, ("requestBody", "content", media, "schema"), parameter["schema"]
                )

    def _form(
        self, operation: Node, parameters: dict[str, tuple[Node, Node]], consumes: list[str]
    ) -> dict[str, Any]:
        """Form parameters as the members of one object."""
        values = [target.value for _, target in parameters.values()]
        has_file = any(_is_file(value) or _is_file(value.get("items")) for value in values)
        is_multipart = has_file or (_MULTIPART in consumes and _FORM not in consumes)
        media = _MULTIPART if is_multipart else _FORM
        properties: dict[str, Any] = {}
        encoding: dict[str, Any] = {}
        required: list[str] = []
        for name, (node, target) in parameters.items():
            value = target.value
            described = {key: value[key] for key in ("description",) if key in value}
            properties[name] = {**_schema(value), **described}
            if style := self._style(target):
                encoding[name] = style
            if value.get("required") in (True, "true"):
                required.append(name)
            place = ("requestBody", "content", media, "schema", "properties", name)
            is_near = target.document is operation.document
            self._move(operation, place, target if is_near else node)
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        body: dict[str, Any] = {"content": {media: {"schema": schema}}}
        if required:
            schema["required"] = required
            body["required"] = True
        if encoding:
            body["content"][media]["encoding"] = encoding
        return body

    # ------------------------------------------------------------ responses

    def response(self, node: Node, produces: list[str]) -> None:
        """`schema`, `examples` and the types of `headers` where 3.x has them."""
        target = self._target(node)
        if target is None or "content" in target.value:
            return
        value = target.value
        for _, header in self.members(target, "headers"):
            if isinstance(header.value, dict) and (schema := _schema(header.value)):
                header.value.setdefault("schema", schema)
        if "schema" not in value:
            return
        stated = value.get("examples")
        examples = stated if isinstance(stated, dict) else {}
        content: dict[str, Any] = {}
        value["content"] = content
        self._move(target, ("content",), target["schema"])
        for media in _answers(value["schema"], produces):
            content[media] = {"schema": value["schema"]}
            if media in examples:
                content[media]["example"] = examples[media]
            self._move(target, ("content", media, "schema"), target["schema"])

    def _media_types(self, holder: Node, key: str) -> list[str] | None:
        """`consumes` or `produces`; None where it is left out."""
        stated = holder.get(key)
        if stated is None or stated.value is None:
            return None
        found: dict[str, None] = {}
        for node in [stated] if isinstance(stated.value, str) else stated.elements():
            text = _text(node.value).strip()
            meant = text if "/" in text else _SHORT.get(text.lower())
            if meant is not None:
                found[meant] = None
            if meant != text or not text:
                message = f"`{node.value}` is no media type; it is " + (
                    f"taken for `{meant}`" if meant else "left out"
                )
                hint = f"write it as `{meant or _JSON}`"
                self._note("odd-media-type", message, node, hint)
        return list(found)

    # ------------------------------------------------------------ what all need

    def members(self, node: Node, key: str) -> Iterator[tuple[str, Node]]:
        """The members of a mapping below `node`, without specification extensions (`x-…`)."""
        holder = self._target(node.get(key))
        for name, child in holder.items() if holder is not None else ():
            if not name.startswith("x-"):
                yield name, child

    def _mappings(self, key: str) -> Iterator[tuple[str, Node]]:
        for name, node in self.members(self._root, key):
            if isinstance(node.value, dict):
                yield name, node

    def _target(self, node: Node | None) -> Node | None:
        """What a node refers to if it is a mapping; whoever reads the document reports anything else."""
        target = self._followed(node)
        return target if target is not None and isinstance(target.value, dict) else None

    def _followed(self, node: Node | None) -> Node | None:
        try:
            return node.deref() if node is not None else None
        except Problem:
            return None

    def _move(self, holder: Node, new: Steps, old: Node) -> None:
        """Findings about what stands at `new` point to where it stands in the file."""
        if holder.document is old.document:
            holder.document.moved[*holder.path, *new] = old.path

    def _note(self, code: str, message: str, node: Node, hint: str = "") -> None:
        self.findings.append(Finding(code, Level.WARNING, message, node.pointer, hint))


def _schema(value: dict[str, Any]) -> dict[str, Any]:
    """The Schema Object of a parameter or a header; empty if it says nothing."""
    return {key: value[key] for key in _SCHEMA_KEYS if key in value}


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "file"


def _answers(schema: Any, produces: list[str]) -> list[str]:
    """The media types of a response. A file may be of any, where the document only says what the others are."""
    if _is_file(schema):
        return [media for media in produces if not media.endswith(_NO_FILES)] or [_ANY]
    return produces or [_JSON]


def _security_scheme(value: dict[str, Any]) -> dict[str, Any]:
    """A Security Scheme Object of 2.0 as one of 3.0 (4.8.27)."""
    match value.get("type"):
        case "basic":
            return {**value, "type": "http", "scheme": "basic"}
        case "oauth2" if "flows" not in value:
            flow = {key: value[key] for key in _FLOW_KEYS if key in value}
            return {**value, "flows": {_FLOWS.get(str(value.get("flow")), "implicit"): flow}}
        case _:
            return value


def _reference(holder: Node, target: Node) -> str:
    """How a `$ref` in the file of one node names another one."""
    if holder.document is target.document:
        return _pointer(target.path)
    file = os.path.relpath(target.document.path, holder.document.path.parent)
    return quote(file.replace(os.sep, "/")) + _pointer(target.path)


def _pointer(steps: tuple[Step, ...]) -> str:
    escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "#" + "".join(f"/{quote(step, safe='~')}" for step in escaped)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    """The texts of a list; some write one alone."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
