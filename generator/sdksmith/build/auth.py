"""Security Schemes (OpenAPI 3.1, 4.8.27) and the client options that hold their secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from sdksmith.build.context import Context, scalar, text
from sdksmith.config import VERBS, OptionConfig
from sdksmith.ir import ClientOption, SchemeKind, SecurityScheme
from sdksmith.load import Node
from sdksmith.names import Words, screaming, words
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

_PLACES = {"header": SchemeKind.HEADER, "query": SchemeKind.QUERY, "cookie": SchemeKind.COOKIE}

_ROLES: Mapping[SchemeKind, tuple[str, ...]] = {
    SchemeKind.HTTP: ("value",),
    SchemeKind.HEADER: ("value",),
    SchemeKind.QUERY: ("value",),
    SchemeKind.COOKIE: ("value",),
    SchemeKind.BASIC: ("username", "password"),
    SchemeKind.CLIENT_CREDENTIALS: ("value", "client_id", "client_secret"),
    SchemeKind.MUTUAL_TLS: (),
}
"""What the options of a scheme hold, in their order (`auth.role` of the configuration)."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What the names of headers, cookies and HTTP schemes are made of (RFC 9110, 5.6.2)."""

_NO_HTTP = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""Begins a URL of another scheme."""

_API_KEYS = frozenset(_PLACES.values())
_SECRETS = frozenset({"credentials", "key", "password", "secret", "token"})
"""Words that end the name of a secret."""
_COMPOUNDS = {
    "accesskey": ("access", "key"),
    "accesstoken": ("access", "token"),
    "apikey": ("api", "key"),
    "apitoken": ("api", "token"),
    "authtoken": ("auth", "token"),
    "secretkey": ("secret", "key"),
}
_LAST = frozenset(
    {"auth", "authentication", "authorization", "cookie", "header", "query", "scheme", "security"}
)
_FIRST = frozenset({"cookie", "header", "http", "query", "x"})
"""Words at the ends of a scheme's id that say how a secret is sent, not what it is."""


@record
class _Found:
    """A security scheme, before it is known which options hold its secrets."""

    id: str
    kind: SchemeKind
    name: Wire
    prefix: Wire
    description: Wire
    is_oauth: bool = False
    token_url: Wire | None = None
    scopes: tuple[Wire, ...] = ()

    def scheme(self, options: tuple[Words, ...]) -> SecurityScheme:
        return SecurityScheme(
            self.id,
            self.kind,
            self.name,
            self.prefix,
            self.description,
            options,
            self.token_url,
            self.scopes,
        )

    def with_given_token(self) -> _Found:
        """The same without a way to fetch a token."""
        return _Found(
            self.id, SchemeKind.HTTP, self.name, self.prefix, self.description, self.is_oauth
        )


def schemes_and_options(
    context: Context, prefix: str, variables: Set[Words] = frozenset()
) -> tuple[tuple[SecurityScheme, ...], tuple[ClientOption, ...]]:
    """The schemes of the document that are understood, and the client's options.

    Args:
        prefix: The prefix of environment variables, for options that no configuration names.
        variables: The options that choose the base URL, which are none of these.
    """
    declared = dict(context.members(context.root.get("components"), "securitySchemes"))
    candidates = (_found(context, id, node) for id, node in declared.items())
    found = [each for each in candidates if each is not None]
    named = _names(found, variables)
    configured = context.config.options
    if configured is None:
        schemes = tuple(each.scheme(named[each.id]) for each in found)
        options: dict[Words, ClientOption] = {}
        for scheme in schemes:
            for name, description in _described(scheme):
                variable = f"{prefix}_{screaming(name)}"
                options.setdefault(name, ClientOption(name, description, variable))
        return schemes, tuple(options.values())
    _report_unknown(context, configured, declared)
    own = tuple(option for option in configured if words(option.name) not in variables)
    schemes = tuple(_held(context, found, own, named))
    described = {n: text for scheme in schemes for n, text in _described(scheme)}
    return schemes, tuple(
        ClientOption(
            name=words(option.name),
            description=Wire(option.description) or described.get(words(option.name), Wire("")),
            environment_variable=option.read_env,
        )
        for option in own
    )


