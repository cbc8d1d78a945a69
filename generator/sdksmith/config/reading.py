"""From a file to a `Config`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from sdksmith import flavors
from sdksmith.config import lint, pagination, resources, stainless
from sdksmith.config.model import Config, OptionConfig, TargetConfig
from sdksmith.config.section import (
    HEADER,
    LICENSE,
    PROJECT,
    URL,
    VARIABLE,
    VERSION,
    Report,
    Section,
)
from sdksmith.load.source import Pointer, parse
from sdksmith.report import Level, Problem

_ROLES: Final = ("value", "username", "password", "client_id", "client_secret")
_LONG: Final = 3600.0
"""Seconds that nobody waits for an answer."""


def read(path: Path) -> Config:
    """Read a configuration file.

    A file with `stainless` in its name is one of that tool: its times are milliseconds, and what is not known or not
    possible here is left out with a warning where it would be a mistake elsewhere.

    Args:
        path: The file; paths inside it are relative to its folder.

    Raises:
        Problem: The file cannot be read, has a key that does not exist, or a value that it must not have.
    """
    document = parse(path)
    report = Report("stainless" in path.name.casefold(), [])
    with Section(document.value, Pointer(document), report, stainless.ROOT) as root:
        config = _config(root, path.parent)
    if any(finding.level is Level.ERROR for finding in report.findings):
        raise Problem(report.findings)
    return replace(config, findings=tuple(report.findings))


def _config(root: Section, folder: Path) -> Config:
    spec = root.text("openapi_spec")
    with root.section("organization", stainless.ORGANIZATION) as organization:
        name = organization.text("name")
        docs = _docs(organization)
    with root.section("targets") as targets:
        chosen = dict(_targets(targets, folder))
    with root.section("environments") as environments:
        urls = tuple(
            (key, url)
            for key in environments.different_names("environments")
            if (url := environments.needed_text(key, URL))
        )
    with root.section("client_settings", stainless.CLIENT) as client:
        prefix = client.text("default_env_prefix", VARIABLE)
        timeout = _timeout(client)
        with client.section("default_retries", stainless.RETRIES) as retries:
            max_retries = retries.integer("max_retries")
        with client.section("idempotency") as idempotency:
            header = idempotency.text("header", HEADER)
        with client.section("opts") as opts:
            options = tuple(_option(key, opts) for key in opts.different_names("client options"))
    with root.section("settings", stainless.SETTINGS) as settings:
        license = _license(settings)
        unwrap = settings.texts("unwrap_response_fields")
        named = settings.texts("named_path_params")
    return Config(
        spec=folder / spec if spec else None,
        organization=name,
        docs=docs,
        targets=chosen,
        environments=urls,
        environment_prefix=prefix,
        options=options if client.has("opts") else None,
        idempotency_header=header,
        timeout=60.0 if timeout is None else timeout,
        max_retries=2 if max_retries is None else max_retries,
        license=license,
        unwrap_response_fields=unwrap,
        named_path_params=named,
        pagination=pagination.schemes(root),
        security=_security(root),
        security_schemes=_security_schemes(root),
        resources=resources.tree(root, tuple(chosen) or flavors.available()),
        unspecified=resources.endpoints(root),
        lint=lint.rules(root),
    )


def _docs(organization: Section) -> str | None:
    value = organization.raw("docs")
    if organization.report.foreign and isinstance(value, str) and "://" not in value:
        return f"https://{value}" if URL.pattern.fullmatch(f"https://{value}") else None
    return organization.text("docs", URL)


def _timeout(client: Section) -> float | None:
    seconds = client.seconds("default_timeout")
    if seconds is not None and seconds > _LONG and not client.report.foreign:
        client.report.add(
            "long-timeout",
            Level.WARNING,
            f"a request may take {seconds / _LONG:.0f} hours before it fails",
            client.pointer("default_timeout"),
            "`default_timeout` is a number of seconds",
        )
    return seconds


def _license(settings: Section) -> str | None:
    if not settings.is_section("license"):
        return settings.text("license", LICENSE)
    with settings.section("license", stainless.LICENSE) as license:
        return license.text("name", LICENSE)


def _targets(targets: Section, folder: Path) -> Iterator[tuple[str, TargetConfig]]:
    for name in targets.names():
        flavor = stainless.target(name)
        place = targets.pointer(name).at_key()
        is_foreign = targets.report.foreign or name in stainless.TARGETS
        if is_foreign and flavor not in flavors.available():
            targets.report.unused(f"the target `{name}`, of which there is no flavor,", place)
            continue
        if flavor != name and targets.has(flavor):
            targets.report.unused(f"the target `{name}` beside `{flavor}`, its other name,", place)
            continue
        with targets.section(name, stainless.TARGET) as target:
            output = target.text("output_dir")
            config = TargetConfig(
                package_name=target.text("package_name", flavors.package_form(flavor)),
                project_name=target.text("project_name", PROJECT),
                version=target.text("version", VERSION) or "0.1.0",
                output=folder / output if output else None,
            )
            if target.flag("skip") is not True:
                yield flavor, config


def _option(name: str, options: Section) -> OptionConfig:
    with options.section(name, stainless.OPTION) as option:
        if option.text("type") not in (None, "string"):
            option.report.unused("a type other than `string`", option.pointer("type"))
        option.flag("nullable")
        with option.section("auth") as auth:
            scheme = auth.text("security_scheme")
            role = auth.choice("role", _ROLES)
        return OptionConfig(
            name=name,
            description=option.text("description") or "",
            read_env=option.text("read_env", VARIABLE),
            security_scheme=scheme,
            role=role,
            place=option.place,
            server_variable=option.text("server_variable"),
        )


def _security(root: Section) -> list[object] | None:
    value = root.raw("security")
    if value is None or (isinstance(value, list) and all(isinstance(v, dict) for v in value)):
        return value
    root.wrong("security", "a list of security requirements")
    return None


def _security_schemes(root: Section) -> dict[str, object] | None:
    value = root.raw("security_schemes")
    if value is None:
        return None
    if isinstance(value, dict) and all(isinstance(scheme, dict) for scheme in value.values()):
        return value
    root.wrong("security_schemes", "a mapping of names to security schemes")
    return None
