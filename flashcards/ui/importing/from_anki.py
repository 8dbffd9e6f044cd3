"""*I come from Anki*: finds Anki's collections on this computer, and leads on to their preview."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QDialog

from flashcards.model.anki import AnkiProfile
from flashcards.ui import messages
from flashcards.ui.media.words import size_words
from flashcards.ui.widgets import button, choice_field, column, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def come_from_anki(window: "MainWindow") -> None:
    """Look for Anki's own folder; show what the collection in it, or one chosen, would bring."""

    def found(profiles: Sequence[AnkiProfile]) -> None:
        if len(profiles) == 1:
            show(window, [profiles[0].path])
        elif profiles:
            ProfilesDialog(window, profiles).open()
        else:
            _ask_for_file(window)

    window.jobs.run(
        tr("Looking for Anki"),
        lambda _progress: window.collection.anki_profiles(),
        on_done=found,
        quiet=True,
    )


def show(window: "MainWindow", paths: Sequence[Path]) -> None:
    """Show what files would bring of which all comes along."""
    window.go("import", paths=paths, first_move=True)


def choose_file(window: "MainWindow") -> None:
    """Let the learner choose a package or collection, of which all comes along."""
    from flashcards.ui.importing.file_dialogs import choose_anki_files

    choose_anki_files(window, lambda paths: show(window, paths))


def _ask_for_file(window: "MainWindow") -> None:
    messages.ask(
        window,
        tr("Anki’s folder was not found on this computer"),
        tr(
            "In Anki choose File > Export, then “Anki Collection Package (.colpkg)” with media. "
            "Bring that file here."
        ),
        action=tr("Choose a &file…"),
        on_yes=lambda: choose_file(window),
    )


class ProfilesDialog(QDialog):
    """Asks which of several profiles is the learner's own; the one used last is first."""

    def __init__(self, window: "MainWindow", profiles: Sequence[AnkiProfile]) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("I come from Anki"))
        self._window = window
        self._profiles = list(profiles)
        self.profile = choice_field(
            tr("Profile"), [(_words(each), at) for at, each in enumerate(profiles)]
        )
        caption = label(tr("Anki has several &profiles here. Which is yours?"), wrap=True)
        caption.setBuddy(self.profile)
        self.go_on = button(tr("&Show what would come"), self.accept, kind="primary")
        self.go_on.setDefault(True)
        other = button(tr("Choose a &file…"), self._choose_file)
        cancel = button(tr("Cancel"), self.reject)
        column(
            self,
            caption,
            self.profile,
            row(None, other, None, cancel, self.go_on),
            gap="between",
            margins="around",
        )
        self.accepted.connect(self._show)
        self.finished.connect(self.deleteLater)
        self.profile.setFocus()

    def _show(self) -> None:
        show(self._window, [self._profiles[self.profile.currentIndex()].path])

    def _choose_file(self) -> None:
        self.reject()
        choose_file(self._window)


def _words(profile: AnkiProfile) -> str:
    used = QDateTime.fromSecsSinceEpoch(int(profile.changed_s))
    day = QLocale().toString(used.date(), QLocale.FormatType.ShortFormat)
    return " · ".join((profile.name, tr("used on {day}", day=day), size_words(profile.size)))
