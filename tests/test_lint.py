"""The walk that rules look at, and what is made of all findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdksmith import config as configuration
from sdksmith.config import Config
from sdksmith.flavors import available
from sdksmith.lint.checked import Checked
from sdksmith.lint.engine import validate
from sdksmith.lint.grammar import Version
from sdksmith.load import Loader
from sdksmith.report import Finding, Level, Place

HEAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
"""


def checked(folder: Path, version: Version = "3.1", **files: str) -> Checked:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return Checked(Loader(folder / "root.yaml"), version)


def found(
    folder: Path, text: str, config: str = "", flavors: tuple[str, ...] = ()
) -> list[Finding]:
    document = folder / "root.yaml"
    document.write_text(text)
    read = Config()
    if config:
        (folder / "sdksmith.yaml").write_text(config)
        read = configuration.read(folder / "sdksmith.yaml")
    return validate(document, read, flavors=flavors)


def told(findings: list[Finding]) -> list[tuple[str, Level, Place | None]]:
    return [(finding.code, finding.level, finding.locate()) for finding in findings]


class TestWalk:
    def test_every_kind_is_found_once(self, tmp_path: Path) -> None:
        root = (
            HEAD
            + """
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      parameters: [{ $ref: "#/components/parameters/Page" }]
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { allOf: [{ $ref: "#/components/schemas/Pet" }] } } }
          headers: { X-A: { schema: { type: integer } } }
components:
  parameters: { Page: { name: page, in: query, schema: { type: integer } } }
  schemas: { Pet: { type: object, properties: { next: { $ref: "#/components/schemas/Pet" }, any: true } } }
"""
        )
        pets = checked(tmp_path, root=root)
        assert [(o.method, o.path, o.role) for o in pets.operations] == [
            ("GET", "/pets/{id}", "path")
        ]
        assert [str(p.get("name")) for p in pets.parameters] == ["id", "page"]
        assert len(pets.headers) == len(pets.media_types) == len(pets.responses) == 1
        assert [source.ref for source in pets.refs].count("#/components/schemas/Pet") == 2
        places = [schema.pointer.fragment for schema in pets.schemas]
        assert len(places) == len(set(places)) == 7
        assert pets.findings == []

    def test_parameters_of_the_operation_win(self, tmp_path: Path) -> None:
        root = (
            HEAD
            + """
paths:
  /pets:
    parameters: [{ name: a, in: query, schema: { type: string } }, { name: b, in: query, schema: {} }]
    get:
      parameters: [{ name: a, in: query, schema: { type: integer } }]
      responses: { "200": { description: The pets } }
"""
        )
        pets = checked(tmp_path, root=root)
        parameters = pets.parameters_of(pets.operations[0])
        assert [(p.get("name"), p.get("schema")) for p in parameters] == [
            ("a", {"type": "integer"}),
            ("b", {}),
        ]

    def test_path_item_behind_a_reference_has_the_path(self, tmp_path: Path) -> None:
        root = HEAD + 'components: { pathItems: { Pets: { $ref: "pets.yaml" } } }\n'
        root += 'paths: { /pets: { $ref: "#/components/pathItems/Pets" } }\n'
        pets = (
            'get: { operationId: listPets, responses: { "200": { $ref: "answers.yaml#/ok" } } }\n'
        )
        answers = "ok: { description: The pets }\n"
        walked = checked(tmp_path, root=root, pets=pets, answers=answers)
        (operation,) = walked.operations
        assert (operation.path, operation.role) == ("/pets", "path")
        assert operation.document.path == tmp_path / "pets.yaml"
        assert [response.document.path.name for response in walked.responses] == ["answers.yaml"]

    def test_webhooks_callbacks_and_unused_path_items_have_their_roles(
        self, tmp_path: Path
    ) -> None:
        item = '{ post: { responses: { "200": { description: Heard } } } }'
        operation = f'{{ callbacks: {{ heard: {{ "{{$url}}": {item} }} }}, responses: {{}} }}'
        root = f"{HEAD}webhooks: {{ born: {item} }}\npaths: {{ /pets: {{ put: {operation} }} }}\n"
        root += f"components: {{ pathItems: {{ Rest: {item} }} }}\n"
        roles = {o.role: o.path for o in checked(tmp_path, root=root).operations}
        assert roles == {
            "path": "/pets",
            "callback": "{$url}",
            "webhook": "born",
            "component": "Rest",
        }

    def test_path_item_at_two_paths_has_operations_at_both(self, tmp_path: Path) -> None:
        root = HEAD + "paths:\n  /a: &item\n    get: { responses: {} }\n  /b: *item\n"
        assert [o.path for o in checked(tmp_path, root=root).operations] == ["/a", "/b"]

    def test_reference_that_fails_is_told_at_each_place_once(self, tmp_path: Path) -> None:
        body = 'content: { a/b: { schema: { $ref: "#/components/schemas/No" } } }'
        root = f"{HEAD}components:\n  requestBodies: {{ A: {{ {body} }}, B: {{ {body} }} }}\n"
        pets = checked(tmp_path, root=root)
        assert [f.code for f in pets.findings] == ["unresolved-ref"] * 2
        assert [pets.target(source) for source in pets.refs] == [None, None]
        assert len(pets.findings) == 2

    def test_members_of_2_0_go_by_the_names_of_3_0(self, tmp_path: Path) -> None:
        root = 'swagger: "2.0"\ninfo: { title: Pets, version: "1" }\npaths: {}\n'
        root += "definitions: { Pet: { type: object } }\nsecurityDefinitions: { key: { type: basic } }\n"
        pets = checked(tmp_path, "2.0", root=root)
        assert list(pets.components("schemas")) == ["Pet"]
        assert list(pets.components("securitySchemes")) == ["key"]
        assert pets.components("callbacks") == {}


