"""The rail on the left: where one can go, as icons and words or icons alone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton

from flashcards.ui import icons
from flashcards.ui.hints import set_hint
from flashcards.ui.menu_letters import plain
from flashcards.ui.platform_keys import key_words
from flashcards.ui.roles import Role, set_accessible_role
from flashcards.ui.screens import SCREENS, ScreenRow
from flashcards.ui.style import INSIDE
from flashcards.ui.widgets import column
from flashcards.ui.words import tr

ICON_SIZE = 20
WIDE_PX, NARROW_PX = 172, 58
_AROUND_PX = 43
"""What is left of a button's icon and right of its word, and between both: nothing can be there."""
GAP = "\u2009 "
"""Air between icon and word, which a tool button sets too close."""


class Rail(QFrame):
    """Buttons of the screens; the one in front is checked."""

    def __init__(self, go: Callable[..., object]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(tr("Screens"))
        set_accessible_role(self, Role.PageTabList)
        self._go = go
        self._narrow = False
        self._sign = "", ""
        self._buttons: dict[str, QToolButton] = {}
        rows = [self._button(row) for row in SCREENS if row.in_rail]
        settings = self._button(next(row for row in SCREENS if row.name == "preferences"))
        self.sign = self._sign_button()
        column(self, *rows, None, self.sign, settings, gap="hair", margins="inside")

    def _sign_button(self) -> QToolButton:
        """Make the place for how the collection stands with other computers."""
        button = QToolButton()
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._go("preferences", section="sync"))
        button.hide()
        return button

    def show_sign(self, first: str, second: str, whole: str, icon: str) -> None:
        """Show two short lines, nothing for none; ``whole`` is said on hover and aloud."""
        had_focus = self.sign.hasFocus()
        self.sign.setVisible(bool(first))
        if not first:
            if had_focus:
                self._buttons["preferences"].setFocus()
            return
        self._sign = first, second
        self.sign.setIcon(icons.icon(icon))
        self.sign.setAccessibleName(whole)
        set_hint(self.sign, whole)
        self._fit_sign()

    def _fit_sign(self) -> None:
        """Break each line in two where there is no room, and leave out what is too much."""
        metrics = self.sign.fontMetrics()
        room = self.width() - ICON_SIZE - _AROUND_PX - metrics.horizontalAdvance(GAP)
        lines = [part for line in self._sign for part in in_two(line, metrics, room)]
        lines = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]
        self.sign.setText("\n".join(GAP + self._as_read(line) for line in lines if line))

    def _as_read(self, line: str) -> str:
        """Let a line that begins with a number or a name be read as its words are."""
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return f"\u2068{line}\u2069" if backwards else line

    def _button(self, row: ScreenRow) -> QToolButton:
        button = QToolButton()
        button.setText(GAP + plain(tr(row.text)))
        button.setIcon(icons.icon(row.icon))
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(plain(tr(row.text)))
        button.setAccessibleDescription(key_words(row.shortcut))
        set_accessible_role(button, Role.PageTab)
        set_hint(button, f"{plain(tr(row.text))} ({row.shortcut})")
        button.clicked.connect(lambda _checked=False: self._go(row.name))
        self._buttons[row.name] = button
        return button

    def mark(self, name: str) -> None:
        """Mark the screen in front; a screen that is not in the rail marks none."""
        for own, button in self._buttons.items():
            button.setChecked(own == name)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and words; first called once the rail is in its window."""
        style = Qt.ToolButtonStyle
        for button in (*self._buttons.values(), self.sign):
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
            )
        self._narrow = narrow
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the words when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(NARROW_PX if self._narrow else self._wide())
        self._fit_sign()

    def _wide(self) -> int:
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return max(WIDE_PX, widest + 3 * INSIDE)


def in_two(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Return words as one line, or as two where ``room`` (pixels) asks for it; the last may be
    too long."""
    if metrics.horizontalAdvance(words) <= room:
        return [words]
    parts = words.split(" ")
    count = len(parts) - 1
    while count > 1 and metrics.horizontalAdvance(" ".join(parts[:count])) > room:
        count -= 1
    return [line for line in (" ".join(parts[:count]), " ".join(parts[count:])) if line]
