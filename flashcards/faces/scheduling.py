"""Schedulers, the past and the log: what ``collection.scheduling`` offers."""

from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue


class SchedulingFace:
    """Looks into a collection's schedule, corrects its past, and compares schedulers."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
