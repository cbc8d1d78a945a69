"""References over one or several files."""

from pathlib import Path

import pytest

from sdksmith.load import Loader, Node
from sdksmith.load.limits import MAX_CHAIN
from sdksmith.report import Finding, Problem

DOCUMENT = """\
a:
  plain: {$ref: '#/b/c'}
  chain: {$ref: '#/a/plain'}
  siblings: {$ref: '#/b/c', description: mine}
  item: {$ref: '#/list/1'}
  escaped: {$ref: '#/paths/~1pets~1%7Bid%7D/a~0b/%C3%BC'}
  tilde: {$ref: '#/tildes/a~01'}
  root: {$ref: '#'}
  file: {$ref: other.yaml}
  part: {$ref: './sub/../other.yaml#/x/y'}
  spaced: {$ref: 'sub/a%20b.yaml#/z'}
  through: {$ref: '#/a/file/x/y'}
  back: {$ref: 'sub/back.yaml'}
b:
  c: {type: string}
list: [1, {found: true}]
paths:
  /pets/{id}:
    a~b: {ü: 5}
properties:
  $ref: {type: string}
tildes: {a~1: 6, a/: 7}
"""


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    folder = tmp_path / "api"
    (folder / "sub").mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DOCUMENT)
    (folder / "other.yaml").write_text("x: {y: {deep: 1}}\n")
    (folder / "sub" / "a b.yaml").write_text("z: spaced\n")
    (folder / "sub" / "back.yaml").write_text("$ref: '../openapi.yaml#/b/c'\n")
    return Loader(folder / "openapi.yaml")


def failure(tmp_path: Path, text: str) -> Finding:
    """What is wrong with the reference at `a`."""
    (tmp_path / "root.yaml").write_text(text)
    with pytest.raises(Problem) as caught:
        Loader(tmp_path / "root.yaml").root["a"].deref()
    (finding,) = caught.value.findings
    return finding


class TestResolve:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("plain", {"type": "string"}),
            ("chain", {"type": "string"}),
            ("siblings", {"type": "string"}),
            ("item", {"found": True}),
            ("escaped", 5),
            ("tilde", 6),
            ("file", {"x": {"y": {"deep": 1}}}),
            ("part", {"deep": 1}),
            ("spaced", "spaced"),
            ("through", {"deep": 1}),
            ("back", {"type": "string"}),
        ],
    )
    def test_value(self, loader: Loader, name: str, value: object) -> None:
        assert loader.root["a"][name].deref().value == value

    def test_whole_document(self, loader: Loader) -> None:
        assert loader.root["a"]["root"].deref() == loader.root

    def test_stands_where_it_really_stands(self, loader: Loader, tmp_path: Path) -> None:
        target = loader.root["a"]["through"].deref()
        assert target.key == (tmp_path / "api" / "other.yaml", ("x", "y"))
        assert str(target.pointer) == "other.yaml#/x/y"
        assert target.pointer.locate().line == 1

    def test_one_identity_by_every_way(self, loader: Loader) -> None:
        a = loader.root["a"]
        nodes = {a["plain"].deref(), a["chain"].deref(), a["back"].deref(), loader.root["b"]["c"]}
        assert len(nodes) == 1
        assert a["part"].deref() == a["through"].deref()
        assert a["plain"] != a["chain"]

    def test_siblings_stay_on_the_node(self, loader: Loader) -> None:
        assert loader.root["a"]["siblings"]["description"].value == "mine"

    def test_node_without_ref_is_its_own_target(self, loader: Loader) -> None:
        node = loader.root["b"]
        assert node.deref() is node
        assert loader.resolve(node) is node

    def test_property_named_ref_is_no_reference(self, loader: Loader) -> None:
        node = loader.root["properties"]
        assert node.ref is None
        assert node.deref() is node

    def test_each_file_is_read_once(self, loader: Loader) -> None:
        nodes = dict(loader.root["a"].items())
        for node in nodes.values():
            node.deref()
        assert [document.path.name for document in loader.documents] == [
            "openapi.yaml",
            "other.yaml",
            "a b.yaml",
            "back.yaml",
        ]

    def test_root_document_by_a_symbolic_link(self, loader: Loader, tmp_path: Path) -> None:
        (tmp_path / "link.yaml").symlink_to(loader.root.document.path)
        linked = Loader(tmp_path / "link.yaml").root
        assert linked["a"]["file"].deref().value == {"x": {"y": {"deep": 1}}}

    def test_file_by_a_symbolic_link_within_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "real.yaml").write_text("x: 1")
        (tmp_path / "link.yaml").symlink_to("real.yaml")
        (tmp_path / "root.yaml").write_text("a: {$ref: link.yaml}\nb: {$ref: real.yaml}")
        root = Loader(tmp_path / "root.yaml").root
        assert root["a"].deref() == root["b"].deref()


