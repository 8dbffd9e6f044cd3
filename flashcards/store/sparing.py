"""Spares the program what SQLAlchemy imports and this program never uses.

SQLAlchemy's support of asyncio, its search for dialects of other packages, its checksums and its
question how Python was built cost it a quarter of the time it takes to be imported, and OpenSSL's
memory. While it is imported, modules stand in for these that load the real ones when asked for
more than their names.
"""

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_SQLITE = "sqlalchemy.dialects.sqlite"
_UNUSED = (
    "asyncio",
    "hashlib",
    "importlib.metadata",
    f"{_SQLITE}.aiosqlite",
    f"{_SQLITE}.pysqlcipher",
)
_BUILD = "sysconfig"
"""On POSIX it reads all of Python's makefile to say how Python was built."""


class _StandIn(ModuleType):
    """Loads the module it stands for once something of it is asked for."""

    iscoroutine = staticmethod(inspect.iscoroutine)
    """Asked of asyncio meanwhile: the same function for what is no old generator."""
    Runner = None
    """Asked for by SQLAlchemy 2.0, which remembers it for what is never used."""

    def get_config_var(self, name: str) -> Any:
        """Answer what SQLAlchemy asks of sysconfig: whether this Python is without its one lock."""
        if name == "Py_GIL_DISABLED":
            return int("t" in getattr(sys, "abiflags", ""))
        return self.__getattr__("get_config_var")(name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of any module by the import system
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]  # or the import would bring this again
        return getattr(import_module(self.__name__), name)


def import_sqlalchemy() -> None:
    """Import SQLAlchemy without what is never used; what is imported already stays."""
    unused = (*_UNUSED, _BUILD) if hasattr(sys, "abiflags") else _UNUSED
    held = [name for name in unused if name not in sys.modules]
    for name in held:
        sys.modules[name] = _StandIn(name)
    try:
        import sqlalchemy.dialects.sqlite  # noqa: F401  (now, while the stand-ins are there)
    finally:
        for name in held:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]
