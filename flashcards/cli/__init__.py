"""The command line: ``flashcards import``, ``study``, ``search`` and the rest."""

from flashcards.cli.start import main

__all__ = ["main"]
