"""``flashcards hub``."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.days import iso, minute
from flashcards.cli.endings import DONE
from flashcards.cli.opening import deck_named, opened
from flashcards.cli.terminal import errors, output, write_json
from flashcards.cli.wording import is_yes, plural, safe, tr
from flashcards.model.errors import UserError
from flashcards.model.messages import message

if TYPE_CHECKING:
    from flashcards.store.hub.members import Member, Published

_LONGEST_ADDRESS = 4096
_MEGABYTE = 1_000_000


def hub(chosen: Arguments) -> int:
    """Do one thing with a hub."""
    actions: dict[str, Callable[[Arguments, str], int]] = {
        "create": _create,
        "add-learner": _add,
        "new-address": _renew,
        "remove-learner": _remove,
        "quota": _quota,
        "status": _status,
        "publish": _publish,
        "withdraw": _withdraw,
        "share": _share,
        "unshare": _unshare,
        "progress": _progress,
    }
    return actions[chosen.action](chosen, _address(chosen))


def _address(chosen: Arguments) -> str:
    if chosen.address != "-":
        return chosen.address.strip()
    return sys.stdin.readline(_LONGEST_ADDRESS).strip()


def _named(chosen: Arguments) -> str:
    if chosen.name is None:
        raise UserError(
            message("“{action}” needs a name.", action=chosen.action),
            message("Write it after the address."),
        )
    return chosen.name


# Looking after a hub ---------------------------------------------------------------------------


def _create(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    with connecting.opened(address, empty=True) as there:
        is_new = members.create(there)
        where = there.where
    if chosen.json:
        write_json({"hub": where, "is_new": is_new})
    elif not is_new:
        output().line(
            tr("There is a hub in {where} already; its rules are up to date now.", where=where)
        )
    else:
        output().line(
            tr("Made a hub in {where}. “flashcards hub add-learner” lets people in.", where=where)
        )
    return DONE


def _add(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    name = _named(chosen)
    with connecting.opened(address) as there:
        made = members.add(there, name, teaches=chosen.teacher)
    if chosen.json:
        write_json({"name": name, "teaches": chosen.teacher, "address": made})
    else:
        _tell_address(name, made)
    return DONE


def _tell_address(name: str, address: str) -> None:
    said = output()
    said.line(tr("The address of {name}, shown this once and for nobody else:", name=safe(name)))
    said.line(address)


def _renew(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    name = _named(chosen)
    with connecting.opened(address) as there:
        made = members.renew_address(there, name)
    if chosen.json:
        write_json({"name": name, "address": made})
    else:
        _tell_address(name, made)
    return DONE


def _remove(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    name = _named(chosen)
    if not (chosen.yes or _may_remove(name)):
        errors().line(tr("Nothing was changed."))
        return DONE
    with connecting.opened(address) as there:
        locked = members.remove(there, name)
    if chosen.json:
        write_json({"name": name, "removed": True, "locked_login": locked or None})
        return DONE
    said = output()
    said.line(tr("Removed {name} with all that was theirs in the hub.", name=safe(name)))
    if locked:
        said.line(
            tr(
                "The login {login} is locked and lets nobody in. It stays, since something outside "
                "of the hub belongs to it: ask the server’s administrator to run DROP OWNED BY "
                "{login} in the other databases, then DROP ROLE {login}.",
                login=locked,
            )
        )
    return DONE


def _may_remove(name: str) -> bool:
    """Ask; raise UserError where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            message("This removes {name} with all that is theirs in the hub.", name=name),
            message("Add --yes to go on."),
        )
    question = tr(
        "Remove {name} with all that is theirs in the hub? This cannot be undone. [y/N]",
        name=safe(name),
    )
    errors().write(f"{question} ")
    return is_yes(sys.stdin.readline())


