"""The fields of a note type: their order and names, and how the text of each is written."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from flashcards.model.messages import Translatable
from flashcards.text.template_language import field_names
from flashcards.ui import theme
from flashcards.ui.editor.one_escape import OneEscape
from flashcards.ui.note_types.edited import (
    EditedField,
    EditedType,
    free_name,
    moved,
    with_changed_field,
    with_field,
    without_field_at,
)
from flashcards.ui.note_types.keeper import TypeKeeper
from flashcards.ui.note_types.languages import language_name, languages
from flashcards.ui.note_types.moving_list import MovingList
from flashcards.ui.widgets import (
    check_field,
    choice_field,
    column,
    icon_button,
    label,
    number_field,
    panel,
    row,
    scrolled,
    text_field,
)
from flashcards.ui.words import plural, tr

LARGEST_SIZE_PT = 200


class FieldsPage(QWidget):
    """A list of the fields, and what can be set for the one chosen."""

    def __init__(self, keeper: TypeKeeper) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._keeper = keeper
        self._quiet = False
        self.list = MovingList(tr("Fields"))
        self.list.turned.connect(self._show_field)
        self.list.moved.connect(self.move_field)
        self.name = text_field(tr("Name of the field"))
        self.name.textEdited.connect(self._name_typed)
        self.backwards = check_field(tr("&Right to left"))
        self.backwards.toggled.connect(
            lambda on: self._set("Change direction of field", right_to_left=on)
        )
        self.font_name = text_field(tr("Font"), hint=tr("The program’s"))
        self._families: QCompleter | None = None
        self.font_name.textEdited.connect(self._font_typed)
        self.points = number_field(tr("Size"), 0, 0, LARGEST_SIZE_PT, tr(" pt"))
        self.points.setSpecialValueText(tr("As usual"))
        self.points.valueChanged.connect(
            lambda points: self._set("Change size of field", size=points)
        )
        self.language = choice_field(tr("Language"), [(tr("Not set"), "")])
        for name, tag in languages().items():
            self.language.addItem(name, tag)
        self.language.currentIndexChanged.connect(
            lambda _at: self._set(
                "Change language of field", language=str(self.language.currentData())
            )
        )
        self.language.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.language.setMinimumContentsLength(6)
        self.language.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.shown_by = label("", "muted", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_button = icon_button("add", tr("Add field"), self.add)
        self.remove_button = icon_button("delete", tr("Remove field"), self.remove)
        self.up_button = icon_button("chevron-up", tr("Move up"), lambda: self.step(-1))
        self.down_button = icon_button("chevron-down", tr("Move down"), lambda: self.step(1))
        buttons = row(
            None, self.add_button, self.remove_button, None, self.up_button, self.down_button,
            gap="hair",
        )  # fmt: skip
        left = QWidget()
        left.setProperty("role", "bare")
        column(left, self.list, buttons, gap="hair")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.setHorizontalSpacing(theme.SPACE.between)
        form.setVerticalSpacing(theme.SPACE.inside)
        parts: tuple[tuple[Translatable, QWidget], ...] = (
            ("Na&me", self.name),
            ("F&ont", self.font_name),
            ("Si&ze", self.points),
            ("&Language", self.language),
        )
        for text, field in parts:
            caption = label(tr(text))
            caption.setBuddy(field)
            form.addRow(caption, field)
        note = label(
            tr("The language is used for spelling and for reading aloud."), "muted", wrap=True
        )
        settings = panel(form, self.backwards, note, self.trouble, self.shown_by, None)
        for part in (self.name, self.font_name, self.points):
            part.setMinimumWidth(1)
        area = scrolled(settings)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = row(self, left, area, gap="between")
        whole.setStretch(0, 2)
        whole.setStretch(1, 3)

    # What is shown

    def show_type(self) -> None:
        """Show the fields as they are now; the keyboard stays on its place."""
        value = self._keeper.value
        self.list.show_rows([_said(value, field) for field in value.fields], self.place())
        self._show_field()

    def place(self) -> int:
        """Return the place of the field chosen."""
        return max(0, self.list.row())

    def field(self) -> EditedField | None:
        """Return the field chosen."""
        fields = self._keeper.value.fields if self._keeper.is_open else ()
        return fields[self.place()] if self.place() < len(fields) else None

    def _show_field(self) -> None:
        field = self.field()
        if field is None:
            return
        self._quiet = True
        if self.name.text() != field.name:
            self.name.setText(field.name)
        settings = field.settings
        self.backwards.setChecked(settings.right_to_left)
        if self.font_name.text() != settings.font:
            self.font_name.setText(settings.font)
        self.points.setValue(settings.size)
        if self.language.findData(settings.language) < 0:
            self.language.addItem(language_name(settings.language), settings.language)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self._quiet = False
        self._tell(field)

    def _tell(self, field: EditedField) -> None:
        value = self._keeper.value
        self.shown_by.setText(_shown_by(value, field))
        wrong = name_problem(field.name, [each.name for each in value.fields])
        self.trouble.setText(wrong)
        self.trouble.setVisible(bool(wrong))
        self.remove_button.setEnabled(len(value.fields) > 1)
        self.up_button.setEnabled(self.place() > 0)
        self.down_button.setEnabled(self.place() < len(value.fields) - 1)

    # What can be done

    def add(self) -> None:
        """Add a field behind the one chosen, and let its name be typed."""
        value, at = self._keeper.value, self.place() + 1
        name = free_name(tr("New field"), value.field_names)
        self._keeper.take(with_field(value, at, name), "Add field")
        self.list.go_to(at)
        self.rename()

    def remove(self) -> None:
        """Remove the field chosen."""
        value, place = self._keeper.value, self.place()
        if len(value.fields) > 1:
            self._keeper.take(without_field_at(value, place), "Remove field")

    def rename(self) -> None:
        """Put the keyboard into the name of the field chosen."""
        self.name.setFocus()
        self.name.selectAll()

    def step(self, by: int) -> None:
        """Move the field chosen up or down."""
        to = self.place() + by
        if 0 <= to < len(self._keeper.value.fields):
            self.move_field(self.place(), to)

    def move_field(self, place: int, to: int) -> None:
        """Bring a field to another place."""
        value = self._keeper.value
        self._keeper.take(replace(value, fields=moved(value.fields, place, to)), "Move field")
        self.list.go_to(to)

    def _name_typed(self, name: str) -> None:
        value, place = self._keeper.value, self.place()
        self._keeper.take(
            with_changed_field(value, place, name=name), "Rename field", ("field", place)
        )

    def _font_typed(self, font: str) -> None:
        if self._families is None:  # looked up when first needed: there may be thousands
            self._families = _family_offers(self.font_name)
        self._families.setCompletionPrefix(font)
        self._set("Change font of field", ("font", self.place()), font=font.strip())

    def _set(self, step: Translatable, typing: Any = None, **changes: Any) -> None:
        field = self.field()
        if self._quiet or field is None:
            return
        settings = replace(field.settings, **changes)
        value = with_changed_field(self._keeper.value, self.place(), settings=settings)
        self._keeper.take(value, step, typing)


def _family_offers(field: QLineEdit) -> QCompleter:
    offers = QCompleter(QStringListModel(QFontDatabase.families(), field), field)
    offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    offers.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = offers.popup()
    assert popup is not None
    popup.setAccessibleName(tr("Fonts"))
    field.setCompleter(offers)
    OneEscape(offers, field)
    return offers


def name_problem(name: str, names: list[str]) -> str:
    """Say what is wrong with the name of a field; "" for nothing."""
    from flashcards.text.template_language import SPECIAL_FIELDS

    bare = name.strip()
    if not bare:
        return tr("A field needs a name.")
    if [each.strip().casefold() for each in names].count(bare.casefold()) > 1:
        return tr("Another field has this name.")
    if bare in (*SPECIAL_FIELDS, "FrontSide"):
        return tr("Templates use this name for something else.")
    if bare[0] in "#^/" or any(sign in bare for sign in ':"{}'):
        return tr(
            'A name cannot hold : " {open} or {close}, nor begin with #, ^ or /.',
            open="{",
            close="}",
        )
    return ""


def _said(value: EditedType, field: EditedField) -> tuple[str, str]:
    """Return the name of a field, and its settings in a few words."""
    settings = field.settings
    parts: list[Callable[[], str]] = []
    if not field.uid:
        parts.append(lambda: tr("new"))
    if settings.language:
        parts.append(lambda: language_name(settings.language))
    if settings.right_to_left:
        parts.append(lambda: tr("right to left"))
    if settings.font:
        parts.append(lambda: settings.font)
    if not parts:
        parts.append(lambda: _places_of(value, field))
    return field.name or tr("(no name)"), " · ".join(part() for part in parts)


@lru_cache(maxsize=64)
def _shown_names(template: str) -> frozenset[str]:
    """Return the names of the fields a template shows; of many only one changes at a time."""
    return frozenset(field_names(template))


def _cards_with(value: EditedType, field: EditedField) -> list[str]:
    return [
        each.name
        for each in value.templates
        if field.name in _shown_names(each.question) | _shown_names(each.answer)
    ]


def _places_of(value: EditedType, field: EditedField) -> str:
    """Return in a few words whether cards ask with a field or answer with it."""
    asked = any(field.name in _shown_names(each.question) for each in value.templates)
    if asked:
        return tr("on the front")
    return tr("on the back") if _cards_with(value, field) else tr("on no card")


def _shown_by(value: EditedType, field: EditedField) -> str:
    shown = _cards_with(value, field)
    if not shown:
        return tr("No card shows this field.")
    if len(shown) == len(value.templates):
        return plural(
            len(shown), "The card shows this field.", "All {count} cards show this field."
        )
    return tr("Shown by {cards}.", cards=", ".join(shown))
