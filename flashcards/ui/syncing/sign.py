"""The small sign in the sidebar: how the collection stands with other computers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from flashcards.ui.syncing.rounds import SyncRounds

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.syncing.status import StatusWords

EVERY_MS = 30_000
"""How often "2 minutes ago" is written anew."""


class SyncSign(QObject):
    """Writes into the sidebar of the window; a press opens the page of the preferences."""

    def __init__(self, window: "MainWindow", rounds: SyncRounds) -> None:
        super().__init__(rounds)
        self._window, self._rounds = window, rounds
        self._heard: tuple[bool, str] | None = None
        """Whether all was well when the sign was heard last, and what was amiss."""
        self._often = QTimer(self, interval=EVERY_MS)
        self._often.timeout.connect(self.show_status)
        rounds.stood.connect(self.show_status)

    @Slot()
    def show_status(self) -> None:
        """Say how things stand now."""
        if self._rounds.place() is None and not self._rounds.astray:
            self._window.rail.show_sign("", "", "", "")
            self._often.stop()
            self._heard = None
            return
        from flashcards.ui.syncing.status import status_words

        words = status_words(self._rounds)
        icon = "sync" if words.in_order else "warning"
        self._window.rail.show_sign(words.short, words.detail, words.whole, icon)
        self._say(words)
        if not self._often.isActive():
            self._often.start()

    def _say(self, words: "StatusWords") -> None:
        """Let a screen reader say when something goes amiss, becomes another trouble, or is well.

        Nobody wants to hear every few minutes that all goes on.
        """
        if self._rounds.running:
            return
        heard = words.in_order, "" if words.in_order else words.short
        if self._heard is not None and self._heard != heard:
            self._window.announcer.say(words.whole)
        self._heard = heard
