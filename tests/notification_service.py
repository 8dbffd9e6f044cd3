"""A desktop that shows notifications on a session bus of the tests' own; run as a program.

Each notification becomes a line of JSON on standard output. Of standard input, ``click`` clicks
the last one, ``close`` closes it, ``end`` ends.
"""

import json
import os
import select
import sys
import time
from dataclasses import replace

from flashcards.desktop.session_bus import SessionBus
from flashcards.desktop.wire import BusMessage, Kind, packed

PLAIN, PLAIN_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PORTAL_SERVICE = "org.freedesktop.portal.Desktop"
PORTAL, PORTAL_PATH = "org.freedesktop.portal.Notification", "/org/freedesktop/portal/desktop"
NUMBER = 7


class Desktop:
    """Answers what notifications need, in the plain way or as the portal does."""

    def __init__(self, *, portal: bool) -> None:
        self._portal = portal
        self._bus = SessionBus(within_s=60)
        name = PORTAL_SERVICE if portal else PLAIN
        bus = "org.freedesktop.DBus"
        self._bus.call(bus, "/org/freedesktop/DBus", bus, "RequestName", "su", name, 0)
        self._serial = 1_000
        self._say(ready=name)

    def run(self) -> None:
        """Serve until told to end."""
        while True:
            ready = select.select([self._bus, sys.stdin], [], [])[0]
            if sys.stdin in ready:
                word = os.read(sys.stdin.fileno(), 100).decode().strip()
                if word in ("", "end"):
                    return
                self._signal(word)
            if self._bus in ready:
                message = self._bus._answer(time.monotonic() + 600)
                if message.kind is Kind.CALL:
                    self._serve(message)

    def _serve(self, message: BusMessage) -> None:
        values = json.loads(json.dumps(message.values, default=lambda each: each.value))
        self._say(called=message.member, signature=message.signature, values=values)
        plain = message.member == "Notify"
        self._send(
            BusMessage(
                Kind.RETURN,
                destination=message.sender,
                signature="u" if plain else "",
                values=(NUMBER,) if plain else (),
                reply_to=message.serial,
            )
        )

    def _signal(self, word: str) -> None:
        if self._portal:
            values: tuple[object, ...] = ("reminder", "study", [])
            self._send(
                BusMessage(Kind.SIGNAL, PORTAL_PATH, PORTAL, "ActionInvoked", "", "ssav", values)
            )
            return
        told: tuple[tuple[str, str, object], ...] = (
            ("ActionInvoked", "us", "default"),
            ("NotificationClosed", "uu", 2),
        )
        member, signature, what = told[word == "close"]
        if word == "click":
            self._emit("ActivationToken", "us", "let-me-through")
            self._emit("ActionInvoked", "us", "default", about=NUMBER + 1)
        self._emit(member, signature, what)

    def _emit(self, member: str, signature: str, what: object, about: int = NUMBER) -> None:
        self._send(BusMessage(Kind.SIGNAL, PLAIN_PATH, PLAIN, member, "", signature, (about, what)))

    def _send(self, message: BusMessage) -> None:
        self._serial += 1
        self._bus._send(packed(replace(message, serial=self._serial)))

    def _say(self, **what: object) -> None:
        print(json.dumps(what), flush=True)


if __name__ == "__main__":
    Desktop(portal="portal" in sys.argv).run()
