"""Leave for Anki whenever you like: packages with all that was learnt."""
