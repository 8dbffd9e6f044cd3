"""Every command is one row; menus, palette, shortcuts and help are drawn from the rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from flashcards.model.messages import Translatable
from flashcards.ui import icons
from flashcards.ui.menu_letters import plain, with_own_letters
from flashcards.ui.platform_keys import HERE, Platform, keys_for
from flashcards.ui.words import tr

MENUS = ("File", "Edit", "Deck", "Card", "View", "Go", "Help")
_MENU_TEXTS: dict[str, Translatable] = {
    "File": "&File",
    "Edit": "&Edit",
    "Deck": "&Deck",
    "Card": "&Card",
    "View": "&View",
    "Go": "&Go",
    "Help": "&Help",
    "Columns": "Columns",
    "Flag": "Flag",
    "Filters": "Filters",
    "More ways to study": "More ways to study",
    "Preferences pages": "Preferences pages",
    "Select words": "Select words",
    "Sound and video": "Sound and video",
    "Theme": "Theme",
    "Reading priority": "Reading priority",
    "Weekly portion": "Weekly portion",
}


_MAY_REPEAT = frozenset(
    {
        "text.larger", "text.smaller", "planning.next", "planning.previous", "preferences.next",
        "preferences.previous", "options.next_group", "options.previous_group", "options.next_deck",
        "options.previous_deck", "article_map.next", "article_map.previous", "article.down",
        "article.up", "article.next_kind", "article.kind_before", "changed.next_kind",
        "changed.kind_before", "article.select_more", "article.select_less", "article.paragraph_on",
        "article.paragraph_back", "article.end_later", "article.end_earlier", "article.start_later",
        "article.start_earlier", "read.next", "read.back", "read.next_found", "read.found_before",
        "read.larger", "read.smaller", "read.select_more", "read.select_less", "read.paragraph_on",
        "read.paragraph_back", "read.end_later", "read.end_earlier", "read.start_later",
        "read.start_earlier", "draw.next", "draw.previous", "draw.turn", "draw.turn_back",
        "draw.zoom_in", "draw.zoom_out",
    }
)  # fmt: skip
"""The commands that a key held down does again and again: those that go about, and no others.

What deletes, undoes, answers or moves cards is done once for each press.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the learner can ask for."""

    id: str
    text: Translatable
    """Shown everywhere; ``&`` marks the mnemonic."""
    action: Callable[[], object]
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    """A menu's name, or ``"Card/Flag"`` for a submenu; empty keeps it to the palette."""
    section: int = 0
    """Rows of one menu with different sections are divided by a line."""
    enabled_when: Callable[[], bool] | None = None
    offered_when: Callable[[], bool] | None = None
    """Whether the row is shown at all, where what it does does not always exist."""
    checked_when: Callable[[], bool] | None = None
    text_when: Callable[[], str] | None = None
    """Gives the text of the moment, such as ``Undo add note``."""
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """The screens it is of use in, for a row that is in force on every screen."""
    never_with: str = ""
    """How the ids of rows begin that are never possible while this one is: they share keys."""

    def excludes(self, other: "Command") -> bool:
        """Whether another row is never possible together with this one."""
        return bool(self.never_with) and other.id.startswith(self.never_with)

    @property
    def text_now(self) -> str:
        """The text of the moment, with its mnemonic mark."""
        return self.text_when() if self.text_when else tr(self.text)

    @property
    def plain_text(self) -> str:
        """The text of the moment without its mnemonic mark."""
        return plain(self.text_now)

    @property
    def is_offered(self) -> bool:
        """Whether the row is shown now."""
        return self.offered_when is None or self.offered_when()


def _heard(keys: Iterable[str]) -> list[QKeySequence]:
    """Return what is listened to: before each Return the key that keyboards call Enter, for menus
    show the first one."""
    found: list[str] = []
    for key in keys:
        if key == "Return" or key.endswith("+Return"):
            found.append(f"{key.removesuffix('Return')}Enter")
        found.append(key)
    return [QKeySequence(key) for key in dict.fromkeys(found)]


