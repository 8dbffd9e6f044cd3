"""Find and replace in many notes: each change is shown before it is made."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFormLayout

from flashcards.model.errors import UserError
from flashcards.model.replacing import Replacement, ReplacePlan
from flashcards.ui import messages
from flashcards.ui.browser.bulk import Chosen
from flashcards.ui.browser.replace_table import MOST_SHOWN, Changes, changes_table
from flashcards.ui.jobs import TOLD_AFTER_MS, Job
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.wording_pane import COME, GONE, PaneRow
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.planning.page import form_of
from flashcards.ui.widgets import button, check_field, choice_field, column, label, row, set_role
from flashcards.ui.widgets import text_field as line_field
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words, numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.browser.screen import BrowserScreen
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX = 820, 620
REST_MS = 200


class ReplaceDialog(QDialog):
    """Returns at once. Looks in the notes of ``selected`` rows, or of all ``found`` ones."""

    def __init__(
        self, window: "MainWindow", selected: Chosen, found: Chosen, *, narrow: bool
    ) -> None:
        """``narrow`` begins with those selected."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find and replace"))
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._window = window
        self._rows = {"selected": selected, "found": found}
        self._job: Job | None = None
        self._plan: ReplacePlan | None = None
        self._build(narrow)
        self._connect()
        self._read_fields()

    # Laying out

    def _build(self, narrow: bool) -> None:
        self.find_line = line_field(tr("Find"))
        self.put_line = line_field(
            tr("Replace with"), hint=tr("Leave empty to delete what is found")
        )
        scopes = [(tr("Selected notes"), "selected"), (tr("All notes found"), "found")]
        self.scope = choice_field(tr("Look in"), scopes, "selected" if narrow else "found")
        self.field = choice_field(tr("Field"), [(tr("All fields"), None)])
        self.expression = check_field(tr("Re&gular expression"))
        self.match_case = check_field(tr("&Match case"))
        self.whole_words = check_field(tr("&Whole words"))
        self.told = label("", "muted", wrap=True)
        self.effect = label("", "warning", wrap=True)
        self.effect.hide()
        self.changes = Changes(self)
        self.table = changes_table(self.changes)
        self.texts = PaneRow(2)
        both = Splitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.texts)
        keep_apart(both)
        both.setSizes([HEIGHT_PX // 2, HEIGHT_PX // 4])
        self.done_button = button(tr("Replace a&ll"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        foot = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(
            self, self._form(), self.told, self.effect, both, foot, gap="inside", margins="between"
        ).setStretch(3, 1)
        self.find_line.setFocus()

    def _form(self) -> QFormLayout:
        caption = label(tr("F&ield"))
        caption.setBuddy(self.field)
        places = row(None, self.scope, caption, self.field)
        places.setStretch(0, 1)
        places.setStretch(2, 1)
        options = row(None, self.expression, self.match_case, self.whole_words, None)
        return form_of(
            (tr("&Find"), self.find_line, self.find_line),
            (tr("&Replace with"), self.put_line, self.put_line),
            (tr("Look i&n"), places, self.scope),
            ("", options, self.expression),
        )

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        for line in (self.find_line, self.put_line):
            line.textChanged.connect(self._changed)
        for box in (self.expression, self.match_case, self.whole_words):
            box.toggled.connect(self._changed)
        self.field.activated.connect(self._changed)
        self.scope.activated.connect(self._read_fields)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_texts())
        self.finished.connect(lambda _result: self._drop())
        self._show(None)

    # What would change

    def _chosen(self) -> Chosen:
        return self._rows[str(self.scope.currentData())]

    def what(self) -> Replacement:
        """Return what to look for, and what to put there."""
        return Replacement(
            self.find_line.text(),
            self.put_line.text(),
            self.expression.isChecked(),
            self.match_case.isChecked(),
            self.whole_words.isChecked(),
            self.field.currentData(),
        )

    def _read_fields(self, _index: int = 0) -> None:
        """Find out which fields the notes have, then what would change."""
        self._drop()
        collection, chosen = self._window.collection, self._chosen()
        self._job = self._window.jobs.run(
            tr("Looking at notes"),
            lambda progress: collection.browsing.field_names(chosen.notes(collection), progress),
            on_done=self._show_fields,
            on_error=self._refuse,
            quiet=True,
        )

    def _show_fields(self, names: list[str]) -> None:
        self._job = None
        before = self.field.currentData()
        self.field.clear()
        self.field.addItem(tr("All fields"), None)
        for name in names:
            self.field.addItem(name, name)
        self.field.setCurrentIndex(max(0, self.field.findData(before)))
        self._changed()

    def _changed(self, _: object = None) -> None:
        self._drop()
        self._plan = None
        self.done_button.setEnabled(False)
        if self.find_line.text():
            self._timer.start()
        else:
            self._show(None)

    def settle(self) -> None:
        """Look now, if that is still to come."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()

    def _drop(self) -> None:
        if hasattr(self, "_timer"):
            self._timer.stop()
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _ask(self) -> None:
        collection, chosen, what = self._window.collection, self._chosen(), self.what()
        self._job = self._window.jobs.run(
            tr("Looking at notes"),
            lambda progress: collection.browsing.plan_replacement(
                chosen.notes(collection), what, progress
            ),
            on_done=self._show,
            on_error=self._refuse,
            quiet=True,
        )

    def _refuse(self, error: UserError) -> None:
        self._show(None)
        self._say(error_words(error), "error")

    def _say(self, words: str, role: str = "muted") -> None:
        set_role(self.told, role)
        self.told.setText(words)

    def _show(self, plan: ReplacePlan | None) -> None:
        """Show what would change; None while there is nothing to say."""
        self._job, self._plan = None, plan
        self.changes.show_changes(plan.changes if plan else ())
        if self.changes.rows:
            self.table.selectRow(0)
        self._show_texts()
        self.done_button.setEnabled(bool(self.changes.rows))
        effect = _effect_words(plan) if plan else ""
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))
        self._say(
            _plan_words(plan)
            if plan
            else tr("Looks in the text as it is written, with its marks for bold, links and so on.")
        )

    def _show_texts(self) -> None:
        found = self.table.selectionModel().selectedRows()
        before, after = self.texts.panes
        if not found:
            self.texts.hide()
            return
        self.texts.show()
        _, was, becomes = self.changes.rows[found[0].row()]
        gone, come = differences(was, becomes)
        before.show_wording(tr("Before"), was, [(GONE, gone)])
        after.show_wording(tr("After"), becomes, [(COME, come)])
        self.texts.fit()

    # Replacing

    def accept(self) -> None:
        """Make the changes shown; answered cards that would go are asked about first."""
        plan = self._plan
        if plan is None or not plan.changes:
            return
        if not plan.reviews:
            self._write(plan)
            return
        messages.ask(
            self,
            tr("Replace and remove cards?"),
            tr("{effect} Undo brings everything back.", effect=_effect_words(plan)),
            action=tr("Replace and remove"),
            on_yes=lambda: self._write(plan),
            danger=True,
        )

    def _write(self, plan: ReplacePlan) -> None:
        self._drop()
        self.done_button.setEnabled(False)
        collection = self._window.collection
        self._window.jobs.run(
            tr("Replacing"),
            lambda progress: collection.browsing.replace(plan, progress),
            on_done=partial(self._done, plan.places),
            on_error=self._refuse,
            writes=True,
            told_after_ms=TOLD_AFTER_MS,
        )

    def _done(self, places: int, notes: int) -> None:
        window = self._window
        window.toast(
            tr(
                "Replaced {places} in {notes}",
                places=plural(places, "{count} place", "{count} places"),
                notes=plural(notes, "{count} note", "{count} notes"),
            ),
            tr("Undo"),
            window.undo_in_collection,
        )
        super().accept()


def _plan_words(plan: ReplacePlan) -> str:
    parts = []
    if plan.changes:
        parts.append(
            tr(
                "{places} in {notes}",
                places=plural(plan.places, "{count} place", "{count} places"),
                notes=plural(len(plan.changes), "{count} note", "{count} notes"),
            )
        )
        fields = sum(len(each.fields()) for each in plan.changes[: MOST_SHOWN + 1])
        if fields > MOST_SHOWN:
            parts.append(tr("The first {count} changes are shown", count=numeral(MOST_SHOWN)))
    elif not plan.refused:
        parts.append(tr("Nothing to replace"))
    if plan.refused:
        parts.append(
            plural(
                plan.refused,
                "{count} note stays as it is, since it would make no card or have no answer",
                "{count} notes stay as they are, since they would make no card or have no answer",
            )
        )
    return " · ".join(parts)


def _effect_words(plan: ReplacePlan) -> str:
    parts = []
    if plan.cards_gone:
        cards = plural(plan.cards_gone, "Removes {count} card", "Removes {count} cards")
        if plan.reviews:
            reviews = plural(plan.reviews, "{count} review", "{count} reviews")
            cards = tr("{cards} with {reviews}", cards=cards, reviews=reviews)
        parts.append(f"{cards}.")
    if plan.cards_new:
        made = plural(plan.cards_new, "Makes {count} new card", "Makes {count} new cards")
        parts.append(f"{made}.")
    return " ".join(parts)


def find_and_replace(screen: "BrowserScreen") -> ReplaceDialog:
    """Ask what to replace in the notes selected, or in all that were found."""
    screen.detail.keeper.save()
    results = screen.results
    selected = Chosen(results.selected_ids(), results.by_note)
    found = Chosen(list(results.table.ids), results.by_note)
    dialog = ReplaceDialog(screen.window_, selected, found, narrow=screen.has_several())
    dialog.open()
    return dialog
