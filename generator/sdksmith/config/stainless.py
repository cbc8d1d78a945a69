"""Keys of a `stainless.yml` that have no effect here; each of them that a file has is a finding.

The names are those of the reference at https://www.stainless.com/docs/reference/config.
"""

from __future__ import annotations

from typing import Final

TARGETS: Final = frozenset(
    ("cli", "csharp", "go", "http", "java", "kotlin", "node", "openapi", "php", "python", "ruby")
) | frozenset(("sql", "terraform", "typescript"))
_FORMER: Final = {"node": "typescript"}


def target(name: str) -> str:
    """What a target is called now; some have had other names."""
    return _FORMER.get(name, name)


ROOT: Final = (
    "codeflow",
    "custom_casings",
    "diagnostics",
    "edition",
    "errors",
    "openapi",
    "query_settings",
    "readme",
    "streaming",
    "webhooks",
)
ORGANIZATION: Final = (
    "contact",
    "github_org",
    "security_contact",
    "security_policy_terms",
    "security_policy_url",
    "upload_spec",
)
TARGET: Final = (
    "custom",
    "edition",
    "options",
    "production_repo",
    "publish",
    "readme_title",
    "screencast",
)
CLIENT: Final = ("default_headers",)
RETRIES: Final = ("initial_delay_seconds", "max_delay_seconds")
OPTION: Final = ("default", "example", "required_in_tests", "send_in_header")
SETTINGS: Final = (
    "disable_mock_tests",
    "file_header",
    "positional_params",
    "python",
    "sort_schema_properties",
)
LICENSE: Final = ("contents", "extension")
RESOURCE: Final = ("custom", "deprecated", "mcp", "standalone_api", "terraform")
METHOD: Final = (
    "body_param_name",
    "default_request_options",
    "docs",
    "mcp",
    "positional_params",
    "skip_test_reason",
    "streaming",
    "terraform",
    "unwrap_response",
)
MODEL: Final = ("no_params_suffix", "only", "param_model", "skip")
PAGINATION: Final = ("description",)
