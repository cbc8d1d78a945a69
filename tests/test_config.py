"""`sdksmith.yaml`: what it says, what holds without it, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from sdksmith import pipeline
from sdksmith.config import Config, MethodConfig, RuleConfig, TargetConfig, read
from sdksmith.pipeline import Request
from sdksmith.report import Finding, Level, Problem

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a configuration."""

    def write(text: str) -> Path:
        path = tmp_path / "sdksmith.yaml"
        path.write_text(text)
        return path

    return write


def refused(path: Path) -> list[Finding]:
    with pytest.raises(Problem) as problem:
        read(path)
    return problem.value.findings


def methods(config: Config) -> tuple[MethodConfig, ...]:
    assert config.resources is not None
    return config.resources[0].methods


def test_own_configuration(root: Path) -> None:
    """The one of this repository."""
    config = read(root / "sdksmith.yaml")
    assert config.spec == root / "spec" / "openapi.yaml"
    assert config.organization == "cloudflare"
    assert config.environment_prefix == "CLOUDFLARE"
    assert config.targets["python"].output == root / "generated" / "python"
    assert config.options is not None
    assert [option.read_env for option in config.options] == [
        "CLOUDFLARE_API_TOKEN",
        "CLOUDFLARE_API_KEY",
        "CLOUDFLARE_EMAIL",
    ]
    assert config.resources is not None
    assert [resource.name for resource in config.resources] == ["realtime_kit", "stream"]


def test_defaults(write: Write) -> None:
    """A key that is missing, and one without a value, leave the default."""
    assert read(write("{}")) == Config()
    assert read(write("settings:\norganization:\nenvironments:\ntargets:\n")) == Config()
    assert read(write("client_settings: { default_timeout: null }")) == Config()


def test_infer_or_nothing(write: Write) -> None:
    """An empty tree of resources is a tree; a missing one is inferred. Options likewise."""
    assert read(write("resources: {}")).resources == ()
    assert read(write("{}")).resources is None
    assert read(write("client_settings: { opts: {} }")).options == ()
    assert read(write("client_settings: {}")).options is None


def test_paths_are_relative_to_the_file(write: Write, tmp_path: Path) -> None:
    config = read(write("openapi_spec: a/b.yaml\ntargets: { python: { output_dir: ../out } }"))
    assert config.spec == tmp_path / "a" / "b.yaml"
    assert config.targets == {"python": TargetConfig(output=tmp_path / ".." / "out")}


def test_numbers(write: Write) -> None:
    config = read(
        write("client_settings: { default_timeout: 5, default_retries: { max_retries: 0 } }")
    )
    assert (config.timeout, config.max_retries) == (5, 0)
    assert read(write("client_settings: { default_timeout: 0.5 }")).timeout == 0.5


