"""The cards a note type makes: the source of both sides, what is wrong with it, and a preview."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.model.enums import NoteKind
from flashcards.text.template_language import FILTERS, SPECIAL_FIELDS
from flashcards.text.template_problems import Problem, Side, template_problems
from flashcards.ui import messages
from flashcards.ui.note_types.card_preview import CardPreview
from flashcards.ui.note_types.edited import (
    EditedTemplate,
    EditedType,
    free_name,
    moved,
    with_changed_template,
    with_template,
    without_template_at,
)
from flashcards.ui.note_types.example import Example
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.keeper import TypeKeeper
from flashcards.ui.note_types.source_edit import TemplateEdit
from flashcards.ui.widgets import ChoiceField, column, icon_button, label, row, scrolled
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDE_EM = 34
"""From this width on, in heights of a line, both sides stand beside one another."""
FEWEST_LINES = 5
"""How much of a template is in sight at least; in less room the page scrolls."""
TTS = "tts en_US"
"""How the filter that reads aloud is offered."""


class SideEdit(QWidget):
    """The source of one side, with what is wrong with it beneath."""

    def __init__(self, side: Side, name: str, caption: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.side = side
        self.edit = TemplateEdit(name)
        self.problems: list[Problem] = []
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self.edit.setMinimumHeight(FEWEST_LINES * self.edit.fontMetrics().lineSpacing())
        title = label(caption, "caption")
        title.setBuddy(self.edit)
        column(self, title, self.edit, self.trouble, gap="hair").setStretch(1, 1)

    def show_problems(self, problems: list[Problem]) -> None:
        """Underline what is wrong, and say it."""
        self.problems = [each for each in problems if each.side is self.side]
        wrong = [(each.start, each.end) for each in self.problems if each.forbids]
        doubtful = [(each.start, each.end) for each in self.problems if not each.forbids]
        self.edit.show_problems(wrong, doubtful)
        self.trouble.setVisible(bool(self.problems))
        words = self._words(self.problems) if self.problems else ""
        self.trouble.setText(words)
        self.edit.setAccessibleDescription(words)
        self._fit()

    def _fit(self) -> None:
        """Have room for all lines of what is wrong: a splitter asks for no height by width."""
        height = self.trouble.heightForWidth(self.trouble.width()) if self.problems else 0
        self.trouble.setMinimumHeight(max(0, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _words(self, problems: list[Problem]) -> str:
        first = problems[0]
        words = worded(first.what)
        if first.end:
            line = self.edit.toPlainText().count("\n", 0, first.start) + 1
            words = tr("Line {number}: {problem}", number=line, problem=words)
        more = len(problems) - 1
        if not more:
            return words
        others = plural(more, "And {count} more problem.", "And {count} more problems.")
        return f"{words} {others}"


class CardsPage(QWidget):
    """One template at a time."""

    turned = Signal()
    """Another template is shown."""

    def __init__(self, window: "MainWindow", keeper: TypeKeeper, example: Example) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window, self._keeper = window, keeper
        self._place = 0
        self.cards = ChoiceField()
        self.cards.setAccessibleName(tr("Card"))
        self.cards.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.cards.setMinimumContentsLength(4)
        self.cards.activated.connect(self.go_to)
        self.front = SideEdit(Side.QUESTION, tr("Front template"), tr("Fro&nt side"))
        self.back = SideEdit(Side.ANSWER, tr("Back template"), tr("&Back side"))
        self.front.edit.written.connect(lambda text: self._write(question=text))
        self.back.edit.written.connect(lambda text: self._write(answer=text))
        self.preview = CardPreview(window, keeper, example)
        window.theme.changed.connect(self._restyle)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_button = icon_button("add", tr("Add card"), self.add)
        self.rename_button = icon_button("edit", tr("Rename card"), self.rename)
        self.remove_button = icon_button("delete", tr("Remove card"), self.remove)
        self.up_button = icon_button("chevron-up", tr("Move up"), lambda: self.step(-1))
        self.down_button = icon_button("chevron-down", tr("Move down"), lambda: self.step(1))
        caption = label(tr("Ca&rd"), "caption")
        caption.setBuddy(self.cards)
        top = row(
            None, caption, self.cards, self.add_button, self.rename_button, self.remove_button,
            self.up_button, self.down_button, gap="hair",
        )  # fmt: skip
        top.setStretch(1, 1)
        self._sides = Splitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.addWidget(self.front)
        self._sides.addWidget(self.back)
        whole = Splitter(Qt.Orientation.Vertical)
        whole.setChildrenCollapsible(False)
        whole.addWidget(self._sides)
        whole.addWidget(self.preview)
        keep_apart(whole)
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 1)
        inside = QWidget()
        inside.setProperty("role", "bare")
        column(inside, top, whole, gap="inside").setStretch(1, 1)
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self, area, gap="none")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sides one over the other where there is no room."""
        super().resizeEvent(event)
        wide = event.size().width() >= WIDE_EM * self.fontMetrics().height()
        self._sides.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        keep_apart(self._sides)

    # What is shown

    def show_type(self) -> None:
        """Show the templates as they are now."""
        value = self._keeper.value
        self._place = max(0, min(self._place, len(value.templates) - 1))
        names = [each.name or tr("(no name)") for each in value.templates]
        if [self.cards.itemText(at) for at in range(self.cards.count())] != names:
            self.cards.clear()
            self.cards.addItems(names)
        self.cards.setCurrentIndex(self._place)
        fields = [*value.field_names, *SPECIAL_FIELDS]
        filters = sorted(_filters(value.kind))
        self.front.edit.set_names(fields, filters)
        self.back.edit.set_names([*value.field_names, "FrontSide", *SPECIAL_FIELDS], filters)
        template = value.templates[self._place]
        self.front.edit.show_text(template.question)
        self.back.edit.show_text(template.answer)
        problems = problems_of(value, template)
        self.front.show_problems(problems)
        self.back.show_problems(problems)
        normal = value.kind is NoteKind.NORMAL
        self.add_button.setEnabled(normal)
        self.remove_button.setEnabled(len(value.templates) > 1)
        self.up_button.setEnabled(self._place > 0)
        self.down_button.setEnabled(self._place < len(value.templates) - 1)
        self.preview.show_template(self._place)

    def place_first(self) -> None:
        """Keep to the first template where another type has fewer."""
        self._place = (
            min(self._place, len(self._keeper.value.templates) - 1) if (self._keeper.is_open) else 0
        )

    def place(self) -> int:
        """Return the place of the template shown."""
        return self._place

    def template(self) -> EditedTemplate:
        """Return the template shown."""
        return self._keeper.value.templates[self._place]

    def go_to(self, place: int) -> None:
        """Show another template."""
        self._place = place
        self.show_type()
        self.turned.emit()

    def turn(self, by: int) -> None:
        """Show another card: of another template, or another of those that one template makes."""
        count = len(self._keeper.value.templates)
        if count > 1:
            self.go_to((self._place + by) % count)
        else:
            self.preview.step(by)

    def _restyle(self) -> None:
        self.front.edit.restyle()
        self.back.edit.restyle()

    def next_problem(self) -> bool:
        """Put the caret behind the next problem; False where there is none."""
        sides = [self.front, self.back]
        at = 1 if self.back.edit.hasFocus() else 0
        caret = sides[at].edit.place() if sides[at].edit.hasFocus() else -1
        order = [(at, each) for each in sides[at].problems if each.end > caret]
        order += [(1 - at, each) for each in sides[1 - at].problems]
        order += [(at, each) for each in sides[at].problems if each.end <= caret]
        if not order:
            return False
        side, problem = order[0]
        sides[side].edit.go_to(problem.end)
        return True

    # What can be done

    def can_add(self) -> bool:
        """Whether the type can have more cards: of clozes one template makes them all."""
        return self._keeper.is_open and self._keeper.value.kind is NoteKind.NORMAL

    def add(self) -> None:
        """Add a template and show it."""
        if not self.can_add():
            return
        value = self._keeper.value
        number = len(value.templates) + 1
        name = free_name(
            tr("Card {number}", number=number), [each.name for each in value.templates]
        )
        self._place = len(value.templates)
        self._keeper.take(with_template(value, name), "Add card to note type")
        self.front.edit.setFocus()
        self.turned.emit()

    def rename(self) -> None:
        """Ask for another name of the template shown."""
        messages.ask_text(
            self._window,
            tr("Rename card"),
            tr("Name of the card"),
            self.template().name,
            action=tr("Rename"),
            on_done=lambda name: self._keeper.take(
                with_changed_template(self._keeper.value, self._place, name=name),
                "Rename card of note type",
            ),
        )

    def remove(self) -> None:
        """Remove the template shown."""
        value = self._keeper.value
        if len(value.templates) > 1:
            self._keeper.take(without_template_at(value, self._place), "Remove card from note type")
            self.turned.emit()

    def step(self, by: int) -> None:
        """Move the template shown up or down."""
        value, to = self._keeper.value, self._place + by
        if 0 <= to < len(value.templates):
            templates = moved(value.templates, self._place, to)
            self._place = to
            self._keeper.take(replace(value, templates=templates), "Move card of note type")
            self.turned.emit()

    def _write(self, **sides: str) -> None:
        value = with_changed_template(self._keeper.value, self._place, **sides)
        self._keeper.take(value, "Edit template", ("template", self._place, *sides))


def problems_of(value: EditedType, template: EditedTemplate) -> list[Problem]:
    """Return what is wrong with a template of a type."""
    return template_problems(template.question, template.answer, set(value.field_names), value.kind)


def _filters(kind: NoteKind) -> set[str]:
    if kind is NoteKind.CLOZE:
        return {*FILTERS, TTS}
    return {*FILTERS, TTS} - {"cloze", "cloze-only", "list", "list-all"}
