"""What Great Expectations imports and hardly ever uses, left unloaded until it is used.

It draws charts and fits distributions for a few expectations, of which ours are none; loading what
they need took a good part of its import, in each process.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_HARDLY_USED = ("altair", "scipy.stats")
_USED = ("__version__", "__all__", "__path__")  # the last one by the import of a submodule


class _Unloaded(ModuleType):
    """Stands where a module will; becomes it when one asks for anything in it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _USED:  # a look at a module is no use of it
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def leave_unloaded() -> None:
    """Put such a stand-in in the place of each module that is hardly used."""
    for name in _HARDLY_USED:
        module = _Unloaded(name)
        if "." not in name:  # looking for a part would import the whole
            module.__spec__ = find_spec(name)
        sys.modules.setdefault(name, module)