def test_method_spellings(write: Write) -> None:
    path = write(
        "resources: { pets: { methods: {\n"
        "  list: get /pets,\n"
        "  create: POST   /pets,\n"
        '  retrieve: { type: http, endpoint: "get /pets/{id}" } } } }'
    )
    found = [(method.name, method.verb, method.path) for method in methods(read(path))]
    assert found == [
        ("list", "get", "/pets"),
        ("create", "post", "/pets"),
        ("retrieve", "get", "/pets/{id}"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "organization: { docs: 'https://docs.example.com/a?b=c#d' }",
        "settings: { license: MIT }",
        "settings: { license: 'Apache-2.0 OR (MIT AND BSD-3-Clause)' }",
        "settings: { license: GPL-2.0+ }",
        "targets: { python: { package_name: pets_sdk, project_name: pets.sdk-1, version: 1.0.0rc1 } }",
        "targets: { python: { version: 2.0.0-beta.1+build } }",
        "targets: { go: { package_name: github.com/acme/pets-go } }",
        "targets: { go: { package_name: github.com/acme/pets-go/v4 } }",
        "targets: { go: { package_name: go.acme.example/pets.v2 } }",
        "client_settings: { idempotency: { header: Idempotency-Key } }",
        "client_settings: { default_env_prefix: _PETS_2 }",
    ],
)
def test_accepted(text: str, write: Write) -> None:
    assert read(write(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("openapi_spek: a.yaml", "unknown-key"),
        ("resource: {}", "unknown-key"),
        ("client_settings: { default_timeout: PT }", "wrong-type"),
        ("client_settings: { default_timeout: 1 minute }", "wrong-type"),
        ("client_settings: { opts: { a: { auth: { role: user } } } }", "invalid-value"),
        (
            "resources: { pets: { methods: { a: { endpoint: get /a, skip: python } } } }",
            "wrong-type",
        ),
        (
            "resources: { pets: { methods: { a: { endpoint: get /a, paginated: 1 } } } }",
            "wrong-type",
        ),
        (
            "resources: { pets: { methods: { a: { endpoint: get /a, deprecated: 1 } } } }",
            "wrong-type",
        ),
        ("resources: { pets: { methods: { a: fetch /a } } }", "invalid-endpoint"),
        ("pagination: cursor", "wrong-type"),
        ("pagination: [{ name: a, type: cursr }]", "invalid-value"),
        ("pagination: [{ name: a }]", "wrong-type"),
        ("security: {}", "wrong-type"),
        ("security_schemes: []", "wrong-type"),
        ("unspecified_endpoints: [/a]", "invalid-endpoint"),
        ("settings: []", "wrong-type"),
        ("settings: { license: [MIT] }", "wrong-type"),
        ("settings: { unwrap_response_fields: result }", "wrong-type"),
        ("settings: { unwrap_response_fields: [1] }", "wrong-type"),
        ("client_settings: { default_timeout: true }", "wrong-type"),
        ("client_settings: { default_timeout: -1 }", "wrong-type"),
        ("client_settings: { default_timeout: '5' }", "wrong-type"),
        ("client_settings: { default_retries: { max_retries: true } }", "wrong-type"),
        ("client_settings: { default_retries: { max_retries: 1.5 } }", "wrong-type"),
        ("client_settings: { opts: { token: { nullable: maybe } } }", "wrong-type"),
        ("client_settings: { opts: { token: token } }", "wrong-type"),
        ("resources: { pets: get /pets }", "wrong-type"),
        ("resources: { pets: { methods: { list: get } } }", "invalid-endpoint"),
        ("resources: { pets: { methods: { list: {} } } }", "invalid-endpoint"),
        ("resources: { pets: { methods: { list: null } } }", "invalid-endpoint"),
        ("organization: { docs: example.com }", "invalid-value"),
        ("organization: { docs: 'https://a.b/>) <script>' }", "invalid-value"),
        ('settings: { license: "MIT\\n[tool.x]" }', "invalid-value"),
        ("targets: { python: { package_name: pets-sdk } }", "invalid-value"),
        ('targets: { python: { package_name: "pets\\n" } }', "invalid-value"),
        ("targets: { python: { package_name: ../pets } }", "invalid-value"),
        ("targets: { python: { package_name: pets.api } }", "invalid-value"),
        ("targets: { go: { package_name: pets } }", "invalid-value"),
        ("targets: { go: { package_name: net/http } }", "invalid-value"),
        ("targets: { go: { package_name: github.com/acme/../pets } }", "invalid-value"),
        ('targets: { go: { package_name: "github.com/acme/pets\\n" } }', "invalid-value"),
        ("targets: { go: { package_name: https://github.com/acme/pets } }", "invalid-value"),
        ("targets: { go: { package_name: github.com/acme/pets/v1 } }", "invalid-value"),
        ("targets: { python: { project_name: 'pets sdk' } }", "invalid-value"),
        ("targets: { python: { version: v1 } }", "invalid-value"),
        ("client_settings: { idempotency: { header: 'a: b' } }", "invalid-value"),
        ("client_settings: { default_env_prefix: 2PETS }", "invalid-value"),
        ("client_settings: { opts: { a: { read_env: A=B } } }", "invalid-value"),
        ("environments: { production: '' }", "invalid-value"),
        ("environments: { production: /v1 }", "invalid-value"),
        ("environments: { production: null }", "wrong-type"),
        ("resources: { pets: { models: { pet: null } } }", "wrong-type"),
        ("environments: { a: 'https://a.b', A: 'https://a.b' }", "duplicate-name"),
        ("client_settings: { opts: { api_key: {}, API-key: {} } }", "duplicate-name"),
    ],
)
def test_refused(text: str, code: str, write: Write) -> None:
    assert [finding.code for finding in refused(write(text))] == [code]


