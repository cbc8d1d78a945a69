"""The names that a package exports."""

from __future__ import annotations

import pickle
import sys
from types import ModuleType

import pytest

from sdk._runtime.lazy import lazy

SOURCE = """
class SDKError(Exception): pass
class Known(SDKError): pass
class Elsewhere: __module__ = "elsewhere"
for each in (SDKError, Known): each.__module__ = "shop"
"""


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    package, inner = ModuleType("shop"), ModuleType("shop.inner")
    exec(SOURCE, vars(inner))
    monkeypatch.setitem(sys.modules, "shop", package)
    monkeypatch.setitem(sys.modules, "shop.inner", inner)
    package.__path__ = []
    exports = {
        "ShopError": (".inner", "SDKError"),
        "Known": (".inner", "Known"),
        "Alias": (".inner", "Known"),
        "Other": (".inner", "Elsewhere"),
    }
    package.__getattr__, package.__dir__ = lazy("shop", exports)  # type: ignore[method-assign]
    return package


def test_a_class_has_the_name_it_is_exported_by(shop: ModuleType) -> None:
    assert repr(shop.ShopError) == "<class 'shop.ShopError'>"
    assert shop.ShopError.__name__ == "ShopError"
    assert pickle.loads(pickle.dumps(shop.ShopError)) is shop.ShopError


def test_a_second_name_changes_nothing(shop: ModuleType) -> None:
    assert shop.Alias is shop.Known
    assert shop.Alias.__name__ == "Known"
    assert shop.Other.__name__ == "Elsewhere"


def test_no_such_name(shop: ModuleType) -> None:
    with pytest.raises(AttributeError, match="'shop' has no attribute 'Nothing'"):
        _ = shop.Nothing
    assert dir(shop) == ["Alias", "Known", "Other", "ShopError"]
