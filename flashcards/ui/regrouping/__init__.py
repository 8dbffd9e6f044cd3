"""Makes several notes of one, or one of several, each card with the history it is given."""