SCHEMAS = """\
$self: https://example.com/api.yaml
components:
  schemas:
    Pet: {$anchor: pet, type: object, properties: {tag: {$ref: '#tag'}}}
    Tag: {$anchor: tag, type: string}
    Tree:
      $id: https://example.com/schemas/tree
      $defs: {leaf: {$anchor: leaf, const: leaf}, tag: {$anchor: tag, const: inner}}
      properties:
        pointer: {$ref: '#/$defs/leaf'}
        anchor: {$ref: '#tag'}
        relative: {$ref: 'bush'}
        back: {$ref: '../api.yaml#/components/schemas/Tag'}
    Bush: {$id: schemas/bush, const: bush}
a:
  anchor: {$ref: '#pet'}
  id: {$ref: 'https://example.com/schemas/tree'}
  id-and-pointer: {$ref: 'https://example.com/schemas/tree#/$defs/leaf'}
  id-and-anchor: {$ref: 'https://example.com/schemas/tree#tag'}
  relative-id: {$ref: 'schemas/bush'}
  other: {$ref: 'other.yaml#there'}
  whole-file: {$ref: 'other.yaml#/'}
  self: {$ref: 'https://example.com/api.yaml#/components/schemas/Tag'}
  bare-name: {$ref: Pet}
"""


