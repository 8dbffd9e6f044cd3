"""Asks which cards go on paper and how, shows the first sheet, then writes a PDF file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QProgressBar

from flashcards.files import expanded
from flashcards.model.errors import UserError
from flashcards.study.printed import PrintedCard
from flashcards.ui import messages, theme
from flashcards.ui.importing.file_dialogs import choose_place, export_folder, fitting_name, write_to
from flashcards.ui.printing.choices import (
    GRIDS,
    LAYOUTS,
    PAPERS,
    SIZES,
    TURNS,
    Layout,
    Paper,
    PrintChoices,
    Turned,
)
from flashcards.ui.printing.pages import Pages
from flashcards.ui.printing.preview import MOST_CARDS, PagePreview
from flashcards.ui.printing.running import Running
from flashcards.ui.printing.targets import PdfTarget
from flashcards.ui.widgets import button, choice_field, column, label, row, text_field
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.words import deck_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

END = ".pdf"
_SELECTED = "\0selected"


class PrintDialog(QDialog):
    """The choices on the left, the first sheet on the right; Enter writes the file."""

    def __init__(self, window: "MainWindow", deck: str | None, selected: Sequence[int]) -> None:
        super().__init__(window)
        self._window, self._selected = window, list(selected)
        self._job: Job | None = None
        self._cards: list[int] = []
        self._first: list[PrintedCard] = []
        self._suggested = ""
        self._running: Running | None = None
        self._target: PdfTarget | None = None
        self._pages: Pages | None = None
        self.setWindowTitle(tr("Print cards"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._make_fields(deck)
        self.preview = PagePreview(window)
        self.count = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.go = button(tr("&Save PDF"), self.accept, kind="primary")
        self.go.setAutoDefault(True)
        self.go.setDefault(True)
        buttons = row(None, None, self.bar, button(tr("Cancel"), self.reject), self.go)
        left = column(None, self._form(), None, gap="between")
        body = row(None, left, self.preview, gap="around")
        heading = label(tr("Print cards"), "heading")
        words = label(tr("F&ile"))
        words.setBuddy(self.place)
        file = row(None, words, self.place, self.browse, gap="between")
        column(self, heading, body, file, self.count, buttons, gap="between", margins="around")
        self.cards.currentIndexChanged.connect(self._look)
        for field in (self.layout_field, self.paper, self.grid, self.turned, self.size_field):
            field.currentIndexChanged.connect(self._redraw)
        self.place.textChanged.connect(self._offer)
        self._look()

    def _make_fields(self, deck: str | None) -> None:
        names = self._window.collection.deck_names()
        choices: list[tuple[str, object]] = [(tr("All decks"), "")]
        if self._selected:
            many = plural(len(self._selected), "{count} selected card", "{count} selected cards")
            choices.insert(0, (many, _SELECTED))
        choices += [(deck_words(name), name) for name in names]
        self.cards = choice_field(
            tr("Cards"), choices, _SELECTED if self._selected else (deck or "")
        )
        self.cards.setSizeAdjustPolicy(
            self.cards.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.layout_field = choice_field(tr("Layout"), [(tr(text), key) for text, key in LAYOUTS])
        self.paper = choice_field(tr("Paper"), [(tr(text), key) for text, key in PAPERS])
        self.grid = choice_field(tr("Cards on a page"), [(tr(t), key) for t, key in GRIDS])
        self.turned = choice_field(tr("Printing the back"), [(tr(t), key) for t, key in TURNS])
        self.size_field = choice_field(tr("Text"), [(tr(t), key) for t, key in SIZES], 0.75)
        self.place = text_field(tr("File"))
        self.browse = button(tr("&Browse…"), self._browse)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(theme.SPACE.between)
        form.addRow(tr("&Cards"), self.cards)
        form.addRow(tr("&Layout"), self.layout_field)
        form.addRow(tr("&Paper"), self.paper)
        form.addRow(tr("Cards on a pa&ge"), self.grid)
        form.addRow(tr("Printing the bac&k"), self.turned)
        form.addRow(tr("&Text"), self.size_field)
        return form

    def choices(self) -> PrintChoices:
        """Return what is chosen."""
        return PrintChoices(
            Layout(self.layout_field.currentData()),
            Paper(self.paper.currentData()),
            GRIDS[self.grid.currentIndex()][1],
            Turned(self.turned.currentData()),
            float(self.size_field.currentData()),
        )

    def path(self) -> Path:
        """Return where to write; a bare name lies in the folder of the last export."""
        typed = expanded(Path(self.place.text().strip()))
        path = typed if typed.is_absolute() else export_folder(self._window) / typed
        return path if path.suffix.lower() == END else path.with_name(path.name + END)

    def _deck(self) -> str | None:
        chosen = str(self.cards.currentData())
        return None if chosen in ("", _SELECTED) else chosen

    def title(self) -> str:
        """Return what stands at the foot of each page."""
        deck = self._deck()
        return deck_words(deck) if deck else self.cards.currentText()

    def _look(self) -> None:
        """Find the cards that are wanted, and draw the first of them."""
        self._give_up()
        self._suggest()
        self._cards = []
        self._offer()
        collection, deck = self._window.collection, self._deck()
        chosen = self._selected if self.cards.currentData() == _SELECTED else None

        def found(_progress: object) -> tuple[list[int], list[PrintedCard]]:
            cards = collection.cards_in(deck) if chosen is None else list(chosen)
            return cards, collection.printed(cards[:MOST_CARDS])

        self._job = self._window.jobs.run(tr("Looking…"), found, self._take, quiet=True)

    def _suggest(self) -> None:
        """Name the file after the cards, unless the learner has named it."""
        written = self.place.text().strip()
        if written and written != self._suggested:
            return
        folder = Path(written).parent if written else export_folder(self._window)
        name = fitting_name(self.title().replace("\u203a", "-"))
        self._suggested = str(folder / f"{name}{END}")
        self.place.setText(self._suggested)

    def _take(self, found: tuple[list[int], list[PrintedCard]]) -> None:
        self._job = None
        self._cards, self._first = found
        self.count.setText(plural(len(self._cards), "{count} card", "{count} cards"))
        self._offer()
        self._redraw()

    def _offer(self) -> None:
        ready = bool(self._cards and self.place.text().strip()) and self._running is None
        self.go.setEnabled(ready)

    def _redraw(self) -> None:
        chosen = self.choices()
        self.grid.setEnabled(chosen.layout is not Layout.SHEET)
        self.turned.setEnabled(chosen.layout is Layout.CUT)
        self.preview.show_cards(self._first, chosen, self.title())

    def _browse(self) -> None:
        choose_place(self._window, self, self.path(), lambda path: self.place.setText(str(path)))

    def accept(self) -> None:
        """Write the file, after asking before an existing one is replaced."""
        if self.go.isEnabled():
            write_to(self._window, self, self.path(), self._print)

    def _print(self) -> None:
        collection, cards = self._window.collection, self._cards
        self.go.setEnabled(False)
        self.preview.stop()
        show_busy(self.bar)
        self.bar.show()
        self._job = self._window.jobs.run(
            tr("Looking…"), lambda _progress: collection.printed(cards), self._draw, quiet=True
        )

    def _draw(self, cards: list[PrintedCard]) -> None:
        self._job = None
        chosen, path = self.choices(), self.path()
        try:
            target = self._target = PdfTarget(path, chosen, self.title())
        except UserError as error:
            self._fail(error)
            return
        pages = self._pages = Pages(self._window, target, chosen, self.title())
        self.bar.setRange(0, len(cards))
        self._running = Running(
            self,
            pages.draw(cards),
            on_step=lambda: self.bar.setValue(pages.done),
            on_done=lambda: self._finish(len(cards)),
            on_error=self._fail,
        )

    def _finish(self, count: int) -> None:
        target, self._target, self._running = self._target, None, None
        assert target is not None
        try:
            target.finish()
        except UserError as error:
            self._fail(error)
            return
        words = plural(count, "Printed {count} card", "Printed {count} cards")
        self._window.toast(tr("{cards} to {name}", cards=words, name=self.path().name))
        super().accept()

    def _fail(self, error: UserError) -> None:
        self._give_up()
        self.bar.hide()
        self._offer()
        messages.show_error(self, error)

    def _give_up(self) -> None:
        """Stop what is under way; a file that was begun is not there."""
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None
        if self._running is not None:
            self._running.stop()
            self._running = None
        if self._target is not None:
            self._target.give_up()
            self._target = None
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def done(self, result: int) -> None:
        """Close, and leave nothing under way."""
        self._give_up()
        self.preview.stop()
        super().done(result)


def open_print(window: "MainWindow", deck: str | None = None) -> PrintDialog:
    """Open the dialog for what is selected in Browse, else for a deck or all; returns at once."""
    dialog = PrintDialog(window, deck, _selected(window))
    dialog.open()
    dialog.go.setFocus()
    return dialog


def _selected(window: "MainWindow") -> list[int]:
    """Return the cards selected in Browse, where it is in front."""
    screen: Any = window.built("browse") if window.front() == "browse" else None
    if screen is None or not screen.has_selection():
        return []
    ids, by_note = screen.results.selected_ids(), screen.results.by_note
    return list(window.collection.browsing.cards_of_notes(ids) if by_note else ids)
