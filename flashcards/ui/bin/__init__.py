"""The bin: what was deleted, to bring back or to let go for good."""
