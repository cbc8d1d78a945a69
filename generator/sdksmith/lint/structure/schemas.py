"""The official schemas, from the folder `lint/schemas`, and the validators of their definitions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final, cast

from jsonschema_rs import Registry, Validator, validator_for

from sdksmith.lint import grammar
from sdksmith.lint.grammar import Version

__all__ = ["Schemas"]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_DIALECTS: Final = {"3.1": "dialect-3.1", "3.2": "dialect-3.2"}
_META: Final = {"3.1": "meta-3.1", "3.2": "meta-3.2"}
_KNOWN: Final = re.compile(
    r"https://(spec\.openapis\.org/oas/3\.[0-9]+/dialect/|json-schema\.org/draft/2020-12/schema).*"
)
"""Dialects of Schema Objects that are looked at. Of others nothing is known but that they are objects or booleans."""
_NAMES: Final = {"Callback": "callbacks"}
"""Objects that the schemas of 3.1 and 3.2 call something else."""


class Schemas:
    """The schemas of one version, compiled for what is asked for.

    Args:
        version: The version.
        root: The root of the document, whose `jsonSchemaDialect` counts from 3.1 on.
    """

    def __init__(self, version: Version, root: Mapping[str, Any]) -> None:
        self.version = version
        self._schema = _read(version)
        self._id = self._schema.get("$id", self._schema.get("id"))
        self._validators: dict[str, Validator | None] = {}
        dialect = root.get("jsonSchemaDialect")
        self._is_known = not isinstance(dialect, str) or _KNOWN.fullmatch(dialect) is not None
        if version < "3.1":
            self._registry = None
            return
        parts = [self._schema, _read(_DIALECTS[version]), _read(_META[version])]
        self._registry = Registry([(part["$id"], part) for part in parts])

    def validator(self, kind: str) -> Validator | None:
        """For an object of a kind; None if the schemas do not describe it alone."""
        if kind not in self._validators:
            name = self._definition(kind)
            self._validators[kind] = None if name is None else self._compiled(name)
        return self._validators[kind]

    def _definition(self, kind: str) -> str | None:
        """Where the schema describes a kind; empty for the root."""
        if kind == grammar.root(self.version):
            return ""
        if self.version < "3.1":
            name = kind.replace(" ", "")
            name = name if self.version == "3.0" else name[0].lower() + name[1:]
            return f"/definitions/{name}" if name in self._schema["definitions"] else None
        name = _NAMES.get(kind, kind.lower().replace(" ", "-"))
        return f"/$defs/{name}" if name in self._schema["$defs"] else None

    def _compiled(self, name: str) -> Validator:
        if self.version < "3.1":
            shared = {key: self._schema[key] for key in ("$schema", "definitions")}
            schema = {**shared, "allOf": [{"$ref": f"#{name}"}]} if name else self._schema
            return validator_for(schema, validate_formats=False)
        target = "#/$defs/schema" if name == "/$defs/schema" else f"{self._id}#{name}"
        schema = {"$schema": _DRAFT, "$ref": target, "$defs": {"schema": self._schema_object()}}
        return validator_for(schema, registry=self._registry, validate_formats=False)

    def _schema_object(self) -> dict[str, Any]:
        """What a Schema Object is, wherever one stands: each `$dynamicRef` of the schemas leads here."""
        known = {"$ref": _read(_DIALECTS[self.version])["$id"]} if self._is_known else True
        return {
            "$dynamicAnchor": "meta",
            "type": ["object", "boolean"],
            "if": {
                "type": "object",
                "required": ["$schema"],
                "properties": {
                    "$schema": {"type": "string", "not": {"pattern": f"^{_KNOWN.pattern}"}}
                },
            },
            "else": known,
        }


def _read(name: str) -> dict[str, Any]:
    file = resources.files("sdksmith.lint") / "schemas" / f"{name}.json"
    return cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8")))
