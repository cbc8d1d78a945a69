"""OpenAPI 2.0 in the shape of 3.x, so that only one shape has to be understood.

What 2.0 writes elsewhere is written where 3.x looks for it, in place: `host` becomes `servers`, a body parameter
becomes `requestBody`, `type` of a parameter becomes its `schema`. Schemas stay where they are, under `definitions`, as
`$ref`s name them there. Documents of 3.0, 3.1 and 3.2 need no such step: their schemas are spelled differently, but
real documents mix the spellings, so that whoever reads schemas has to know them all anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.load.positions import Steps
from sdksmith.load.refs import Node
from sdksmith.report import Finding, Level, Problem

__all__ = ["upgrade"]

_VERBS: Final = ("get", "put", "post", "delete", "options", "head", "patch")
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
_COLLECTIONS: Final = {
    "csv": {},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "multi": {"style": "form", "explode": True},
}
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_JSON: Final = "application/json"


def upgrade(root: Node) -> list[Finding]:
    """Give a document of OpenAPI 2.0 the shape of 3.x; any other document stays as it is.

    Args:
        root: The root of the document. It is changed in place, and so are the path items, parameters and responses
            of other files that it refers to.

    Returns:
        What could not be carried over.
    """
    value = root.value
    if not str(value.get("swagger", "")).startswith("2"):
        return []
    value["openapi"] = "3.0.4"
    upgraded = _Upgrade(root)
    upgraded.components()
    upgraded.servers()
    for holder in ("parameters", "responses"):
        for _, node in _members(root, holder):
            if holder == "parameters":
                upgraded.parameter(node)
            else:
                upgraded.response(node, upgraded.produces)
    for _, node in _members(root, "paths"):
        upgraded.path_item(node)
    return upgraded.findings


class _Upgrade:
    """One run over one document."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.consumes = _texts(root.value.get("consumes"))
        self.produces = _texts(root.value.get("produces"))
        self._items: set[int] = set()
        """Path items that are done; YAML aliases and `$ref`s lead to some of them twice."""

    def components(self) -> None:
        """`definitions` and `securityDefinitions` as `components`."""
        schemas = {
            name: {"$ref": _pointer("definitions", name)} for name, _ in self._named("definitions")
        }
        schemes = {}
        for name, node in self._named("securityDefinitions"):
            schemes[name] = _security_scheme(node.value)
            self._move(
                self.root, ("components", "securitySchemes", name), ("securityDefinitions", name)
            )
        for name in schemas:
            self._move(self.root, ("components", "schemas", name), ("definitions", name))
        self.root.value["components"] = {"schemas": schemas, "securitySchemes": schemes}

    def servers(self) -> None:
        """`schemes`, `host` and `basePath` as `servers`; https is preferred."""
        value = self.root.value
        host, base = value.get("host"), str(value.get("basePath") or "")
        schemes = _texts(value.get("schemes")) or ["https"]
        web = [scheme for scheme in ("https", "http") if scheme in schemes] or ["https"]
        url = f"{web[0]}://{host}{base.rstrip('/')}" if isinstance(host, str) and host else base
        if url:
            value["servers"] = [{"url": url}]
            self._move(self.root, ("servers",), ("host",) if host else ("basePath",))

    def path_item(self, node: Node) -> None:
        item = self._target(node)
        if item is None or id(item.value) in self._items:
            return
        self._items.add(id(item.value))
        shared = self._take_body(item)
        for verb in _VERBS:
            operation = self._target(item.get(verb))
            if operation is not None:
                self._operation(operation, shared)

    def _operation(self, operation: Node, shared: list[Node]) -> None:
        value = operation.value
        produces = _texts(value.get("produces")) or self.produces
        consumes = _texts(value.get("consumes")) or self.consumes
        if "schemes" in value:
            self._note(operation.get("schemes"), "`schemes` of an operation")
        body = self._take_body(operation)
        form = _form_parameters([*shared, *body], self._target)
        whole = [node for node in (*shared, *body) if _place(self._target(node)) == "body"]
        if form:
            value["requestBody"] = self._form(operation, form, consumes)
        elif whole:
            self._body(operation, whole[-1], consumes)
        for _, node in _members(operation, "responses"):
            self.response(node, produces)

    def _take_body(self, holder: Node) -> list[Node]:
        """Upgrade the parameters of an operation or a path item, and take those out that are its body."""
        listed = holder.get("parameters")
        if listed is None or not isinstance(listed.value, list):
            return []
        kept: list[Any] = []
        taken: list[Node] = []
        for index, node in enumerate(listed.elements()):
            target = self._target(node)
            if _place(target) in ("body", "formData"):
                taken.append(node)
                continue
            if len(kept) != index:
                self._move(holder, ("parameters", len(kept)), ("parameters", index))
            kept.append(node.value)
            self.parameter(node)
        holder.value["parameters"] = kept
        return taken

    # ------------------------------------------------------------ parameters and headers

    def parameter(self, node: Node) -> None:
        """`type` and its like become `schema`, `collectionFormat` becomes `style`."""
        target = self._target(node)
        if target is None or "schema" in target.value or _place(target) in ("body", "formData"):
            return
        target.value["schema"] = _schema(target.value)
        target.value.update(self._style(target))

    def _style(self, node: Node) -> dict[str, Any]:
        """How an array is written (OpenAPI 2.0, `collectionFormat`)."""
        value = node.value
        if value.get("type") != "array":
            return {}
        separated = value.get("collectionFormat", "csv")
        style = _COLLECTIONS.get(separated)
        if style is None:
            self._note(node.get("collectionFormat"), f"the collection format `{separated}`")
        if style:
            return style
        return (
            {"style": "form", "explode": False} if value.get("in") in ("query", "formData") else {}
        )

    # ------------------------------------------------------------ bodies

    def _body(self, operation: Node, node: Node, consumes: list[str]) -> None:
        """A body parameter as a request body (OpenAPI 3.0, 4.8.13), where it stands or behind the same `$ref`."""
        parameter = self._target(node)
        if parameter is None:
            return
        content = {
            media: {"schema": parameter.value.get("schema", {})} for media in consumes or [_JSON]
        }
        if node.ref is not None:
            parameter.value.setdefault("content", content)
            for media in content:
                self._move(parameter, ("content", media, "schema"), ("schema",))
            operation.value["requestBody"] = {"$ref": node.ref}
            return
        body = {
            key: parameter.value[key]
            for key in ("description", "required")
            if key in parameter.value
        }
        operation.value["requestBody"] = {**body, "content": content}
        if node.path[: len(operation.path)] != operation.path:
            return  # It stands at the path item, and is found there by looking at the operation's path.
        inside = node.path[len(operation.path) :]
        self._move(operation, ("requestBody",), inside)
        for media in content:
            self._move(operation, ("requestBody", "content", media, "schema"), (*inside, "schema"))

    def _form(
        self, operation: Node, parameters: list[tuple[Node, Node]], consumes: list[str]
    ) -> dict[str, Any]:
        """Form parameters as the members of one object."""
        has_file = any(target.value.get("type") == "file" for _, target in parameters)
        media = (
            _MULTIPART if has_file or (_MULTIPART in consumes and _FORM not in consumes) else _FORM
        )
        properties: dict[str, Any] = {}
        encoding: dict[str, Any] = {}
        for node, target in parameters:
            name = str(target.value.get("name"))
            described = (
                {"description": target.value["description"]}
                if "description" in target.value
                else {}
            )
            properties[name] = {**_schema(target.value), **described}
            if style := self._style(target):
                encoding[name] = style
            if node.path[: len(operation.path)] == operation.path:
                place = ("requestBody", "content", media, "schema", "properties", name)
                self._move(operation, place, node.path[len(operation.path) :])
        required = [
            str(t.value.get("name")) for _, t in parameters if t.value.get("required") is True
        ]
        schema = {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
        }
        content = {media: {"schema": schema, **({"encoding": encoding} if encoding else {})}}
        return {"content": content, **({"required": True} if required else {})}

    # ------------------------------------------------------------ responses

    def response(self, node: Node, produces: list[str]) -> None:
        """`schema`, `examples` and the types of `headers` where 3.x has them."""
        target = self._target(node)
        if target is None or "content" in target.value:
            return
        value = target.value
        for _, header in _members(target, "headers"):
            if isinstance(header.value, dict) and "schema" not in header.value:
                header.value["schema"] = _schema(header.value)
        if "schema" not in value:
            return
        examples = value.get("examples") if isinstance(value.get("examples"), dict) else {}
        is_file = isinstance(value["schema"], dict) and value["schema"].get("type") == "file"
        default = "application/octet-stream" if is_file else _JSON
        value["content"] = {
            media: {
                "schema": value["schema"],
                **({"example": examples[media]} if media in examples else {}),
            }
            for media in produces or [default]
        }
        for media in value["content"]:
            self._move(target, ("content", media, "schema"), ("schema",))

    # ------------------------------------------------------------ what all need

    def _named(self, key: str) -> Iterator[tuple[str, Node]]:
        for name, node in _members(self.root, key):
            if isinstance(node.value, dict):
                yield name, node

    def _target(self, node: Node | None) -> Node | None:
        """What a node refers to if it is a mapping; whoever reads the document reports anything else."""
        try:
            target = node.deref() if node is not None else None
        except Problem:
            return None
        return target if target is not None and isinstance(target.value, dict) else None

    def _move(self, holder: Node, new: Steps, old: Steps) -> None:
        """Findings about what stands at `new` point to where it stands in the file."""
        holder.document.moved[*holder.path, *new] = (*holder.path, *old)

    def _note(self, node: Node | None, what: str) -> None:
        place = node.pointer if node is not None else None
        message = f"{what} is not understood; the SDK is made without it"
        self.findings.append(Finding("unsupported", Level.WARNING, message, place))


