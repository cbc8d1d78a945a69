"""Names that nobody chose: what a path, an `operationId` and an extension become, and what they leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdksmith.build.naming.endpoints import Endpoint
from sdksmith.build.naming.inference import infer
from sdksmith.build.naming.vocabulary import ACTIONS
from sdksmith.ir import NameRule
from sdksmith.names import snake


def named(endpoints: Iterable[Endpoint]) -> dict[str, str]:
    """The name of each operation."""
    return {
        f"{one.endpoint.verb} {one.endpoint.path}": ".".join(map(snake, (*one.resources, one.name)))
        for one in infer(endpoints)
        if one is not None
    }


def endpoint(text: str, identifier: str = "", **more: Any) -> Endpoint:
    verb, path = text.split(" ")
    return Endpoint(verb, path, identifier, **more)


def check(table: str) -> None:
    """Each line is an operation, an arrow and the name that it gets among all of them."""
    lines = [line.split("→") for line in table.strip().splitlines()]
    expected = {operation.strip(): name.strip() for operation, name in lines}
    assert named(map(endpoint, expected)) == expected


def test_collections() -> None:
    check("""
        get /pets           → pets.list
        post /pets          → pets.create
        get /pets/{id}      → pets.retrieve
        patch /pets/{id}    → pets.update
        put /pets/{id}      → pets.replace
        delete /pets/{id}   → pets.delete
        head /pets/{id}     → pets.head
        options /pets       → pets.options
        query /pets         → pets.query
        delete /pets        → pets.delete_all
    """)


def test_things_that_there_is_one_of() -> None:
    check("""
        get /settings                 → settings.retrieve
        put /settings                 → settings.update
        get /account                  → account.retrieve
        get /pets/{id}/avatar         → pets.avatar.retrieve
        put /pets/{id}/avatar         → pets.avatar.update
        delete /pets/{id}/avatar      → pets.avatar.delete
        get /users/me                 → users.me
        get /releases/latest          → releases.latest
        get /releases                 → releases.list
        get /files/{id}/content       → files.content
        get /quotes/{id}/pdf          → quotes.pdf
    """)


def test_actions() -> None:
    check("""
        post /pets/{id}/adopt                 → pets.adopt
        get /pets/{id}/adopt                  → pets.retrieve_adopt
        put /pets/{id}/lock                   → pets.lock
        delete /pets/{id}/lock                → pets.unlock
        post /invoices/{id}/mark_paid         → invoices.mark_paid
        post /users/search                    → users.search
        get /customers/search                 → customers.search
        get /pets/findByStatus                → pets.find_by_status
        post /things/{id}:copy                → things.copy
        post /certificates/activate           → certificates.activate
        post /audio/speech                    → audio.speech.create
        post /chat/completions                → chat.completions.create
        post /charges/{id}/dispute            → charges.dispute.create
        get /charges/{id}/dispute             → charges.dispute.retrieve
        post /charges/{id}/dispute/close      → charges.dispute.close
        get /users/by-email/{email}           → users.retrieve_by_email
        post /pets/create                     → pets.create
        get /pets/list                        → pets.list
        get /pets/findByTags                  → pets.find_by_tags
        get /pets/feed_count                  → pets.feed_count.retrieve
        get /users/login                      → users.login
        post /users/login_links               → users.login_links.create
        post /users/{id}/avatar               → users.avatar.create
        put /rooms/{id}/send/{type}/{key}     → rooms.send
        post /servers/{id}/actions/resize_it  → servers.actions.resize_it
        post /tickets/bulk-delete             → tickets.bulk_delete
        post /users/createUser                → users.create
        post /settings                        → settings.update
        get /groups/delta()                   → groups.delta
        get /products/featured                → products.featured
    """)


def test_paths_that_are_names() -> None:
    """As Slack, gRPC and those who write one path for each method have them."""
    check("""
        post /api/chat.postMessage                  → chat.post_message
        get /api/users.profile.get                  → users.profile.get
        get /api/api.test                           → api.test
        get /report.csv                             → report_csv.retrieve
        post /v1/CartService/GetCart                → cart.get
        post /twirp/shop.v1.OrderService/PlaceOrder → order.place
        post /getUser                               → user.get
        get /listInvoices                           → invoice.list
        delete /deleteInvoice/{id}                  → invoice.delete
        get /merge_requests                         → merge_requests.list
        get /v1/{name=shelves/*/books/*}            → shelves.books.retrieve
    """)


@pytest.mark.parametrize(
    ("path", "tag", "expected"),
    [
        ("/getUser", "Users", "users.get"),
        ("/search", "Catalog", "catalog.search"),
        ("/search", "Search", "search.retrieve"),
        ("/search", "default", "search.retrieve"),
        ("/events", "System", "events.list"),
        ("/", "Users", "users.retrieve"),
    ],
)
def test_tags(path: str, tag: str, expected: str) -> None:
    """They group operations whose paths do not."""
    assert list(named([endpoint(f"get {path}", tag=tag)]).values()) == [expected]


def test_posts_on_one_thing() -> None:
    """An update where the thing can be read and nothing else updates it."""
    check("""
        get /customers/{id}     → customers.retrieve
        post /customers/{id}    → customers.update
        post /queues/{name}     → queues.create
    """)
    meant = endpoint("post /runs/{id}", "cancelRun")
    assert named([endpoint("get /runs/{id}"), meant])["post /runs/{id}"] == "runs.cancel"


def test_nesting() -> None:
    check("""
        get /users/{id}/posts                             → users.posts.list
        get /users/{id}/posts/{post}                      → users.posts.retrieve
        get /v1/organization/projects/{id}/api_keys       → organization.projects.api_keys.list
        get /apps/{id}/rollback                           → apps.rollback.retrieve
        post /apps/{id}/rollback                          → apps.rollback.create
        post /apps/{id}/rollback/commit                   → apps.rollback.commit
    """)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/pets", "pets.list"),
        ("/api/v2.1/pets", "pets.list"),
        ("/api/v1beta1/pets", "pets.list"),
        ("/2010-04-01/pets.json", "pets.list"),
        ("/rest/api/pets", "pets.list"),
        ("/v{version}/pets", "pets.list"),
        ("/client/v4/pets", "pets.list"),
        ("/rest/api/3/pets", "pets.list"),
        ("/1.1/pets.json", "pets.list"),
        ("/data/2.5/pets", "pets.list"),
        ("/pets?beta=true", "pets.list"),
        ("/Pets({id})", "pets.retrieve"),
        ("/pets/{id}.json", "pets.retrieve"),
        ("/pets/", "pets.list"),
        ("/", "root.retrieve"),
        ("/{tenant}", "root.retrieve"),
        ("/v1", "root.retrieve"),
        ("//", "root.retrieve"),
        ("/2fa/{id}", "two_fa.retrieve"),
        ("/名前", "u540d_u524d.retrieve"),
    ],
)
def test_paths(path: str, expected: str) -> None:
    assert list(named([endpoint(f"get {path}")]).values()) == [expected]


def test_versions_side_by_side() -> None:
    """The older one keeps its name."""
    check("""
        get /v1/pets            → pets.list
        get /v2/pets            → v2.pets.list
        get /v2/cats            → cats.list
        get /pets?beta=true     → beta.pets.list
    """)


def test_what_most_paths_begin_with() -> None:
    """One path without it renames none of the others."""
    pets = [endpoint(f"get /client/v4/pets{n}/{{id}}") for n in range(9)]
    assert named(pets).items() < named([*pets, endpoint("get /health")]).items()
    assert "get /client/v4/pets0/{id}" in named(pets)
    assert named(pets)["get /client/v4/pets0/{id}"] == "pets0.retrieve"


def test_evidence_of_lists() -> None:
    assert list(named([endpoint("get /history", listed=True)]).values()) == ["history.list"]
    assert list(named([endpoint("get /history", "listHistory")]).values()) == ["history.list"]
    assert list(named([endpoint("get /history")]).values()) == ["history.retrieve"]


# ---------------------------------------------------------------- what goes without saying


def test_scopes() -> None:
    check("""
        get /accounts                                   → accounts.list
        get /accounts/{account_id}                      → accounts.retrieve
        post /accounts/{account_id}/close               → accounts.close
        get /accounts/{account_id}/members              → members.list
        get /accounts/{account_id}/members/{id}         → members.retrieve
        get /accounts/{account_id}/stream/live_inputs   → stream.live_inputs.list
        get /accounts/{account_id}/rules                → rules.list
        get /zones/{zone_id}/rules                      → zones.rules.list
        get /zones/{zone_id}/rules/{id}                 → zones.rules.retrieve
        get /zones/{zone_id}/dns/records                → dns.records.list
        post /zones/{zone_id}/purge                     → zones.purge
        get /zones/{zone_id}/caches                     → caches.list
    """)


def test_scopes_in_scopes() -> None:
    check("""
        get /projects/{p}/locations/{l}/clusters            → clusters.list
        get /projects/{p}/locations/{l}/clusters/{id}       → clusters.retrieve
        get /projects/{p}/locations/{l}/jobs                → jobs.list
    """)


def test_things_with_parts_are_no_scopes() -> None:
    check("""
        get /customers                          → customers.list
        get /customers/{id}/sources             → customers.sources.list
        get /customers/{id}/cards               → customers.cards.list
        get /customers/{id}/discount            → customers.discount.retrieve
        get /customers/{id}/subscriptions       → customers.subscriptions.list
    """)


# ---------------------------------------------------------------- identifiers and extensions


def rules(endpoints: Sequence[Endpoint]) -> list[tuple[str, NameRule]]:
    names = list(named(endpoints).values())
    return list(zip(names, [one.rule for one in infer(endpoints) if one], strict=True))


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        (("repos/list-commits", "repos/get"), ("repos.list_commits", "repos.get")),
        (("pets.list", "pets.create"), ("pets.list", "pets.create")),
        (("storage.buckets.list", "storage.buckets.get"), ("buckets.list", "buckets.get")),
        (("Pets_GetAll", "Pets_Create"), ("pets.get_all", "pets.create")),
        (("PetsController_findAll", "PetsController_create"), ("pets.find_all", "pets.create")),
        # No explicit separator: the path decides.
        (("list_pets", "create_pet"), ("things.list", "things.create")),
        (("pets_list", "pets_create"), ("things.list", "things.create")),
        (("listPets", "createPet"), ("things.list", "things.create")),
        # A group for each operation groups nothing.
        (("a/b", "c/d"), ("things.list", "things.create")),
    ],
)
def test_identifiers(identifiers: tuple[str, str], expected: tuple[str, str]) -> None:
    first, second = identifiers
    found = rules([endpoint("get /things", first), endpoint("post /things", second)])
    is_path = expected[0] == "things.list"
    rule = NameRule.PATH if is_path else NameRule.OPERATION_ID
    assert found == [(expected[0], rule), (expected[1], rule)]


def test_one_identifier_with_a_separator_decides_nothing() -> None:
    every = [endpoint(f"get /things{n}", f"listThings{n}") for n in range(9)]
    assert rules([*every, endpoint("get /pets", "a.b")])[-1] == ("pets.list", NameRule.PATH)


def test_identifiers_break_ties() -> None:
    found = named(
        [
            endpoint("post /threads/{id}/runs", "createRun"),
            endpoint("post /threads/runs", "createThreadAndRun"),
            endpoint("delete /volumes", "volumes_delete_byName"),
            endpoint("delete /volumes/{id}", "volumes_delete"),
        ]
    )
    assert list(found.values()) == [
        "threads.runs.create",
        "threads.runs.create_thread_and_run",
        "volumes.delete_by_name",
        "volumes.delete",
    ]


@pytest.mark.parametrize(
    ("extensions", "expected"),
    [
        ({"x-sdk-resource": "a.b", "x-sdk-method-name": "go"}, "a.b.go"),
        ({"x-sdk-resource": ["a", "bC"], "x-sdk-method": "go"}, "a.b_c.go"),
        ({"x-sdk-resource": "a"}, "a.list"),
        ({"x-sdk-method-name": "go"}, "pets.go"),
        ({"x-fern-sdk-group-name": ["a", "b"], "x-fern-sdk-method-name": "getAll"}, "a.b.get_all"),
        ({"x-fern-sdk-group-name": "a.b"}, "a.b.list"),
        ({"x-speakeasy-group": "a", "x-speakeasy-name-override": "all"}, "a.all"),
        ({"x-stainless-method": "accounts.members.list"}, "accounts.members.list"),
        ({"x-stainless-method": {"path": "$client.me"}}, "pets.me"),
        ({"x-sdk-resource": "a", "x-fern-sdk-group-name": "b"}, "a.list"),
        # Values that say nothing.
        (
            {"x-sdk-resource": 3, "x-sdk-method-name": None, "x-fern-sdk-group-name": []},
            "pets.list",
        ),
        ({"x-speakeasy-name-override": [{"operationId": "a"}]}, "pets.list"),
    ],
)
def test_extensions(extensions: dict[str, Any], expected: str) -> None:
    ((name, rule),) = rules([endpoint("get /pets", extensions=extensions)])
    assert name == expected
    assert (rule is NameRule.EXTENSION) == (expected != "pets.list")


# ---------------------------------------------------------------- always

RESOURCES = st.sampled_from(["pets", "toys", "news", "audits", "balance", "settings"])
TAILS = st.sampled_from(
    [
        "",
        "/{id}",
        "/{id}/parts",
        "/{id}/parts/{part}",
        "/{id}/adopt",
        "/{id}/copy",
        "/search",
        "/me",
        "/status",
    ]
)
REAL = st.builds(
    Endpoint,
    st.sampled_from(["get", "put", "post", "patch", "delete"]),
    st.builds(lambda resource, tail: f"/{resource}{tail}", RESOURCES, TAILS),
)


@given(st.lists(REAL, max_size=20, unique_by=lambda one: (one.verb, one.path)), REAL)
def test_another_operation_renames_no_other_resource(
    endpoints: list[Endpoint], another: Endpoint
) -> None:
    """Those of its own resource may: PUT is `replace` beside PATCH, and an action with a path below is a resource."""
    resource = another.path.split("/")[1]
    others = [one for one in endpoints if one.path.split("/")[1] != resource]
    assert named(others).items() <= named([*endpoints, another]).items()


@pytest.mark.parametrize("other", ["get", "put", "patch", "delete"])
def test_another_verb_leaves_the_names_of_actions(other: str) -> None:
    actions = [endpoint(f"post /pets/{{id}}/{word}") for word in ACTIONS]
    others = [endpoint(f"{other} {one.path}") for one in actions]
    alone = named(actions)
    assert set(alone.values()) == {f"pets.{word}" for word in ACTIONS}
    assert alone.items() < named([*actions, *others]).items()


@pytest.mark.parametrize(
    "before",
    ["get /pets", "post /pets", "get /pets/{id}", "delete /pets/{id}", "post /pets/{id}/adopt"],
)
@pytest.mark.parametrize(
    "another",
    [
        "get /toys",
        "delete /pets",
        "patch /pets/{id}",
        "get /pets/{id}/toys",
        "post /pets/feed",
        "get /pets/count",
    ],
)
def test_usual_additions_rename_nothing(before: str, another: str) -> None:
    alone = named([endpoint(before)])
    assert alone.items() <= named([endpoint(before), endpoint(another)]).items()


SEGMENTS = st.sampled_from(
    [
        "pets",
        "pet",
        "list",
        "{id}",
        "{other}",
        "v1",
        "v2",
        "accounts",
        "search",
        "adopt",
        "me",
        "a:b",
    ]
)
PATHS = st.lists(SEGMENTS, max_size=4).map(lambda segments: "/" + "/".join(segments))
VERBS = st.sampled_from(["get", "put", "post", "patch", "delete", "head", "COPY"])
ENDPOINTS = st.builds(Endpoint, VERBS, PATHS, st.sampled_from(["", "a/b", "list", "pets.list"]))


@given(st.lists(ENDPOINTS, max_size=30))
def test_names_are_different(endpoints: list[Endpoint]) -> None:
    """Also those of operations that the document has twice; and no method has the name of a resource."""
    found = [one for one in infer(endpoints) if one is not None]
    assert [one.endpoint for one in found] == endpoints
    methods = {(*one.resources, one.name) for one in found}
    chains = {one.resources[:n] for one in found for n in range(1, len(one.resources) + 1)}
    assert len(methods) == len(endpoints)
    assert not methods & chains
    assert all(chains)


@given(st.lists(ENDPOINTS, max_size=15, unique_by=lambda one: (one.verb, one.path)), st.randoms())
def test_order_does_not_matter(endpoints: list[Endpoint], random: Any) -> None:
    shuffled = list(endpoints)
    random.shuffle(shuffled)
    assert named(endpoints) == named(shuffled)


@given(st.lists(ENDPOINTS, min_size=1, max_size=15), st.integers(0, 14))
def test_settled_names_are_not_given_again(endpoints: list[Endpoint], index: int) -> None:
    index %= len(endpoints)
    settled = {index: (("pets",), ("list",))}
    found = infer(endpoints, settled)
    assert [n for n, one in enumerate(found) if one is None] == [index]
    assert all((*one.resources, one.name) != settled[index] for one in found if one is not None)


def test_no_name_begins_with_a_digit() -> None:
    """Also where an `operationId` says nothing but the resource and a number."""
    twice = [endpoint("get /cards", "cards"), endpoint("get /cards/", "cards_1")]
    assert named(twice) == {"get /cards": "cards.list", "get /cards/": "cards.cards_1"}
