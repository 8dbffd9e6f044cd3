"""What can be typed after ``flashcards``: the commands and their options."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from flashcards.cli.argument_values import (
    confidence,
    days,
    program,
    whole,
)
from flashcards.cli.export_arguments import add_export
from flashcards.cli.hub_arguments import add_hub
from flashcards.cli.import_arguments import add_anki, add_table
from flashcards.cli.of_the_program import Alone, Version
from flashcards.cli.sync_arguments import add_sync
from flashcards.cli.window_arguments import add_remind, add_wishes
from flashcards.cli.wording import safe, tr
from flashcards.languages import choosing
from flashcards.model.messages import Translatable

DEFAULT_DAYS = 365
CHOSEN = -1.0
"""In place of a confidence: the cards that the program itself would choose."""
"""How sure a card of an article must be to be taken where nothing is said of it."""


class Arguments(argparse.Namespace):
    """What was typed, read. Only the command's own values are set."""

    command: str | None
    collection: str | None
    json: bool
    files: list[str]
    deck: str | None
    formulas: bool
    no_media: bool
    older: bool
    layout: str
    paper: str
    grid: str
    flip: str
    encoding: str | None
    delimiter: str | None
    quote: str | None
    header: bool | None
    front: int | None
    back: int | None
    tags: int | None
    out: str
    article: str
    accept: float | None
    dry_run: bool
    query: list[str]
    added_tags: list[str]
    days: int | None
    repair: bool
    list: bool
    backup: str
    yes: bool
    restore: int | None
    minutes: int | None
    ahead: int | None
    forgotten: int | None
    cram: bool
    preview: bool
    saved: str | None
    search: str | None
    order: str
    descending: bool
    limit: int | None
    type: str | None
    field: str | None
    across_types: bool
    near: bool
    delete_unanswered: bool
    own: bool
    format: str | None
    as_new: bool
    deck_options: bool
    folder: str | None
    place: str | None
    once: bool
    stop: bool
    take: str | None
    missing: str | None
    wish: str = ""
    notify: bool
    action: str
    address: str
    name: str | None
    teacher: bool
    megabytes: int | None
    status: bool
    leave: bool
    passphrase_file: str | None


class _Parser(argparse.ArgumentParser):
    """Refuses misuse in one sentence instead of argparse's two lines."""

    def error(self, message: str) -> NoReturn:
        from flashcards.cli.terminal import errors

        said = safe(message[:1].upper() + message[1:]).rstrip(".")
        told = tr(
            "{what}; “{command} --help” shows what you can type.", what=said, command=self.prog
        )
        errors().line(told)
        raise SystemExit(2)

    def _print_message(self, message: str, file: object = None) -> None:
        """Write the help in whatever encoding the terminal has."""
        from flashcards.cli.terminal import errors, output

        (errors() if file is sys.stderr else output()).write(message)


def read(given: Sequence[str]) -> Arguments:
    """Return what was typed; SystemExit after --help, --version or misuse."""
    made, commands = _parsers()
    words = _opening_files(_excluding_words(list(given)), list(commands.choices))
    return made.parse_args(words, namespace=Arguments())


def _opening_files(given: list[str], commands: Sequence[str]) -> list[str]:
    """Let ``flashcards FILE`` mean ``flashcards open FILE``, and all behind ``--`` be files."""
    from flashcards.starting.given import is_file_word

    at = 2 if given[:1] == ["--collection"] else int(given[:1] != [] and given[0][:2] == "--")
    at = 0 if given[:1] == ["--"] else at
    named = given[at : at + 1]
    if named == ["--"] or (named and is_file_word(named[0], commands)):
        return [*given[:at], "open", *given[at:]]
    return given


def _excluding_words(given: list[str]) -> list[str]:
    """Let ``search -word`` through, which means "without this word" and is no option."""
    if "search" not in given:
        return given
    start = given.index("search") + 1
    return given[:start] + [
        f" {word}" if word[:1] == "-" and word[1:2] != "-" and word != "-h" else word
        for word in given[start:]
    ]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    return _parsers()[0]


