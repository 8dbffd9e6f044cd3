"""A hub that a family or a class shares: ``collection.hub``."""

from typing import TYPE_CHECKING

from flashcards.store.store import Store

if TYPE_CHECKING:
    from flashcards.collection.syncing.publishing import Publication


class HubFace:
    """Publishes decks over a hub, and shares progress there; ``collection.sync`` does the rest.

    Addresses are ``postgresql://NAME:PASSWORD@COMPUTER/DATABASE``. Every call waits for a network,
    and raises UserError where the hub cannot be used.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def share(self, address: str) -> None:
        """Share progress with teachers from today on: answers, right ones and cards known.

        They see numbers per day and deck that is published in the hub, and nothing of other decks.
        """
        from flashcards.collection.syncing import hubs

        hubs.share(self._store, address)

    def publish(self, address: str, deck: str) -> "Publication":
        """Publish what is new in a deck and its subdecks, for everybody in the hub to read."""
        from flashcards.collection.syncing import hubs

        return hubs.publish(self._store, address, deck)

    def withdraw(self, address: str, deck: str) -> bool:
        """Publish a deck no longer; return whether it was. Whoever has it keeps it."""
        from flashcards.collection.syncing import hubs

        return hubs.withdraw(self._store, address, deck)
