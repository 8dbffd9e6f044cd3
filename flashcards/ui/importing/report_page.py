"""What an import did: counts, problems, and the next step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.model.messages import Message, Translatable
from flashcards.model.parsed import ImportReport, Problem
from flashcards.ui import taking_back, theme
from flashcards.ui.home.deck_actions import browse
from flashcards.ui.importing.looking import Imported
from flashcards.ui.importing.problems import ProblemList
from flashcards.ui.widgets import FlowRow, button, column, label, panel
from flashcards.ui.words import deck_words, numeral, plural, quoted, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.ui.main_window import MainWindow

COUNTS: tuple[Translatable, ...] = ("added", "updated", "unchanged", "skipped")


class ReportPage(QWidget):
    """Says what was done, and can take it back."""

    def __init__(self, window: "MainWindow", on_more: "Callable[[], object]") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._imported = Imported()
        self._kept: tuple[str, ...] = ()
        self._undone = False
        self.title = label("", "title", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.numbers = {name: label("0", "big") for name in COUNTS}
        self.counts = self._grid()
        self.kept = label("", wrap=True)
        self.problems = ProblemList()
        self.study = button(tr("&Study"), self._study, kind="primary", icon="study")
        self.study.setAutoDefault(True)
        self.show_cards = button(tr("Show in &Browse"), self._browse, icon="browse")
        self.undo = button(tr("&Undo the import"), self._undo, icon="undo")
        self.more = button(tr("Import &more…"), on_more, icon="import")
        layout = column(
            self,
            self.title,
            self.where,
            panel(self.counts),
            self.kept,
            self.problems,
            FlowRow(self.undo, self.more, self.show_cards, self.study, last_at_end=True),
            gap="between",
        )
        layout.setStretchFactor(self.problems, 1)
        layout.addStretch(0)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE.around)
        grid.setVerticalSpacing(0)
        for at, name in enumerate(COUNTS):
            caption = label(tr(name), "muted")
            caption.setBuddy(self.numbers[name])
            grid.addWidget(self.numbers[name], 0, at, Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(caption, 1, at, Qt.AlignmentFlag.AlignLeading)
            grid.setColumnStretch(at, 1)
        return grid

    def show_imported(self, imported: Imported, kept: Sequence[str] = ()) -> None:
        """Show what became of the files; ``kept`` says what cards do not show of their notes."""
        self._imported, self._kept, self._undone = imported, tuple(kept), False
        self._show_all()
        self.refresh()

    def _show_all(self) -> None:
        """Show what became of the files, or that it was taken back."""
        outcomes = () if self._undone else self._imported.outcomes
        self.kept.setText("\n".join(self._kept))
        self.kept.setVisible(bool(self._kept) and not self._undone)
        reports = [outcome.report for outcome in outcomes]
        for name in COUNTS:
            self.numbers[name].setText(numeral(sum(getattr(each, name) for each in reports)))
        self.title.setText(tr("The import was undone") if self._undone else _title(reports))
        decks = self.decks()
        shown = ", ".join(quoted(deck_words(deck)) for deck in decks[:3])
        if len(decks) > 3:
            shown = tr("{decks} and {count} more", decks=shown, count=len(decks) - 3)
        self.where.setText(tr("In {decks}", decks=shown) if decks else "")
        self.where.setVisible(bool(decks))
        refused = [
            Problem(outcome.path.name, 0, outcome.refused.said)
            for outcome in outcomes
            if outcome.refused is not None
        ]
        problems = [problem for report in reports for problem in report.problems]
        self.problems.show_problems([*refused, *problems])
        if not decks and (self.study.hasFocus() or self.show_cards.hasFocus()):
            self.more.setFocus()
        for part in (self.study, self.show_cards):
            part.setEnabled(bool(decks))

    def decks(self) -> list[str]:
        """Return the decks that notes went into or were found in, each once."""
        if self._undone:
            return []
        reports = [outcome.report for outcome in self._imported.outcomes if outcome.refused is None]
        names = [name for each in reports for name in (each.deck, *each.decks) if name]
        return list(dict.fromkeys(names))

    def refresh(self) -> None:
        """Offer undo only while it would take back this import and nothing else.

        Once that was taken back, wherever, nothing of it is told any more, until it is redone.
        """
        collection, step = self._window.collection, self._imported.step
        can_undo = step is not None and collection.undo_name == step
        undone = step is not None and not can_undo and collection.redo_name == step
        if undone or (self._undone and can_undo):
            self._undone = undone
            self._show_all()
        self.undo.setEnabled(can_undo)

    def _study(self) -> None:
        decks = self.decks()
        self._window.study(decks[0] if len(decks) == 1 else None)

    def _browse(self) -> None:
        decks = self.decks()
        if len(decks) == 1:
            browse(self._window, decks[0])
            return
        from flashcards.search.tree import Deck, Or
        from flashcards.search.writer import write

        self._window.search(write(Or(tuple(map(Deck, decks)))))

    def _undo(self) -> None:
        collection, imported = self._window.collection, self._imported

        def take_back() -> Message | None:
            if imported.step is None or collection.undo_name != imported.step:
                return None  # something else was done while this waited
            return collection.undo()

        def taken_back(done: Message | None) -> None:
            self.refresh()
            if done is None:
                return
            self.more.setFocus()
            count = imported.undone_at_once
            words = plural(count, "Undid {count} import", "Undid {count} imports")
            self._window.toast(words, tr("Redo"), self._window.redo)

        taking_back.take(self._window, tr("Undoing"), take_back, taken_back)


def _title(reports: Sequence[ImportReport]) -> str:
    changed = sum(report.added + report.updated for report in reports)
    if changed:
        return plural(changed, "Imported {count} note", "Imported {count} notes")
    if any(report.unchanged for report in reports):
        return tr("Nothing new")
    return tr("Nothing was imported")