def _described(scheme: SecurityScheme) -> Iterator[tuple[Words, Wire]]:
    """The options of a scheme, each with what it is."""
    match scheme.kind, scheme.options:
        case SchemeKind.BASIC, (username, *password):
            yield username, scheme.description or Wire("The user's name.")
            for option in password:
                yield option, Wire("The password; it may be empty, but has to be given.")
        case SchemeKind.CLIENT_CREDENTIALS, (*token, client_id, client_secret):
            for option in token:
                yield option, Wire("An access token, in place of the client's id and secret.")
            yield client_id, scheme.description or Wire("The id of the OAuth 2.0 client.")
            yield client_secret, Wire("The secret of the OAuth 2.0 client.")
        case _:
            for option in scheme.options:
                yield option, scheme.description


# ---------------------------------------------------------------- schemes


def _found(context: Context, id: str, node: Node) -> _Found | None:
    target = context.mapping(node)
    if target is None:
        return None
    description = text(target, "description")
    authorization = Wire("Authorization")
    bearer = _Found(id, SchemeKind.HTTP, authorization, Wire("Bearer"), description)
    match scalar(target, "type"), scalar(target, "scheme"), scalar(target, "in"):
        case "http", str() as scheme, _ if _TOKEN.fullmatch(scheme.strip()):
            if scheme.strip().lower() == "bearer":
                return bearer
            if scheme.strip().lower() == "basic":
                return _Found(id, SchemeKind.BASIC, authorization, Wire("Basic"), description)
            return _Found(id, SchemeKind.HTTP, authorization, Wire(scheme.strip()), description)
        case "oauth2", _, _:
            return _oauth(context, target, bearer)
        case "openIdConnect", _, _:
            # Whoever has the token sends it as RFC 6750 says.
            return _Found(id, bearer.kind, bearer.name, bearer.prefix, description, is_oauth=True)
        case "apiKey", _, str() as place if place in _PLACES and _is_name(
            text(target, "name"), place
        ):
            return _Found(id, _PLACES[place], text(target, "name"), Wire(""), description)
        case "mutualTLS", _, _:
            return _Found(id, SchemeKind.MUTUAL_TLS, Wire(""), Wire(""), description)
        case kind, scheme, place:
            what = " ".join(str(word) for word in (kind, scheme, place) if word)
            context.unsupported(
                f"the security scheme `{id}` ({what})",
                target.pointer,
                "the client does not send it",
            )
            return None


def _is_name(name: Wire, place: str) -> bool:
    """Whether something can be sent under that name."""
    return bool(name if place == "query" else _TOKEN.fullmatch(name.text))


def _oauth(context: Context, target: Node, bearer: _Found) -> _Found:
    """OAuth 2.0: the flow of client credentials is done here, with any other one the caller has the token."""
    flows = context.mapping(target.get("flows"))
    flow = context.mapping(flows.get("clientCredentials")) if flows is not None else None
    url = text(flow, "tokenUrl") if flow is not None else Wire("")
    is_fetched = url and not _NO_HTTP.match(url.text)
    kind = SchemeKind.CLIENT_CREDENTIALS if is_fetched else SchemeKind.HTTP
    if flow is not None and not is_fetched:
        context.report(
            "no-token-url",
            Level.WARNING,
            f"the flow of `{bearer.id}` has no `tokenUrl` that is HTTP; the client cannot fetch a token itself",
            flow.pointer,
        )
    return _Found(
        bearer.id,
        kind,
        bearer.name,
        bearer.prefix,
        bearer.description,
        is_oauth=True,
        token_url=url or None,
        scopes=_scopes(context, bearer.id, flow) if flow is not None else (),
    )


