"""Makes the package for Debian 13 and newer, which runs on Debian's own Python and Qt."""

from pathlib import Path

from making import NotHereError, Order


def make(order: Order) -> list[Path]:
    """Build ``flashcards_VERSION-1_all.deb`` and return it."""
    raise NotHereError(f"There is nothing to put into {order.out} yet.")
