"""One file per deck format: each reads a stream into a ParsedDeck and writes one back."""
