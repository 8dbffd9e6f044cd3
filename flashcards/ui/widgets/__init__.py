"""The small parts screens are put together from; they know the theme, screens need not."""

from flashcards.ui.widgets.boxes import (
    ReadingColumn,
    column,
    line,
    panel,
    row,
    scrolled,
    spacer,
    tab_through,
)
from flashcards.ui.widgets.buttons import button, command_button, icon_button
from flashcards.ui.widgets.empty import EmptyState
from flashcards.ui.widgets.fields import (
    ChoiceField,
    check_field,
    choice_field,
    number_field,
    say_count,
    text_field,
)
from flashcards.ui.widgets.fitting import fitting
from flashcards.ui.widgets.flow import FlowRow, beside
from flashcards.ui.widgets.labels import (
    ElidedLabel,
    GistLabel,
    key_label,
    label,
    set_kind,
    set_role,
)
from flashcards.ui.widgets.table import (
    PlainModel,
    TableIndex,
    choose_row,
    fit_columns,
    make_plain,
)

__all__ = [
    "ChoiceField",
    "ElidedLabel",
    "EmptyState",
    "FlowRow",
    "GistLabel",
    "PlainModel",
    "ReadingColumn",
    "TableIndex",
    "beside",
    "button",
    "check_field",
    "choice_field",
    "choose_row",
    "column",
    "command_button",
    "fit_columns",
    "fitting",
    "icon_button",
    "key_label",
    "label",
    "line",
    "make_plain",
    "number_field",
    "panel",
    "row",
    "say_count",
    "scrolled",
    "set_kind",
    "set_role",
    "spacer",
    "tab_through",
    "text_field",
]