class TestNames:
    """`$id` and `$anchor`."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Node:
        (tmp_path / "root.yaml").write_text(SCHEMAS)
        (tmp_path / "other.yaml").write_text("x: {$anchor: there, const: 1}")
        return Loader(tmp_path / "root.yaml").root

    @pytest.mark.parametrize(
        ("name", "place"),
        [
            ("anchor", "root.yaml#/components/schemas/Pet"),
            ("id", "root.yaml#/components/schemas/Tree"),
            ("id-and-pointer", "root.yaml#/components/schemas/Tree/$defs/leaf"),
            ("id-and-anchor", "root.yaml#/components/schemas/Tree/$defs/tag"),
            ("relative-id", "root.yaml#/components/schemas/Bush"),
            ("other", "other.yaml#/x"),
            ("whole-file", "other.yaml#"),
            ("self", "root.yaml#/components/schemas/Tag"),
        ],
    )
    def test_from_anywhere(self, root: Node, name: str, place: str) -> None:
        assert str(root["a"][name].deref().pointer) == place

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("pointer", "leaf"),
            ("anchor", "inner"),
            ("relative", "bush"),
        ],
    )
    def test_from_inside(self, root: Node, name: str, value: object) -> None:
        node = root["components"]["schemas"]["Tree"]["properties"][name]
        assert node.deref().value["const"] == value

    def test_relative_to_the_id(self, root: Node) -> None:
        node = root["components"]["schemas"]["Tree"]["properties"]["back"]
        assert node.deref() == root["components"]["schemas"]["Tag"]

    def test_anchor_of_the_file(self, root: Node) -> None:
        node = root["components"]["schemas"]["Pet"]["properties"]["tag"]
        assert node.deref().value["type"] == "string"

    @pytest.mark.parametrize(
        "ref",
        [
            "Pet",
            "#Pet",
            "components/schemas/Pet",
            "#components/schemas/Pet",
            " #/components/schemas/Pet ",
            "#/definitions/Pet",
            "pets\\\\pet.yaml",
        ],
    )
    def test_what_is_meant(self, tmp_path: Path, ref: str) -> None:
        pet = "{type: string}"
        (tmp_path / "pets").mkdir()
        (tmp_path / "pets" / "pet.yaml").write_text(pet)
        (tmp_path / "root.yaml").write_text(
            f'components: {{schemas: {{Pet: {pet}}}}}\na: {{$ref: "{ref}"}}\nb: {{$ref: "{ref}"}}\n'
        )
        loader = Loader(tmp_path / "root.yaml")
        assert (
            loader.root["a"].deref().value == loader.root["b"].deref().value == {"type": "string"}
        )
        is_exact = ref.strip().startswith("#/components") or ref.endswith(".yaml")
        assert [f.code for f in loader.findings] == ([] if is_exact else ["odd-ref"])

    def test_what_may_mean_two_things(self, tmp_path: Path) -> None:
        text = "components: {schemas: {Pet: 1}, responses: {Pet: 2}}\na: {$ref: '#Pet'}\n"
        assert failure(tmp_path, text).code == "unresolved-ref"

    def test_file_that_is_a_list(self, tmp_path: Path) -> None:
        (tmp_path / "list.yaml").write_text("- 1\n- {a: 2}\n")
        (tmp_path / "root.yaml").write_text("a: {$ref: list.yaml}\nb: {$ref: 'list.yaml#/1/a'}\n")
        root = Loader(tmp_path / "root.yaml").root
        assert root["a"].deref().value == [1, {"a": 2}]
        assert root["b"].deref().value == 2


class TestFindings:
    @pytest.mark.parametrize(
        ("ref", "code", "hint"),
        [
            ("#/components/schemas/Pett", "unresolved-ref", 'mean "#/components/schemas/Pet"?'),
            ("#/components/schemas/pet", "unresolved-ref", 'mean "#/components/schemas/Pet"?'),
            ("#/componets/schemas/Pet", "unresolved-ref", 'mean "#/components/schemas/Pet"?'),
            ("#/definitions/Pit", "unresolved-ref", "what stands there"),
            ("#/components/schemas/Pet/q", "unresolved-ref", 'what stands there is "type"'),
            ("#/list/2", "unresolved-ref", "2 items"),
            ("#/list/01", "unresolved-ref", "2 items"),
            ("#/list/-1", "unresolved-ref", "2 items"),
            ("#/list/99999999999999999999", "unresolved-ref", "2 items"),
            ("#/list/0/x", "unresolved-ref", ""),
            ("#Pit", "unresolved-ref", "#/components/schemas/Pet"),
            ("#/%ff", "unresolved-ref", ""),
            ("%ff.yaml", "unresolved-ref", ""),
            ("pats.yaml#/x", "missing-file", 'mean "pets.yaml"?'),
            ("pets.yml#/x", "missing-file", 'mean "pets.yaml"?'),
            ("pets.yaml#/parent", "unresolved-ref", 'mean "pets.yaml#/parrot"?'),
            ("no/such/folder.yaml", "missing-file", ""),
            ("folder", "unreadable-file", "name a file"),
            (f"{'x' * 5000}.yaml", "unreadable-file", ""),
            ("a%00b", "unreadable-file", ""),
            ("https://example.com/pets.yaml#/x", "remote-ref", "download"),
            ("//example.com/pets.yaml", "remote-ref", "download"),
            ("file:///etc/passwd", "remote-ref", "download"),
            ("C:/pets.yaml", "remote-ref", "download"),
            ("../outside.yaml", "ref-outside", "are read"),
            ("folder/../../outside.yaml", "ref-outside", "are read"),
            ("%2e%2e/outside.yaml", "ref-outside", "are read"),
            ("/etc/passwd", "ref-outside", "are read"),
            ("leads-out.yaml", "ref-outside", "are read"),
            ("out/outside.yaml", "ref-outside", "are read"),
            ("loop.yaml", "unreadable-file", ""),
        ],
    )
    def test_failure(self, tmp_path: Path, ref: str, code: str, hint: str) -> None:
        folder = tmp_path / "api"
        (folder / "folder").mkdir(parents=True)
        (folder / "pets.yaml").write_text("parrot: 1\n")
        (tmp_path / "outside.yaml").write_text("secret: 1\n")
        (folder / "leads-out.yaml").symlink_to(tmp_path / "outside.yaml")
        (folder / "out").symlink_to(tmp_path)
        (folder / "loop.yaml").symlink_to("loop.yaml")
        components = "components: {schemas: {Pet: {type: object}}}"
        text = f"{components}\nlist: [1, 2]\na:\n  $ref: '{ref}'\n"
        finding = failure(folder, text)
        assert finding.code == code
        assert hint in finding.hint
        assert bool(hint) == bool(finding.hint)
        place = finding.locate()
        assert place is not None
        assert (place.line, place.column) == (4, 9)

    @pytest.mark.parametrize(
        "text",
        [
            "a: {$ref: '#/a'}",
            "a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {$ref: '#/b'}",
            "a: {$ref: '#/a/b'}",
            "a: {$ref: '#/b/x'}\nb: {$ref: '#/a/y'}",
            "a: {$ref: 'root.yaml#/a'}",
        ],
    )
    def test_cycle_of_references(self, tmp_path: Path, text: str) -> None:
        assert failure(tmp_path, text).code == "ref-cycle"

    def test_cycle_names_its_members(self, tmp_path: Path) -> None:
        finding = failure(tmp_path, "a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {$ref: '#/b'}")
        assert finding.hint == '"#/c" → "#/b"'

    @pytest.mark.parametrize("step", ["", "/x"])
    def test_endless_chain(self, tmp_path: Path, step: str) -> None:
        rows = [f"a{n}: {{$ref: '#/a{n + 1}{step}'}}" for n in range(MAX_CHAIN * 20)]
        text = "\n".join(["a: {$ref: '#/a0'}", *rows, f"a{MAX_CHAIN * 20}: {{x: 1}}"])
        assert failure(tmp_path, text).code == "ref-cycle"

    def test_broken_file_is_reported_where_it_is_broken(self, tmp_path: Path) -> None:
        (tmp_path / "broken.yaml").write_text("x:\n\ty: 1")
        finding = failure(tmp_path, "a: {$ref: broken.yaml}")
        place = finding.locate()
        assert place is not None
        assert (finding.code, Path(place.file).name, place.line) == (
            "broken-yaml",
            "broken.yaml",
            2,
        )

    def test_fails_each_time(self, tmp_path: Path) -> None:
        (tmp_path / "root.yaml").write_text("a: {$ref: '#/b'}")
        loader = Loader(tmp_path / "root.yaml")
        for _ in range(2):
            with pytest.raises(Problem):
                loader.root["a"].deref()

    def test_fails_at_each_place(self, tmp_path: Path) -> None:
        (tmp_path / "root.yaml").write_text("a: {$ref: '#/c'}\nb: {$ref: '#/c'}")
        root = Loader(tmp_path / "root.yaml").root
        lines = []
        for name in ("a", "b"):
            with pytest.raises(Problem) as caught:
                root[name].deref()
            place = caught.value.findings[0].locate()
            lines.append(place and place.line)
        assert lines == [1, 2]

    def test_missing_root(self, tmp_path: Path) -> None:
        with pytest.raises(Problem):
            Loader(tmp_path / "none.yaml")


class TestNode:
    def test_members(self, loader: Loader) -> None:
        root = loader.root
        assert [key for key, _ in root.items()] == [
            "a",
            "b",
            "list",
            "paths",
            "properties",
            "tildes",
        ]
        assert [node.value for node in root["list"].elements()] == [1, {"found": True}]
        assert root["list"][1]["found"].path == ("list", 1, "found")
        assert "a" in root
        assert "z" not in root
        assert 2 not in root["list"]
        assert -1 not in root["list"]

    def test_absent(self, loader: Loader) -> None:
        assert loader.root.get("z") is None
        assert loader.root["list"].get(5) is None
        assert loader.root["list"][0].get("x") is None
        assert list(loader.root["list"].items()) == []
        assert list(loader.root.elements()) == []
        with pytest.raises(KeyError):
            loader.root["z"]

    def test_null_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "root.yaml").write_text("a:")
        node = Loader(tmp_path / "root.yaml").root.get("a")
        assert isinstance(node, Node)
        assert node.value is None

    def test_places(self, loader: Loader) -> None:
        node = loader.root["b"]["c"]["type"]
        assert (node.key_pointer.locate().column, node.pointer.locate().column) == (7, 13)

    def test_compares_with_nodes_only(self, loader: Loader) -> None:
        assert loader.root != loader.root.value
        assert repr(loader.root["b"]) == "Node(openapi.yaml#/b)"
