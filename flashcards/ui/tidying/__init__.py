"""What tidies a collection: notes that are there twice, and cards that show nothing."""
