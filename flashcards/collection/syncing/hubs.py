"""Keeps a collection in step over a hub, and publishes decks there."""

from flashcards.collection.syncing import publishing, syncing
from flashcards.store.hub import connecting, sharing, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.operation import Progress
from flashcards.store.store import Store


def sync(store: Store, address: str, progress: Progress | None = None) -> syncing.Report:
    """Do one round over the hub at an address; raises UserError where it cannot be used."""
    with connecting.opened(address) as hub:
        carrier = HubCarrier(hub)
        report = syncing.sync(store, carrier, progress=progress)
        _share(store, hub)
    return report


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