def _scopes(context: Context, id: str, flow: Node) -> tuple[Wire, ...]:
    """The scopes that operations need; all of the flow where none says so."""
    needed: dict[str, None] = {}
    for holder in (context.root, *_operations(context)):
        for alternative in context.items(holder, "security"):
            scopes = scalar(alternative, id)
            if isinstance(scopes, list):
                needed.update(dict.fromkeys(s for s in scopes if isinstance(s, str) and s))
    declared = scalar(flow, "scopes")
    known = list(declared) if isinstance(declared, dict) else []
    ordered = [scope for scope in known if scope in needed]
    return tuple(Wire(s) for s in dict.fromkeys((*ordered, *needed) if needed else known))


def _operations(context: Context) -> Iterator[Node]:
    for _, item in context.members(context.root, "paths"):
        path = context.deref(item)
        for verb, operation in path.items() if path is not None else ():
            if verb in VERBS and isinstance(operation.value, dict):
                yield operation


# ---------------------------------------------------------------- names of options


def _names(found: Sequence[_Found], taken: Set[Words]) -> dict[str, tuple[Words, ...]]:
    """The options of each scheme, as a person would call them.

    Schemes that hold one secret share its option: access tokens, and an API key that may be sent in several places.

    Args:
        taken: Names that other options of the client have.
    """
    holders: dict[Words, _Found | None] = dict.fromkeys(taken)
    names = {}
    for each in found:
        names[each.id] = next(
            options
            for options in _candidates(each)
            if all(n not in holders or _is_shared(each, holders[n]) for n in options)
        )
        for name in names[each.id]:
            holders.setdefault(name, each)
    return names


def _candidates(found: _Found) -> Iterator[tuple[Words, ...]]:
    own = _secret_words(words(found.id))
    usual = _usual(found)
    if len(_ROLES[found.kind]) == 1 and own and own[-1] in _SECRETS:
        yield (own,)
    yield usual
    for prefix in (own, words(found.id)):
        if prefix:
            yield tuple(_joined(prefix, name) for name in usual)
    number = 2
    while True:
        yield tuple((*words(found.id), *name, str(number)) for name in usual)
        number += 1


def _joined(prefix: Words, name: Words) -> Words:
    """Both, without saying twice what the one ends and the other begins with."""
    if prefix[-1] == name[-1]:
        return prefix
    shared = max(n for n in range(len(name)) if prefix[len(prefix) - n :] == name[:n])
    return (*prefix, *name[shared:])


def _secret_words(id: Words) -> Words:
    """The words of a scheme's id that say what the secret is: `ApiKeyHeader` → `api key`."""
    split = [part for word in id for part in _COMPOUNDS.get(word, (word,))]
    while split and split[-1] in _LAST:
        split.pop()
    while split and split[0] in _FIRST:
        split.pop(0)
    return tuple(split)


def _usual(found: _Found) -> tuple[Words, ...]:
    match found.kind:
        case SchemeKind.BASIC:
            return ("username",), ("password",)
        case SchemeKind.CLIENT_CREDENTIALS:
            return ("access", "token"), ("client", "id"), ("client", "secret")
        case SchemeKind.MUTUAL_TLS:
            return ()
        case SchemeKind.HTTP if found.is_oauth:
            return (("access", "token"),)
        case SchemeKind.HTTP if found.prefix.text == "Bearer":
            return (("bearer", "token"),)
        case SchemeKind.HTTP:
            scheme = words(found.prefix.text.lower())
            return (scheme if scheme[-1] in _SECRETS else (*scheme, "credentials"),)
        case SchemeKind.COOKIE:
            return (_secret_words(words(found.id)) or words(found.name.text),)
        case _:
            return (("api", "key"),)


def _is_shared(found: _Found, other: _Found | None) -> bool:
    """Whether two schemes that would call an option alike mean the same secret."""
    if other is None:
        return False
    kinds = {found.kind, other.kind}
    if found.is_oauth and other.is_oauth:
        return kinds != {SchemeKind.CLIENT_CREDENTIALS}
    same = _secret_words(words(found.id)) == _secret_words(words(other.id))
    return same and len(kinds) == 2 and kinds <= _API_KEYS