def _parsers() -> "tuple[argparse.ArgumentParser, _Commands[_Parser]]":
    """Return the parser of the whole command line, and those of its commands."""
    top = _Parser(
        prog="flashcards",
        description=tr(
            "Study decks of flashcards. Without a command, the window opens; with names of "
            "files alone, it opens these: a collection, decks to import, an article to read."
        ),
        epilog=tr("Exit codes: 0 done, 1 problems found, 2 refused, 130 cancelled with Ctrl+C."),
        allow_abbrev=False,
    )
    top.add_argument("--version", action=Version, nargs=0, help=tr("print the version and exit"))
    top.add_argument(
        "--self-test",
        action=Alone,
        nargs=0,
        help=tr(
            "try out every part of the program without touching your collection, say what works "
            "(--self-test=FILE: in a new file, too) and exit"
        ),
    )
    top.add_argument(
        choosing.OPTION,
        metavar="CODE",
        help=tr("the language to speak, such as de (default: your system's)"),
    )
    _add_collection(top, None)
    add_wishes(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    made = commands.add_parser(
        "open",
        help=tr("open files in the window, as a double click does"),
        description=tr(
            "Open files in the window: a collection is shown, a deck is looked at before it is "
            "imported, and an article becomes a deck. A window that is open already takes them. "
            "“flashcards FILE” does the same."
        ),
        allow_abbrev=False,
    )
    made.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=tr("a collection, a deck that import takes, an article or a folder of decks"),
    )
    _add_collection(made, argparse.SUPPRESS)
    _add_files(commands)
    _add_looking(commands)
    _add_tidying(commands)
    _add_care(commands)
    add_sync(
        _command(commands, "sync", "keep in step with your other computers over a folder or a hub")
    )
    add_remind(_command(commands, "remind", "say how many cards wait today"))
    return top, commands


_Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_collection(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--collection",
        metavar="FILE",
        default=default,
        help=tr(
            "the collection to use (default: your own, in the folder set by FLASHCARDS_HOME or "
            "in your system's data folder)"
        ),
    )


def _command(
    commands: "_Commands[_Parser]", name: str, purpose: Translatable
) -> argparse.ArgumentParser:
    said = tr(purpose)
    made = commands.add_parser(
        name, help=said, description=f"{said[:1].upper()}{said[1:]}.", allow_abbrev=False
    )
    # Also accepted after the command; what was given before it stays where nothing is.
    _add_collection(made, argparse.SUPPRESS)
    made.add_argument("--json", action="store_true", help=tr("report as JSON on standard output"))
    return made


def _add_files(commands: "_Commands[_Parser]") -> None:
    made = _command(
        commands, "import", "import deck files and tables, adding or updating their notes"
    )
    made.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=tr("a .md, .csv, .tsv, .txt, .apkg, .colpkg, .anki2, .anki, .cards.zip or .json file"),
    )
    made.add_argument(
        "--deck",
        metavar="NAME",
        help=tr("the deck to add notes to, such as “AI::Terms”; what is Anki's goes under it"),
    )
    made.add_argument(
        "--format",
        type=program,
        metavar="NAME",
        help=tr(
            "whose marks a .md or .org file has, such as obsidian-sr, hashcards or org; "
            "a wrong name lists them (default: found out)"
        ),
    )
    made.add_argument(
        "--dry-run", action="store_true", help=tr("show what would come, without changing anything")
    )
    add_anki(made.add_argument_group(tr("what comes from Anki's files")))
    add_table(made.add_argument_group(tr("how to read tables (default: detected from the file)")))
    made = _command(commands, "export", "export notes to a file")
    add_export(made)
    _add_watch(
        _command(commands, "watch", "keep a folder of Markdown decks and the collection in step")
    )
    add_hub(_command(commands, "hub", "keep a family or a class in step over PostgreSQL"))
    _add_article(
        _command(
            commands, "article", "find what is worth a card in an article, and make a deck of it"
        )
    )


def _add_watch(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help=tr(
            "the folder (default: list the watched ones); notes without an id get one in their "
            "file, and Ctrl+C ends watching for now"
        ),
    )
    made.add_argument("--once", action="store_true", help=tr("look into it once and end"))
    made.add_argument(
        "--stop",
        action="store_true",
        help=tr("watch it no longer; notes and files stay as they are"),
    )
    made.add_argument(
        "--take",
        choices=("file", "here", "both"),
        help=tr(
            "whose text counts where a note was changed on both sides, or both, one below the "
            "other (default: leave them)"
        ),
    )
    made.add_argument(
        "--missing",
        choices=("delete", "restore"),
        help=tr("what becomes of notes that are gone on one side (default: leave them)"),
    )


