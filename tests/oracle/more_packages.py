"""Packages of others named in the reference data, gathered outside the repository.

Each lies in the folder that FLASHCARDS_MORE_PACKAGES names, or in ``more_packages`` beside the
reference data, and is called after its repository, commit and path (see ``file_name``). Whoever
gathers them anew takes repository, path and commit from ``more_packages.json``.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.reference import SHARED

_WHERE: Final = "FLASHCARDS_MORE_PACKAGES"
_MISSING: Final = (
    f"the packages of more_packages.json are not here: set {_WHERE} to the folder they are in"
)


def file_name(found: Mapping[str, Any]) -> str:
    """Return what a package is called once gathered."""
    parts = (*found["repo"].split("/"), found["commit"][:8], *found["path"].split("/"))
    return "__".join(parts)


def is_sealed(name: str) -> bool:
    """Whether a package is of the half that nobody looks at before the program is done."""
    return hashlib.sha256(name.encode()).digest()[0] & 1 == 1


def gathered(*, sealed: bool) -> dict[Path, dict[str, Any]]:
    """Return the packages of one half, each with what Anki counted; skips loudly without them."""
    folder = Path(os.environ.get(_WHERE) or SHARED.parent / "more_packages")
    if not folder.is_dir():
        pytest.skip(_MISSING)
    listed = os.environ.get(f"{_WHERE}_LIST") or SHARED / "real" / "apkg" / "more_packages.json"
    names = {file_name(each): each for each in json.loads(Path(listed).read_text("utf-8"))}
    return {
        path: names[path.name]
        for path in sorted(folder.iterdir())
        if path.name in names and is_sealed(path.name) is sealed
    }
