"""Types of the TypeScript flavor: how they are declared, what they are called, and how each file writes them.

The cases of `typescript_types.txt` are the schemas of a document, what the file of a resource declares for them, and
maybe a program that uses it. A method of that resource returns the schema `T`, and another one takes a list of `In`,
where there is such a schema. The files of all cases together are checked by TypeScript.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
import yaml

from node.toolchain import tool, toolchain
from sdksmith.build import build
from sdksmith.config import Config
from sdksmith.flavors.typescript import quote
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.code import CORE, Expr, Import, Imports, Kind, specifier
from sdksmith.flavors.typescript.declarations import Declaration, Declarations, Member
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.types import Types
from sdksmith.format import format_files
from sdksmith.ir import JSON, Alias, Api, Array, Nullable, Reference, Scalar, Union
from sdksmith.ir import Kind as ScalarKind
from sdksmith.load import Loader
from sdksmith.wire import Wire

CASES = (Path(__file__).parent / "typescript_types.txt").read_text()
"""Cases, each begun by a line `== what it shows`, with `--` between what is given, what is wanted and what uses it."""


def _cases() -> Iterator[tuple[str, str, str, str]]:
    for text in re.split(r"^== ", CASES, flags=re.MULTILINE)[1:]:
        title, _, rest = text.partition("\n")
        document, wanted, *programs = re.split(r"^--\n", rest, flags=re.MULTILINE)
        yield title, document, wanted, "".join(programs)


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each case declares, laid out."""
    folder = tmp_path_factory.mktemp("documents")
    files = {}
    for number, (_, document, _, _) in enumerate(_cases()):
        path = folder / f"{number}.yaml"
        path.write_text(json.dumps(_document(yaml.safe_load(document))))
        files[PurePosixPath(f"{number}.ts")] = _file(_api(path), (("t",),)).encode()
    laid_out = format_files(files)
    return {
        title: laid_out[PurePosixPath(f"{number}.ts")].decode()
        for number, (title, *_) in enumerate(_cases())
    }


@pytest.mark.parametrize(
    ("title", "wanted"), [pytest.param(case[0], case[2], id=case[0]) for case in _cases()]
)
def test_declarations(title: str, wanted: str, declared: dict[str, str]) -> None:
    assert declared[title] == wanted


def test_they_are_right(declared: dict[str, str], tmp_path: Path) -> None:
    """TypeScript has nothing to say about the files, nor about the programs that use them."""
    for number, (title, _, _, program) in enumerate(_cases()):
        _write(tmp_path / f"{number}", declared[title], program)
    _check(tmp_path)


