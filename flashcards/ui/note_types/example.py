"""What cards of a note type are shown with: a note of the learner's, or an example."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.model import clozes
from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.text.template_language import cloze_fields
from flashcards.ui.jobs import Job
from flashcards.ui.note_types.edited import EditedType, texts_of
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LONGEST_SHOWN = 80


class Example(QObject):
    """The note that previews show; the learner turns to others."""

    changed = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._stored: NoteType | None = None
        self._ids: Sequence[int] = ()
        self._at = 0
        self._job: Job | None = None

    def follow(self, stored: NoteType | None) -> None:
        """Look for the notes of a type; until they are found the example stands."""
        before, self._stored = self._stored, stored
        if stored is None or before is None or before.uid != stored.uid:
            self._ids, self._at = (), 0
        if stored is None:
            return
        collection, query = self._window.collection, query_of(stored)
        self.stop()
        self._job = self._window.jobs.run(
            tr("Looking for notes"),
            lambda progress: collection.search_notes(query, "created", True, progress),
            on_done=self._found,
            on_error=lambda _error: self._found(()),
            quiet=True,
        )

    def stop(self) -> None:
        """Look for no notes until asked."""
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _found(self, ids: Sequence[int]) -> None:
        before = self.note_id
        self._job, self._ids = None, ids
        self._at = ids.index(before) if before in ids else 0
        self.changed.emit()

    @property
    def note_id(self) -> int | None:
        """The note that is shown; None for an example."""
        return self._ids[self._at] if self._at < len(self._ids) else None

    @property
    def count(self) -> int:
        """How many notes there are to turn to."""
        return len(self._ids)

    def step(self, by: int) -> None:
        """Turn to another note."""
        if self._ids:
            self._at = (self._at + by) % len(self._ids)
            self.changed.emit()

    def choose(self, note_id: int) -> None:
        """Turn to a note."""
        if note_id in self._ids:
            self._at = self._ids.index(note_id)
            self.changed.emit()

    def texts(self, edited: EditedType) -> list[str]:
        """Return what the fields say, in the order of the type as it is being edited."""
        note_id, stored = self.note_id, self._stored
        if note_id is not None and stored is not None:
            try:
                texts = texts_of(edited, stored, self._window.collection.note(note_id).fields)
            except UserError:  # it was deleted a moment ago
                texts = []
            if any(text.strip() for text in texts):
                return texts
        return example_texts(edited)

    def words(self) -> str:
        """Say what is shown."""
        note_id = self.note_id
        if note_id is None:
            return tr("Shown with an example, since there is no note of this type yet")
        try:
            fields = self._window.collection.note(note_id).fields
        except UserError:
            return ""
        from flashcards.text.plain import plain_text

        first = next((words for words in map(plain_text, fields) if words.strip()), "")
        first = " ".join(first.split())
        if len(first) > LONGEST_SHOWN:
            first = f"{first[:LONGEST_SHOWN]}…"
        of = plural(self.count, "{count} note", "{count} notes")
        return tr(
            "{number} of {notes}: {first}", number=numeral(self._at + 1), notes=of, first=first
        )


def query_of(stored: NoteType) -> str:
    """Return the search for the notes of a type."""
    from flashcards.search.tree import Kind
    from flashcards.search.writer import write

    return write(Kind(stored.name))


def example_texts(edited: EditedType) -> list[str]:
    """Return something to see in each field, such as the name of the field."""
    gaps = {name for each in edited.templates for name in cloze_fields(each.question)}
    return [
        f"{clozes.opener(1)}{name}{clozes.END} …" if name in gaps else name
        for name in edited.field_names
    ]
