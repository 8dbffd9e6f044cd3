"""The tool that finds the program's texts, as the tests call it."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

_PLACE = Path(__file__).resolve().parents[1] / "packaging" / "strings.py"


@cache
def strings_tool() -> ModuleType:
    """Return ``packaging/strings.py`` as a module."""
    spec = importlib.util.spec_from_file_location("strings_tool", _PLACE)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool  # its dataclasses look for their module
    spec.loader.exec_module(tool)
    return tool


@cache
def collected() -> Any:
    """Return all that the tool finds in the program, looked for once."""
    return strings_tool().collect()


@cache
def known_texts() -> frozenset[str]:
    """Return every text that a translator is given, as ``make strings`` finds them."""
    return frozenset(collected().texts)
