"""What `targets.typescript` of a configuration says: the package, and what follows from it."""

from __future__ import annotations

import re
from typing import Final

from sdksmith.config import TargetConfig
from sdksmith.config.section import Form
from sdksmith.flavors.typescript import scope
from sdksmith.ir import Api
from sdksmith.records import record

# https://docs.npmjs.com/cli/configuring-npm/package-json#name
_PART: Final = r"[a-z0-9~][a-z0-9._~-]*"
PACKAGE_NAME: Final = Form(
    re.compile(
        rf"(?=.{{1,214}}$)(?!(node_modules|favicon\.ico)$)(@[a-z0-9~-][a-z0-9._~-]*/)?{_PART}"
    ),
    "the name of an npm package, such as `acme` or `@acme/sdk`",
)
"""The package that programs import."""

_NUMBERS: Final = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?[-.]?(.*)")
_MARKS: Final = re.compile(r"[-.]")


@record
class Package:
    """The npm package that is generated.

    Args:
        name: What programs import, such as `@acme/sdk`.
        version: The SDK's own version (https://semver.org), such as `0.1.0`.
        class_name: The client's class.
    """

    name: str
    version: str
    class_name: str

    @property
    def base_class(self) -> str:
        """The class of a client that has no resources."""
        return f"Base{self.class_name}"

    @property
    def error_class(self) -> str:
        """The class of all errors."""
        return f"{self.class_name}Error"


def package(api: Api, target: TargetConfig) -> Package:
    """The package of an API; without a configuration, what it is called itself."""
    return Package(
        name=target.package_name or "-".join(api.package),
        version=_semantic(target.version),
        class_name=scope.client_class(api.name),
    )


def _semantic(version: str) -> str:
    """A version as npm wants it, with three numbers: `1.0b2` → `1.0.0-b2`."""
    released, _, build = version.partition("+")
    match = _NUMBERS.fullmatch(released)
    if match is None:
        raise ValueError(f"not a version: {version!r}")
    *numbers, rest = match.groups()
    core = ".".join(str(int(number or 0)) for number in numbers)
    marks = ".".join(str(int(m)) if m.isdecimal() else m for m in _MARKS.split(rest))
    return core + (f"-{marks}" if marks else "") + (f"+{build.replace('+', '.')}" if build else "")
