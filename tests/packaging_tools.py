"""The modules of packaging/, as the tests call them."""

import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

_FOLDER = Path(__file__).resolve().parents[1] / "packaging"


@cache
def packaging_tool(name: str) -> ModuleType:
    """Return ``packaging/NAME.py`` as a module; they import one another by their names alone."""
    sys.path.insert(0, str(_FOLDER))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(_FOLDER))
