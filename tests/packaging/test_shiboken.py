"""The self-contained program finds what the binding of Qt needs compiled, and works with it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.packaging_tools import packaging_tool

_ASKED = """
import sys
from PySide6.QtCore import QPoint
print(sys.modules["shibokensupport.signature.loader"].__file__)
try:
    QPoint("a", "b")
except TypeError as error:
    print(error)
"""
"""What is refused is told by these modules, with what would be right."""


def _laid_out(folder: Path) -> dict[str, bytes]:
    target = packaging_tool("shiboken").lay_out(folder)
    found = {path.relative_to(target).as_posix(): path for path in target.rglob("*.*")}
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()}


def test_the_binding_takes_its_modules_compiled_and_says_the_same(tmp_path: Path) -> None:
    once, again = _laid_out(tmp_path), _laid_out(tmp_path / "again")
    assert once == again
    assert "shibokensupport/signature/loader.pyc" in once
    assert {Path(name).suffix for name in once} == {".pyc"}
    found = importlib.util.find_spec("shiboken6")
    assert found is not None
    assert found.submodule_search_locations
    shutil.copytree(found.submodule_search_locations[0], tmp_path / "shiboken6", dirs_exist_ok=True)
    told = [_told(place) for place in (str(tmp_path), "")]
    assert told[0][0] == str(
        tmp_path / "shiboken6" / "files.dir" / "shibokensupport" / "signature" / "loader.pyc"
    )
    assert told[0][1:] == told[1][1:]
    assert any("xpos: int" in line for line in told[0])


def _told(place: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": place}
    command = [sys.executable, "-c", _ASKED]
    return subprocess.check_output(command, env=environment, text=True).splitlines()
