"""Fields that an object has only in some circumstances, by the tables of the specification."""

from __future__ import annotations

from typing import Any, Final

from sdksmith.lint.grammar import Version
from sdksmith.load.positions import Steps

__all__ = ["excluded", "misplaced"]

_WITH_SCHEMA: Final = ("style", "explode", "allowReserved", "example", "examples")
"""Fields of a Parameter or Header Object that go with `schema` (OpenAPI 3.1, "Fixed Fields for use with schema")."""
_SCHEMES: Final = {
    "name": "apiKey",
    "in": "apiKey",
    "scheme": "http",
    "bearerFormat": "http",
    "flows": "oauth2",
    "oauth2MetadataUrl": "oauth2",
    "openIdConnectUrl": "openIdConnect",
    "flow": "oauth2",
    "authorizationUrl": "oauth2",
    "tokenUrl": "oauth2",
    "scopes": "oauth2",
}
"""Fields of a Security Scheme Object, and the `type` that they belong to."""
_EXCLUDED: Final = {
    "Parameter": ("schema", "content"),
    "Header": ("schema", "content"),
    "Link": ("operationRef", "operationId"),
}


def excluded(kind: str) -> tuple[str, str]:
    """Two fields of an object of which exactly one has to be there."""
    return _EXCLUDED.get(kind, ("schema", "content"))


def misplaced(kind: str, name: str, value: Any, version: Version, way: Steps) -> str | None:
    """Why a field is not for this object, though others of its kind have it.

    Args:
        kind: What the object is.
        name: The field.
        value: The object.
        version: The version of OpenAPI.
        way: The way to the object from the one around it.

    Returns:
        The end of a sentence that begins with the field; None if there is no reason.
    """
    if not isinstance(value, dict):
        return None
    match kind:
        case "Parameter" if version == "2.0":
            return _of_parameter_2(name, value)
        case "Parameter" | "Header":
            return _of_parameter(name, value, version)
        case "Security Scheme":
            return _of_scheme(name, value)
        case "License":
            return "cannot stand beside `identifier`"
        case "OAuth Flow":
            return f"is not for the flow `{way[-1]}`" if way else None
        case _:
            return None


def _of_parameter(name: str, value: dict[str, Any], version: Version) -> str | None:
    place = value.get("in")
    if name == "allowEmptyValue" and place != "query":
        return "is only for parameters `in: query`"
    if name in _WITH_SCHEMA and "content" in value:
        return "goes with `schema`, not with `content`"
    if name != "allowReserved":
        return None
    if version < "3.2":
        return None if place == "query" else "is only for parameters `in: query`"
    if place == "cookie":
        return (
            None if value.get("style", "form") == "form" else "is only for cookies of `style: form`"
        )
    return (
        None
        if place in ("query", "path")
        else "is only for parameters in the path, the query and cookies"
    )


def _of_parameter_2(name: str, value: dict[str, Any]) -> str | None:
    place = value.get("in")
    if place == "body":
        return "is not for a parameter `in: body`, whose `schema` says it"
    if name == "schema":
        return "is only for a parameter `in: body`"
    if name == "allowEmptyValue":
        return "is only for parameters `in: query` or `in: formData`"
    return None


def _of_scheme(name: str, value: dict[str, Any]) -> str | None:
    needed, stated = _SCHEMES.get(name), value.get("type")
    if needed is None:
        return None
    if stated != needed:
        return f"is only for `type: {needed}`"
    if name == "bearerFormat":
        return "is only for `scheme: bearer`"
    flow = value.get("flow")
    return f"is not for `flow: {flow}`" if isinstance(flow, str) else None
