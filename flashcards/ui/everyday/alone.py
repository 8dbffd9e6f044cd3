"""A notification beside the tray without a window, for systems whose notifications need an icon."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from flashcards import identity
from flashcards.ui import icons
from flashcards.ui.arriving.application import made_application

LASTS_MS = 60_000


def show(title: str, body: str, platform: str = "") -> bool | None:
    """Show it for a minute and return whether it was clicked; None where nothing can be shown.

    ``platform`` is as ``made_application`` takes it.
    """
    app = made_application(platform)
    app.setApplicationName(identity.NAME)
    app.setQuitOnLastWindowClosed(False)
    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return None
    icon = QSystemTrayIcon(icons.program_icon())
    icon.messageClicked.connect(lambda: app.exit(1))
    icon.show()
    icon.showMessage(title, body, icons.program_icon(), LASTS_MS)
    QTimer.singleShot(LASTS_MS, app.quit)
    clicked = app.exec() == 1
    icon.hide()
    return clicked
