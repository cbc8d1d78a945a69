"""Security Schemes (OpenAPI 3.1, 4.8.27) and the client options that hold their secrets."""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.build.context import Context, scalar, text
from sdksmith.config import OptionConfig
from sdksmith.ir import ClientOption, SchemeKind, SecurityScheme
from sdksmith.load import Node
from sdksmith.names import Words, screaming, words
from sdksmith.report import Level
from sdksmith.wire import Wire


def schemes_and_options(
    context: Context, prefix: str
) -> tuple[tuple[SecurityScheme, ...], tuple[ClientOption, ...]]:
    """The schemes of the document that are understood, and the client's options.

    Args:
        prefix: The prefix of environment variables, for options that no configuration names.
    """
    configured = context.config.options
    declared = dict(context.members(context.root.get("components"), "securitySchemes"))
    holders = {o.security_scheme: words(o.name) for o in configured or () if o.security_scheme}
    _report_unknown(context, configured or (), declared)
    found = (
        _scheme(context, id, node, holders.get(id, words(id))) for id, node in declared.items()
    )
    schemes = tuple(scheme for scheme in found if scheme is not None)
    if configured is None:
        options = (_inferred(scheme, prefix) for scheme in schemes)
        return schemes, tuple({option.name: option for option in options}.values())
    schemes = tuple(_held(context, schemes, {words(option.name) for option in configured}))
    described = {option: scheme.description for scheme in schemes for option in scheme.options}
    return schemes, tuple(
        ClientOption(
            name=words(option.name),
            description=Wire(option.description) or described.get(words(option.name), Wire("")),
            environment_variable=option.read_env,
        )
        for option in configured
    )


def _held(
    context: Context, schemes: tuple[SecurityScheme, ...], options: set[Words]
) -> Iterator[SecurityScheme]:
    """The schemes whose secret one of the options holds."""
    for scheme in schemes:
        if options.issuperset(scheme.options):
            yield scheme
        else:
            context.report(
                "unused-security-scheme",
                Level.WARNING,
                f"no client option holds the secret of `{scheme.id}`; the client does not send it",
                context.root.pointer.child("components", "securitySchemes", scheme.id),
                f"add `auth: {{ security_scheme: {scheme.id} }}` to one of `client_settings.opts`",
            )


def _scheme(context: Context, id: str, node: Node, option: Words) -> SecurityScheme | None:
    target = context.mapping(node)
    if target is None:
        return None
    description = text(target, "description")
    match scalar(target, "type"), scalar(target, "scheme"), scalar(target, "in"):
        case "http", str() as scheme, _ if scheme.lower() == "bearer":
            return SecurityScheme(
                id, SchemeKind.HTTP, Wire("Authorization"), Wire("Bearer"), description, (option,)
            )
        case "oauth2" | "openIdConnect", _, _:
            # Whoever has the token sends it as RFC 6750 says; fetching it is left to the caller.
            return SecurityScheme(
                id, SchemeKind.HTTP, Wire("Authorization"), Wire("Bearer"), description, (option,)
            )
        case "apiKey", _, "header" if text(target, "name"):
            return SecurityScheme(
                id, SchemeKind.HEADER, text(target, "name"), Wire(""), description, (option,)
            )
        case kind, scheme, place:
            what = " ".join(str(word) for word in (kind, scheme, place) if word)
            context.unsupported(
                f"the security scheme `{id}` ({what})",
                target.pointer,
                "the client does not send it",
            )
            return None


def _inferred(scheme: SecurityScheme, prefix: str) -> ClientOption:
    return ClientOption(
        scheme.options[0], scheme.description, f"{prefix}_{screaming(scheme.options[0])}"
    )


def _report_unknown(
    context: Context, options: tuple[OptionConfig, ...], declared: dict[str, Node]
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
