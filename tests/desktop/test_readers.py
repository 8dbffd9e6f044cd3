"""The desktop is asked whether less is to move and colours to stand apart."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from flashcards.desktop.program import Answer
from flashcards.desktop.readers import ReadersWishes, asked_here, asked_macos
from flashcards.desktop.session_bus import SessionBus
from flashcards.desktop.wire import BusMessage, Kind, Typed, packed
from tests.effort import PATIENCE_S

NOTHING = ReadersWishes()
ANY, GNOME = "org.freedesktop.appearance", "org.gnome.desktop.interface"
GNOME_READERS, KDE = "org.gnome.desktop.a11y.interface", "org.kde.kdeglobals.KDE"
Told = Mapping[str, Mapping[str, Typed]]


@contextmanager
def portal(told: Told, signature: str = "a{sa{sv}}") -> Iterator[None]:
    """Answer one question for settings with ``told``, as the portal of a desktop does."""
    bus = SessionBus(within_s=PATIENCE_S)
    about = "org.freedesktop.DBus"
    name = "org.freedesktop.portal.Desktop"
    bus.call(about, "/org/freedesktop/DBus", about, "RequestName", "su", name, 0)

    def serve() -> None:
        asked = bus._answer(time.monotonic() + PATIENCE_S)
        while asked.kind is not Kind.CALL:
            asked = bus._answer(time.monotonic() + PATIENCE_S)
        answer = BusMessage(
            Kind.RETURN,
            destination=asked.sender,
            signature=signature,
            values=(told,),
            serial=1_000,
            reply_to=asked.serial,
        )
        bus._send(packed(answer))

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    thread.join()
    bus.close()


@pytest.mark.usefixtures("bus_address")
@pytest.mark.parametrize(
    ("told", "wished"),
    [
        ({}, NOTHING),
        ({ANY: {"contrast": Typed("u", 1)}}, ReadersWishes(high_contrast=True)),
        ({ANY: {"contrast": Typed("u", 0), "reduced-motion": Typed("u", 0)}}, NOTHING),
        ({ANY: {"reduced-motion": Typed("u", 1)}}, ReadersWishes(still=True)),
        ({GNOME: {"enable-animations": Typed("b", False)}}, ReadersWishes(still=True)),
        ({GNOME: {"enable-animations": Typed("b", True)}}, NOTHING),
        ({GNOME_READERS: {"high-contrast": Typed("b", True)}}, ReadersWishes(high_contrast=True)),
        ({KDE: {"AnimationDurationFactor": Typed("s", "0")}}, ReadersWishes(still=True)),
        ({KDE: {"AnimationDurationFactor": Typed("s", "0.5")}}, NOTHING),
        ({KDE: {"AnimationDurationFactor": Typed("s", "none")}}, NOTHING),
        ({GNOME: {"enable-animations": Typed("s", "false")}}, NOTHING),
    ],
)
def test_what_desktops_say_is_understood(told: Told, wished: ReadersWishes) -> None:
    with portal(told):
        assert asked_here("linux") == wished


@pytest.mark.usefixtures("bus_address")
@pytest.mark.parametrize(("told", "signature"), [("nonsense", "s"), ({"x": "y"}, "a{ss}")])
def test_an_answer_of_another_kind_wishes_nothing(told: Any, signature: str) -> None:
    with portal(told, signature):
        assert asked_here("linux") == NOTHING


@pytest.mark.usefixtures("bus_address")
def test_a_desktop_without_a_portal_wishes_nothing() -> None:
    assert asked_here("linux") == NOTHING


def test_what_macos_says_is_understood() -> None:
    def ask(*command: str) -> Answer:
        assert command[:2] == ("defaults", "read")
        return Answer(0, "1") if command[-1] == "reduceMotion" else Answer(1, "does not exist")

    assert asked_macos(ask) == ReadersWishes(still=True)