A_TEXT = {"a": {"type": "string"}}


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        pytest.param(
            {"/users": "", "/users/{id}/users": "", "/users/{id}/users/{other}/users": ""},
            {
                "users": ("resources/users/users", "Users", "BaseUsers"),
                "users.users": (
                    "resources/users/users-users/users-users",
                    "UsersUsers",
                    "BaseUsersUsers",
                ),
                "users.users.users": (
                    "resources/users/users-users/users-users-users",
                    "UsersUsersUsers",
                    "UsersUsersUsers",
                ),
            },
            id="a resource inside of its namesake",
        ),
        pytest.param(
            {"/index": "", "/shared": "", "/aux": "", "/live/{id}/index": "", "/live_inputs": ""},
            {
                "index": ("resources/index_", "Index", "Index"),
                "shared": ("resources/shared_", "Shared", "Shared"),
                "aux": ("resources/aux_", "Aux", "Aux"),
                "live": ("resources/live/live", "Live", "BaseLive"),
                "live.index": ("resources/live/index_", "Index", "Index"),
                "liveInputs": ("resources/live-inputs", "LiveInputs", "LiveInputs"),
            },
            id="names of files that mean something",
        ),
        pytest.param(
            {"/d1": "D1", "/d1/{id}/things": "Parts", "/d1/{id}/parts": "Thing", "/keys": "Users"},
            {
                "d1": ("resources/d1/d1", "D1Resource", "BaseD1Resource", "D1"),
                "d1.things": ("resources/d1/things", "Things", "Things", "Parts"),
                "d1.parts": ("resources/d1/parts", "PartsResource", "PartsResource", "Thing"),
                "keys": ("resources/keys", "Keys", "Keys", "Users"),
            },
            id="a class gives way to types that are seen beside it",
        ),
        pytest.param(
            {"/pets": "Video", "/pets/{id}/videos": "video"},
            {
                "pets": ("resources/pets/pets", "Pets", "BasePets", "Video"),
                "pets.videos": ("resources/pets/videos", "Videos", "Videos", "Video_5455"),
            },
            id="what is further up keeps its name",
        ),
        pytest.param(
            {"/x": "", "/x/{id}/a_id": "", "/x/{id}/a_i_d": "", "/part_1_2": "", "/part_12": ""},
            {
                "x": ("resources/x/x", "X", "BaseX"),
                "x.aID": ("resources/x/a-i-d", "AID", "AID"),
                "x.aID_2e40": ("resources/x/a-id", "AID_2e40", "AID_2e40"),
                "part12": ("resources/part-1-2", "Part12", "Part12"),
                "part12_f7fe": ("resources/part-12", "Part12_f7fe", "Part12_f7fe"),
            },
            id="other words that are one name",
        ),
        pytest.param(
            {"/webhooks": "", "/webhooks/unwrap/keys": "", "/constructor": "", "/delete": ""},
            {
                "webhooks": ("resources/webhooks/webhooks", "Webhooks", "BaseWebhooks"),
                "webhooks.unwrap_": (
                    "resources/webhooks/unwrap/unwrap",
                    "Unwrap",
                    "BaseUnwrap",
                ),
                "webhooks.unwrap_.keys": ("resources/webhooks/unwrap/keys", "Keys", "Keys"),
                "constructor_": ("resources/constructor", "Constructor", "Constructor"),
                "delete_": ("resources/delete", "Delete", "Delete"),
            },
            id="what all clients and all resources of webhooks have",
        ),
    ],
)
def test_resources(
    paths: dict[str, str], wanted: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    names = Names(_resources(paths, tmp_path))
    found = {
        names.members.chain(home.path): (
            home.file,
            names.resource_class(home.path),
            names.base_class(home.path),
            *(name for name in names.exported(home.path) if not name.endswith("Params")),
        )
        for home in names.homes[1:]
    }
    assert found == wanted


def test_a_collision_is_found(tmp_path: Path) -> None:
    names = Names(_resources({"/pets": "Video", "/pets/{id}/videos": "video"}, tmp_path))
    (finding,) = names.findings
    assert finding.code == "name-collision"
    assert "`Video`" in finding.message
    assert "`Video_5455`" in finding.hint


def test_other_files(tmp_path: Path) -> None:
    """Files are called after their resources, and after the ones around it where several have one name."""
    paths = {"/orders/{id}/items": "Item", "/carts/{id}/items": "Thing", "/carts/{id}/keys": "Key"}
    api = _resources(paths, tmp_path)
    names = Names(api)
    refs = {
        model.name: names.ref(id, Side.RESPONSE, "resources/keys").code
        for id, model in api.models.items()
    }
    assert refs == {
        ("item",): "OrdersItemsAPI.Item",
        ("thing",): "CartsItemsAPI.Thing",
        ("key",): "KeysAPI.Key",
    }
    key = next(id for id, model in api.models.items() if model.name == ("key",))
    found = names.ref(key, Side.RESPONSE, "client")
    assert found.imports == {Import("resources/carts/keys", "", "KeysAPI", Kind.TYPE)}


def test_aliases_that_are_each_other(tmp_path: Path) -> None:
    """TypeScript has no name that stands for itself: what it may be is written out."""
    api = _resources({"/users": "User"}, tmp_path)
    text, number = Scalar(ScalarKind.STRING), Scalar(ScalarKind.INTEGER)
    place = next(iter(api.models.values())).place
    aliases = {
        "a": Alias("a", ("a",), Wire(""), Union((text, Reference("b")), None), False, True, place),
        "b": Alias(
            "b",
            ("b",),
            Wire(""),
            Nullable(Union((number, Reference("a")), None)),
            False,
            True,
            place,
        ),
        "c": Alias("c", ("c",), Wire(""), Array(Reference("c")), False, True, place),
    }
    api = replace(api, aliases=aliases, shared_aliases=tuple(aliases))
    types = Types(api, Names(api))
    found = {id: types.alias(alias, Side.RESPONSE).code for id, alias in aliases.items()}
    assert found == {"a": "string | number | null", "b": "number | string | null", "c": "Array<C>"}


@pytest.mark.parametrize(
    ("declared", "wanted"),
    [
        (
            (),
            (
                "import { APIResource, path, type APIPromise } from '../../core/index.js';",
                "import type * as Shared from '../shared.js';",
                "import * as ClipsAPI from './clips.js';",
                "import { Clips, type Clip } from './clips.js';",
                "import type { Input } from './inputs/inputs.js';",
            ),
        ),
        (
            ("path", "APIPromise", "APIPromise_"),
            (
                "import { APIResource, path as path_, type APIPromise as APIPromise__ } from '../../core/index.js';",
                "import type * as Shared from '../shared.js';",
                "import * as ClipsAPI from './clips.js';",
                "import { Clips, type Clip } from './clips.js';",
                "import type { Input } from './inputs/inputs.js';",
            ),
        ),
    ],
)
def test_imports(declared: Sequence[str], wanted: tuple[str, ...]) -> None:
    imports = Imports("resources/stream/stream", frozenset(declared))
    shared = Import("resources/shared", "", "Shared", Kind.TYPE)
    assert imports.use(Expr("Shared.Item", frozenset({shared}))) == "Shared.Item"
    found = imports.core("APIResource"), imports.core("path"), imports.type_core("APIPromise")
    assert imports.type_core("APIResource") == "APIResource"
    assert found == (
        ("APIResource", "path_", "APIPromise__")
        if declared
        else ("APIResource", "path", "APIPromise")
    )
    for kind in Kind:
        imports.add(Import("resources/stream/clips", "", "ClipsAPI", kind))
    imports.add(
        Import("resources/stream/clips", "Clips", "Clips", Kind.VALUE),
        Import("resources/stream/clips", "Clip", "Clip", Kind.TYPE),
        Import("resources/stream/inputs/inputs", "Input", "Input", Kind.TYPE),
    )
    assert imports.lines == wanted


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("client", CORE, "./core/index.js"),
        ("resources/stream/live-inputs", CORE, "../../core/index.js"),
        ("resources/stream/stream", "resources/stream/live-inputs", "./live-inputs.js"),
        ("resources/stream", "resources/stream/index", "./stream/index.js"),
        ("resources/a/b/c", "resources/a/d", "../d.js"),
        ("core/pagination", "core/pages", "./pages.js"),
    ],
)
def test_specifiers(source: str, target: str, wanted: str) -> None:
    assert specifier(source, target) == wanted


