"""Speaks with the services of the learner's desktop over its session bus, a socket of this machine.

Written here since Qt's own door to D-Bus cannot say that a number has no sign, which notifications
ask for, and since a reminder has to come without Qt. Only calls go out; nothing is offered.
"""

import os
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from flashcards.desktop.wire import BusMessage, Kind, WireError, packed, size_of, unpacked

CALL_WITHIN_S: Final = 3.0
"""A service that takes longer counts as none."""
_MOST_KEPT: Final = 200
"""Signals kept until somebody asks for them."""
_BUS: Final = "org.freedesktop.DBus"
_BUS_PATH: Final = "/org/freedesktop/DBus"


class BusError(OSError):
    """There is no bus here, it does not answer, or the service refused; says which in English."""


class RefusedError(BusError):
    """A service answered with an error, whose name is ``args[0]``."""


class SessionBus:
    """One connection, for one thread at a time; raises BusError for whatever goes wrong."""

    def __init__(
        self, within_s: float = CALL_WITHIN_S, environment: Mapping[str, str] = os.environ
    ):
        self._within_s = within_s
        self._serial = 0
        self._buffer = bytearray()
        self.answered_by = ""
        """Who answered the last call: the name of a connection, which no other program can have."""
        self._signals: deque[BusMessage] = deque(maxlen=_MOST_KEPT)
        self._socket = _connected(environment, within_s)
        try:
            self._introduce()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Leave the bus; closing twice is fine."""
        self._socket.close()

    def fileno(self) -> int:
        """Return the handle that becomes readable when something came; -1 once closed."""
        return self._socket.fileno()

    def _introduce(self) -> None:
        uid = ""
        if sys.platform != "win32":
            uid = str(os.getuid())
        self._send(b"\0AUTH EXTERNAL " + uid.encode().hex().encode() + b"\r\n")
        told = bytearray()
        until = time.monotonic() + self._within_s
        while not told.endswith(b"\r\n") and len(told) < 1_000:
            told += self._received(1, until)
        if not told.startswith(b"OK "):
            raise BusError("the bus let nobody in")
        self._send(b"BEGIN\r\n")
        self.call(_BUS, _BUS_PATH, _BUS, "Hello")

    def call(
        self,
        service: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *values: Any,
    ) -> Sequence[Any]:
        """Call a method of a service and return what it answers."""
        self._serial += 1
        serial = self._serial
        self._send(
            packed(
                BusMessage(Kind.CALL, path, interface, member, service, signature, values, serial)
            )
        )
        until = time.monotonic() + self._within_s
        while (message := self._answer(until)).reply_to != serial:
            self._keep(message)
        if message.kind is Kind.ERROR:
            raise RefusedError(message.error, *message.values[:1])
        self.answered_by = message.sender
        return message.values

    def _answer(self, until: float) -> BusMessage:
        try:
            return self._next(until)
        except TimeoutError as error:
            raise BusError("no answer came") from error

    def listen(self, interface: str, path: str = "") -> None:
        """Ask for the signals of an interface from now on; ``signals`` gives them."""
        rule = f"type='signal',interface='{interface}'" + (f",path='{path}'" if path else "")
        self.call(_BUS, _BUS_PATH, _BUS, "AddMatch", "s", rule)

    def has(self, service: str) -> bool:
        """Whether a service is there now."""
        return bool(self.call(_BUS, _BUS_PATH, _BUS, "NameHasOwner", "s", service)[0])

    def signals(self, within_s: float = 0.0) -> Iterator[BusMessage]:
        """Yield the signals that came, and those that come within so many seconds."""
        until = time.monotonic() + within_s
        while True:
            while self._signals:
                yield self._signals.popleft()
            try:
                self._keep(self._next(until))
            except TimeoutError:
                return

    def _keep(self, message: BusMessage) -> None:
        if message.kind is Kind.SIGNAL:
            self._signals.append(message)

    def _next(self, until: float) -> BusMessage:
        """Return the next message; raise TimeoutError where none comes in time."""
        self._fill(16, until)
        try:
            size = size_of(bytes(self._buffer[:16]))
            self._fill(size, until)  # what is here so far is kept for the next time
            data = bytes(self._buffer[:size])
            del self._buffer[:size]
            return unpacked(data)
        except WireError as error:
            raise BusError(f"what came is no message: {error}") from error

    def _fill(self, size: int, until: float) -> None:
        while len(self._buffer) < size:
            self._buffer += self._received(size - len(self._buffer), until)

    def _received(self, most: int, until: float) -> bytes:
        try:
            self._socket.settimeout(max(0.001, until - time.monotonic()))
            found = self._socket.recv(most)
        except TimeoutError:
            raise
        except OSError as error:
            raise BusError(f"the bus is gone: {error}") from error
        if not found:
            raise BusError("the bus is gone")
        return found

    def _send(self, data: bytes) -> None:
        try:
            self._socket.settimeout(self._within_s)
            self._socket.sendall(data)
        except OSError as error:
            raise BusError(f"the bus is gone: {error}") from error


def _connected(environment: Mapping[str, str], within_s: float) -> socket.socket:
    family = getattr(socket, "AF_UNIX", None)
    if family is None or sys.platform == "win32":
        raise BusError("there is no session bus on this system")
    for address in _addresses(environment):
        made = socket.socket(family, socket.SOCK_STREAM)
        made.settimeout(within_s)
        try:
            made.connect(address)
        except OSError:
            made.close()
        else:
            return made
    raise BusError("there is no session bus")


def _addresses(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield where the bus may listen, as addresses of sockets."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    for each in named.split(";"):
        kind, _, rest = each.partition(":")
        keys = dict(part.partition("=")[::2] for part in rest.split(","))
        if kind == "unix" and "path" in keys:
            yield unquote(keys["path"])
        elif kind == "unix" and "abstract" in keys:
            yield "\0" + unquote(keys["abstract"])
    if not named and (folder := environment.get("XDG_RUNTIME_DIR")):
        yield os.fspath(Path(folder) / "bus")
