"""Keeps a collection in step over a hub, and publishes decks there."""

from dataclasses import replace
from datetime import date

from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import publishing
from flashcards.collection.syncing.places import PlaceSync
from flashcards.collection.syncing.refusals import AnotherHubError, HubNotProtectedError
from flashcards.collection.syncing.report import Report
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.scheduling.days import learner_day
from flashcards.store import decks
from flashcards.store.hub import connecting, sharing, spaces
from flashcards.store.hub.carrier import MOST_OF_A_TEACHER, HubCarrier
from flashcards.store.hub.refusals import TooManyPublicationsError
from flashcards.store.operation import Progress
from flashcards.store.presets import day_start
from flashcards.store.store import Store
from flashcards.store.syncing import records
from flashcards.store.syncing.setup import Setup


class AnotherPlaceError(AnotherHubError):
    """A collection that syncs over a hub was given another login, which has a place of its own."""

    def __init__(self, where: str) -> None:
        UserError.__init__(
            self,
            message(
                "Your place in the hub {where} is not what this collection syncs with.", where=where
            ),
            message(
                "Give the address used so far. To use this one from now on, as after you were "
                "removed there and added again, leave (“flashcards sync --leave”, or Preferences > "
                "Sync) and join again: everything here is then copied there."
            ),
        )


class HubSync(PlaceSync):
    """Does rounds over one hub, with a connection for each."""

    def __init__(self, address: str, passphrase: str = "") -> None:
        super().__init__(passphrase)
        self._address = address
        self._where = ""
        self._was_at_a_hub = False

    def is_over(self, place: str) -> bool:
        """Whether this is the place that a learner means."""
        return place == self._address

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        """Do one round; see ``PlaceSync``. What is shared of the learner's progress follows."""
        with connecting.opened(self._address) as hub:
            self._where = hub.where
            carrier = HubCarrier(hub)
            report = self._round_over(store, carrier, name, progress, anew=anew)
            report.troubles += tuple(map(_unread, carrier.unread))
            _remember(store, carrier.space)
            _share(store, hub)
        return report

    def _is_same(self, store: Store, carrier: Carrier, setup: Setup) -> bool:
        """Whether it is the space of before, even restored or emptied: it is filled again then."""
        assert isinstance(carrier, HubCarrier)
        self._was_at_a_hub = "space" in setup
        return setup.get("space") == carrier.space or super()._is_same(store, carrier, setup)

    def _another(self) -> UserError:
        return (AnotherPlaceError if self._was_at_a_hub else AnotherHubError)(self._where)

    def _unprotected(self) -> UserError:
        return HubNotProtectedError(self._where)


def _unread(deck: str) -> Message:
    return message(
        "The teacher of the deck “{deck}” has published {count:,} times, and Flashcards reads no "
        "more than that: what was published later is missing here. Tell whoever looks after the "
        "hub.",
        deck=deck, count=MOST_OF_A_TEACHER,
    )  # fmt: skip


def _remember(store: Store, space: str) -> None:
    with store.reading() as conn:
        setup = records.setup(conn)
    if setup is not None and setup.get("space") != space:
        with store.writing(message("Sync"), undoable=False) as conn:
            records.set_setup(conn, {**(records.setup(conn) or {}), "space": space})


def share(store: Store, address: str) -> None:
    """Share progress with the teachers of a hub from today on, in decks published there."""
    with connecting.opened(address) as hub:
        sharing.agree(hub)
        _share(store, hub)


def _share(store: Store, hub: connecting.Hub) -> None:
    agreed = sharing.since(hub)
    if agreed is None:
        return
    now, published = store.now(), sharing.published(hub)
    with store.reading() as conn:
        begins = day_start(conn)
        today = learner_day(now, begins)
        first = date.fromordinal(min(learner_day(agreed.astimezone(now.tzinfo), begins), today))
        done = sharing.done_since(conn, published, first)
    sharing.share(hub, done, published.values(), first, date.fromordinal(today))


def publish(store: Store, address: str, deck: str) -> publishing.Publication:
    """Publish what is new in a deck, for whoever is in the hub to read; raises UserError."""
    uid = publishing.uid_of(store, deck)
    with connecting.opened(address) as hub:
        if spaces.publications(hub) >= MOST_OF_A_TEACHER:
            raise TooManyPublicationsError(hub.where, MOST_OF_A_TEACHER)
        is_back = spaces.is_withdrawn(hub, uid)
        space = spaces.for_deck(hub, uid, deck)
        made = publishing.publish(store, HubCarrier(hub, space), space, deck)
        return replace(made, is_back=is_back)


def withdraw(store: Store, address: str, deck: str) -> bool:
    """Publish a deck no longer; return whether it was published. Whoever has it keeps it.

    What has another name here, or is here no longer, is called what it was published as.
    """
    with store.reading() as conn:
        found = decks.subtree(conn, deck)
    with connecting.opened(address) as hub:
        return spaces.withdraw(hub, found[0].uid if found else None, deck)
