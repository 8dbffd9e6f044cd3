"""The formatting buttons above the fields: as many as there is room for, the others in a menu."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from flashcards.ui import icons
from flashcards.ui.commands import Commands
from flashcards.ui.editor.formats import FORMATS, Format
from flashcards.ui.editor.shortcuts import format_id, words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.style import HAIR
from flashcards.ui.widgets import icon_button
from flashcards.ui.words import tr

_FIELDS_FIRST = Qt.FocusPolicy.NoFocus
"""Tab goes through the fields; the keys do what the buttons do."""


class FormatBar(QWidget):
    """One row of buttons; each does by the mouse what a key does in the field."""

    def __init__(self, commands: Commands, apply: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._commands = commands
        self._apply = apply
        self.buttons: dict[str, QToolButton] = {}
        for each in FORMATS:
            if each.icon:
                self.buttons[each.name] = self._button(each)
        self.buttons["source"].setCheckable(True)
        self.more = icon_button("more", tr("More formatting"), self._open)
        self.more.setParent(self)
        self.more.setFocusPolicy(_FIELDS_FIRST)
        self.menu = QMenu(self)
        self.beside: Commands | None = None
        """What else the window does by keys, listed below the formats."""
        self._name_keys()
        commands.changed.connect(self._name_keys)

    def _button(self, each: Format) -> QToolButton:
        push = icon_button(each.icon, tr(each.text), lambda: self._apply(each.name))
        push.setParent(self)
        push.setFocusPolicy(_FIELDS_FIRST)
        return push

    def check(self, name: str, on: bool) -> None:
        """Show whether something is in force."""
        self.buttons[name].setChecked(on)

    def _name_keys(self) -> None:
        """Say beside each format's name which keys ask for it now."""
        for each in FORMATS:
            if each.name in self.buttons:
                set_hint(self.buttons[each.name], self._named(each, " ({keys})"))

    def _named(self, each: Format, behind: str) -> str:
        keys = words_of(self._commands, format_id(each.name))
        return tr(each.text) + (behind.replace("{keys}", keys) if keys else "")

    def _open(self) -> None:
        """List what has no button in sight."""
        self.menu.clear()
        for each in FORMATS:
            push = self.buttons.get(each.name)
            if push is None or push.isHidden():
                action = self.menu.addAction(icons.icon(each.icon), self._named(each, "\t{keys}"))
                action.triggered.connect(lambda _=False, name=each.name: self._apply(name))
        if self.beside is not None:
            self.beside.refresh()
            self.menu.addSeparator()
            others = (row.id for row in self.beside.in_force())
            named = {format_id(each.name) for each in FORMATS}
            self.menu.addActions([self.beside.action(each) for each in others if each not in named])
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # Where the buttons stand

    def sizeHint(self) -> QSize:
        """Ask for room for all buttons."""
        hint = self.more.sizeHint()
        return QSize((hint.width() + HAIR) * (len(self.buttons) + 1), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        hint = self.more.sizeHint()
        return QSize(2 * hint.width(), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        size = self.more.sizeHint()
        step = size.width() + HAIR
        room = max(0, (self.width() - size.width()) // step)
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shown = [*list(self.buttons.values())[:room], self.more]
        for push in self.buttons.values():
            push.setVisible(push in shown)
        for place, push in enumerate(shown):
            left = place * step
            push.setGeometry(
                self.width() - left - size.width() if turned else left,
                0,
                size.width(),
                self.height(),
            )
