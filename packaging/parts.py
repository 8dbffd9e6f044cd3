"""Knows what a frozen program is made of: Python packages, Qt, and what those have inside."""

import re
import tomllib
from importlib import metadata

from making import ROOT

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def distributions() -> list[str]:
    """Return the Python packages the program is made of, as installed here, by name and in order.

    These are what pyproject.toml asks for, with sound, and what those need in turn.
    """
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*told["dependencies"], *told["optional-dependencies"]["audio"]]
    found: dict[str, str] = {}
    while waiting:
        asked = waiting.pop()
        name = _NAME.match(asked)
        if name is None or re.search(r"\bextra\s*==", asked):
            continue
        try:
            distribution = metadata.distribution(name[0])
        except metadata.PackageNotFoundError:
            continue  # for another system or an older Python
        key = plain(distribution.metadata["Name"])
        if key not in found:
            found[key] = distribution.metadata["Name"]
            waiting += distribution.requires or []
    return [found[key] for key in sorted(found)]


def plain(name: str) -> str:
    """Return the name of a package as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
