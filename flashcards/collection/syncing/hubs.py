"""Keeps a collection in step over a hub, and publishes decks there."""

from flashcards.collection.syncing import publishing
from flashcards.collection.syncing.places import PlaceSync
from flashcards.collection.syncing.refusals import AnotherHubError, HubNotProtectedError
from flashcards.collection.syncing.syncing import Report
from flashcards.model.errors import UserError
from flashcards.store.hub import connecting, sharing, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.operation import Progress
from flashcards.store.store import Store


class HubSync(PlaceSync):
    """Does rounds over one hub, with a connection for each."""

    def __init__(self, address: str, passphrase: str = "") -> None:
        super().__init__(passphrase)
        self._address = address
        self._where = ""

    def is_over(self, place: str) -> bool:
        """Whether this is the place that a learner means."""
        return place == self._address

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        """Do one round; see ``PlaceSync``. What is shared of the learner's progress follows."""
        with connecting.opened(self._address) as hub:
            self._where = hub.where
            report = self._round_over(store, HubCarrier(hub), name, progress, anew=anew)
            _share(store, hub)
        return report

    def _another(self) -> UserError:
        return AnotherHubError(self._where)

    def _unprotected(self) -> UserError:
        return HubNotProtectedError(self._where)


def share(store: Store, address: str) -> None:
    """Share progress with the teachers of a hub from today on: numbers per day and deck."""
    with connecting.opened(address) as hub:
        sharing.agree(hub)
        _share(store, hub)


def _share(store: Store, hub: connecting.Hub) -> None:
    first = sharing.since(hub)
    if first is not None:
        today = store.now().date()
        with store.reading() as conn:
            done = sharing.done_since(conn, min(first, today))
        sharing.share(hub, done, today)


def publish(store: Store, address: str, deck: str) -> publishing.Publication:
    """Publish what is new in a deck, for whoever is in the hub to read; raises UserError."""
    uid = publishing.uid_of(store, deck)
    with connecting.opened(address) as hub:
        space = spaces.for_deck(hub, uid, deck)
        return publishing.publish(store, HubCarrier(hub, space), space, deck)


def withdraw(store: Store, address: str, deck: str) -> bool:
    """Publish a deck no longer; return whether it was published. Whoever has it keeps it."""
    uid = publishing.uid_of(store, deck)
    with connecting.opened(address) as hub:
        return spaces.withdraw(hub, uid)
