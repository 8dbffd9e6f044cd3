"""What the first launch shows: the decks that ship, and the ways to start with one's own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from flashcards.ui.home.deck_model import SEPARATOR
from flashcards.ui.home.words import cards_words
from flashcards.ui.widgets import button, check_field, column, label, line, panel, row, spacer
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 560


class Welcome(QWidget):
    """Two clicks to the first card: add these decks, study now."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self.ticks: list[tuple[QCheckBox, Path]] = []
        self.add = button(tr("&Add these decks"), self._add, kind="primary", icon="add")
        self.add.setAutoDefault(True)
        offered = panel(*self._rows(), gap="inside")
        if not self.ticks:
            offered.hide()
        brought = row(
            None,
            self._link(tr("I come from An&ki"), partial(self._trigger, "file.from_anki")),
            self._link(tr("&Import a file"), partial(window.go, "import")),
            None,
            gap="hair",
        )
        own = row(
            None,
            self._link(tr("Add a &note"), window.add_note),
            self._link(tr("Create a deck from an a&rticle"), partial(self._trigger, "article.new")),
            self._link(tr("Create an em&pty deck"), partial(self._trigger, "deck.new")),
            None,
            gap="hair",
        )
        inner = QWidget()
        inner.setProperty("role", "bare")
        inner.setFixedWidth(WIDTH_PX)
        column(
            inner,
            label(tr("Learn something and keep it"), "title", wrap=True),
            label(
                tr("Answer a few cards a day. Each comes back just before you would forget it."),
                "muted",
                wrap=True,
            ),
            spacer("inside"),
            offered,
            spacer("inside"),
            label(tr("Or start with your own"), "muted"),
            brought,
            own,
            gap="inside",
        )
        # Not aligned: what is aligned gets no more height than it has with each text on one line.
        outer = column(self, None, row(None, None, inner, None, gap="none"), margins="around")
        outer.addStretch(2)

    def _rows(self) -> list[QWidget]:
        from flashcards.ui.home.shipped import shipped_decks

        rows: list[QWidget] = [label(tr("These decks come with the program"), "heading")]
        for deck in shipped_decks(self._window.collection):
            tick = check_field(deck.name.replace(SEPARATOR, " › ").replace("&", "&&"), True)
            tick.toggled.connect(self._count)
            self.ticks.append((tick, deck.path))
            line_ = QWidget()
            line_.setProperty("role", "bare")
            row(line_, tick, None, label(cards_words(deck.cards), "muted"))
            rows.append(line_)
        foot = QWidget()
        foot.setProperty("role", "bare")
        row(foot, None, self.add)
        return [*rows, line(), foot]

    @staticmethod
    def _link(text: str, action: object) -> QWidget:
        assert callable(action)
        return button(text, action, kind="link")

    def _trigger(self, command_id: str) -> None:
        self._window.commands.trigger(command_id)

    def _count(self) -> None:
        self.add.setEnabled(any(tick.isChecked() for tick, _ in self.ticks))

    def _add(self) -> None:
        from flashcards.ui.home.commands import add_shipped

        add_shipped(self._window, [path for tick, path in self.ticks if tick.isChecked()])
