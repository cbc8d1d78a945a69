"""Texts that try to become something else, and a document that has a slot for each place where text may stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from sdksmith import pipeline
from sdksmith import render as rendering
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.files import Files
from sdksmith.ir import Api
from sdksmith.load import Loader
from sdksmith.report import Problem, has_errors, render_text
from sdksmith.view import View

PAYLOADS = {
    "closes-docstring": '"""',
    "closes-docstring-and-runs": '"""\nimport os\nos.system("touch PWNED")\n"""',
    "escaped-docstring": '\\"""\nimport os\nos.system("touch PWNED")\n\\"""',
    "three-single-quotes": "'''\nimport os\n'''",
    "quote": "'); __import__('os').system('touch PWNED') #",
    "double-quote": '"); __import__("os").system("touch PWNED") #',
    "bracket": '"]; __import__("os").system("touch PWNED") #',
    "template-expression": "{{ 7 * 7 }}",
    "template-statement": "{% raw %}{% endraw %}{% include '/etc/passwd' %}",
    "template-comment": "{# gone #}",
    "format-braces": "{account_id!r} {0} {self.token} {{ }} }{",
    "f-string-call": "{__import__('os').system('touch PWNED')}",
    "percent": "%s %(name)s %d %",
    "named-escape": "\\N{BULLET} \\x41 \\u0041 \\777",
    "backslash": "\\",
    "backslash-and-quote": '\\"',
    "backslash-at-end": "text\\",
    "quote-at-end": 'text"',
    "nul": "\0 and \x00after",
    "line-feed": "one\nimport os\ntwo",
    "carriage-return": "one\rimport os\rtwo",
    "line-separator": "one\u2028import os\u2029two",
    "next-line": "one\x85import os\x0bthree\x0cfour",
    "control": "\x1b[31mred\x07\x7f\x9b",
    "right-to-left": "\u202eimport\u2066 os\u2069",
    "invisible": "\ufeffa\u200bb\u00adc",
    "surrogate": "\ud800",
    "emoji": "😀 é 中",
    "fence": "```\n</code><script>alert(1)</script>\n~~~",
    "html": "</code><script>alert(1)</script><!--",
    "table": "]] > | a | [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    "comment": "# type: ignore\n# noqa",
    "toml": '"\n[tool.evil]\nx = 1\n"""',
    "ref": "$ref",
    "path": "../../../../tmp/PWNED",
    "absolute": "/etc/passwd",
    "dunder": "__class__",
    "code": "import os",
    "empty": "",
    "blank": " \t\n ",
    "long": "long " * 20_000,
    "long-word": "x" * 100_000,
}

TEXT = {
    "title": "Harmless",
    "version": "1.0",
    "info-description": "Text.",
    "operation-summary": "Text.",
    "operation-description": "Text.",
    "parameter-description": "Text.",
    "schema-description": "Text.",
    "property-description": "Text.",
    "response-description": "Text.",
    "scheme-description": "Text.",
    "permission": "Text",
    "enum": "text",
    "const": "text",
    "default": "text",
    "parameter-example": "text",
    "property-example": "text",
    "body-example": "text",
    "tag": "text",
    "operation-id": "text",
    "media-type": "text",
    "variable-description": "Text.",
    "webhook-summary": "Text.",
}
"""Slots whose text is never a name, with a harmless text."""

NAMES = {
    "header": "X-Text",
    "server": "text",
    "property": "text",
    "query-parameter": "text",
    "header-parameter": "text",
    "path-parameter": "text",
    "segment": "texts",
    "schema": "Text",
    "scheme": "token",
    "server-name": "Text",
    "root-tag": "Text",
    "other-operation-id": "Text",
    "organization": "Text",
    "scope": "text",
    "token-url": "https://example.com/token",
    "http-scheme": "Text",
    "query-key": "text",
    "cookie-key": "text",
    "server-variable": "text",
    "variable-value": "text",
    "webhook": "text",
}
"""Slots whose text becomes an identifier or a file, or that some texts leave without meaning."""

HARMLESS = {**TEXT, **NAMES}
CONTROLS = {chr(n) for n in (*range(32), *range(127, 160))}
Generated: TypeAlias = tuple[Files | None, str]
ViewOf: TypeAlias = Callable[[Api, Config, TargetConfig], View]


