"""What every test stands on: its own home, a clock it sets, no network, no thread left over."""

import gc
import os

# Before Qt is imported anywhere: without a wish of the caller's, no window needs a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Whatever the language of whoever runs the tests.
os.environ["FLASHCARDS_LANGUAGE"] = "en"

import socket
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from tests import model_on_loopback
from tests.effort import PATIENCE_S
from tests.end_to_end.listener import NO_SCREEN_READER
from tests.reference import ABSENT, reference
from tests.session_bus import NO_BUS
from tests.sync.real_syncthing import NO_SYNCTHING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[1]
_GETADDRINFO = socket.getaddrinfo

# A loaded machine must not fail a test for being slow. The examples are the same each time, and
# none is remembered from one run to the next; other ones are tried by `make soak`.
settings.register_profile(
    "same",
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak", settings.get_profile("same"), derandomize=False, max_examples=1_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was not proved, and by which seed the order was drawn."""
    skipped = terminalreporter.stats.get("skipped", [])
    untold = True
    for why in (ABSENT, NO_SCREEN_READER, NO_BUS, NO_SYNCTHING):
        count = sum(why in str(report.longrepr) for report in skipped)
        if count and untold:
            terminalreporter.write_sep("=", "NOT EVERYTHING WAS TESTED", yellow=True, bold=True)
            untold = False
        if count:
            terminalreporter.write_line(f"{count} tests were skipped: {why}.", yellow=True)
    if (seed := config.getoption("randomly_seed", None)) is not None:
        terminalreporter.write_line(f"Order of the tests: --randomly-seed={seed}")


def pytest_unconfigure() -> None:
    """Let Qt speak for itself from now on.

    pytest-qt goes on listening where a fixture skipped or failed, and PySide would hand what Qt
    says after Python's end to Python: a segmentation fault when all is done.
    """
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(None)


class FixedClock:
    """A clock that stands still until a test moves it; calling it gives an aware datetime."""

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a clock needs a zone")
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> datetime:
        """Let time pass, ``days=``, ``hours=`` and so on, as it passes in the world.

        A day is 24 hours even where the clocks are changed in between.
        """
        self.now = (self.now.astimezone(UTC) + timedelta(**step)).astimezone(self.now.tzinfo)
        return self.now


@pytest.fixture
def fixed_clock() -> FixedClock:
    """A Monday morning in a zone with summer time: 2 March 2026, 10:00 in Berlin."""
    return FixedClock(datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Berlin")))


@pytest.fixture
def collection_path(tmp_path: Path) -> Path:
    """Where a test's collection goes; nothing is there yet."""
    return tmp_path / "collection.flashcards"


@pytest.fixture(scope="session")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection of a learner whom FSRS's own parameters fit badly; made once, to be copied."""
    from tests.collection.forgetful import build

    path = tmp_path_factory.mktemp("forgetful") / "c.flashcards"
    build(path)
    return path


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout the tests run from."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the checkout; a test that needs it is skipped without."""
    return reference()


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    """Press keys and buttons in windows and wait for what they do, however busy the machine."""
    from tests.qtbot import QtBot

    return QtBot(request)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test, and every process it starts, away from the real learner's files."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FLASHCARDS_HOME", str(home / "flashcards"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")  # nothing is said to a desktop


_WINDOWS_BEFORE = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def _no_windows_left(request: pytest.FixtureRequest) -> None:
    """Let go of what earlier tests had on the screen before a test that has nothing there.

    Its threads would else come upon it when they look for garbage, and end windows outside of
    the window's thread.
    """
    gc.enable()  # a window that was there before had it looked for in its own time
    has_windows = "qapp" in request.fixturenames
    if request.config.stash.get(_WINDOWS_BEFORE, False) and not has_windows:
        gc.collect()
    request.config.stash[_WINDOWS_BEFORE] = has_windows


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that ends with a thread of its own still running."""
    before = set(threading.enumerate())
    yield
    # A pool of Qt's keeps its threads; Python knows them as dummies and cannot wait for them.
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(timeout=PATIENCE_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads left running: {', '.join(alive)}")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail a test that reaches for the network, even where the code would swallow an error.

    While a test listens on the loopback interface itself, this machine may be spoken to.
    """
    guard = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        guard.setattr(socket.socket, name, _refusing(name))
    guard.setattr(socket, "getaddrinfo", _look_up)
    yield
    guard.undo()


def _refusing(name: str) -> Any:
    """``socket.socket``'s method ``name``, for sockets inside this machine alone."""
    original = getattr(socket.socket, name)

    def method(self: socket.socket, *arguments: Any) -> Any:
        inside = model_on_loopback.open_now and (name == "listen" or _is_here(arguments[0][0]))
        if self.family in (socket.AF_INET, socket.AF_INET6) and not inside:
            pytest.fail(f"a network socket was used: {name}{arguments}")
        return original(self, *arguments)

    return method


def _look_up(host: object, *others: Any, **named: Any) -> Any:
    if model_on_loopback.open_now and _is_here(host):
        return _GETADDRINFO(host, *others, **named)  # type: ignore[arg-type]  # it is a text
    pytest.fail(f"the address of a host was looked up: {host!r}")


def _is_here(host: object) -> bool:
    return host == "::1" or str(host).startswith("127.")
