"""What a configuration says."""

from __future__ import annotations

from dataclasses import field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sdksmith.load.source import Pointer
from sdksmith.records import record
from sdksmith.report import Finding, Level

CONFIG = Path("sdksmith.yaml")
"""The configuration that is read when none is named."""

SHARED = "$shared"
"""The resource that only holds models."""

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The HTTP methods that a path item may hold (OpenAPI 3.1, 4.8.9.1)."""


@record
class MethodConfig:
    """`methods.<name>: verb /path`"""

    name: str
    verb: str
    path: str
    place: Pointer
    paginated: bool | None = None
    """Whether it is a list that is read page by page; None lets that be found out."""
    deprecated: bool = False
    skipped: bool = False
    """Whether the operation is left out on purpose."""


@record
class ModelConfig:
    """`models.<name>: '#/components/schemas/…'`"""

    name: str
    reference: str
    place: Pointer


@record
class ResourceConfig:
    """`resources.<name>` or `subresources.<name>`"""

    name: str
    description: str
    methods: tuple[MethodConfig, ...]
    models: tuple[ModelConfig, ...]
    subresources: tuple[ResourceConfig, ...]
    place: Pointer

    @property
    def is_shared(self) -> bool:
        """Whether it only holds models that belong to no single resource."""
        return self.name == SHARED


@record
class OptionConfig:
    """`client_settings.opts.<name>`: an argument of the client."""

    name: str
    description: str
    read_env: str | None
    security_scheme: str | None
    role: str | None
    """What it holds: `value`, `username`, `password`, `client_id` or `client_secret`."""
    place: Pointer
    server_variable: str | None = None
    """The variable of the base URL that it gives a value to."""


@record
class PaginationConfig:
    """`pagination[]`: a way of reading lists page by page."""

    name: str
    type: str
    """`cursor`, `cursor_id`, `cursor_url`, `fake_page`, `offset` or `page_number`"""
    parameters: tuple[tuple[str, str], ...]
    """The parameters of `request`, each with its purpose; an empty text for none."""
    fields: tuple[tuple[tuple[str, ...], str], ...]
    """The steps to each property of `response`, with its purpose; the step into the items of an array is `[]`."""
    top_level_array: bool
    """Whether the answer itself is the array of items."""
    in_body: bool
    """Whether the parameters are members of the body (`param_location`)."""
    place: Pointer


@record
class TargetConfig:
    """`targets.<flavor>`: what is published, and where it is written."""

    package_name: str | None = None
    project_name: str | None = None
    version: str = "0.1.0"
    output: Path | None = None


@record
class RuleConfig:
    """`lint.rules.<code>`: what becomes of the findings with that code.

    Args:
        level: Their level; None for the rule's own.
        is_off: Whether there are to be none.
        paths: Where there are to be none (`except`): patterns of API paths, such as `/internal/*`, and of JSON
            pointers, such as `#/components/schemas/Old*`. A `*` stands for any text, slashes too.
    """

    level: Level | None = None
    is_off: bool = False
    paths: tuple[str, ...] = ()

    def excepts(self, path: str | None, fragment: str) -> bool:
        """Whether there is to be no finding at a place.

        Args:
            path: The API path (the key in `paths`) that it belongs to; None when it belongs to none.
            fragment: The JSON pointer behind a `#`.
        """
        return self.is_off or any(
            fnmatchcase(fragment, pattern) or fnmatchcase(fragment, f"{pattern}/*")
            if pattern.startswith("#")
            else path is not None and fnmatchcase(path, pattern)
            for pattern in self.paths
        )


@record
class Config:
    """Everything that `sdksmith.yaml` says; with its defaults, what holds when there is no such file."""

    spec: Path | None = None
    organization: str | None = None
    docs: str | None = None
    targets: dict[str, TargetConfig] = field(default_factory=dict)
    environments: tuple[tuple[str, str], ...] = ()
    environment_prefix: str | None = None
    options: tuple[OptionConfig, ...] | None = None
    idempotency_header: str | None = None
    timeout: float = 60.0
    """Seconds."""
    max_retries: int = 2
    license: str | None = None
    unwrap_response_fields: tuple[str, ...] = ()
    named_path_params: tuple[str, ...] = ()
    pagination: tuple[PaginationConfig, ...] = ()
    security: list[Any] | None = None
    """What holds in place of the document's `security`."""
    security_schemes: dict[str, Any] | None = None
    """What holds in place of the document's `components.securitySchemes`."""
    resources: tuple[ResourceConfig, ...] | None = None
    unspecified: frozenset[tuple[str, str]] = frozenset()
    """Verbs and paths that are left out on purpose (`unspecified_endpoints`)."""
    lint: dict[str, RuleConfig] = field(default_factory=dict)
    """By the codes of rules."""
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    """What is to be said of the configuration; no errors."""