_TEXTS = [
    "",
    "it's",
    '"',
    "`${x}`",
    "\\",
    "\\u0041",
    "$",
    "${",
    "a\nb",
    "a\r\n\tb",
    "*/",
    "</script>",
    "__proto__",
    "\0",
    "\x7f\x85\xa0\xad",
    "\u200f\u2028\u2029\ufeff",
    "\U000e0001",
    "中 \U0001f600",
]


def test_quoting(tmp_path: Path) -> None:
    """Whatever a text holds, Node reads it as it was, and nothing around it as part of it."""
    lines = []
    for text in _TEXTS:
        wire = Wire(text)
        comment = quote.comment([quote.prose(text), f"@example {text}"])
        lines.append(
            f"{comment}[{quote.lit(wire)}, `{quote.template(wire)}`,"
            f" Object.keys({{ {quote.member(wire)}: 1 }})[0],"
            f" Object.fromEntries([[{quote.lit(text)}, {quote.lit(text)}]]){quote.access(wire)}"
            f" /* behind */, ],"
        )
    code = "\n".join(["const found = [", *lines, "];", "console.log(JSON.stringify(found));"])
    (tmp_path / "texts.mjs").write_text(code)
    found = toolchain().run("texts.mjs", folder=tmp_path)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == [[text] * 4 for text in _TEXTS]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, "null"),
        (True, "true"),
        (-1, "-1"),
        (1.0, "1"),
        (0.5, "0.5"),
        (1e21, "1e+21"),
        (1e-7, "1e-07"),
        (2**53, "9007199254740992"),
        (2**63 - 1, "9223372036854775808"),
        (10**400, "Infinity"),
        (float("-inf"), "-Infinity"),
        ([1, "a", {}], "[1, 'a', {}]"),
        ({"a b": [], "__proto__": 1}, "{ 'a b': [], ['__proto__']: 1 }"),
    ],
)
def test_literals(value: JSON, wanted: str) -> None:
    assert quote.lit(value) == wanted