def test_findings_have_places_and_hints(write: Write) -> None:
    (finding,) = refused(write("settings:\n  licence: MIT\n"))
    place = finding.locate()
    assert place is not None
    assert (place.line, place.column, place.length) == (2, 3, 7)
    assert finding.hint == "did you mean `license`?"


def test_all_mistakes_at_once(write: Write) -> None:
    assert len(refused(write("a: 1\nsettings: 2\nresources: { pets: { methods: { x: y } } }"))) == 3


# ---------------------------------------------------------------- stainless.yml

STAINLESS = """\
edition: 2025-10-10
organization: { name: acme, docs: docs.acme.com, contact: a@acme.com, github_org: acme }
targets:
  node: { package_name: "@acme/sdk", publish: { npm: true } }
  python: { package_name: acme, production_repo: acme/acme-python, publish: { pypi: true } }
client_settings:
  default_timeout: 30000
  default_retries: { max_retries: 3, initial_delay_seconds: 0.5 }
  default_headers: { Version: "1" }
  opts:
    api_key: { type: string, nullable: false, auth: { security_scheme: key, role: value } }
    region: { type: string, server_variable: region, default: eu }
environments: { production: "https://{region}.acme.com" }
pagination:
  - name: cursor_page
    type: cursor
    request:
      after: { type: string, x-stainless-pagination-property: { purpose: next_cursor_param } }
      limit: { type: integer }
    response:
      data: { type: array, items: { type: object, properties: { id: { type: string } } } }
      meta: { properties: { next: { x-stainless-pagination-property: { purpose: next_cursor_field } } } }
security: [{ key: [] }]
resources:
  $shared: { models: { error: Error } }
  pets:
    models:
      pet: "#/components/schemas/Pet"
      toy: { openapi_uri: Toy, param_model: pets.toy }
      other: $.components.schemas[0]
    methods:
      list: { endpoint: get /pets, paginated: cursor_page, skip_test_reason: slow }
      all: { endpoint: get /pets/all, paginated: false, deprecated: use list }
      gone: { endpoint: get /gone, skip: true }
      go_only: { endpoint: get /go, only: [go] }
      neither: { endpoint: get /not, skip: [python, node] }
      old: { type: alias, to: list }
    standalone_api: true
    subresources:
      toys: { skip: [python, typescript], methods: { list: get /toys } }
unspecified_endpoints: [post /internal]
readme: { example_requests: { default: { type: request } } }
unheard_of: { a: 1 }
"""


UNUSED = """
    edition contact github_org production_repo publish publish default_headers default readme initial_delay_seconds
    param_model $.components.schemas[0] skip_test_reason old standalone_api unheard_of
"""


def test_stainless(tmp_path: Path) -> None:
    path = tmp_path / "openapi.stainless.yml"
    path.write_text(STAINLESS)
    config = read(path)
    assert config.organization == "acme"
    assert config.docs == "https://docs.acme.com"
    assert config.targets == {
        "typescript": TargetConfig(package_name="@acme/sdk"),
        "python": TargetConfig(package_name="acme"),
    }
    assert (config.timeout, config.max_retries) == (30, 3)
    assert config.environments == (("production", "https://{region}.acme.com"),)
    assert config.options is not None
    assert [(o.name, o.role, o.server_variable) for o in config.options] == [
        ("api_key", "value", None),
        ("region", None, "region"),
    ]
    assert config.security == [{"key": []}]
    assert config.unspecified == {("post", "/internal")}
    (scheme,) = config.pagination
    assert (scheme.name, scheme.type, scheme.in_body) == ("cursor_page", "cursor", False)
    assert scheme.parameters == (("after", "next_cursor_param"), ("limit", ""))
    assert scheme.fields == (
        (("data",), ""),
        (("data", "[]", "id"), ""),
        (("meta",), ""),
        (("meta", "next"), "next_cursor_field"),
    )


@pytest.mark.parametrize("name", ["node", "typescript"])
def test_both_names_of_a_target(name: str, write: Write) -> None:
    (target,) = read(
        write(f"targets: {{ {name}: {{ package_name: '@acme/sdk' }} }}")
    ).targets.items()
    assert target == ("typescript", TargetConfig(package_name="@acme/sdk"))