class Commands(QObject):
    """Holds the rows in force and the one QAction of each."""

    changed = Signal()
    """Rows came or went, or keys changed."""
    keys_chosen = Signal(object)
    """The learner's own keys, command id to keys in portable writing, after a change."""

    def __init__(self, owner: QWidget, keys: Mapping[str, str], platform: Platform = HERE) -> None:
        super().__init__(owner)
        self._owner = owner
        self._platform = platform
        self._keys = dict(keys)
        self._rows: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._screen_ids: dict[str, list[str]] = {}
        self._elsewhere: set[str] = set()
        self._screen = ""
        self._under_way = 0
        self._bar: QMenuBar | None = None
        self._menus: list[QMenu] = []
        self._made_menus: dict[str, QMenu] = {}
        self._made_lines: list[QAction] = []

    def rows(self) -> list[Command]:
        """Return every row known, in the order they were added."""
        return list(self._rows.values())

    def row(self, command_id: str) -> Command:
        """Return one row; KeyError when there is none."""
        return self._rows[command_id]

    def add(self, rows: Iterable[Command]) -> None:
        """Add rows that stay in force for good."""
        for row in rows:
            self._put(row)
        self.fill(self._bar)
        self.changed.emit()

    def add_screen(self, screen: str, rows: Iterable[Command]) -> None:
        """Add rows that are in force only while a screen is in front."""
        ids = []
        for row in rows:
            self._put(row)
            ids.append(row.id)
        self._screen_ids[screen] = ids
        self.fill(self._bar)
        self.changed.emit()

    def add_elsewhere(self, place: str, rows: Iterable[Command]) -> None:
        """Add rows whose keys work in other windows and fields alone, beside every key here.

        They are known by name and key, so that these can be chosen, and are never in force here.
        """
        self._elsewhere.add(place)
        self.add_screen(place, rows)
        self.show_screen(self._screen)

    def drop_screen(self, screen: str) -> None:
        """Forget a screen's rows, since the screen is built anew."""
        for command_id in self._screen_ids.pop(screen, []):
            del self._rows[command_id]
            action = self._actions.pop(command_id)
            self._owner.removeAction(action)
            action.deleteLater()
        self.fill(self._bar)
        self.changed.emit()

    def show_screen(self, screen: str) -> None:
        """Put a screen's rows in force and those of every other screen out of it."""
        self._screen = screen
        for other, ids in self._screen_ids.items():
            for command_id in ids:
                self._actions[command_id].setVisible(other == screen)
        self.refresh()
        self._hide_empty_menus()
        self.changed.emit()

    def screen_rows(self) -> list[Command]:
        """Return the rows that belong to the screen in front."""
        rows = (self._rows[command_id] for command_id in self._screen_ids.get(self._screen, ()))
        return [row for row in rows if row.is_offered]

    def in_force(self) -> list[Command]:
        """Return the rows that can be asked for now: those of no screen or of the one in front."""
        away = self._away()
        return [row for row in self._rows.values() if row.id not in away and row.is_offered]

    def _away(self) -> set[str]:
        others = (ids for screen, ids in self._screen_ids.items() if screen != self._screen)
        return {command_id for ids in others for command_id in ids}

    def _put(self, row: Command) -> None:
        if row.id in self._rows:
            raise ValueError(f"There are two commands called {row.id}.")
        action = QAction(tr(row.text), self._owner)
        action.setData(row.id)
        if row.icon:
            action.setIcon(icons.icon(row.icon, "muted"))
        action.setCheckable(row.checked_when is not None)
        action.setAutoRepeat(row.id in _MAY_REPEAT)
        action.setShortcuts(_heard(self._keys_of(row)))
        action.triggered.connect(lambda _checked=False, key=row.id: self.trigger(key))
        action.setMenuRole(QAction.MenuRole.NoRole)
        self._rows[row.id] = row
        self._actions[row.id] = action
        self._owner.addAction(action)

    def name_anew(self) -> None:
        """Call every row and menu what it is called in the language of the moment."""
        for command_id, row in self._rows.items():
            self._actions[command_id].setText(tr(row.text))
        self.fill(self._bar)
        self.refresh()

    def action(self, command_id: str) -> QAction:
        """Return the action of a row, to put into a menu or tie to a button."""
        return self._actions[command_id]

    def trigger(self, command_id: str) -> None:
        """Do a row's action, unless it is not possible now."""
        row = self._rows.get(command_id)
        if row is None or (row.enabled_when is not None and not row.enabled_when()):
            return
        self._under_way += 1
        try:
            row.action()
        finally:
            self._under_way -= 1
        self.refresh()

    def enabled(self, command_id: str) -> bool:
        """Whether a row's action is possible now."""
        row = self._rows[command_id]
        return row.enabled_when is None or row.enabled_when()

    def refresh(self) -> None:
        """Ask every row in force again whether it is possible, ticked, and what it is called.

        While an action is under way that is put off until it is done.
        """
        if not self._under_way:
            self._ask_rows()

    def _ask_rows(self) -> None:
        away = self._away()
        for command_id, row in self._rows.items():
            if command_id in away:
                continue  # asked when its screen comes to the front
            action = self._actions[command_id]
            if row.offered_when is not None:
                action.setVisible(row.is_offered)
            if row.enabled_when is not None:
                action.setEnabled(row.enabled_when())
            if row.checked_when is not None:
                action.setChecked(row.checked_when())
            if row.text_when is not None and plain(action.text()) != row.plain_text:
                action.setText(row.text_when())  # else it keeps the letter a menu gave it

    def shortcuts(self, command_id: str) -> tuple[str, ...]:
        """Return the keys of a row in portable writing, the learner's own before ours.

        None for a row that is gone: parts of a screen that is being taken down ask once more.
        """
        row = self._rows.get(command_id)
        return tuple(self._keys_of(row)) if row is not None else ()

    def first_keys(self, command_id: str) -> tuple[str, ...]:
        """Return the program's own keys of a row, as this system has them."""
        return keys_for(command_id, self._rows[command_id].shortcuts, self._platform)

    def set_shortcuts(self, command_id: str, keys: Sequence[str]) -> None:
        """Give a row the learner's own keys; none at all is allowed."""
        self._keys[command_id] = "; ".join(keys)
        self._renew(command_id)

    def reset_shortcuts(self, command_id: str) -> None:
        """Give a row its first keys back."""
        self._keys.pop(command_id, None)
        self._renew(command_id)

    def listeners(self, command_id: str, key: str) -> list[Command]:
        """Return every other row that listens to ``key``, whatever screen it belongs to."""
        wanted = QKeySequence(key)
        return [
            row
            for other, row in self._rows.items()
            if other != command_id
            and any(QKeySequence(own) == wanted for own in self._keys_of(row))
        ]

    def conflicts(self, command_id: str, key: str) -> list[Command]:
        """Return the other rows that listen to ``key`` and could be in force together."""
        home = self.screen_of(command_id)
        found = self.listeners(command_id, key)
        mine = self._rows[command_id]
        return [
            row
            for row in found
            if self._meet(home, self.screen_of(row.id))
            and not (mine.excludes(row) or row.excludes(mine))
        ]

    def _meet(self, one: str, other: str) -> bool:
        """Whether rows of two screens are ever in force together; "" stands for every screen."""
        if one == other:
            return True
        return not {one, other} & self._elsewhere and "" in (one, other)

    def screen_of(self, command_id: str) -> str:
        """Return the screen a row belongs to; "" for one that is in force on all of them."""
        for screen, ids in self._screen_ids.items():
            if command_id in ids:
                return screen
        return ""

    def take_keys(self, keys: Mapping[str, str]) -> None:
        """Take over the learner's keys as they were chosen in another window."""
        self._keys = dict(keys)
        for command_id in self._rows:
            self._listen(command_id)
        self.changed.emit()

    def _renew(self, command_id: str) -> None:
        if command_id in self._rows:
            self._listen(command_id)
        self.keys_chosen.emit(dict(self._keys))
        self.changed.emit()

    def _listen(self, command_id: str) -> None:
        keys = self._keys_of(self._rows[command_id])
        self._actions[command_id].setShortcuts(_heard(keys))

    def _keys_of(self, row: Command) -> Sequence[str]:
        chosen = self._keys.get(row.id)
        if chosen is None:
            return keys_for(row.id, row.shortcuts, self._platform)
        return [key for key in chosen.split("; ") if key]

    def context_menu(self, ids: Sequence[str | None], parent: QWidget | None = None) -> QMenu:
        """Return a menu of some rows; None stands for a dividing line."""
        menu = self._drawn(QMenu(parent or self._owner))
        self._ask_rows()
        for command_id in ids:
            if command_id is None:
                menu.addSeparator()
            elif command_id in self._actions:
                menu.addAction(self._actions[command_id])
        return menu

    def fill(self, bar: QMenuBar | None) -> None:
        """Draw the menus anew from the rows in force."""
        if bar is None:
            return
        self._bar = bar
        bar.clear()
        separators = self._lines()
        self._menus = []
        for name in MENUS:
            mine = [row for row in self._rows.values() if row.menu.split("/")[0] == name]
            if mine:
                menu = self._menu(name, tr(_MENU_TEXTS[name]), bar)
                self._fill_menu(menu, sorted(mine, key=lambda row: row.section), separators)
                bar.addMenu(menu)
                self._menus.append(menu)
        self._hide_empty_menus()

    def _menu(self, place: str, text: str, parent: QWidget) -> QMenu:
        """Return the menu of a place, empty.

        Menus and their dividing lines are made once: Python remembers every child that a living
        widget ever had, also those Qt has deleted.
        """
        if place not in self._made_menus:
            self._made_menus[place] = self._drawn(QMenu(parent))
        menu = self._made_menus[place]
        menu.clear()
        menu.setTitle(text)
        return menu

    def _lines(self) -> Iterator[QAction]:
        """Yield dividing lines, those of the last time first."""
        yield from self._made_lines
        while True:
            line = QAction(self._owner)
            line.setSeparator(True)
            self._made_lines.append(line)
            yield line

    def _drawn(self, menu: QMenu) -> QMenu:
        """Let a menu ask its rows before it is shown, and give each a letter of its own."""
        menu.aboutToShow.connect(lambda: self._give_letters(menu))
        return menu

    def _give_letters(self, menu: QMenu) -> None:
        self.refresh()
        shown = [
            action for action in menu.actions() if action.isVisible() and not action.isSeparator()
        ]
        for action, text in zip(shown, with_own_letters(self._texts(shown)), strict=True):
            action.setText(text)

    def _texts(self, actions: Sequence[QAction]) -> list[str]:
        """Return what rows and submenus are called, with the letters they would like to have."""
        return [
            self._rows[action.data()].text_now if action.data() else plain(action.text())
            for action in actions
        ]

    def _hide_empty_menus(self) -> None:
        for menu in self._menus:
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))

    def _fill_menu(
        self, menu: QMenu, rows: Sequence[Command], separators: Iterator[QAction]
    ) -> None:
        submenus: dict[str, QMenu] = {}
        section = rows[0].section
        for row in rows:
            if row.section != section:
                menu.addAction(next(separators))
                section = row.section
            target = menu
            _, _, inner = row.menu.partition("/")
            if inner:
                if inner not in submenus:
                    submenus[inner] = self._menu(row.menu, tr(_MENU_TEXTS[inner]), menu)
                    menu.addMenu(submenus[inner])
                target = submenus[inner]
            target.addAction(self._actions[row.id])