COLLISIONS = (
    HEAD
    + """
paths:
  /pets/{id}:
    post:
      operationId: create-pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: user_id, in: query, schema: { type: string } }
        - { name: userId, in: query, schema: { type: string } }
        - { name: name, in: query, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                id: { type: string }
                name: { type: string }
                kind: { type: string, enum: [in-stock, in_stock, Sold, sold] }
                colorName: { type: string }
                color_name: { type: string }
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { $ref: "#/components/schemas/pet_store" } } }
  /dogs:
    post:
      operationId: createPet
      responses:
        "200":
          description: The dog
          content: { application/json: { schema: { $ref: "#/components/schemas/PetStore" } } }
components:
  schemas:
    pet_store: { type: object, properties: { a_b: { type: string }, aB: { type: string } } }
    PetStore: { type: object, properties: { c: { type: string } } }
"""
)


class TestOneDefectOneFinding:
    def test_three_languages_say_nothing_twice(self, tmp_path: Path) -> None:
        alone = told(found(tmp_path, COLLISIONS))
        assert [code for code, _, _ in alone].count("name-collision") == 7
        assert [code for code, _, _ in alone].count("argument-in-body") == 2
        assert told(found(tmp_path, COLLISIONS, flavors=available())) == alone

    def test_shared_schema_is_told_of_once(self, tmp_path: Path) -> None:
        use = 'content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }'
        answer = f'responses: {{ "200": {{ description: The pet, {use} }} }}'
        root = f"{HEAD}paths:\n"
        root += "".join(
            f"  /p{n}: {{ get: {{ operationId: p{n}, {answer} }} }}\n" for n in range(5)
        )
        root += "components: { schemas: { Pet: { type: string, enum: [a, 1] } } }\n"
        for flavors in ((), available()):
            assert [f.code for f in found(tmp_path, root, flavors=flavors)] == ["enum-type"]

    def test_places_of_2_0_do_not_move(self, tmp_path: Path) -> None:
        root = """\
swagger: "2.0"
info: { title: Pets, version: "1.0" }
host: api.example.com
paths:
  /pets:
    post:
      operationId: createPet
      parameters:
        - { name: pet, in: body, schema: { type: object, properties: { a: { type: string } } } }
        - { name: page, in: query, type: string }
        - { name: page, in: query, type: string }
      responses: { "201": { description: The pet } }
"""
        alone = told(found(tmp_path, root))
        assert [(code, place.line if place else 0) for code, _, place in alone] == [
            ("duplicate-parameter", 11)
        ]
        assert told(found(tmp_path, root, flavors=available())) == alone


class TestConfiguration:
    ROOT = (
        HEAD
        + """
paths:
  /pets: { get: { operationId: one, responses: { "200": { description: ok } } } }
  /internal/pets: { $ref: "internal.yaml" }
"""
    )
    INTERNAL = 'put: { operationId: one, responses: { "200": { description: ok } } }\n'

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("", [("duplicate-operation-id", Level.ERROR)]),
            ("duplicate-operation-id: warning", [("duplicate-operation-id", Level.WARNING)]),
            ("duplicate-operation-id: { level: info }", [("duplicate-operation-id", Level.INFO)]),
            ("duplicate-operation-id: off", []),
            ('duplicate-operation-id: { except: ["/internal/*"] }', []),
            (
                'duplicate-operation-id: { except: ["/pets"] }',
                [("duplicate-operation-id", Level.ERROR)],
            ),
        ],
    )
    def test_levels(self, tmp_path: Path, rule: str, expected: list[tuple[str, Level]]) -> None:
        (tmp_path / "internal.yaml").write_text(self.INTERNAL)
        config = f"openapi_spec: root.yaml\nlint: {{ rules: {{ {rule} }} }}\n"
        findings = found(tmp_path, self.ROOT, config)
        assert [(finding.code, finding.level) for finding in findings] == expected


class TestReading:
    def test_what_cannot_be_read_is_a_finding(self, tmp_path: Path) -> None:
        assert [f.code for f in validate(tmp_path / "no.yaml", Config())] == ["missing-file"]
        assert [f.code for f in validate(tmp_path, Config())] == ["unreadable-file"]

    def test_files_outside_are_read_if_allowed(self, tmp_path: Path) -> None:
        folder = tmp_path / "inner"
        folder.mkdir()
        (tmp_path / "pet.yaml").write_text("type: string\n")
        root = (
            HEAD + 'paths: {}\nx-a: 1\ncomponents: { schemas: { Pet: { $ref: "../pet.yaml" } } }\n'
        )
        (folder / "root.yaml").write_text(root)
        codes = [f.code for f in validate(folder / "root.yaml", Config())]
        assert "ref-outside" in codes
        allowed = validate(folder / "root.yaml", Config(), allow_outside=True)
        assert "ref-outside" not in [f.code for f in allowed]

    def test_findings_stand_in_the_order_of_the_text(self, tmp_path: Path) -> None:
        places = [finding.locate() for finding in found(tmp_path, COLLISIONS)]
        lines = [(place.line, place.column) for place in places if place is not None]
        assert lines == sorted(lines)