# ---------------------------------------------------------------- configured options


def _held(
    context: Context,
    found: Sequence[_Found],
    options: Sequence[OptionConfig],
    named: Mapping[str, tuple[Words, ...]],
) -> Iterator[SecurityScheme]:
    """The schemes whose secrets the options hold."""
    known = {words(option.name) for option in options}
    for each in found:
        roles = _ROLES[each.kind]
        inferred = (
            zip(roles, names, strict=False)
            for names in ((words(each.id),) if len(roles) == 1 else (), named[each.id])
        )
        holders = {role: name for pairs in inferred for role, name in pairs if name in known}
        for option in options:
            if option.security_scheme == each.id:
                holders[_role(option, roles)] = words(option.name)
        scheme = _with_options(each, holders)
        if scheme is not None:
            yield scheme
            continue
        context.report(
            "unused-security-scheme",
            Level.WARNING,
            f"no client option holds the secret of `{each.id}`; the client does not send it",
            context.root.pointer.child("components", "securitySchemes", each.id),
            f"add `auth: {{ security_scheme: {each.id} }}` to one of `client_settings.opts`",
        )


def _with_options(found: _Found, holders: Mapping[str, Words]) -> SecurityScheme | None:
    """A scheme with the options that hold its secrets; None when one is missing that it cannot do without."""
    held = tuple(holders[role] for role in _ROLES[found.kind] if role in holders)
    needed = _ROLES[found.kind]
    match found.kind:
        case SchemeKind.BASIC:
            needed = ("username",)
        case SchemeKind.CLIENT_CREDENTIALS:
            needed = ("client_id", "client_secret")
            if "value" in holders and not holders.keys() >= set(needed):
                return found.with_given_token().scheme((holders["value"],))
    return found.scheme(held) if holders.keys() >= set(needed) else None


def _role(option: OptionConfig, roles: Sequence[str]) -> str:
    """What an option holds: what the configuration says, else what its name sounds like."""
    if option.role is not None and option.role in roles:
        return option.role
    name = words(option.name)
    if "password" in roles:
        return "password" if name[-1] in _SECRETS else "username"
    if "client_id" in roles and name[-1] in ("id", "secret"):
        return f"client_{name[-1]}"
    return "value"


def _report_unknown(
    context: Context, options: Sequence[OptionConfig], declared: Mapping[str, Node]
) -> None:
    for option in options:
        if option.security_scheme and option.security_scheme not in declared:
            context.report(
                "unknown-security-scheme",
                Level.ERROR,
                f"the document has no security scheme `{option.security_scheme}`",
                option.place.child("auth", "security_scheme"),
                f"it has: {', '.join(declared) or 'none'}",
            )


# ---------------------------------------------------------------- requirements


def requirement(
    context: Context, operation: Node, known: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """The alternatives of an operation (OpenAPI 3.1, 4.8.30): its own, else those of the document.

    Args:
        known: The ids of the schemes that are understood; alternatives that need another one are left out.
    """
    holder = operation if "security" in operation else context.root
    alternatives = []
    for alternative in context.items(holder, "security"):
        ids = tuple(id for id, _ in alternative.items())
        _report_undeclared(context, alternative, ids)
        if known.issuperset(ids):
            alternatives.append(ids)
    return tuple(alternatives)


def _report_undeclared(context: Context, alternative: Node, ids: tuple[str, ...]) -> None:
    components = context.mapping(context.root.get("components"))
    declared = components.get("securitySchemes") if components is not None else None
    for id in ids:
        if declared is None or id not in declared:
            context.report(
                "unknown-security-scheme",
                Level.WARNING,
                f"the document has no security scheme `{id}`; the client does not send it",
                alternative.pointer.child(id, at="key"),
                f"it has: {', '.join(key for key, _ in declared.items()) if declared else 'none'}",
            )
