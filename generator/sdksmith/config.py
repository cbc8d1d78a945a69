"""`sdksmith.yaml`: how an API's SDKs are named and laid out.

The keys are those of a `stainless.yml` for the same things. What has no counterpart there is `openapi_spec`,
`targets.*.output_dir` and `settings.named_path_params`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sdksmith.load.near import nearest
from sdksmith.load.source import Pointer, parse
from sdksmith.names import Words, words
from sdksmith.report import Finding, Level, Problem

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The HTTP methods that a path item may hold (OpenAPI 3.1, 4.8.9.1)."""


@dataclass(frozen=True, slots=True)
class MethodConfig:
    """`methods.<name>: verb /path`"""

    name: str
    verb: str
    path: str
    place: Pointer


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`models.<name>: '#/components/schemas/…'`"""

    name: str
    reference: str
    place: Pointer


@dataclass(frozen=True, slots=True)
class ResourceConfig:
    """`resources.<name>` or `subresources.<name>`"""

    name: str
    description: str
    methods: tuple[MethodConfig, ...]
    models: tuple[ModelConfig, ...]
    subresources: tuple[ResourceConfig, ...]
    place: Pointer


@dataclass(frozen=True, slots=True)
class OptionConfig:
    """`client_settings.opts.<name>`: an argument of the client."""

    name: str
    description: str
    read_env: str | None
    security_scheme: str | None
    place: Pointer


@dataclass(frozen=True, slots=True)
class TargetConfig:
    """`targets.<flavor>`: what is published, and where it is written."""

    package_name: str | None = None
    project_name: str | None = None
    version: str = "0.1.0"
    output: Path | None = None


@dataclass(frozen=True, slots=True)
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
    resources: tuple[ResourceConfig, ...] | None = None


def read(path: Path) -> Config:
    """Read a configuration file.

    Args:
        path: The file; paths inside it are relative to its folder.

    Raises:
        Problem: The file cannot be read, has a key that does not exist, or a value of the wrong type.
    """
    document = parse(path)
    findings: list[Finding] = []
    with _Section(document.value, Pointer(document), findings) as root:
        config = _config(root, path.parent)
    if findings:
        raise Problem(findings)
    return config


def _config(root: _Section, folder: Path) -> Config:
    spec = root.text("openapi_spec")
    with root.section("organization") as organization:
        name = organization.text("name")
        docs = organization.text("docs", _URL)
        organization.text("contact")
    with root.section("targets") as targets:
        chosen = {flavor: _target(target, folder) for flavor, target in targets.sections()}
    with root.section("environments") as environments:
        urls = tuple(
            (key, environments.needed_text(key, _URL))
            for key in environments.different_names("environments")
        )
    with root.section("client_settings") as client:
        prefix = client.text("default_env_prefix", _VARIABLE)
        timeout = client.number("default_timeout")
        with client.section("default_retries") as retries:
            max_retries = retries.integer("max_retries")
        with client.section("idempotency") as idempotency:
            header = idempotency.text("header", _HEADER)
        with client.section("opts") as opts:
            options = tuple(_option(key, opts) for key in opts.different_names("client options"))
    with root.section("settings") as settings:
        license = settings.text("license", _LICENSE)
        unwrap = settings.texts("unwrap_response_fields")
        named = settings.texts("named_path_params")
    with root.section("resources") as resources:
        tree = tuple(_resource(key, resource) for key, resource in resources.sections())
    return Config(
        spec=folder / spec if spec else None,
        organization=name,
        docs=docs,
        targets=chosen,
        environments=urls,
        environment_prefix=prefix,
        options=options if root.has("client_settings") and client.has("opts") else None,
        idempotency_header=header,
        timeout=60.0 if timeout is None else timeout,
        max_retries=2 if max_retries is None else max_retries,
        license=license,
        unwrap_response_fields=unwrap,
        named_path_params=named,
        resources=tree if root.has("resources") else None,
    )


def _target(target: _Section, folder: Path) -> TargetConfig:
    output = target.text("output_dir")
    return TargetConfig(
        package_name=target.text("package_name", _PACKAGE),
        project_name=target.text("project_name", _PROJECT),
        version=target.text("version", _VERSION) or "0.1.0",
        output=folder / output if output else None,
    )


def _option(name: str, options: _Section) -> OptionConfig:
    with options.section(name) as option:
        option.text("type")
        option.flag("nullable")
        with option.section("auth") as auth:
            scheme = auth.text("security_scheme")
            auth.text("role")
        return OptionConfig(
            name=name,
            description=option.text("description") or "",
            read_env=option.text("read_env", _VARIABLE),
            security_scheme=scheme,
            place=option.place,
        )


def _resource(name: str, resource: _Section) -> ResourceConfig:
    with resource.section("methods") as methods:
        declared = tuple(_method(key, methods) for key in methods.names())
    with resource.section("models") as models:
        known = tuple(
            ModelConfig(key, models.needed_text(key), models.pointer(key)) for key in models.names()
        )
    with resource.section("subresources") as subresources:
        below = tuple(_resource(key, child) for key, child in subresources.sections())
    description = resource.text("description") or ""
    return ResourceConfig(name, description, declared, known, below, resource.place)


def _method(name: str, methods: _Section) -> MethodConfig:
    place = methods.pointer(name)
    if methods.is_section(name):
        with methods.section(name) as section:
            section.text("type")
            endpoint = section.text("endpoint") or ""
            place = section.pointer("endpoint")
    else:
        endpoint = methods.text(name) or ""
    verb, _, path = endpoint.partition(" ")
    if verb.lower() not in VERBS or not path.strip().startswith("/"):
        methods.report(
            name,
            "invalid-endpoint",
            f"`{name}` is not of the form `verb /path`",
            f"write it as in `{name}: get /pets/{{pet_id}}`",
        )
    return MethodConfig(name, verb.lower(), path.strip(), place)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Form:
    """What a text may look like where it becomes part of code, or of a file that other tools read."""

    pattern: re.Pattern[str]
    description: str


_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PACKAGE = _Form(_IDENTIFIER, "a name of letters, digits and underscores")
_VARIABLE = _Form(_IDENTIFIER, "the name of an environment variable")
_PROJECT = _Form(
    re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"),
    "the name of a project, such as `pets-sdk`",
)
_VERSION = _Form(re.compile(r"\d+(\.\d+)*([-+.]?[A-Za-z0-9]+)*"), "a version, such as `1.0.0`")
_HEADER = _Form(re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "the name of a header")
_LICENSE = _Form(
    re.compile(r"[A-Za-z0-9.+()-]+( [A-Za-z0-9.+()-]+)*"),
    "an SPDX expression, such as `Apache-2.0`",
)
_URL = _Form(
    re.compile(r"https?://[^\s<>\"'`\\]+"), "a URL that begins with `https://` or `http://`"
)


class _Section:
    """A mapping of the configuration that remembers which keys were asked for.

    When its `with` block ends, each key that nothing asked for is a finding.
    """

    def __init__(self, value: dict[str, Any], place: Pointer, findings: list[Finding]) -> None:
        self.place = place
        self._value = value
        self._findings = findings
        self._known: list[str] = []

    def __enter__(self) -> _Section:
        return self

    def __exit__(self, *_: object) -> None:
        for key in self._value:
            if key not in self._known:
                near = nearest(key, self._known)
                hint = (
                    f"did you mean `{near}`?" if near else f"known here: {', '.join(self._known)}"
                )
                self.report(
                    key, "unknown-key", f"the configuration has no key `{key}` here", hint, "key"
                )

    def has(self, key: str) -> bool:
        return key in self._value

    def names(self) -> Iterator[str]:
        """The keys, where they are the user's own."""
        for key in self._value:
            self._known.append(key)
            yield key

    def pointer(self, key: str) -> Pointer:
        return self.place.child(key)

    def is_section(self, key: str) -> bool:
        return isinstance(self._value.get(key), dict)

    def section(self, key: str) -> _Section:
        return _Section(self._get(key, dict, "a mapping") or {}, self.pointer(key), self._findings)

    def different_names(self, what: str) -> Iterator[str]:
        """The keys, where they become names of one scope."""
        first: dict[Words, str] = {}
        for key in self.names():
            other = first.setdefault(words(key), key)
            if other != key:
                message = f"two {what} have one name: `{other}` and `{key}`"
                self.report(key, "duplicate-name", message, "rename one of them", "key")
            yield key

    def sections(self) -> Iterator[tuple[str, _Section]]:
        for key in self.names():
            with self.section(key) as section:
                yield key, section

    def text(self, key: str, form: _Form | None = None) -> str | None:
        value = self._get(key, str, "text")
        if value is None or form is None or form.pattern.fullmatch(value):
            return value
        self.report(key, "invalid-value", f"`{key}` has to be {form.description}")
        return None

    def needed_text(self, key: str, form: _Form | None = None) -> str:
        if self._value.get(key) is None:
            self._known.append(key)
            self._wrong(key, "text")
        return self.text(key, form) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        items = self._get(key, list, "a list of texts") or []
        if not all(isinstance(item, str) for item in items):
            self._wrong(key, "a list of texts")
            return ()
        return tuple(items)

    def flag(self, key: str) -> bool | None:
        return self._get(key, bool, "true or false")

    def integer(self, key: str) -> int | None:
        value = self._get(key, int, "a whole number of at least 0")
        if value is not None and (isinstance(value, bool) or value < 0):
            self._wrong(key, "a whole number of at least 0")
            return None
        return value

    def number(self, key: str) -> float | None:
        value = self._get(key, (int, float), "a number of seconds above 0")
        if value is not None and (isinstance(value, bool) or value <= 0):
            self._wrong(key, "a number of seconds above 0")
            return None
        return value

    def report(self, key: str, code: str, message: str, hint: str = "", at: str = "value") -> None:
        place = self.pointer(key)
        self._findings.append(
            Finding(code, Level.ERROR, message, place.at_key() if at == "key" else place, hint)
        )

    def _get(self, key: str, kind: type[T] | tuple[type[T], ...], expected: str) -> T | None:
        self._known.append(key)
        value = self._value.get(key)
        if value is None or isinstance(value, kind):
            return value
        self._wrong(key, expected)
        return None

    def _wrong(self, key: str, expected: str) -> None:
        self.report(key, "wrong-type", f"`{key}` has to be {expected}")
