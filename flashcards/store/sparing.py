"""Spares the program what SQLAlchemy imports and this program never uses.

SQLAlchemy's support of asyncio, and its search for dialects of other packages, cost it a fifth of
the time it takes to be imported, and OpenSSL's memory. While it is imported, modules stand in for
these that load the real ones when asked for more than their names.
"""

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_UNUSED = ("asyncio", "importlib.metadata")


class _StandIn(ModuleType):
    """Loads the module it stands for once something of it is asked for."""

    iscoroutine = staticmethod(inspect.iscoroutine)
    """Asked of asyncio meanwhile: the same function for what is no old generator."""
    Runner = None
    """Asked for by SQLAlchemy 2.0, which remembers it for what is never used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of any module by the import system
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]  # or the import would bring this again
        return getattr(import_module(self.__name__), name)


def import_sqlalchemy() -> None:
    """Import SQLAlchemy without what is never used; what is imported already stays."""
    held = [name for name in _UNUSED if name not in sys.modules]
    for name in held:
        sys.modules[name] = _StandIn(name)
    try:
        import sqlalchemy.dialects.sqlite  # noqa: F401  (now, while the stand-ins are there)
    finally:
        for name in held:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]
