"""Note types of one's own: written and changed, with what becomes of their notes and cards."""
