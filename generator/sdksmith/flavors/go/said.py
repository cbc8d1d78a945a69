"""What comments say of types that the document says nothing of: what they are for."""

from __future__ import annotations

from sdksmith.flavors.go.homes import Path, responses
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Alias,
    Api,
    Enumeration,
    Method,
    Model,
    ModelId,
    Object,
    Reference,
    Scalar,
    Union,
    referenced,
)


class Said:
    """
    Args:
        api: Whose types these are.
        names: What they are called.
    """

    def __init__(self, api: Api, names: Names) -> None:
        self._names = names
        self._holders: dict[tuple[ModelId, Side], str] = {}
        for home in names.homes:
            for method in home.methods:
                if method.response is not None and isinstance(
                    method.response.type, Object | Reference
                ):
                    self._add(method.response.type, Side.RESPONSE, home.path, method)
        for home in names.homes:
            for each in home.things:
                if isinstance(each, Model):
                    self._add_fields(each)
                else:
                    self._add_variants(each)
            package = names.package(home.path)
            for method in home.methods:
                for text, parameter in names.fields(method).items():
                    holder = f"{names.params(method)}.{text}"
                    for id in referenced(parameter.type):
                        self._hold(id, Side.REQUEST, f"is in {self._mention(id, package, holder)}")
                called = f"{names.service(home.path)}.{names.method(method)}"
                for type in responses(method):
                    for id in referenced(type):
                        mention = self._mention(id, package, called)
                        self._hold(id, Side.RESPONSE, f"is in the responses of {mention}")

    def of(self, each: Model | Alias, side: Side) -> str:
        """A predicate, such as `is in [LiveInput.Recording]`."""
        found = self._holders.get((each.id, side))
        return found or f"is used in {'requests' if side is Side.REQUEST else 'responses'}"

    def _add(self, type: Object | Reference, side: Side, path: Path, method: Method) -> None:
        id = type.model if isinstance(type, Object) else type.alias
        called = f"{self._names.service(path)}.{self._names.method(method)}"
        mention = self._mention(id, self._names.package(path), called)
        self._hold(id, side, f"is the response of {mention}")

    def _add_fields(self, model: Model) -> None:
        for side in Side:
            if not (model.received if side is Side.RESPONSE else model.sent):
                continue
            own = self._names.type(model.id, side)
            for text, field in self._names.members(model, side).items():
                if isinstance(field.type, Scalar | Enumeration):
                    continue
                for id in referenced(field.type):
                    if id != model.id:
                        mention = self._mention(id, own.package, f"{own.name}.{text}")
                        self._hold(id, side, f"is in {mention}")

    def _add_variants(self, alias: Alias) -> None:
        for side in Side:
            if not (alias.received if side is Side.RESPONSE else alias.sent):
                continue
            own = self._names.type(alias.id, side)
            for id in referenced(alias.type):
                if id != alias.id:
                    mention = self._mention(id, own.package, own.name)
                    is_variant = isinstance(alias.type, Union)
                    said = f"is one of the types of {mention}" if is_variant else f"is in {mention}"
                    self._hold(id, side, said)

    def _hold(self, id: ModelId, side: Side, said: str) -> None:
        self._holders.setdefault((id, side), said)

    def _mention(self, id: ModelId, package: str, name: str) -> str:
        """How the comment of a type mentions something: with a link, where that is of the same package."""
        return f"[{name}]" if self._names.home(id) == package else f"{package}.{name}"
