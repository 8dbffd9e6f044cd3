"""Preferences: which program this is, under which license, and on whose work it stands."""

from importlib import metadata
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

import flashcards
from flashcards import identity, installed, paths
from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.preferences.parts import bare, group, page, to_copy
from flashcards.ui.widgets import button, column, label
from flashcards.ui.words import tr

LIBRARIES: tuple[tuple[str, Translatable, str], ...] = (
    ("PySide6-Essentials", "Qt for Python: the window", "LGPL 3"),
    ("PySide6-Addons", "Qt for Python: sound, video and speech", "LGPL 3"),
    ("SQLAlchemy", "the collection file", "MIT"),
    ("platformdirs", "where files belong on each system", "MIT"),
    ("markdown-it-py", "Markdown in cards", "MIT"),
    ("tinycss2", "style sheets of note types", "BSD 3-clause"),
    ("charset-normalizer", "how a text is encoded", "MIT"),
    ("pypdf", "text of PDF files", "BSD 3-clause"),
    ("pycryptodome", "PDF files encrypted without a password", "BSD 2-clause"),
    ("cryptography", "passphrases of sync folders", "Apache 2.0, BSD 3-clause"),
    ("ziamath", "formulas", "MIT"),
    ("latex2mathml", "the TeX that formulas are written in", "MIT"),
    ("backports.zstd", "packages of newer Ankis", "PSF 2.0"),
    ("chunspell", "Hunspell: spelling", "MIT, LGPL 2.1"),
    ("Pygments", "colours in code", "BSD 2-clause"),
    ("psycopg", "PostgreSQL: a hub for a family or a class", "LGPL 3"),
    ("NumPy", "the calculations of FSRS and the simulator", "BSD 3-clause"),
)

NOTICES: Final = "NOTICES.txt"
"""The file in the folder of licences that says whose each part is and where its source is."""

INSTEAD: dict[str, tuple[str, str]] = {
    "PySide6-Essentials": ("PySide6", "LGPL 3"),
    "pycryptodome": ("cryptography", "Apache 2.0, BSD 3-clause"),
    "backports.zstd": ("zstandard", "BSD 3-clause"),
    "chunspell": ("hunspell", "LGPL 3"),
}
"""What Debian has in place of a library, and its license."""
_SPARED = ("cryptography", "psycopg")
"""Not named where they are not there: little of the program asks for them."""


def libraries() -> list[tuple[str, Translatable, str]]:
    """Return the rows of LIBRARIES, each with the library that this computer really has."""
    return [
        (INSTEAD[name][0], what, INSTEAD[name][1])
        if name in INSTEAD and not version_of(name) and version_of(INSTEAD[name][0])
        else (name, what, terms)
        for name, what, terms in LIBRARIES
        if name not in _SPARED or version_of(name)
    ]


def version_of(package: str) -> str:
    """Return a library's version; empty where the program was packed without such notes."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def versions_text() -> str:
    """Return what a report of a fault should begin with."""
    import platform

    lines = [
        f"Flashcards {flashcards.__version__} ({installed.kind()})",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}",
        *(f"{name} {version_of(name)}".rstrip() for name, _, _ in libraries()),
    ]
    return "\n".join(lines)


class AboutPage(QWidget):
    """Version, kind of installation, license, libraries.

    ``licences`` is the folder of the licences that were packed with the program, if any were.
    """

    def __init__(self, kind: installed.Kind | None = None, licences: Path | None = None) -> None:
        super().__init__()
        self._folder = licences or paths.licences_dir()
        self.setProperty("role", "bare")
        version = tr(
            "Flashcards {version}, {kind}",
            version=flashcards.__version__,
            kind=tr(installed.TITLES[kind or installed.kind()]),
        )
        self.version = to_copy(tr("Version"), version)
        self.copy = button(tr("Cop&y versions"), self._copy, icon="copy")
        license_words = tr(
            "Free to use, change and pass on under the MIT License, without any warranty. "
            "The collection is yours and stays on this computer."
        )
        program = bare()
        column(
            program,
            BreakingRow(self.copy, words=self.version),
            self._terms(to_copy(tr("License"), license_words)),
            to_copy(tr("Home page"), identity.HOME_PAGE),
            gap="inside",
        )
        libraries = self._libraries()
        column(
            self,
            page(group(tr("Program"), program), group(tr("Built with"), libraries)),
            gap="none",
        )

    def _terms(self, words: QLabel) -> QWidget:
        """Put the button for the licences of others beside the own one, where they are packed."""
        self.terms = words
        if self._folder is None:
            return words
        self.licences = button(tr("L&icences of all parts"), self._show_licences, icon="articles")
        return BreakingRow(self.licences, words=words)

    def _show_licences(self) -> None:
        assert self._folder is not None
        notices = self._folder / NOTICES
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(notices))):
            self.terms.setText(tr("The licences of all parts are in {file}.", file=str(notices)))

    def _libraries(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE.around)
        grid.setVerticalSpacing(theme.SPACE.inside)
        top = Qt.AlignmentFlag.AlignTop
        for place, (name, what, terms) in enumerate(libraries()):
            grid.addWidget(label(name.removesuffix("-Essentials")), place, 0, top)
            grid.addWidget(label(version_of(name), "number"), place, 1, top)
            grid.addWidget(label(tr(what), "muted", wrap=True), place, 2, top)
            grid.addWidget(label(terms, "muted"), place, 3, top)
        grid.setColumnStretch(2, 1)
        return bare(grid)

    def _copy(self) -> None:
        QApplication.clipboard().setText(versions_text())
        self.copy.setText(tr("Copied"))

    def first_focus(self) -> QWidget:
        """Return the button."""
        return self.copy
