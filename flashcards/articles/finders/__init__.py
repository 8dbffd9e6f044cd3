"""One module per reason why a passage is worth a card: document in, candidates out."""
