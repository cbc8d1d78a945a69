"""What `targets.python` of a configuration may say."""

from __future__ import annotations

import re
from typing import Final

from sdksmith.config.section import Form

PACKAGE_NAME: Final = Form(
    re.compile(r"[A-Za-z_][A-Za-z0-9_]*"), "a name of letters, digits and underscores"
)
"""The package that programs import."""