def test_one_target_by_both_names(write: Write) -> None:
    config = read(
        write("targets:\n  typescript: { package_name: a }\n  node: { package_name: b }\n")
    )
    assert config.targets == {"typescript": TargetConfig(package_name="a")}
    (finding,) = config.findings
    place = finding.locate()
    assert place is not None
    assert (finding.code, place.line) == ("unused-key", 3)


def test_stainless_resources(tmp_path: Path) -> None:
    path = tmp_path / "stainless.yml"
    path.write_text(STAINLESS)
    shared, pets = read(path).resources or ()
    assert shared.is_shared
    assert [model.reference for model in (*shared.models, *pets.models)] == [
        "#/components/schemas/Error",
        "#/components/schemas/Pet",
        "#/components/schemas/Toy",
    ]
    assert [(m.name, m.paginated, m.deprecated, m.skipped) for m in pets.methods] == [
        ("list", True, False, False),
        ("all", False, True, False),
        ("gone", None, False, True),
        ("go_only", None, False, True),
        ("neither", None, False, True),
    ]
    assert pets.subresources[0].methods[0].skipped


def test_each_unused_key_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "stainless.yml"
    path.write_text(STAINLESS)
    findings = read(path).findings
    assert {finding.code for finding in findings} == {"unused-key"}
    lines = STAINLESS.splitlines()
    marked = []
    for finding in findings:
        place = finding.locate()
        assert place is not None
        marked.append(lines[place.line - 1][place.column - 1 :][: place.length])
    assert sorted(marked) == sorted(UNUSED.split())


def test_what_is_not_possible_here_is_left_out(tmp_path: Path) -> None:
    """A file of another tool is no mistake of its user."""
    text = """
        targets: { python: { package_name: acme-sdk }, elixir: {} }
        environments: { production: api.acme.com, sandbox: https://sandbox.acme.com }
        client_settings: { default_timeout: soon, opts: { key: { auth: { role: webhook } } } }
        resources: { pets: { methods: { list: 3, get: "/pets" , all: get /pets } } }
    """
    path = tmp_path / "stainless.yml"
    path.write_text(text)
    config = read(path)
    assert config.targets == {"python": TargetConfig()}
    assert config.environments == (("sandbox", "https://sandbox.acme.com"),)
    assert [m.name for resource in config.resources or () for m in resource.methods] == ["all"]
    codes = [finding.code for finding in config.findings]
    assert Counter(codes) == {
        "invalid-value": 3,
        "unused-key": 1,
        "wrong-type": 2,
        "invalid-endpoint": 2,
    }
    assert all(finding.level is Level.WARNING for finding in config.findings)
    refused = tmp_path / "sdksmith.yaml"
    refused.write_text(text)
    with pytest.raises(Problem):
        read(refused)


def test_unused_keys_of_our_own_file(write: Write) -> None:
    """A key that is known elsewhere is no mistake; one that nobody knows is."""
    (finding,) = read(write("streaming: {}")).findings
    assert finding.code == "unused-key"
    assert refused(write("stremaing: {}"))[0].code == "unknown-key"
    config = read(write("client_settings: { default_timeout: 60000 }"))
    assert config.timeout == 60000
    assert [finding.code for finding in config.findings] == ["long-timeout"]


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT30S", 30), ("PT1M30S", 90), ("PT0.5S", 0.5), ("P1DT1H", 90000)]
)
def test_durations(text: str, seconds: float, write: Write) -> None:
    assert read(write(f"client_settings: {{ default_timeout: {text} }}")).timeout == seconds


# ---------------------------------------------------------------- what a run is asked for