def _add_article(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "article",
        metavar="FILE",
        help=tr(
            "text, Markdown, reStructuredText, AsciiDoc, Org, HTML, .docx, .pdf or .epub; "
            "“-” reads standard input"
        ),
    )
    made.add_argument(
        "--deck", metavar="NAME", help=tr("the deck to add cards to (default: the article's title)")
    )
    made.add_argument(
        "--accept",
        nargs="?",
        type=confidence,
        const=CHOSEN,
        metavar="CONFIDENCE",
        help=tr("add cards with at least this confidence, 0 to 1 (default: those worth choosing)"),
    )
    made.add_argument(
        "--dry-run",
        action="store_true",
        help=tr("show what would be added, without changing anything"),
    )
    made.add_argument(
        "--encoding",
        metavar="NAME",
        help=tr("the text's encoding: utf-8, cp1252, cp1251, gb18030, ..."),
    )


def _add_looking(commands: "_Commands[_Parser]") -> None:
    _command(commands, "decks", "list decks and the cards due today")
    made = _command(commands, "study", "study today's cards in the terminal")
    made.add_argument("deck", nargs="?", metavar="DECK", help=tr("only this deck and its subdecks"))
    made.add_argument("--yes", action="store_true", help=tr("study even if the clock looks wrong"))
    ways = made.add_mutually_exclusive_group()
    ways.add_argument(
        "--minutes",
        type=whole,
        metavar="N",
        help=tr("today's cards that gain the most recall in N minutes"),
    )
    ways.add_argument("--ahead", type=whole, metavar="N", help=tr("cards due within N days"))
    ways.add_argument(
        "--forgotten",
        type=whole,
        metavar="N",
        help=tr("cards rated Again in the last N days"),
    )
    ways.add_argument(
        "--cram", action="store_true", help=tr("any cards, without changing their schedule")
    )
    ways.add_argument("--preview", action="store_true", help=tr("new cards, which stay new"))
    ways.add_argument("--saved", metavar="NAME", help=tr("a session you saved under this name"))
    made.add_argument("--search", metavar="QUERY", help=tr("only cards that match this search"))
    made = _command(commands, "search", "find cards by words, deck:, tag:, is:due and more")
    made.add_argument(
        "query", nargs="*", metavar="QUERY", help=tr("what to find (default: all cards)")
    )
    made.add_argument(
        "--order", default="due", metavar="COLUMN", help=tr("sort by this column (default: due)")
    )
    made.add_argument("--descending", action="store_true", help=tr("in reverse order"))
    made.add_argument("--limit", type=whole, metavar="N", help=tr("list at most N cards"))
    made = _command(commands, "types", "list note types, or show one with its fields and cards")
    made.add_argument("type", nargs="?", metavar="TYPE", help=tr("the name of a note type"))
    made = _command(commands, "stats", "show statistics")
    made.add_argument("deck", nargs="?", metavar="DECK", help=tr("only this deck and its subdecks"))
    made.add_argument(
        "--days",
        type=days,
        default=DEFAULT_DAYS,
        metavar="N",
        help=tr("look back over N days, or “all” (default: {days})", days=DEFAULT_DAYS),
    )


def _add_care(commands: "_Commands[_Parser]") -> None:
    made = _command(commands, "check", "check the collection for problems")
    made.add_argument(
        "--repair",
        action="store_true",
        help=tr("rebuild what can be recomputed from your notes and reviews"),
    )
    made = _command(commands, "backup", "make a backup, or list your backups")
    made.add_argument(
        "--list", action="store_true", help=tr("list the backups, newest first, without making one")
    )
    made = _command(
        commands, "restore", "restore a backup; your current collection is backed up first"
    )
    made.add_argument(
        "backup", metavar="BACKUP", help=tr("a file, or a name shown by “backup --list”")
    )
    made.add_argument("--yes", action="store_true", help=tr("do not ask"))
    made = _command(
        commands, "media", "list media files that are unused, and those that are missing"
    )
    made.add_argument(
        "--delete-unused", action="store_true", help=tr("put unused files into the bin for 30 days")
    )
    made.add_argument(
        "--restore-missing", action="store_true", help=tr("restore missing files from the backups")
    )
    made = _command(commands, "bin", "list what you deleted in the last 30 days, or restore it")
    made.add_argument(
        "--restore",
        type=whole,
        metavar="NUMBER",
        help=tr("restore the item with this number"),
    )


def _add_tidying(commands: "_Commands[_Parser]") -> None:
    made = _command(commands, "duplicates", "list notes that say the same in a field")
    made.add_argument(
        "--field", metavar="FIELD", help=tr("compare this field (default: the first)")
    )
    made.add_argument(
        "--across-types", action="store_true", help=tr("notes of different types count too")
    )
    made.add_argument("--near", action="store_true", help=tr("nearly the same counts too"))
    made = _command(commands, "empty-cards", "list cards that show nothing, and notes without any")
    made.add_argument(
        "--delete-unanswered", action="store_true", help=tr("delete those that were never answered")
    )
