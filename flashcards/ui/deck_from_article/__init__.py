"""From an article to a deck: reading it, and choosing its cards beside it."""
