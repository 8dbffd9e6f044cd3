"""The exit codes of the command line, and how a refusal is said."""

DONE = 0
PROBLEMS = 1
"""It was done, and problems were found."""
REFUSED = 2
INTERRUPTED = 130
READER_GONE = 141
"""What a shell says of a program whose output nobody reads any more."""


def refuse(sentence: str) -> int:
    """Say on standard error why nothing was done, and return the exit code for it."""
    from flashcards.cli.terminal import errors

    errors().line(sentence)
    return REFUSED
