"""Which deck, which preset, and who shares it: said plainly before anything is changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QSizePolicy

from flashcards.model.presets import Preset
from flashcards.ui import theme
from flashcards.ui.deck_options.preset_actions import deck_path
from flashcards.ui.hints import set_hint
from flashcards.ui.stored_names import preset_name
from flashcards.ui.widgets import button, column, icon_button, label, row
from flashcards.ui.words import plural, quoted, tr

MOST_NAMES = 3
MOST_LETTERS = 40


class PresetPanel(QFrame):
    """Tells which deck or preset was chosen; what to do about it is the screen's."""

    deck_chosen = Signal(str)
    preset_chosen = Signal(object)
    """The id of a preset."""
    own_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.decks = _choice(tr("Deck"))
        self.presets = _choice(tr("Preset"))
        self.sharing = label("", "muted", wrap=True)
        self.own = button(tr("New preset…"), self.own_wanted.emit, icon="add")
        self.more = icon_button("more", tr("More about presets"), self._open_menu)
        self._lay_out()
        self.decks.activated.connect(lambda _: self.deck_chosen.emit(self.decks.currentData()))
        self.presets.activated.connect(
            lambda _: self.preset_chosen.emit(self.presets.currentData())
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE.between)
        grid.setVerticalSpacing(theme.SPACE.inside)
        grid.setColumnStretch(1, 1)
        for place, (text, field) in enumerate(
            ((tr("Deck"), self.decks), (tr("Preset in &use"), self.presets))
        ):
            caption = label(text)
            caption.setBuddy(field)
            grid.addWidget(caption, place, 0)
            grid.addWidget(field, place, 1, 1, 1 if place else 2)
        grid.addWidget(self.more, 1, 2)
        own = row(None, self.own, None)
        column(self, grid, self.sharing, own, gap="inside", margins="between")

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def show_uses(self, deck: str, uses: Mapping[str, Preset], presets: Sequence[Preset]) -> None:
        """Show a deck's preset among all, and which other decks use it; ``uses`` is by deck."""
        mine = uses[deck]
        _fill(self.decks, [(deck_path(name), name) for name in uses], deck)
        _fill(self.presets, [(preset_name(preset.name), preset.id) for preset in presets], mine.id)
        set_hint(self.decks, deck_path(deck))  # the field cuts off what is too long
        set_hint(self.presets, preset_name(mine.name))
        others = [name for name, preset in uses.items() if preset.id == mine.id and name != deck]
        self.sharing.setText(sharing_words(others))
        set_hint(self.sharing, "\n".join(map(deck_path, others)) if len(others) > 1 else "")
        self.own.setVisible(bool(others))


def sharing_words(others: Sequence[str]) -> str:
    """Say which other decks use a preset, and what that means for a change."""
    if not others:
        return tr("No other deck uses this preset.")
    named = [quoted(_short(deck_path(name))) for name in others[:MOST_NAMES]]
    left = len(others) - MOST_NAMES
    if left > 0:
        named.append(plural(left, "{count} more deck", "{count} more decks"))
    names = named[0]
    if len(named) > 1:
        names = tr("{some} and {last}", some=", ".join(named[:-1]), last=named[-1])
    return tr("Also used by {names}. Changes here apply to them too.", names=names)


def _short(name: str) -> str:
    """Keep the end of a long name: it tells decks apart."""
    return name if len(name) <= MOST_LETTERS else f"…{name[1 - MOST_LETTERS :]}"


def _choice(name: str) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setMinimumContentsLength(12)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return field


def _fill(field: QComboBox, items: Sequence[tuple[str, object]], current: object) -> None:
    field.clear()
    for text, value in items:
        field.addItem(text, value)
    field.setCurrentIndex([value for _, value in items].index(current))
