"""The tool that finds the program's texts, as the tests call it."""

from functools import cache
from types import ModuleType
from typing import Any

from tests.packaging_tools import packaging_tool


@cache
def strings_tool() -> ModuleType:
    """Return ``packaging/strings.py`` as a module."""
    return packaging_tool("strings")


@cache
def collected() -> Any:
    """Return all that the tool finds in the program, looked for once."""
    return strings_tool().collect()


@cache
def known_texts() -> frozenset[str]:
    """Return every text that a translator is given, as ``make strings`` finds them."""
    return frozenset(collected().texts)
