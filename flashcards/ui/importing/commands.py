"""The commands that bring files in and out."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.importing.drops import DropWatch

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder, and let files be dropped onto the window."""
    DropWatch(window)
    return [
        Command(
            "file.import",
            "&Import…",
            partial(_import, window),
            ("Ctrl+O",),
            "import",
            "File",
            section=1,
            keywords=("open", "file", "csv", "tsv", "markdown", "table", "load", "anki", "apkg"),
        ),
        Command(
            "file.paste_notes",
            "Paste as no&tes",
            partial(_paste, window),
            ("Ctrl+V",),
            "import",
            "File",
            section=1,
            enabled_when=partial(_can_paste, window),
            keywords=("spreadsheet", "excel", "table", "clipboard", "copied", "rows", "csv"),
            never_with="article",
        ),
        Command(
            "file.from_anki",
            "I come from An&ki…",
            partial(_from_anki, window),
            (),
            "import",
            "File",
            section=1,
            keywords=("apkg", "colpkg", "profile", "switch", "move", "migrate", "first"),
        ),
        Command(
            "file.export",
            "&Export…",
            partial(_export, window),
            ("Ctrl+E",),
            "export",
            "File",
            section=1,
            keywords=("save", "file", "csv", "tsv", "markdown", "share"),
        ),
        Command(
            "file.print",
            "Print stud&y cards…",
            partial(_print, window),
            (),
            "",
            "File",
            section=1,
            keywords=("pdf", "paper", "cut", "fold", "sheet", "duplex", "handout"),
        ),
        Command(
            "collection.restore",
            "&Restore a backup…",
            partial(_restore, window),
            (),
            "restore",
            "File",
            section=5,
            keywords=("backup", "earlier", "bring back", "recover"),
        ),
    ]


def _import(window: "MainWindow") -> None:
    from flashcards.ui.importing.screen import ImportScreen

    screen = window.go("import")
    if isinstance(screen, ImportScreen):
        screen.choose_files()


def _can_paste(window: "MainWindow") -> bool:
    from flashcards.ui.importing.pasting import can_paste

    return can_paste(window)


def _paste(window: "MainWindow") -> None:
    from flashcards.ui.importing.pasting import paste_notes

    paste_notes(window)


def _from_anki(window: "MainWindow") -> None:
    from flashcards.ui.importing.from_anki import come_from_anki

    come_from_anki(window)


def _export(window: "MainWindow") -> None:
    from flashcards.ui.importing.export_dialog import open_export

    open_export(window)


def _print(window: "MainWindow") -> None:
    from flashcards.ui.printing.dialog import open_print

    open_print(window)


def _restore(window: "MainWindow") -> None:
    from flashcards.ui.importing.restore_dialog import open_restore

    open_restore(window)
