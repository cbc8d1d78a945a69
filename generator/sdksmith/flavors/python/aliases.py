"""Names for types that are no classes: enumerations, unions, and what holds itself.

They are values that are evaluated when their module is imported, so that a program can use them like any type:
`get_args(ChatModel)`, `isinstance(item, Item)`, `list[Item] | None`. What is not there by then stands in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sdksmith.flavors.python.code import Expr, Import, Module, lines
from sdksmith.flavors.python.docs import described
from sdksmith.flavors.python.modules import Names, TypesModule
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Alias, ModelId, Type, referenced
from sdksmith.records import record


@record
class AliasView:
    """`name: TypeAlias = code`"""

    name: str
    code: str
    doc: str


@record
class AliasesPage:
    """The module of a resource's aliases."""

    title: str
    imports: tuple[str, ...]
    late_imports: tuple[str, ...]
    """Imports of modules that need this one; they stand behind everything that those ask for."""
    aliases: tuple[AliasView, ...]


@record
class Aliased:
    """What a name stands for."""

    id: ModelId
    name: str
    type: Type
    doc: str
    first: str = ""
    """A class of the same module that it stands for, too."""


def aliases_page(module: TypesModule, names: Names, title: str) -> AliasesPage:
    """The module of the aliases that responses hold, and of those that mean the same in requests."""
    home = module.aliases_module
    wanted = [
        aliased(alias, found.name)
        for alias in module.aliases
        if (found := names.responses.get(alias.id)) is not None
    ]
    imports = set[Import]()
    views = written(wanted, Side.RESPONSE, home, names, imports)
    late = names.cycles.get(home, frozenset())
    return AliasesPage(
        title,
        tuple(lines({each for each in imports if each.module not in late}, module.package)),
        tuple(lines({each for each in imports if each.module in late}, module.package)),
        tuple(views),
    )


def aliased(alias: Alias, name: str) -> Aliased:
    return Aliased(alias.id, name, alias.type, described(alias, 0))


def written(
    wanted: Iterable[Aliased], side: Side, home: Module, names: Names, imports: set[Import]
) -> list[AliasView]:
    """The aliases of one module, each behind those that it needs.

    Args:
        home: The module.
        imports: What the module imports; what the aliases need is added.
    """
    table = {each.id: each for each in wanted}
    within = names.within(home)
    missing = set(table)
    cycle = names.cycles.get(home, frozenset())

    def named(id: ModelId, side: Side) -> Expr:
        found = within(id, side)
        late = id in missing or any(each.module in cycle for each in found.imports)
        return Expr(f'"{found.code}"', found.imports) if late else found

    annotator = Annotator(named)
    views = []
    for id in _ordered(table):
        each = table[id]
        type = annotator.annotate(each.type, side)
        missing.discard(id)
        imports |= type.imports | {Import("typing", "TypeAlias")}
        code = f"{each.first} | {type.code}" if each.first else type.code
        if code.startswith("Union[") and '"' not in code:
            code = code.replace("[", "[  # noqa: UP007 - too long for `|`\n", 1)
        views.append(AliasView(each.name, code, each.doc))
    return views


def _ordered(table: Mapping[ModelId, Aliased]) -> list[ModelId]:
    """Each behind those that it names, as far as there is such an order."""
    done: dict[ModelId, None] = {}
    begun: set[ModelId] = set()
    for start in table:
        waiting: list[tuple[ModelId, Iterator[ModelId]]] = []
        if start not in begun:
            begun.add(start)
            waiting.append((start, iter(referenced(table[start].type))))
        while waiting:
            id, inner = waiting[-1]
            for other in inner:
                if other in table and other not in begun:
                    begun.add(other)
                    waiting.append((other, iter(referenced(table[other].type))))
                    break
            else:
                done[id] = None
                waiting.pop()
    return list(done)
