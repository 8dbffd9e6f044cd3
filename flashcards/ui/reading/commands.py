"""The ways to reading, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    words = ("article", "text", "page", "read", "highlight")
    return [
        Command("read.choose", "&Read an article…", partial(_choose, window),
                ("Ctrl+Alt+R",), "articles", "File", section=0,
                keywords=(*words, "pdf", "word", "epub", "html")),
        Command("read.paste", "Read paste&d text", partial(_paste, window), (), "copy", "File",
                section=0, keywords=(*words, "clipboard", "paste")),
        Command("read.resume", "Go on readin&g", partial(window.go, "reading"),
                ("Ctrl+Shift+G",), "articles", "Go", section=2,
                keywords=(*words, "continue", "next")),
    ]  # fmt: skip


def _choose(window: "MainWindow") -> None:
    from flashcards.ui.reading.opening import choose

    choose(window)


def _paste(window: "MainWindow") -> None:
    from flashcards.ui.reading.opening import paste

    paste(window)
