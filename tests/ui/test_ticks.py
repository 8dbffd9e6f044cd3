"""Ticks, dots and arrows are seen also where Qt lacks its plugins for SVG, as in some packages."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from tests.effort import PATIENCE_S

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication
QCoreApplication.setLibraryPaths([sys.argv[1]])
from PySide6.QtGui import QImageReader, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QRadioButton, QSpinBox, QTreeView
from flashcards.ui import theme
app = QApplication([])
print("svg", b"svg" in [bytes(each.data()) for each in QImageReader.supportedImageFormats()])
theme.Theme(sys.argv[2]).apply()

def told(name, widget, left, width, high=0, half=4):
    # Prints how many colours are in the part of a widget where its mark is.
    widget.ensurePolished()
    high = high or widget.sizeHint().height()
    widget.resize(120, high)
    image = widget.grab().toImage()
    rows = range(high // 2 - half, high // 2 + half)
    at = [(x, y) for x in range(left, left + width) for y in rows]
    print(name, len({image.pixel(*each) for each in at}))

for name, box in (("check", QCheckBox("Words")), ("radio", QRadioButton("Words"))):
    box.setChecked(True)
    told(name, box, 7, 8)
told("spin", QSpinBox(), 102, 12, half=10)
told("combo", QComboBox(), 98, 20)
tree, model = QTreeView(), QStandardItemModel()
top = QStandardItem("")
top.appendRow(QStandardItem(""))
model.appendRow(top)
tree.setModel(model)
tree.setHeaderHidden(True)
told("branch", tree, 6, 18, high=36)
"""


@pytest.fixture(params=[True, False], ids=["with plugins", "without plugins"])
def plugins(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Qt's folder of plugins, or one like it that knows nothing of SVG."""
    real = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if request.param:
        return real
    for kind in ("platforms", "imageformats"):
        (tmp_path / kind).mkdir()
        for file in (real / kind).iterdir():
            if "svg" not in file.name:
                (tmp_path / kind / file.name).symlink_to(file)
    return tmp_path


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_mark_is_painted(plugins: Path, look: str, repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(plugins), look],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = dict(line.split() for line in done.stdout.splitlines())
    assert told.pop("svg") == str((plugins / "iconengines").is_dir())
    assert {name for name, colours in told.items() if int(colours) < 3} == set()
    assert set(told) == {"check", "radio", "spin", "combo", "branch"}
