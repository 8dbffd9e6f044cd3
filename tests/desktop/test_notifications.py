"""Notifications are shown by the desktop's own service, and clicks on them are heard."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashcards import identity
from flashcards.desktop.notifications import Heard, Shown, show
from flashcards.desktop.session_bus import BusError, SessionBus
from flashcards.desktop.wire import BusMessage, Kind, packed
from tests.effort import PATIENCE_S
from tests.session_bus import VARIABLE, Desktop, desktop

TITLE, BODY = "Time to study", "42 cards to study, <about> 9 minutes & more."


def _heard(shown: Shown) -> Heard:
    """Wait until something becomes of a notification."""
    for message in shown.bus.signals(PATIENCE_S):
        found = shown.heard(message)
        if found is not None:
            return found
    raise AssertionError("nothing was heard")


def test_a_notification_says_who_sends_it_and_holds_no_markup(shown: Desktop) -> None:
    bus = SessionBus()
    show(bus, TITLE, BODY, "Study")
    asked = shown.said()
    assert (asked["called"], asked["signature"]) == ("Notify", "susssasa{sv}i")
    name, replaces, icon, title, body, actions, hints, lasts = asked["values"]
    assert (name, replaces, icon, title) == (identity.NAME, 0, identity.ID, TITLE)
    assert body == "42 cards to study, &lt;about&gt; 9 minutes &amp; more."
    assert actions == ["default", "Study"]
    assert hints == {"desktop-entry": identity.ID, "urgency": 1}
    assert lasts == -1
    bus.close()


def test_a_click_is_heard_with_what_lets_a_window_come_forward(shown: Desktop) -> None:
    bus = SessionBus()
    made = show(bus, TITLE, BODY, "Study")
    shown.does("click")
    assert _heard(made) is Heard.CLICKED
    assert made.token == "let-me-through"
    bus.close()


@pytest.mark.parametrize(
    ("action", "sender"), [("default", ":1.666"), ("default", ""), ("another", None)]
)
def test_only_the_service_says_that_it_was_clicked(
    shown: Desktop, action: str, sender: str | None
) -> None:
    bus = SessionBus()
    made = show(bus, TITLE, BODY, "Study")
    shown.said()
    click = BusMessage(
        Kind.SIGNAL,
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "ActionInvoked",
        signature="us",
        values=(made.number, action),
        sender=made.sender if sender is None else sender,
    )
    assert made.heard(click) is None
    assert made.heard(replace(click, values=(made.number, "default"), sender=made.sender))
    bus.close()


@pytest.mark.usefixtures("bus_address")
def test_a_message_cut_short_is_not_waited_for() -> None:
    bus = SessionBus(within_s=10 * PATIENCE_S)
    assert not bus.has("org.nobody")  # what the bus says of itself is in before that
    signal = packed(BusMessage(Kind.SIGNAL, "/a", "b.c", "D", "", "s", ["x"], 1))
    bus._buffer += signal[:-3]
    assert not [each for each in bus.signals() if each.interface == "b.c"]
    bus._buffer += signal[-3:]
    assert [each.interface for each in bus.signals()][-1:] == ["b.c"]
    bus.close()


def test_closing_it_is_no_click(shown: Desktop) -> None:
    bus = SessionBus()
    made = show(bus, TITLE, BODY, "Study")
    shown.does("close")
    assert _heard(made) is Heard.CLOSED
    bus.close()


def test_it_can_be_withdrawn(shown: Desktop) -> None:
    bus = SessionBus()
    made = show(bus, TITLE, BODY, "Study")
    shown.said()
    made.withdraw()
    assert shown.said() == {"called": "CloseNotification", "signature": "u", "values": [7]}
    bus.close()


@pytest.mark.parametrize("first", [True, False])
def test_where_there_is_only_a_portal_it_is_shown_by_that(bus_address: str, first: bool) -> None:
    with desktop(bus_address, "portal") as behind:
        bus = SessionBus()
        made = show(bus, TITLE, BODY, "Study", portal=first)
        asked = behind.said()
        assert (asked["called"], asked["signature"]) == ("AddNotification", "sa{sv}")
        values = {"title": TITLE, "body": BODY, "default-action": "study"}
        assert asked["values"] == ["reminder", values]
        behind.does("click")
        assert _heard(made) is Heard.CLICKED
        made.withdraw()
        assert behind.said()["called"] == "RemoveNotification"
        bus.close()


@pytest.mark.usefixtures("bus_address")
def test_a_desktop_without_notifications_says_so(bus_address: str) -> None:
    bus = SessionBus()
    with pytest.raises(BusError):
        show(bus, TITLE, BODY, "Study")
    bus.close()


def test_without_a_bus_nothing_hangs(tmp_path: Path) -> None:
    nowhere = {VARIABLE: f"unix:path={tmp_path / 'none'};tcp:host=example.org;;", "HOME": "/"}
    for environment in (nowhere, {}, {"XDG_RUNTIME_DIR": str(tmp_path)}):
        with pytest.raises(BusError):
            SessionBus(environment=environment)


def test_a_bus_that_goes_away_is_noticed(bus_address: str, tmp_path: Path) -> None:
    from tests.session_bus import session_bus

    with session_bus(tmp_path / "other") as address:
        bus = SessionBus(environment={VARIABLE: address})
    with pytest.raises(BusError):
        show(bus, TITLE, BODY, "Study")
    bus.close()
