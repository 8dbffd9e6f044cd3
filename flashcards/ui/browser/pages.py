"""Rows of a long list, fetched a page at a time when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_ROWS = 100
MOST_PAGES = 60


class Pages(Generic[Row]):
    """Keeps the pages used last. ``fetch`` gives the rows of some ids, None for one that is gone.

    Looking at a row costs one fetch of its page at most, however long the list is.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Row | None]]) -> None:
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Sequence[Row | None]] = OrderedDict()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Stand for another list."""
        self._ids = ids
        self._pages.clear()

    def forget(self) -> None:
        """Fetch every row anew when it is looked at next."""
        self._pages.clear()

    def row(self, at: int) -> Row | None:
        """Return the row at a place; None when it is gone from the collection."""
        number, inside = divmod(at, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            start = number * PAGE_ROWS
            page = self._fetch(self._ids[start : start + PAGE_ROWS])
            self._pages[number] = page
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[inside] if inside < len(page) else None
