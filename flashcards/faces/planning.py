"""Study beyond the daily queue, and plans for the days ahead: ``collection.planning``."""

from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue


class PlanningFace:
    """Makes sessions of the learner's choosing, and spreads what is due over days."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
