"""What in a text is worth a card."""
