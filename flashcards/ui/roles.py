"""Tells screen readers what a widget of our own is, where Qt could only guess."""

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6 import __version_info__
from PySide6.QtCore import QLoggingCategory, QObject
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QStackedWidget, QWidget
from shiboken6 import isValid

from flashcards.ui.menu_letters import plain

Role = QAccessible.Role
Make: TypeAlias = Callable[[QWidget], QAccessibleWidget]

_ROLE, _MADE_BY, _CLASS = "accessible_role", "accessible_maker", "accessible_class"
_MADE_EARLY = __version_info__ < (6, 11)
"""Older versions of Qt (6.8, as Debian has it) make what stands for a widget even while nobody
listens, as soon as it gets a name."""
_kept: list[QAccessibleWidget] = []
"""Qt takes what stands for a widget down together with it, and must not find it gone before."""
_makers: list[Make] = []


class StandIn(QAccessibleWidget):
    """Stands for a widget as one of a role that its class does not tell."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role, "")

    def text(self, kind: QAccessible.Text) -> str:
        """Return what the widget is called: a button by its text where it has no other name."""
        said, widget = super().text(kind), self.widget()
        if kind == QAccessible.Text.Name and not said and isinstance(widget, QAbstractButton):
            return plain(widget.text())
        return said

    def actionNames(self) -> list[str]:
        """Return what can be done by other means than mouse and keys, such as a switch."""
        widget = self.widget()
        press = [self.pressAction()] if isinstance(widget, QAbstractButton) else []
        return press + list(super().actionNames())

    def doAction(self, name: str) -> None:
        """Do it."""
        widget = self.widget()
        if name == self.pressAction() and isinstance(widget, QAbstractButton):
            widget.click()
        else:
            super().doAction(name)

    def state(self) -> Any:
        """Return the widget's state; the tab that is checked is the selected one."""
        state, widget = super().state(), self.widget()
        if self.role() == Role.PageTab and isinstance(widget, QAbstractButton):
            state.selectable, state.selected = True, widget.isChecked()
        return state


class Decoration(StandIn):
    """Stands for a picture that says nothing which is not said beside it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, Role.Graphic)

    def state(self) -> Any:
        """Return that there is nothing for those who cannot see it."""
        state = super().state()
        state.invisible = True
        return state


class Silent(StandIn):
    """Stands for a label whose text changes all the time: read when asked for, never told."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, Role.StaticText)

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name the label was given, and what it shows now."""
        said = super().text(kind)
        widget = self.widget()
        if kind == QAccessible.Text.Name and isinstance(widget, QLabel):
            return f"{said}: {widget.text()}"
        return said


def reads_rows() -> bool:
    """Whether the system's screen reader reads the other cells of a row by itself, as Orca does.

    It also says each change of what describes the place where the keyboard is.
    """
    return QGuiApplication.platformName() in ("xcb", "wayland")


def set_accessible_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be known as one of ``role``, whatever its class says; before it is shown."""
    widget.setProperty(_ROLE, role.value)
    _install(widget)


def set_stand_in(widget: QWidget, make: Make) -> None:
    """Let what ``make`` makes stand for a widget; before it is shown."""
    if make not in _makers:
        _makers.append(make)
    widget.setProperty(_MADE_BY, _makers.index(make))
    _install(widget)


def pass_over(widget: QWidget) -> None:
    """Let no screen reader stop at a picture that is mere decoration."""
    set_stand_in(widget, Decoration)


def keep_silent(label: QLabel, name: str) -> None:
    """Let no screen reader be told of every change of a label; ``name`` says what it counts.

    Qt tells of a new text only where a label has no name.
    """
    set_stand_in(label, Silent)
    label.setAccessibleName(name)


def _stand_in(_class_name: str, of: QObject | None) -> QAccessibleWidget | None:
    """Make what stands for a widget of ours; Qt does for all others."""
    if not isinstance(of, QWidget):
        return None
    role, maker = of.property(_ROLE), of.property(_MADE_BY)
    if role is None and maker is None:
        if not _is_stack(of):
            return None
        role = Role.Client.value  # else each is told as layers whenever one comes into it
    elif _is_going(of):
        return None
    made = StandIn(of, Role(role)) if maker is None else _makers[maker](of)
    _kept[:] = [each for each in _kept if isValid(each)] + [made]
    return made


def _is_stack(widget: QWidget) -> bool:
    """Whether a widget holds pages, and is not being taken down."""
    of_class = widget.metaObject().className()
    return isinstance(widget, QStackedWidget) and of_class == type(widget).__name__


def _is_going(widget: QWidget) -> bool:
    """Whether a widget is being taken down: all that is left of it is what every widget is.

    Older versions of Qt ask even then who stands for it, and end the program over an answer.
    """
    return bool(widget.property(_CLASS) != type(widget).__name__)


def _install(widget: QWidget) -> None:
    """Let ``_stand_in`` be asked, also for a widget that Qt has told of already."""
    widget.setProperty(_CLASS, type(widget).__name__)
    if not _installed:
        # Qt says so of each text that is shown by a widget which only tells its paragraphs.
        QLoggingCategory.setFilterRules("qt.accessibility.atspi.warning=false")
        QAccessible.installFactory(_stand_in)
        _installed.append(True)
    if QAccessible.isActive() or _MADE_EARLY:
        found = QAccessible.queryAccessibleInterface(widget)
        if not any(found is each for each in _kept):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(found))


_installed: list[bool] = []