def _form_parameters(nodes: list[Node], target: Any) -> list[tuple[Node, Node]]:
    """Form parameters with what they refer to; a later one replaces an earlier one of its name."""
    found: dict[str, tuple[Node, Node]] = {}
    for node in nodes:
        parameter: Node | None = target(node)
        if parameter is not None and _place(parameter) == "formData":
            found[str(parameter.value.get("name"))] = node, parameter
    return list(found.values())


def _schema(value: dict[str, Any]) -> dict[str, Any]:
    """The Schema Object of a parameter or a header."""
    schema: dict[str, Any] = {key: value[key] for key in _SCHEMA_KEYS if key in value}
    return (
        {**schema, "type": "string", "format": "binary"} if schema.get("type") == "file" else schema
    )


def _security_scheme(value: dict[str, Any]) -> dict[str, Any]:
    """A Security Scheme Object of 2.0 as one of 3.0 (4.8.27)."""
    kept = {
        key: value[key]
        for key in value
        if key not in ("flow", "authorizationUrl", "tokenUrl", "scopes")
    }
    match value.get("type"):
        case "basic":
            return {**kept, "type": "http", "scheme": "basic"}
        case "oauth2":
            flow = {
                key: value[key]
                for key in ("authorizationUrl", "tokenUrl", "scopes")
                if key in value
            }
            return {**kept, "flows": {_FLOWS.get(str(value.get("flow")), "implicit"): flow}}
        case _:
            return kept


def _members(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    holder = node.get(key)
    for name, child in holder.items() if holder is not None else ():
        if not name.startswith("x-"):
            yield name, child


def _place(parameter: Node | None) -> object:
    return parameter.value.get("in") if parameter is not None else None


def _pointer(*steps: str) -> str:
    return "#" + "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
