"""Makes the field an option is set with."""

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashcards.ui.deck_options.edits import (
    ChoiceEdit,
    NumberEdit,
    ReadingsEdit,
    SwitchEdit,
    TimeEdit,
)
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.deck_options.typed_edits import ParametersEdit, StepsEdit
from flashcards.ui.deck_options.weekdays_edit import WeekdaysEdit
from flashcards.ui.menu_letters import plain
from flashcards.ui.words import tr

Edit: TypeAlias = (
    NumberEdit
    | TimeEdit
    | ChoiceEdit
    | SwitchEdit
    | ReadingsEdit
    | StepsEdit
    | WeekdaysEdit
    | ParametersEdit
)
_KINDS: dict[Kind, type[Edit]] = {
    Kind.NUMBER: NumberEdit,
    Kind.TIME: TimeEdit,
    Kind.CHOICE: ChoiceEdit,
    Kind.SWITCH: SwitchEdit,
    Kind.READINGS: ReadingsEdit,
    Kind.STEPS: StepsEdit,
    Kind.WEEKDAYS: WeekdaysEdit,
    Kind.PARAMETERS: ParametersEdit,
}


def edit_for(row: OptionRow) -> Edit:
    """Return what an option is set with, named for those who hear the screen."""
    made = _KINDS[row.kind](row)
    made.setAccessibleName(plain(tr(row.text)))
    made.setAccessibleDescription(tr(row.explanation))
    return made


def misread(edit: Edit) -> str:
    """Say why what is typed is no value at all; empty where it is one or nothing is typed."""
    return edit.misread() if isinstance(edit, StepsEdit | ParametersEdit) else ""


def stops_of(edit: QWidget) -> list[QWidget]:
    """Return where Tab stops in a field: in several places where it is made of several."""
    tab = Qt.FocusPolicy.TabFocus
    if edit.focusPolicy() & tab:
        return [edit]
    return [part for part in edit.findChildren(QWidget) if part.focusPolicy() & tab]
