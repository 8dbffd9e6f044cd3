"""One note that waits: both texts side by side, and what is to become of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from flashcards.model.messages import Translatable
from flashcards.model.watching import Conflict, Decision, Difference, Gone, MissingNote, Wish
from flashcards.ui.watching.lists import Matter
from flashcards.ui.widgets import button, choice_field, column, label, row, scrolled, spacer
from flashcards.ui.words import plural, tr

FILE, HERE, BOTH = range(3)
_CHOICES: tuple[tuple[Translatable, int], ...] = (
    ("The file’s text", FILE),
    ("The text here", HERE),
    ("Both, one below the other", BOTH),
)
SMALLEST_PX = 72


class _Field(QWidget):
    """A field's two texts and which of them counts; one is made for as many as a note ever has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.name = label("", "heading")
        self.file, self.here = _text(), _text()
        self.choice = choice_field("", [(tr(text), value) for text, value in _CHOICES], HERE)
        there = column(None, label(tr("In the file"), "muted"), self.file, gap="hair")
        own = column(None, label(tr("Here"), "muted"), self.here, gap="hair")
        sides = row(None, there, own, gap="inside")
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        column(self, row(None, self.name, None, self.choice), sides, gap="hair")
        self.difference: Difference | None = None

    def show_difference(self, each: Difference) -> None:
        """Show the texts of one field; the one here counts until the learner says otherwise."""
        self.difference = each
        self.name.setText(each.field)
        self.file.setPlainText(each.file)
        self.here.setPlainText(each.here)
        self.file.setAccessibleName(tr("{field} in the file", field=each.field))
        self.here.setAccessibleName(tr("{field} here", field=each.field))
        self.choice.setAccessibleName(tr("What counts of {field}", field=each.field))
        self.choice.setCurrentIndex(HERE)

    def text(self) -> str:
        """Return what the field is to say."""
        assert self.difference is not None
        sides = (self.difference.file, self.difference.here, self.difference.both)
        return sides[self.choice.currentIndex()]


def _text() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(SMALLEST_PX)
    return edit


class DecisionPane(QWidget):
    """Shows the note chosen in the list."""

    def __init__(self, on_decided: Callable[[str, str, Decision], object]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._on_decided = on_decided
        self._matter: Matter | None = None
        self._shown: Matter | None = None
        """What was shown last, also while nothing is."""
        self.title = label("", "heading", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.fields: list[_Field] = []
        inside = QWidget()
        inside.setProperty("role", "bare")
        self._column = column(inside, gap="between")
        self._column.addStretch(1)
        self.take_file = button(tr("Take the f&ile’s"), lambda: self._all(FILE))
        self.take_here = button(tr("&Keep what is here"), lambda: self._all(HERE))
        self.take_both = button(tr("Keep b&oth"), lambda: self._all(BOTH))
        self.apply = button(tr("Appl&y choices"), self._apply, kind="primary", icon="check")
        self.delete = button("", lambda: self._wish(Wish.DELETE), icon="delete")
        self.restore = button("", lambda: self._wish(Wish.BRING_BACK), kind="primary")
        foot = row(
            None, self.take_file, self.take_here, self.take_both, self.delete, None, self.apply,
            self.restore,
        )  # fmt: skip
        layout = column(self, self.title, self.told, scrolled(inside), spacer("hair"), foot)
        layout.setStretch(2, 1)

    def show_matter(self, matter: Matter | None) -> None:
        """Show a note that waits, or nothing."""
        same = matter is not None and matter.is_as(self._shown)
        self._matter = matter
        self._shown = matter or self._shown
        self.setVisible(matter is not None)
        if matter is None:
            return
        what = matter.what
        if same:  # what was chosen so far stays
            self.told.setText(
                _conflict(what) if isinstance(what, Conflict) else self._missing(what)
            )
            return
        self.title.setText(what.title or tr("(empty note)"))
        conflict = isinstance(what, Conflict)
        for part in (self.take_file, self.take_here, self.take_both, self.apply):
            part.setVisible(conflict)
        for part in (self.delete, self.restore):
            part.setVisible(not conflict)
        differences = what.differences if isinstance(what, Conflict) else ()
        while len(self.fields) < len(differences):
            field = _Field()
            self._column.insertWidget(len(self.fields), field)
            self.fields.append(field)
        for at, field in enumerate(self.fields):
            field.setVisible(at < len(differences))
            if at < len(differences):
                field.show_difference(differences[at])
        self.told.setText(_conflict(what) if isinstance(what, Conflict) else self._missing(what))

    def _missing(self, what: MissingNote) -> str:
        if what.gone is Gone.FILE:
            self.delete.setText(tr("Delete it here t&oo"))
            self.restore.setText(tr("Write &it into the file again"))
            parts = [tr("It stood in {file} and was deleted there.", file=what.path)]
            if what.answers:
                parts.append(
                    plural(
                        what.answers,
                        "Here it has {count} answer. The bin keeps it for 30 days.",
                        "Here it has {count} answers. The bin keeps it for 30 days.",
                    )
                )
            return " ".join(parts)
        self.delete.setText(tr("Delete it from the file t&oo"))
        self.restore.setText(tr("Br&ing it back here"))
        return tr("It was deleted here and still stands in {file}.", file=what.path)

    def _all(self, choice: int) -> None:
        for field in self.fields:
            field.choice.setCurrentIndex(choice)
        self._apply(take_type=choice == FILE)

    def _apply(self, *, take_type: bool = False) -> None:
        matter = self._matter
        if matter is None or not isinstance(matter.what, Conflict):
            return
        what = matter.what
        shown = self.fields[: len(what.differences)]
        texts = {
            each.place: field.text() for each, field in zip(what.differences, shown, strict=True)
        }
        self._on_decided(matter.folder, what.guid, Decision(texts, what.differences, take_type))

    def _wish(self, wish: Wish) -> None:
        if self._matter is not None:
            self._on_decided(self._matter.folder, self._matter.what.guid, Decision(wish=wish))


def _conflict(what: Conflict) -> str:
    where = tr("{file}, line {line}, and the note here were both changed.", file=what.path,
               line=what.line)  # fmt: skip
    if not what.file_type:
        return where
    types = tr("It is {file} there and {here} here.", file=what.file_type, here=what.here_type)
    return f"{where} {types}"
