"""The configuration: how an API's SDKs are named and laid out.

The keys of `sdksmith.yaml` are those of a `stainless.yml` for the same things, and such a file is read as it is. What
has no counterpart there is `openapi_spec`, `targets.*.output_dir`, `settings.named_path_params` and `lint`.
"""

from sdksmith.config.model import (
    CONFIG,
    VERBS,
    Config,
    MethodConfig,
    ModelConfig,
    OptionConfig,
    PaginationConfig,
    ResourceConfig,
    RuleConfig,
    TargetConfig,
)
from sdksmith.config.reading import read

__all__ = [
    "CONFIG",
    "VERBS",
    "Config",
    "MethodConfig",
    "ModelConfig",
    "OptionConfig",
    "PaginationConfig",
    "ResourceConfig",
    "RuleConfig",
    "TargetConfig",
    "read",
]
