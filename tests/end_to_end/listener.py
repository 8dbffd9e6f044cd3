"""A desktop's bus of its own, and someone on it who hears what a screen reader would be told."""

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.effort import PATIENCE_S

NO_SCREEN_READER = "nothing a screen reader stands on"
"""Why a test is skipped, to be followed by what is missing."""
SYSTEM_PYTHON = "/usr/bin/python3"
_TELLS = Path(__file__).with_name("at_spi.py")
_ANNOUNCED = "object:announcement"
_FOCUSED = "object:state-changed:focused"


@lru_cache(maxsize=1)
def lacking() -> str:
    """What this machine lacks of a screen reader's bus, in words; empty for nothing."""
    missing = [] if shutil.which("dbus-daemon") else ["dbus-daemon"]
    services = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
    missing += [] if services.exists() else ["at-spi2-core"]
    if not Path(SYSTEM_PYTHON).exists():
        return ", ".join([*missing, SYSTEM_PYTHON])
    asked = subprocess.run(
        [SYSTEM_PYTHON, str(_TELLS), "--lacking"], capture_output=True, text=True, check=False
    )
    return ", ".join(missing + ([asked.stdout.strip()] if asked.returncode else []))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing the program told, or one thing found in it."""

    role: str
    name: str
    description: str
    states: frozenset[str]
    text: str
    label: str = ""
    """The name of what stands beside it as its label."""
    event: str = ""
    said: str = ""
    detail: int = 0
    depth: int = 0

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Told":
        """Take over a line of the one who listens."""
        return cls(**(told | {"states": frozenset(told["states"])}))


@dataclass
class Listener:
    """Hears the program; what was heard since the last ``forget`` is kept."""

    process: "subprocess.Popen[bytes]"
    heard: list[Told] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    _rest: bytes = b""
    _serial: int = 0
    _ready: bool = False

    def wait(self, what: str, ready: Callable[[], object]) -> None:
        """Listen until ``ready``; fail with what was heard after a while."""
        until = time.monotonic() + PATIENCE_S
        while not ready():
            left = until - time.monotonic()
            assert left > 0, f"Waited for {what}; heard {self.sentences()}"
            self._listen(left)

    def wait_until_ready(self) -> None:
        """Wait until everything the program tells is heard."""
        self.wait("the listener", lambda: self._ready)

    def _listen(self, seconds: float) -> None:
        output = self.process.stdout
        assert output is not None
        if not select.select([output], [], [], seconds)[0]:
            return
        more = os.read(output.fileno(), 1 << 16)
        assert more, "The listener has ended."
        *lines, self._rest = (self._rest + more).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, told: dict[str, Any]) -> None:
        if "event" in told:
            self.heard.append(Told.of(told))
        elif "answer" in told:
            self.answers[told["answer"]] = told["found"]
        else:
            self._ready = True

    def _ask(self, what: str) -> Any:
        self._serial += 1
        serial = str(self._serial)
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what} {serial}\n".encode())
        self.process.stdin.flush()
        self.wait(f"an answer to “{what}”", lambda: serial in self.answers)
        return self.answers.pop(serial)

    # What there is

    def tree(self) -> list[Told]:
        """Return all that shows, each before what is in it."""
        return [Told.of(each) for each in self._looked("tree")]

    def focus(self) -> Told | None:
        """Return what has the keyboard."""
        found = self._looked("focus")
        return Told.of(found) if found else None

    def _looked(self, what: str) -> Any:
        until = time.monotonic() + PATIENCE_S
        while True:
            found = self._ask(what)
            if not (isinstance(found, dict) and "failed" in found):
                return found
            assert time.monotonic() < until, f"looking for the {what} failed: {found}"

    # What was told

    def forget(self) -> None:
        """Begin to keep anew what is heard."""
        self._ask("settled")
        self.heard.clear()

    def announced(self) -> list[str]:
        """Return what was announced since ``forget``, oldest first."""
        return [each.said for each in self.heard if each.event.startswith(_ANNOUNCED)]

    def focused(self) -> list[Told]:
        """Return what took the keyboard since ``forget``, oldest first."""
        return [each for each in self.heard if each.event.startswith(_FOCUSED) and each.detail]

    def wait_for_announcement(self, words: str) -> None:
        """Wait until something was announced in which ``words`` stand."""
        self.wait(f"“{words}”", lambda: any(words in said for said in self.announced()))

    def wait_for_focus(self, name: str) -> Told:
        """Wait until something of that name took the keyboard, and return it."""
        self.wait(f"the keyboard in “{name}”", lambda: self._focused_on(name) is not None)
        found = self._focused_on(name)
        assert found is not None
        return found

    def _focused_on(self, name: str) -> Told | None:
        return next((each for each in reversed(self.focused()) if each.name == name), None)

    def sentences(self) -> str:
        """Return what was heard since ``forget``, a line each, for who reads a failure."""
        return "\n".join(
            f"{each.event}: {each.said or each.name!r} ({each.role}, {each.detail})"
            for each in self.heard
        )


@contextmanager
def bus() -> Iterator[str]:
    """Start a session's bus and yield its address; what it started ends with it."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address, "dbus-daemon did not start."
            yield address
        finally:
            process.terminate()


@contextmanager
def listening(environment: dict[str, str]) -> Iterator[Listener]:
    """Hear every program that is started on the bus of ``environment`` from now on."""
    with subprocess.Popen(
        [SYSTEM_PYTHON, str(_TELLS)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            found = Listener(process)
            found.wait_until_ready()
            yield found
        finally:
            process.kill()