class Silent:
    def step(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()


def problem(request: Request) -> Finding:
    with pytest.raises(Problem) as caught:
        pipeline.generate(request, Silent())
    (finding,) = caught.value.findings
    return finding


SPEC = Path(__file__).parent / "cases" / "pets" / "spec.yaml"


def test_no_flavor(write: Write) -> None:
    assert problem(Request(config=write("{}"))).code == "no-flavor"


def test_no_document(write: Write) -> None:
    path = write("targets: { python: { output_dir: out } }")
    assert problem(Request(config=path)).code == "no-document"


def test_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    finding = problem(Request())
    assert (finding.code, finding.hint) == ("no-document", "pass its path")


def test_default_output(write: Write, tmp_path: Path) -> None:
    """`generated/<flavor>`, beside the configuration if there is one."""
    (output,) = pipeline.generate(Request(document=SPEC, flavors=("python",)), Silent())
    assert output.target == Path("generated") / "python"
    (output,) = pipeline.generate(Request(SPEC, write("{}"), ("python",)), Silent())
    assert output.target == tmp_path / "generated" / "python"


def test_unknown_flavor(tmp_path: Path) -> None:
    finding = problem(Request(document=SPEC, flavors=("pyton",), output=tmp_path))
    assert (finding.code, finding.hint) == ("unknown-flavor", "did you mean `python`?")


def test_missing_configuration(tmp_path: Path) -> None:
    assert problem(Request(config=tmp_path / "sdksmith.yaml")).code == "missing-file"


def test_request_before_configuration(write: Write, tmp_path: Path) -> None:
    """What the command line says wins over the configuration."""
    path = write("openapi_spec: nothing.yaml\ntargets: { python: { output_dir: elsewhere } }")
    (output,) = pipeline.generate(Request(SPEC, path, (), tmp_path / "here"), Silent())
    assert output.target == tmp_path / "here"
    assert output.findings == []


class TestLint:
    """`lint.rules`"""

    def test_levels(self, write: Write) -> None:
        text = """
lint:
  rules:
    missing-operation-id: off
    ref-siblings: error
    duplicate-tag: { level: info, except: [/internal/*, "#/components/schemas/Old*"] }
    undefined-tag: on
    invalid-example: false
    no-success-response: { except: [/a] }
"""
        assert read(write(text)).lint == {
            "missing-operation-id": RuleConfig(None, True),
            "ref-siblings": RuleConfig(Level.ERROR),
            "duplicate-tag": RuleConfig(
                Level.INFO, False, ("/internal/*", "#/components/schemas/Old*")
            ),
            "undefined-tag": RuleConfig(),
            "invalid-example": RuleConfig(None, True),
            "no-success-response": RuleConfig(None, False, ("/a",)),
        }

    @pytest.mark.parametrize(
        ("text", "code", "message", "hint"),
        [
            (
                "rules: { undefind-tag: off }",
                "unknown-rule",
                "there is no rule `undefind-tag`",
                "did you mean `undefined-tag`?",
            ),
            (
                "rules: { qqq: off }",
                "unknown-rule",
                "there is no rule `qqq`",
                "`sdksmith rules` lists them",
            ),
            (
                "rules: { undefined-tag: warn }",
                "invalid-value",
                "`undefined-tag` has to be one of error, warning, info, off, on",
                "did you mean `warning`?",
            ),
            (
                "rules: { undefined-tag: { level: [] } }",
                "wrong-type",
                "`level` has to be text",
                "",
            ),
            (
                "rules: { undefined-tag: { levels: off } }",
                "unknown-key",
                "the configuration has no key `levels` here",
                "did you mean `level`?",
            ),
            (
                "rules: { undefined-tag: { except: [internal] } }",
                "invalid-value",
                "`internal` is neither a path of the API nor a JSON pointer",
                "such as `/internal/*` or `#/components/schemas/Old*`",
            ),
            ("rules: [undefined-tag]", "wrong-type", "`rules` has to be a mapping", ""),
        ],
    )
    def test_mistakes(self, write: Write, text: str, code: str, message: str, hint: str) -> None:
        [finding] = refused(write(f"lint: {{ {text} }}"))
        assert (finding.code, finding.message, finding.hint) == (code, message, hint)

    @pytest.mark.parametrize(
        ("pattern", "path", "fragment", "is_excepted"),
        [
            ("/internal/*", "/internal/a/b", "#/paths/~1internal~1a~1b/get", True),
            ("/internal/*", "/internal", "#/paths/~1internal", False),
            ("/internal*", "/internal", "#/paths/~1internal", True),
            ("/pets", None, "#/components/schemas/Pet", False),
            ("#/components/schemas/Old*", None, "#/components/schemas/OldPet/items", True),
            ("#/components/schemas/Pet", None, "#/components/schemas/Pet/items", True),
            ("#/components/schemas/Pet", None, "#/components/schemas/Pets", False),
        ],
    )
    def test_except(self, pattern: str, path: str | None, fragment: str, is_excepted: bool) -> None:
        rule = RuleConfig(None, False, (pattern,))
        assert rule.excepts(path, fragment) is is_excepted
        assert RuleConfig(None, True).excepts(path, fragment)
        assert not RuleConfig().excepts(path, fragment)
