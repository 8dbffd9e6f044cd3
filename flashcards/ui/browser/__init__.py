"""Browse: the table of all cards, its search, and what one does to many at once."""