def document(slots: Mapping[str, str]) -> dict[str, Any]:
    """A document with the texts in its slots."""
    described = {"description": slots["response-description"]}
    thing = {"$ref": "#/components/schemas/" + _token(slots["schema"])}
    answer = {"content": {"application/json": {"schema": thing}}}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": slots["title"],
            "version": slots["version"],
            "description": slots["info-description"],
            "license": {"name": slots["title"], "url": slots["title"]},
        },
        "servers": [
            {"url": "https://example.com/" + slots["server"]},
            {
                "url": "https://example.org/{" + slots["server-variable"] + "}",
                "description": slots["server-name"],
                "variables": {
                    slots["server-variable"]: {
                        "default": slots["variable-value"],
                        "enum": ["other", slots["variable-value"]],
                        "description": slots["variable-description"],
                    }
                },
            },
        ],
        "security": [
            {slots["scheme"]: []},
            {"oauth": [slots["scope"]]},
            {"proof": [], "query": [], "cookie": []},
        ],
        "webhooks": {
            slots["webhook"]: {"post": {"summary": slots["webhook-summary"], "requestBody": answer}}
        },
        "paths": {
            "/things/{" + slots["path-parameter"] + "}/" + slots["segment"]: {
                "get": {
                    "tags": [slots["tag"]],
                    "summary": slots["operation-summary"],
                    "description": slots["operation-description"],
                    "operationId": slots["operation-id"],
                    "x-accepted-permissions": [slots["permission"]],
                    "parameters": [
                        {
                            "name": slots["path-parameter"],
                            "in": "path",
                            "required": True,
                            "description": slots["parameter-description"],
                            "schema": {"type": "string"},
                        },
                        {
                            "name": slots["query-parameter"],
                            "in": "query",
                            "example": slots["parameter-example"],
                            "description": slots["parameter-description"],
                            "schema": {"enum": [slots["enum"], "other"]},
                        },
                        {
                            "name": slots["header-parameter"],
                            "in": "header",
                            "schema": {"type": "string", "default": slots["default"]},
                        },
                    ],
                    "responses": {"200": {**described, **answer}},
                },
                "post": {
                    "requestBody": {
                        "required": True,
                        "description": slots["response-description"],
                        "content": {
                            "application/json": {
                                "schema": thing,
                                "example": {slots["property"]: slots["body-example"]},
                            }
                        },
                    },
                    "responses": {"200": {**described, **answer}},
                },
            },
            "/{only}": {"get": {"tags": [slots["root-tag"]], "responses": {"200": described}}},
            "/choices": {
                "get": {
                    "responses": {
                        "200": {
                            **described,
                            "content": {
                                "application/json": {"schema": {"enum": [slots["enum"], "b"]}}
                            },
                        }
                    }
                }
            },
            "/other_things": {"get": {"responses": {"204": described}}},
            "/other-things": {
                "get": {
                    "operationId": slots["other-operation-id"],
                    "requestBody": {"content": {slots["media-type"]: {}}},
                    "responses": {"204": described},
                }
            },
        },
        "components": {
            "securitySchemes": {
                slots["scheme"]: {
                    "type": "apiKey",
                    "in": "header",
                    "name": slots["header"],
                    "description": slots["scheme-description"],
                },
                "oauth": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": slots["token-url"], "scopes": {}}},
                },
                "proof": {"type": "http", "scheme": slots["http-scheme"]},
                "query": {"type": "apiKey", "in": "query", "name": slots["query-key"]},
                "cookie": {"type": "apiKey", "in": "cookie", "name": slots["cookie-key"]},
            },
            "schemas": {
                slots["schema"]: {
                    "type": "object",
                    "description": slots["schema-description"],
                    "required": [slots["property"]],
                    "properties": {
                        slots["property"]: {
                            "type": "string",
                            "description": slots["property-description"],
                            "example": slots["property-example"],
                        },
                        "kind": {"const": slots["const"]},
                        "color": {"enum": [slots["enum"], "red"]},
                        "inner": {"properties": {slots["property"]: {"format": slots["enum"]}}},
                    },
                }
            },
        },
    }


def _token(name: str) -> str:
    """A name as one step of a JSON pointer in a URI."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~", errors="surrogatepass")


CONFIG = Config(organization="hostile")
"""For slots that are only text: the SDK's own name does not come from the document."""


def rendered(
    slots: Mapping[str, str], folder: Path, config: Config, flavor: str, view: ViewOf
) -> Generated:
    """The files before they are formatted, None if the document has an error; and the findings as printed."""
    path = folder / "spec.json"
    path.write_text(json.dumps(document(slots)))
    try:
        api, findings = build(Loader(path).root, config)
        if has_errors(findings):
            return None, render_text(findings)
        seen = view(api, config, TargetConfig())
        return rendering.render(seen, pipeline.templates() / flavor), render_text(
            [*findings, *seen.findings]
        )
    except Problem as problem:
        return None, render_text(problem.findings)


def check_markdown(page: str) -> None:
    """Neither markup nor a link to a script stands outside of code."""
    text = re.sub(r"(?ms)^```.*?^```$", "", page)
    text = re.sub(r"(?<![\\`])(`+)[^`].*?(?<!`)\1(?!`)", "", text)
    assert not re.search(r"(?<!\\)<(script|img|!--)|(?<!\\)\]\(javascript", text)
