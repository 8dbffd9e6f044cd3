"""Shows a notification of the desktop's own, and hears when it is clicked.

Linux and its relatives: ``org.freedesktop.Notifications``, which every desktop has, or the portal
that programs in a Flatpak have to ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from flashcards import identity
from flashcards.desktop.session_bus import BusError, RefusedError, SessionBus
from flashcards.desktop.wire import BusMessage, Typed

_PLAIN: Final = "org.freedesktop.Notifications"
_PLAIN_PATH: Final = "/org/freedesktop/Notifications"
_PORTAL_SERVICE: Final = "org.freedesktop.portal.Desktop"
_PORTAL: Final = "org.freedesktop.portal.Notification"
_PORTAL_PATH: Final = "/org/freedesktop/portal/desktop"
_CLICK: Final = "default"
"""The action of a click on the notification itself, as the specification calls it."""
_OURS: Final = "reminder"
_STUDY: Final = "study"
_NORMAL: Final = 1


class Heard(Enum):
    """What became of a notification."""

    CLICKED = "clicked"
    CLOSED = "closed"


@dataclass(slots=True)
class Shown:
    """A notification on its way or in sight."""

    bus: SessionBus
    number: int
    """By which the service knows it; 0 where the portal shows it."""
    sender: str = ""
    """The connection of the service; what others say of the notification counts for nothing."""
    token: str = ""
    """With it the desktop lets a window come to the front after a click; "" where it gave none."""

    def heard(self, message: BusMessage) -> Heard | None:
        """Return what a signal says of this notification; None for one about something else."""
        about = tuple(message.values)
        if message.sender != self.sender:
            return None
        if message.interface == _PORTAL:
            return self._heard_of_portal(message.member, about)
        if message.interface != _PLAIN or not about or about[0] != self.number:
            return None
        if message.member == "ActivationToken" and isinstance(about[-1], str):
            self.token = about[-1][:1_000]
        if message.member == "ActionInvoked" and about[1:] != (_CLICK,):
            return None
        return {"ActionInvoked": Heard.CLICKED, "NotificationClosed": Heard.CLOSED}.get(
            message.member
        )

    def _heard_of_portal(self, member: str, about: tuple[Any, ...]) -> Heard | None:
        clicked = member == "ActionInvoked" and about[:2] == (_OURS, _STUDY)
        return Heard.CLICKED if clicked and not self.number else None

    def withdraw(self) -> None:
        """Take the notification away, as when what it says holds no more. Raises BusError."""
        if self.number:
            self.bus.call(_PLAIN, _PLAIN_PATH, _PLAIN, "CloseNotification", "u", self.number)
        else:
            self.bus.call(_PORTAL_SERVICE, _PORTAL_PATH, _PORTAL, "RemoveNotification", "s", _OURS)


def show(bus: SessionBus, title: str, body: str, click: str, *, portal: bool = False) -> Shown:
    """Show a notification; ``click`` says what clicking it does. Raises BusError where none can be.

    ``portal``: ask the portal first, as a program in a Flatpak has to.
    """
    ways = (_by_portal, _plainly) if portal else (_plainly, _by_portal)
    try:
        return ways[0](bus, title, body, click)
    except RefusedError:  # there is no such service, or not for us
        return ways[1](bus, title, body, click)


def _plainly(bus: SessionBus, title: str, body: str, click: str) -> Shown:
    bus.listen(_PLAIN)
    hints: Mapping[str, Typed] = {
        "desktop-entry": Typed("s", identity.ID),
        "urgency": Typed("y", _NORMAL),
    }
    answer = bus.call(
        _PLAIN,
        _PLAIN_PATH,
        _PLAIN,
        "Notify",
        "susssasa{sv}i",
        identity.NAME,
        0,
        identity.ID,
        title,
        _without_marks(body),
        [_CLICK, click],
        hints,
        -1,
    )
    if len(answer) != 1 or not isinstance(answer[0], int):
        raise BusError("the notification has no number")
    return Shown(bus, answer[0], bus.answered_by)


def _by_portal(bus: SessionBus, title: str, body: str, _click: str) -> Shown:
    bus.listen(_PORTAL, _PORTAL_PATH)
    what = {
        "title": Typed("s", title),
        "body": Typed("s", body),
        "default-action": Typed("s", _STUDY),
    }
    bus.call(_PORTAL_SERVICE, _PORTAL_PATH, _PORTAL, "AddNotification", "sa{sv}", _OURS, what)
    return Shown(bus, 0, bus.answered_by)


def _without_marks(text: str) -> str:
    """Return text in which no service sees markup: some read the body as a little HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
