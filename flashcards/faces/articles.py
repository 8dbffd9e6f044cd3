"""Articles that decks are made from: what ``collection.articles`` offers."""

from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue


class ArticlesFace:
    """Turns articles into decks and keeps each card beside the passage it came from."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
