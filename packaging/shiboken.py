"""Lays out, compiled, what the binding of Qt would otherwise compile at every start.

Shiboken carries Python modules as text in its library. Where a folder beside it has them (written
by itself when SBK_EMBED is 0), it imports them from there, and finds them compiled.
"""

import importlib.util
import py_compile
import shutil
import sys
import tempfile
from pathlib import Path

from making import FailedError, run

PACKAGE, FOLDER = "shiboken6", "files.dir"


def lay_out(inside: Path) -> Path:
    """Put the modules into the folder that holds the package; return where they lie.

    The same modules come out the same in every byte. Raises FailedError where there are none.
    """
    target = inside / PACKAGE / FOLDER
    with tempfile.TemporaryDirectory() as place:
        copied = Path(place, PACKAGE)
        shutil.copytree(_installed(), copied, ignore=shutil.ignore_patterns(FOLDER, "__pycache__"))
        run(sys.executable, "-c", f"import {PACKAGE}", SBK_EMBED="0", PYTHONPATH=place)
        sources = sorted((copied / FOLDER).rglob("*.py"))
        if not sources:
            raise FailedError("Shiboken has laid out none of its modules.")
        for source in sources:
            name = source.relative_to(copied / FOLDER)
            compiled = target / name.with_suffix(".pyc")
            compiled.parent.mkdir(parents=True, exist_ok=True)
            py_compile.compile(
                str(source),
                str(compiled),
                dfile=name.as_posix(),
                doraise=True,
                optimize=2,  # as flashcards.spec has all others
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
    return target


def _installed() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FailedError(f"{PACKAGE} is not installed here.")
    return Path(found.submodule_search_locations[0])
