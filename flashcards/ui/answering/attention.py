"""Notices when the learner looks away: another window, another program, a minimised window."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Attention(QObject):
    """Watches one window."""

    lost = Signal(bool)
    """True when the program itself was left, False when another of its windows is in front."""
    found = Signal()
    """The window is in front again."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._program_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell what happened; nothing is taken away from the window."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self.lost.emit(False)
        elif kind == QEvent.Type.WindowActivate:
            self.found.emit()
        elif kind == QEvent.Type.WindowStateChange and self._window.isMinimized():
            self.lost.emit(True)
        return False

    def _program_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.lost.emit(True)
