"""The screen for everything that belongs to the learner and not to a deck."""
