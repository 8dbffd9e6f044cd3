"""Makes List and Multiple choice notes of cards that articles gave: chosen, shown and counted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from flashcards.model.errors import CancelledError, UserError
from flashcards.model.type_effects import TypeEffect, UnagreedError
from flashcards.store.operation import Progress
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.shortcuts import done_by_keys
from flashcards.ui.jobs import TOLD_AFTER_MS, Job
from flashcards.ui.kept_articles.conversion_table import Conversions, conversions_table
from flashcards.ui.note_types.agreeing import agree_to_change
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.type_words import effect_words
from flashcards.ui.widgets import button, column, label, row, set_role, tab_through
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.articles.converting import Conversion
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX = 860, 600
REST_MS = 150
SCALE = 0.7
LEFT_KEY = "articles.left"
"""Under which the settings remember how many notes the learner wants to leave as they are."""


def found_in_all(collection: "Collection", progress: Progress | None = None) -> "list[Conversion]":
    """Return the notes of all articles that could be of another type."""
    found: list[Conversion] = []
    for each in collection.articles.sources():
        if progress is not None and not progress(0, 0):
            raise CancelledError
        try:
            found += collection.articles.conversions(each.id)
        except UserError:  # forgotten meanwhile
            continue
    return found


def open_conversions(window: "MainWindow", source_id: int | None = None) -> None:
    """Look which notes could be of another type, of one article or of all, and offer them."""
    collection = window.collection

    def look(progress: Progress) -> "list[Conversion]":
        if source_id is None:
            return found_in_all(collection, progress)
        return collection.articles.conversions(source_id, progress)

    window.jobs.run(tr("Looking at notes"), look, partial(_offer, window), quiet=True)


def _offer(window: "MainWindow", found: "list[Conversion]") -> None:
    if found:
        ConvertDialog(window, found).open()
    else:
        window.toast(tr("No card of an article has the form of a list or of a multiple choice"))


class ConvertDialog(QDialog):
    """Returns at once; what is ticked becomes of another type in one step of undo."""

    def __init__(self, window: "MainWindow", found: "Sequence[Conversion]") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Lists and multiple choice of articles"))
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._window, self._found = window, found
        self._job: Job | None = None
        self._known: TypeEffect | None = None
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self.model.ticked.connect(self._changed)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.finished.connect(lambda _result: self._drop())
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()
        self._changed()

    def _build(self) -> None:
        types = self._window.collection.note_types.all()
        self.model = Conversions(self)
        self.model.show_found(self._found, {each.uid: each.name for each in types})
        self.table = conversions_table(self.model, tr("Notes to change"))
        about = label(
            tr(
                "These cards have the form of a list or of a multiple choice. As notes of these"
                " types they are asked item by item, or with options to choose from by key. Space"
                " ticks a note or leaves it as it is."
            ),
            "muted",
            wrap=True,
        )
        self.now, self.then = (Preview(self._window, scale=SCALE) for _ in range(2))
        sides = Splitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        for name, preview in ((tr("Now"), self.now), (tr("Then"), self.then)):
            side = QWidget()
            side.setProperty("role", "bare")
            column(side, label(name, "caption"), preview).setStretch(1, 1)
            sides.addWidget(side)
        keep_apart(sides)
        both = Splitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(sides)
        both.setSizes([HEIGHT_PX * 2 // 5, HEIGHT_PX * 3 // 5])
        keep_apart(both)
        self.told = label("", "muted", wrap=True)
        self.all_button = button(tr("Tick &all or none"), self._tick_all, kind="quiet")
        self.leave_button = button(tr("&Leave them as they are"), self._leave)
        self.done_button = button(tr("&Change type"), self.change, kind="primary")
        self.done_button.setDefault(True)
        done_by_keys(self, self._window.commands, self.done_button)
        foot = row(None, self.told, self.all_button, self.leave_button, self.done_button)
        foot.setStretch(0, 1)
        column(self, about, both, foot, gap="inside", margins="between").setStretch(1, 1)
        tab_through(
            self.table, *self.now.stops(), *self.then.stops(), self.all_button, self.leave_button,
            self.done_button,
        )  # fmt: skip

    # What is shown

    def _show_chosen(self) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self._found):
            return
        collection, found = self._window.collection, self._found[at]
        try:
            note = collection.note(found.note_id)
        except UserError:
            self.now.clear(tr("This note does not exist any more"))
            return
        old = collection.note_type(note.note_type_id)
        self.now.show_note(old, dict(zip(old.fields, note.fields, strict=False)), 0)
        new = collection.note_type(found.part.note_type)
        texts = {name: found.part.fields.get(name, "") for name in new.fields}
        self.then.show_note(new, texts, 0)

    def _tick_all(self) -> None:
        every = range(len(self._found))
        self.model.tick(every, on=len(self.model.chosen()) < len(self._found))

    # The effect

    def settle(self) -> None:
        """Work the effect out now, if it is not known yet."""
        if self._rest.isActive():
            self._rest.stop()
            self._ask()

    def _changed(self) -> None:
        self._drop()
        self._known = None
        self.done_button.setEnabled(bool(self.model.chosen()))
        self._rest.start()

    def _drop(self) -> None:
        self._rest.stop()
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _ask(self) -> None:
        articles, chosen = self._window.collection.articles, self.model.chosen()
        self._job = self._window.jobs.run(
            tr("Working out what changes"),
            lambda progress: articles.effect_of_conversions(chosen, progress),
            on_done=self._tell,
            on_error=self._refuse,
            quiet=True,
        )

    def _tell(self, effect: TypeEffect) -> None:
        self._job, self._known = None, effect
        notes = plural(effect.notes, "Changes {count} note", "Changes {count} notes")
        words = effect_words(effect, history=True)
        self._say(" · ".join(filter(None, (notes, words))), "warning" if effect.loses else "muted")

    def _refuse(self, error: UserError) -> None:
        self._job = None
        if isinstance(error, UnagreedError):
            self._agree(error.effect)
        else:
            self._say(error_words(error), "error")

    def _say(self, words: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(words)

    # Changing

    def change(self) -> None:
        """Change the notes that are ticked; answered cards that would go are asked about first."""
        if self._known is not None and self._known.loses:
            self._agree(self._known)
        else:
            self._write(None)

    def _agree(self, effect: TypeEffect) -> None:
        agree_to_change(self, effect, lambda: self._write(effect))

    def _write(self, agreed: TypeEffect | None) -> None:
        self._drop()
        articles, chosen = self._window.collection.articles, self.model.chosen()
        self._window.jobs.run(
            tr("Changing note type"),
            lambda progress: articles.convert(chosen, agreed, progress),
            on_done=self._done,
            on_error=self._refuse,
            writes=True,
            told_after_ms=TOLD_AFTER_MS,
        )

    def _done(self, effect: TypeEffect) -> None:
        window = self._window
        words = plural(
            effect.notes, "Changed the type of {count} note", "Changed the type of {count} notes"
        )
        window.toast(words, tr("Undo"), window.undo_in_collection)
        self.accept()

    def _leave(self) -> None:
        """Close, and offer these no more by oneself."""
        remember_left(self._window, len(self._found))
        self.reject()


def remember_left(window: "MainWindow", count: int) -> None:
    """Remember that so many notes are to be left as they are."""
    window.change_settings(lists={**window.settings.lists, LEFT_KEY: str(count)})


def is_left(window: "MainWindow", count: int) -> bool:
    """Whether so few notes could be changed that the learner has said to leave them."""
    left = window.settings.lists.get(LEFT_KEY, "0")
    return count <= (int(left) if left.isdecimal() else 0)
