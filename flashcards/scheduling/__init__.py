"""When to show a card again: pure functions from memory, quality and time to the next interval."""
