"""Runs one command and turns whatever comes of it into an exit code and one sentence."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flashcards.cli import arguments, interrupts
from flashcards.cli.endings import DONE, INTERRUPTED, READER_GONE, refuse
from flashcards.cli.wording import tr, worded_error
from flashcards.languages import choosing
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import Translatable, message

_OF_THE_WINDOW = (None, "open")
"""What needs no terminal: no command at all, and files to open."""
_CANCELLED: Translatable = "Cancelled."
_NOTHING_KEPT: Translatable = "Cancelled; nothing of it was kept."
_KEPT: Translatable = "Stopped; what had been done by then is saved."
_TOO_LATE: Translatable = "Ctrl+C came too late to cancel anything: all of it was done and saved."


def main(given: Sequence[str] | None = None) -> int:
    """Run the command line ``given`` (the process's own by default); return the exit code.

    0 done, 1 problems found, 2 refused with one sentence on standard error, 130 after Ctrl+C.
    """
    interrupts.forget()
    try:
        words = choosing.without_option(sys.argv[1:] if given is None else given)
        _speak(words)
        chosen = arguments.read(words)
        code = _run(chosen)
        return _interrupted(_TOO_LATE) if interrupts.came() and code != INTERRUPTED else code
    except SystemExit as end:  # of argparse: after --help, --version and misuse
        return end.code if isinstance(end.code, int) else DONE
    except UserError as error:
        return refuse(worded_error(error))
    except CancelledError:
        return _interrupted(_KEPT if interrupts.saved() else _NOTHING_KEPT)
    except KeyboardInterrupt:
        return _interrupted(_KEPT if interrupts.saved() else _CANCELLED)
    except BrokenPipeError:
        from flashcards.cli.terminal import silence_output

        silence_output()
        return READER_GONE


def opens_window(given: Sequence[str]) -> bool:
    """Whether a command line that nothing is wrong with asks for the window and no more."""
    try:
        return arguments.read(given).command in _OF_THE_WINDOW
    except SystemExit:
        return False


def _speak(words: Sequence[str]) -> None:
    """Speak the language that the environment asks for; what scripts read stays English."""
    from flashcards.cli.argparse_words import translate_argparse

    system = choosing.system_languages()
    code = choosing.ENGLISH if "--json" in words else choosing.chosen(choosing.SYSTEM, system)
    choosing.speak_in(code, choosing.locale_of(code, system))
    translate_argparse()


def _interrupted(sentence: Translatable) -> int:
    from flashcards.cli.terminal import errors

    errors().line(tr(sentence))
    return INTERRUPTED


def _run(chosen: arguments.Arguments) -> int:
    if chosen.wish and chosen.command not in _OF_THE_WINDOW:
        raise UserError(
            message("--minimised, --study, --minutes and --add-note are for the window."),
            message("Leave the command “{command}” out.", command=chosen.command or ""),
        )
    if chosen.command in _OF_THE_WINDOW:
        from flashcards import app

        files = [] if chosen.command is None else chosen.files
        return app.run(_collection(chosen), files, chosen.wish)
    from flashcards.cli.terminal import refuse_closed_output

    refuse_closed_output()  # before anything is done that could not be told
    return _action(chosen.command)(chosen)


def _collection(chosen: arguments.Arguments) -> Path | None:
    return None if chosen.collection is None else Path(chosen.collection)


def _action(command: str) -> Callable[[arguments.Arguments], int]:
    """What does a command, its module imported only now."""
    if command in ("import", "export"):
        from flashcards.cli import files

        return {"import": files.import_files, "export": files.export}[command]
    if command == "watch":
        from flashcards.cli import watching

        return watching.watch
    if command == "hub":
        from flashcards.cli import hub

        return hub.hub
    if command == "sync":
        from flashcards.cli import sync

        return sync.sync
    if command == "article":
        from flashcards.cli import articles

        return articles.article
    if command in ("decks", "search"):
        from flashcards.cli import looking

        return {"decks": looking.decks, "search": looking.search}[command]
    if command == "types":
        from flashcards.cli import note_types

        return note_types.types
    if command == "study":
        from flashcards.cli import study

        return study.study
    if command == "stats":
        from flashcards.cli import statistics

        return statistics.stats
    if command in ("check", "backup", "restore"):
        from flashcards.cli import care

        return {"check": care.check, "backup": care.backup, "restore": care.restore}[command]
    if command == "remind":
        from flashcards.cli import remind

        return remind.remind
    if command in ("duplicates", "empty-cards"):
        from flashcards.cli import tidying

        return {"duplicates": tidying.duplicates, "empty-cards": tidying.empty_cards}[command]
    if command == "media":
        from flashcards.cli import media

        return media.media
    if command == "bin":
        from flashcards.cli import bin as bin_command

        return bin_command.bin_
    raise LookupError(command)
