"""What comments say of types that the document says nothing of: what they are for."""

from __future__ import annotations

from sdksmith.flavors.go.homes import Path
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
            for method in home.methods:
                for text, parameter in names.fields(method).items():
                    said = f"is in [{names.params(method)}.{text}]"
                    for id in referenced(parameter.type):
                        self._holders.setdefault((id, Side.REQUEST), said)

    def of(self, each: Model | Alias, side: Side) -> str:
        """A predicate, such as `is in [LiveInput.Recording]`."""
        found = self._holders.get((each.id, side))
        return found or ("is in requests" if side is Side.REQUEST else "is in responses")

    def _add(self, type: Object | Reference, side: Side, path: Path, method: Method) -> None:
        id = type.model if isinstance(type, Object) else type.alias
        service = self._names.service(path)
        said = f"is the response of [{service}.{self._names.method(method)}]"
        self._holders.setdefault((id, side), said)

    def _add_fields(self, model: Model) -> None:
        for side in Side:
            if not (model.received if side is Side.RESPONSE else model.sent):
                continue
            own = self._names.type(model.id, side)
            for text, field in self._names.members(model, side).items():
                if isinstance(field.type, Scalar | Enumeration):
                    continue
                said = f"is in [{own.name}.{text}]"
                for id in referenced(field.type):
                    if self._names.home(id) == own.package and id != model.id:
                        self._holders.setdefault((id, side), said)
