"""Methods of the TypeScript flavor: what callers pass, and how it becomes a request.

The cases of `typescript_methods.txt` are the paths of a document, and the classes of resources that they make, with the
types beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
import yaml

from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors import templates
from sdksmith.flavors.typescript import view
from sdksmith.format import format_files
from sdksmith.load import Loader
from sdksmith.render import render
from sdksmith.view import View

CASES = Path(__file__).parent / "typescript_methods.txt"
"""Each begins with a line `== what it shows`; `--` stands between what is given and what is wanted."""
_KEY = re.compile(r"  static override readonly _key[^;]*;\n\n?")


def _cases() -> Iterator[tuple[str, str, str]]:
    for text in re.split(r"^== ", CASES.read_text(), flags=re.MULTILINE)[1:]:
        title, _, rest = text.partition("\n")
        document, wanted = re.split(r"^--\n", rest, flags=re.MULTILINE)
        yield title, document, wanted


def _view(document: str, folder: Path) -> View:
    """The SDK of a document."""
    path = folder / "spec.yaml"
    info = {"openapi": "3.1.1", "info": {"title": "Shop", "version": "1"}}
    servers = {"servers": [{"url": "https://api.example.com"}]}
    path.write_text(json.dumps({**info, **servers, **yaml.safe_load(document)}))
    api, _ = build(Loader(path).root, Config())
    return view(api, Config(), TargetConfig())


def _files(document: str, folder: Path) -> dict[PurePosixPath, str]:
    """The files of resources and pages of a document."""
    files = render(_view(document, folder), templates() / "typescript")
    shown = {
        name: data
        for name, data in files.items()
        if "resources" in name.parts or name.name == "pagination.ts"
    }
    return {name: data.decode() for name, data in format_files(shown).items()}


@pytest.mark.parametrize(
    ("document", "wanted"), [pytest.param(d, w, id=title) for title, d, w in _cases()]
)
def test_a_method(document: str, wanted: str, tmp_path: Path) -> None:
    assert _shown(_files(document, tmp_path)) == wanted.strip()


def _shown(files: dict[PurePosixPath, str]) -> str:
    """The classes that have methods, with the types beside them."""
    texts = (text for name, text in files.items() if "resources" in name.parts)
    shown = [_KEY.sub("", text[text.index("export class") :]) for text in texts if "this._" in text]
    return "\n".join(text.partition("export declare namespace")[0].strip() for text in shown)


EVENTS = """
paths:
  /things:
    get: { responses: { "204": { description: Nothing. } } }
webhooks:
  made:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Promise" } } } }
components: { schemas: { Promise: { type: object, properties: { id: { type: string } } } } }
"""


def test_an_event_that_is_called_like_what_its_method_returns(tmp_path: Path) -> None:
    webhooks = _files(EVENTS, tmp_path)[PurePosixPath("src/resources/webhooks.ts")]
    assert "\n  ): globalThis.Promise<Promise> {\n" in webhooks
    assert "\nexport interface Promise {\n" in webhooks


SEARCH = """
paths:
  /things:
    get:
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { text: { type: string } } } } }
      responses: { "204": { description: Nothing. } }
    post: { responses: { "204": { description: Nothing. } } }
"""


def test_what_fetch_does_not_send_is_found(tmp_path: Path) -> None:
    (finding,) = _view(SEARCH, tmp_path).findings
    assert finding.code == "body-of-get"
    place = finding.locate()
    assert place is not None
    assert place.line == 1


def test_what_fetch_does_not_send_has_no_emitted_test(tmp_path: Path) -> None:
    tests = _files(SEARCH, tmp_path)[PurePosixPath("tests/resources/things.test.ts")]
    assert "client.things.create()" in tests
    assert "client.things.list(" not in tests


PAGES = """
paths:
  /ants:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: Some.
          content:
            application/json:
              schema:
                type: object
                required: [result, getNextPage]
                properties:
                  getNextPage: { type: string }
                  result:
                    type: object
                    required: [items]
                    properties:
                      items: { type: array, items: { type: string } }
                      cursors:
                        type: object
                        properties: { next_cursor: { type: string, description: Where it goes on. } }
                  took: { type: integer }
  /bees:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: Some.
          content:
            application/json:
              schema:
                type: object
                required: [result]
                properties:
                  result:
                    type: object
                    required: [items, kind]
                    properties:
                      items: { type: array, items: { type: integer } }
                      kind: { type: string }
                      cursors: { type: object, properties: { next_cursor: { type: [string, "null"] } } }
                  took: { type: number }
"""


# `getNextPage` is what a page has itself; the members that answers have which say something else of them are optional.
WANTED_PAGES = """\
/** The pages of lists. */

import type { PageRule } from './page-rules.js';
import { AbstractPage } from './pages.js';

/**
 * A page of a list. The next one is asked for with `result.cursors.next_cursor` of this one,
 * in `cursor`.
 */
export class CursorPage<Item> extends AbstractPage<Item> {
  static override readonly rule: PageRule = {
    kind: 'cursor',
    parameter: 'cursor',
    items: ['result', 'items'],
    next: ['result', 'cursors', 'next_cursor'],
  };

  declare result: CursorPage.Result<Item>;
  declare took?: number;
}

export namespace CursorPage {
  export interface Result<Item> {
    items: Array<Item>;
    cursors?: CursorPage.Result.Cursors;
    kind?: string;
  }

  export namespace Result {
    export interface Cursors {
      next_cursor?: string | null;
    }
  }
}
"""


def test_pages_have_what_the_answers_of_their_methods_have_in_common(tmp_path: Path) -> None:
    assert _files(PAGES, tmp_path)[PurePosixPath("src/core/pagination.ts")] == WANTED_PAGES
