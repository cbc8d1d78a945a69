"""`resources`: the tree of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from sdksmith.config import stainless
from sdksmith.config.model import VERBS, MethodConfig, ModelConfig, ResourceConfig
from sdksmith.config.section import Section

_TOKEN: Final = re.compile(r"[A-Z][A-Z0-9_.-]*")
"""Any other HTTP method (`additionalOperations`, OpenAPI 3.2)."""
_QUERY: Final = re.compile(r"[$@].*|.*[\[\](?|].*")
"""A JSONPath or JMESPath in place of a reference."""


def tree(root: Section, flavors: Collection[str]) -> tuple[ResourceConfig, ...] | None:
    """All resources; None when the configuration leaves them to be inferred.

    Args:
        flavors: The flavors that are made; what all of them skip is left out.
    """
    if not root.has("resources"):
        return None
    with root.section("resources") as resources:
        found = resources.sections(stainless.RESOURCE)
        return tuple(_resource(key, resource, flavors, False) for key, resource in found)


def endpoints(root: Section) -> frozenset[tuple[str, str]]:
    """`unspecified_endpoints`: operations that are left out on purpose."""
    key = "unspecified_endpoints"
    return frozenset(found for text in root.texts(key) if (found := _endpoint(text, key, root)))


def _resource(
    name: str, resource: Section, flavors: Collection[str], skipped: bool
) -> ResourceConfig:
    skipped = _is_skipped(resource, flavors) or skipped
    with resource.section("methods") as methods:
        declared = tuple(
            m for key in methods.names() for m in _method(key, methods, flavors, skipped)
        )
    with resource.section("models") as models:
        known = tuple(model for key in models.names() for model in _model(key, models))
    with resource.section("subresources") as subresources:
        below = tuple(
            _resource(key, child, flavors, skipped)
            for key, child in subresources.sections(stainless.RESOURCE)
        )
    description = resource.text("description") or ""
    return ResourceConfig(name, description, declared, known, below, resource.place)


def _model(name: str, models: Section) -> Iterator[ModelConfig]:
    place = models.pointer(name)
    if models.is_section(name):
        with models.section(name, stainless.MODEL) as section:
            if section.text("type") == "alias":
                section.raw("to"), section.raw("deprecated")
                section.report.unused(f"the alias `{name}`", place.at_key())
                return
            reference = section.needed_text("openapi_uri")
            place = section.pointer("openapi_uri")
    else:
        reference = models.needed_text(name)
    if not reference:
        return
    if "#" not in reference and _QUERY.fullmatch(reference):
        hint = "write it as in `#/components/schemas/Pet`"
        models.report.unused(f"the query for the model `{name}`", place, hint)
        return
    if "/" not in reference and "#" not in reference:
        reference = f"#/components/schemas/{reference}"
    yield ModelConfig(name, reference, place)


def _method(
    name: str, methods: Section, flavors: Collection[str], skipped: bool
) -> Iterator[MethodConfig]:
    place = methods.pointer(name)
    paginated = None
    deprecated = False
    if methods.is_section(name):
        with methods.section(name, stainless.METHOD) as section:
            skipped = _is_skipped(section, flavors) or skipped
            deprecated = _is_deprecated(section)
            if section.text("type") not in (None, "http"):
                section.raw("to"), section.raw("endpoint"), section.raw("paginated")
                section.report.unused(
                    f"the method `{name}`, which is not one of HTTP,", place.at_key()
                )
                return
            endpoint = section.text("endpoint") or ""
            paginated = _is_paginated(section)
            place = section.pointer("endpoint")
    else:
        endpoint = methods.text(name) or ""
    if found := _endpoint(endpoint, name, methods):
        yield MethodConfig(name, *found, place, paginated, deprecated, skipped)


def _endpoint(text: str, key: str, section: Section) -> tuple[str, str] | None:
    """The verb in lower case, and the path."""
    verb, _, path = text.strip().partition(" ")
    path = path.strip()
    is_verb = verb.lower() in (*VERBS, "query") or _TOKEN.fullmatch(verb)
    if not is_verb or not path.startswith("/"):
        section.invalid(
            key,
            "invalid-endpoint",
            f"`{key}` is not of the form `verb /path`",
            f"write it as in `{key}: get /pets/{{pet_id}}`",
        )
        return None
    return verb.lower(), path


def _is_paginated(section: Section) -> bool | None:
    """`true`, `false`, or the name of a scheme; which scheme that is, its shape decides."""
    value = section.raw("paginated")
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str):
        section.wrong("paginated", "true, false or the name of a pagination scheme")
        return None
    return True


def _is_deprecated(section: Section) -> bool:
    value = section.raw("deprecated")
    if value is not None and not isinstance(value, str | dict | bool):
        section.wrong("deprecated", "a text")
    return bool(value)


def _is_skipped(section: Section, flavors: Collection[str]) -> bool:
    """`skip` and `only`, each a list of targets; `skip` may be true as well."""
    skip = section.raw("skip")
    only = section.raw("only")
    for key, value in (("skip", skip), ("only", only)):
        allowed = (
            value is None or isinstance(value, list) or (key == "skip" and isinstance(value, bool))
        )
        if not allowed:
            section.wrong(key, "a list of targets")
            return False
    left_out = set(flavors) if skip is True else _targets(skip)
    kept = _targets(only) if only is not None else set(flavors)
    return bool(flavors) and all(flavor in left_out or flavor not in kept for flavor in flavors)


def _targets(value: object) -> set[str]:
    return {stainless.target(str(item)) for item in value} if isinstance(value, list) else set()
