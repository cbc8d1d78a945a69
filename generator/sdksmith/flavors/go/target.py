"""What `targets.go` of a configuration says: the module's path, and what follows from it."""

from __future__ import annotations

import re
from typing import Final

from sdksmith.config import Config, TargetConfig
from sdksmith.config.section import Form
from sdksmith.flavors.go.scope import KEYWORDS
from sdksmith.ir import Api
from sdksmith.names import identifier, words
from sdksmith.records import record

TEMPLATE: Final = b"example.com/sdk"
"""The path of the module that the templates are."""

# https://go.dev/ref/mod#module-path: the first element is a domain, and there is no /v0 and no /v1.
_DOMAIN = r"[a-z0-9-]+(\.[a-z0-9-]+)+"
_ELEMENT = r"[A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*"
PACKAGE_NAME: Final = Form(
    re.compile(rf"{_DOMAIN}(/{_ELEMENT})+(?<!/v0)(?<!/v1)"),
    "the path of a module, such as `github.com/acme/acme-go`",
)

_RESERVED = KEYWORDS | {"internal", "main", "vendor"}
"""What is no name for a package that programs import."""


@record
class Module:
    """The module that is generated.

    Args:
        path: What programs import, such as `github.com/acme/acme-go`.
        package: The name of the package at its root.
        version: The SDK's own version, such as `0.1.0`.
    """

    path: str
    package: str
    version: str


def module(api: Api, config: Config, target: TargetConfig) -> Module:
    """The module of an API; without a configuration, where GitHub would have it."""
    name = "-".join(api.package)
    owner = "-".join(words(config.organization.lower())) if config.organization else name
    return Module(
        path=target.package_name or f"github.com/{owner}/{name}-go",
        package=identifier("".join(api.package), _RESERVED.__contains__),
        version=target.version,
    )