def _quota(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    if chosen.megabytes is None:
        raise UserError(
            message("“quota” needs to know how much."),
            message("Write --megabytes and a number."),
        )
    name = chosen.name or ""
    with connecting.opened(address) as there:
        members.give(there, chosen.megabytes * _MEGABYTE, name)
    if chosen.json:
        write_json({"name": name or None, "bytes": chosen.megabytes * _MEGABYTE})
        return DONE
    size = f"{chosen.megabytes:,}"
    if name:
        said = tr("{name} may keep {megabytes} MB there.", name=safe(name), megabytes=size)
    else:
        said = tr(
            "Everybody may keep {megabytes} MB there, unless given something else.", megabytes=size
        )
    output().line(said)
    return DONE


def _status(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, members

    with connecting.opened(address) as there:
        people, decks = members.members(there), members.published(there)
        where = there.where
    if chosen.json:
        write_json(
            {
                "hub": where,
                "members": [_as_json(each) for each in people],
                "published": [
                    {
                        "deck": each.title,
                        "segments": each.segments,
                        "own": each.own,
                        "by": each.by or None,
                    }
                    for each in decks
                ],
            }
        )
        return DONE
    said = output()
    said.line(where)
    for person in people:
        said.line(_person(person))
    for deck in decks:
        said.line(_deck(deck))
    if not people:
        said.line(tr("Nobody is in it yet. “flashcards hub add-learner” lets people in."))
    return DONE


def _as_json(person: "Member") -> dict[str, object]:
    return {
        "name": person.name,
        "teaches": person.teaches,
        "segments": person.segments if person.is_known else None,
        "bytes": person.size if person.is_known else None,
        "quota_bytes": person.quota,
        "latest": None if person.latest is None else iso(person.latest),
        "shares_progress": person.shares,
    }


def _person(person: "Member") -> str:
    kept = plural(
        person.segments,
        "{count} sync file, {megabytes:,.1f} of {quota:,} MB",
        "{count} sync files, {megabytes:,.1f} of {quota:,} MB",
        megabytes=person.size / _MEGABYTE,
        quota=person.quota // _MEGABYTE,
    )
    told = [tr("may publish decks")] if person.teaches else []
    told += [kept] if person.is_known else []
    if person.latest is not None:
        told.append(tr("last heard of on {when}", when=minute(person.latest)))
    if person.shares:
        told.append(tr("shares progress with teachers"))
    return f"{safe(person.name)}: {', '.join(told)}"


def _deck(deck: "Published") -> str:
    if deck.own:
        return tr("{deck}: published by you", deck=safe(deck.title))
    if deck.by:
        return tr("{deck}: published by {name}", deck=safe(deck.title), name=safe(deck.by))
    return tr("{deck}: published for you to read", deck=safe(deck.title))


# Using one --------------------------------------------------------------------------------------


def _publish(chosen: Arguments, address: str) -> int:
    with opened(chosen) as collection:
        deck = deck_named(collection, _named(chosen)) or ""
        made = collection.hub.publish(address, deck)
    if chosen.json:
        write_json({"deck": deck, "notes": made.notes, "changes": made.changes,
                    "media": made.media, "taken_away": made.taken_away,
                    "was_withdrawn": made.is_back})  # fmt: skip
        return DONE
    if made.taken_away:
        output().line(_taken_away(made.taken_away))
    count = plural(made.notes, "{count} note", "{count} notes")
    if made.is_back:
        said = tr("Published {deck} again: {count}.", deck=safe(deck), count=count)
    elif made.changes or made.media:
        said = tr("Published {deck}: {count}.", deck=safe(deck), count=count)
    else:
        said = tr("The hub has the newest state of {deck} already.", deck=safe(deck))
    output().line(said)
    return DONE


def _taken_away(count: int) -> str:
    return plural(
        count,
        "Took {count} file of this deck away that Flashcards had not written.",
        "Took {count} files of this deck away that Flashcards had not written.",
    )


def _withdraw(chosen: Arguments, address: str) -> int:
    deck = _named(chosen)
    with opened(chosen) as collection:
        with suppress(UserError):  # it may be called so in the hub alone
            deck = deck_named(collection, deck) or ""
        was = collection.hub.withdraw(address, deck)
    if not was:
        raise UserError(
            message("You do not publish the deck “{deck}” there.", deck=deck),
            message("“flashcards hub status” lists what is published."),
        )
    if chosen.json:
        write_json({"deck": deck, "published": False})
    else:
        output().line(
            tr("{deck} is published no longer; whoever has it keeps it.", deck=safe(deck))
        )  # fmt: skip
    return DONE


# Progress ---------------------------------------------------------------------------------------


def _share(chosen: Arguments, address: str) -> int:
    with opened(chosen) as collection:
        collection.hub.share(address)
    if chosen.json:
        write_json({"shares_progress": True})
        return DONE
    output().line(
        tr(
            "Teachers of this hub see from today on how many cards you answer each day in each "
            "deck that is published here, how many rightly and how many you know. Of your other "
            "decks they see nothing. “flashcards hub unshare” takes it back."
        )
    )
    return DONE


def _unshare(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, sharing

    with connecting.opened(address) as there:
        sharing.take_back(there)
    if chosen.json:
        write_json({"shares_progress": False})
    else:
        output().line(tr("You share no progress; what was shared is gone from the hub."))
    return DONE


def _progress(chosen: Arguments, address: str) -> int:
    from flashcards.store.hub import connecting, sharing

    with connecting.opened(address) as there:
        found = sharing.seen(there)
    if chosen.json:
        write_json(
            [
                {"name": each.name, "day": each.day.isoformat(), "deck": each.deck,
                 "answers": each.answers, "correct": each.correct, "known": each.known}
                for each in found
            ]
        )  # fmt: skip
        return DONE
    for each in found:
        output().line(
            plural(
                each.answers,
                "{day} {name}, {deck}: {count} answer, {correct:,} right, {known:,} known",
                "{day} {name}, {deck}: {count} answers, {correct:,} right, {known:,} known",
                day=each.day.isoformat(),
                name=safe(each.name),
                deck=safe(each.deck),
                correct=each.correct,
                known=each.known,
            )
        )
    if not found:
        output().line(tr("Nobody shares progress with you."))
    return DONE