def _write(folder: Path, types: str, program: str) -> None:
    (folder / "resources").mkdir(parents=True)
    (folder / "core").mkdir()
    (folder / "core" / "index.ts").write_text("export type Uploadable = Blob;\n")
    (folder / "resources" / "t.ts").write_text(types)
    used = [name for name in ("T", "TUpdateParams") if re.search(rf"\b{name}\b", program)]
    head = f"import type {{ {', '.join(used)} }} from './resources/t.js';\n" if used else ""
    (folder / "program.ts").write_text(f"{head}{program}export {{}};\n")


def _check(folder: Path) -> None:
    """Fail with what TypeScript has to say about the files of a folder."""
    options = {
        "strict": True,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "erasableSyntaxOnly": True,
        "isolatedModules": True,
        "verbatimModuleSyntax": True,
        "module": "nodenext",
        "target": "es2022",
        "lib": ["es2022", "dom"],
        "types": [],
        "noEmit": True,
    }
    (folder / "package.json").write_text('{ "type": "module" }')
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options}))
    done = toolchain().run(str(tool("tsc", "typescript")), "-p", ".", folder=folder)
    assert (done.stdout, done.returncode) == ("", 0)


def _document(schemas: dict[str, object]) -> dict[str, object]:
    def content(schema: dict[str, object]) -> dict[str, object]:
        return {"content": {"application/json": {"schema": schema}}}

    def ref(name: str) -> dict[str, object]:
        return {"$ref": f"#/components/schemas/{name}"}

    answers = {"200": {"description": "It.", **content(ref("T"))}}
    operations: dict[str, object] = {"get": {"responses": answers}}
    if "In" in schemas:
        body = {"required": True, **content({"type": "array", "items": ref("In")})}
        nothing = {"204": {"description": "Nothing."}}
        operations["put"] = {"requestBody": body, "responses": nothing}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Types", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/t": operations},
        "components": {"schemas": schemas},
    }


def _resources(paths: dict[str, str], folder: Path) -> Api:
    """An API with a method for each path, which returns the schema of that name, if there is one."""

    def answers(schema: str) -> object:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        return {"description": "It.", **({"content": content} if schema else {})}

    document = _document({name: {"properties": A_TEXT} for name in paths.values() if name})
    document["paths"] = {
        path: {"get": {"responses": {"200": answers(schema)}}} for path, schema in paths.items()
    }
    path = folder / "spec.json"
    path.write_text(json.dumps(document))
    return _api(path)


def _api(path: Path) -> Api:
    api, _ = build(Loader(path).root, Config())
    return api


def _file(api: Api, path: tuple[tuple[str, ...], ...]) -> str:
    """What the file of a resource declares, with its imports."""
    names = Names(api)
    types = Types(api, names)
    declarations = Declarations(api, names, types)
    home = next(home for home in names.homes if home.path == path)
    imports = Imports(home.file, names.declared(home.file))
    found = declarations.of(path, imports)
    for method in home.methods:
        if names.params(method):
            members = [
                Member(key, not each.required, types.expr(each.type, Side.REQUEST, home.file))
                for key, each in Arguments(method).members.items()
            ]
            found += declarations.params(method, members, "", imports)
    return "\n".join((*imports.lines, "", *map(_printed, found)))


def _printed(each: Declaration) -> str:
    text = f"{each.doc}export {each.code}\n"
    if each.inner:
        text += f"export namespace {each.name} {{\n{''.join(map(_printed, each.inner))}}}\n"
    return text
