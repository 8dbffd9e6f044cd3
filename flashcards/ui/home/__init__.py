"""The first screen: what is due today, the week behind and ahead, and the decks."""
