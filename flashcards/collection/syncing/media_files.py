"""Pictures, sounds and videos on their way between devices: each once, under its name."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from flashcards.carriers.carrier import Carrier, Clearing, Shared
from flashcards.collection.syncing.report import Report
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.scheduling.days import moment_ms
from flashcards.store import media, media_care
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.syncing import records
from flashcards.store.syncing.setup import Setup
from flashcards.sync import secret
from flashcards.sync.refusals import DamagedError
from flashcards.sync.secret import Key, Secret

_DAMAGED_MS: Final = 3_600_000
"""From when on what is not what its name says counts as damaged, and not as still on its way."""
_KEPT_MS: Final = 86_400_000
"""How long it is left there, before it makes room for whoever has the file as it was."""


def bring(
    store: Store, carrier: Carrier, keys: Secret | None, report: Report, progress: Progress
) -> None:
    """Send the files that are not there yet, and fetch those that are not here.

    What has arrived in part, or is not what its name says, waits for another time. Raises UserError
    where none can be sent, after having fetched what there is.
    """
    with store.reading() as conn:
        wanted = media_care.files(conn).keys()
        setup = records.setup(conn) or {}
    met = _learn_salts(store, keys)
    if not wanted:
        return
    here, there = media.sizes(store.path).keys() & wanted, carrier.media()
    published = carrier.published_media() if isinstance(carrier, Shared) else frozenset()
    refusal = None
    try:
        send(store, carrier, sorted(here - published), there, secret.own_key(keys), progress)
    except UserError as error:
        refusal = error
    odd: set[str] = set()
    troubles: list[Message] = []
    missing = sorted(wanted - here)
    for done, name in enumerate(missing):
        if not progress(done, len(missing)):
            break
        try:
            called = next((each for each in _names_of(name, keys, met) if each in there), None)
            if called is not None:
                is_whole = _fetch(store, carrier, name, called, keys)
            else:
                is_whole = name not in published or _fetch(store, carrier, name, name, None)
        except UserError as error:
            troubles.append(error.said)
            continue
        if not is_whole:
            odd.add(called or name)
    else:  # all of them were looked at
        troubles += _look_at_damaged(store, carrier, setup.get("odd_media", {}), odd, report)
    report.troubles = (*report.troubles, *troubles)
    if refusal is not None:
        raise refusal


def _look_at_damaged(
    store: Store, carrier: Carrier, before: Mapping[str, int], odd: Set[str], report: Report
) -> list[Message]:
    """Remember since when files are not what their names say; return what to say of them."""
    now_ms = moment_ms(store.now())
    since = {each: before.get(each, now_ms) for each in odd}
    if since != before:
        _remember(store, {"odd_media": since})
    damaged = sorted(each for each in odd if now_ms - since[each] > _DAMAGED_MS)
    report.waiting += len(odd) - len(damaged)
    for each in damaged:
        if now_ms - since[each] > _KEPT_MS and isinstance(carrier, Clearing):
            with contextlib.suppress(UserError):  # where nobody may write, it stays
                carrier.delete_media(each)
    return [_damaged(each, goes=isinstance(carrier, Clearing)) for each in damaged]


def _damaged(name: str, *, goes: bool) -> Message:
    """Say what becomes of a damaged file; ``goes``: whether it can be removed there."""
    if goes:
        return message(
            "The file {name} in the sync folder is damaged. It is removed there after a day, and "
            "a computer with an intact copy restores it.",
            name=name,
        )
    return message(
        "The file {name} is damaged in the hub. Ask whoever looks after the hub to remove it: a "
        "computer with an intact copy restores it.",
        name=name,
    )


def send(
    store: Store, carrier: Carrier, names: Iterable[str], there: Set[str], key: Key | None = None,
    progress: Progress | None = None,
) -> int:  # fmt: skip
    """Send those of these files that are here and not ``there`` yet; return how many."""
    missing = [name for name in names if _called(name, key) not in there]
    sent = 0
    for done, name in enumerate(missing):
        if progress is not None and not progress(done, len(missing)):
            break
        path = media.located(store.path, name)
        if path.exists():
            content = path if key is None else secret.sealed_media(path.read_bytes(), key)
            carrier.put_media(_called(name, key), content)
            sent += 1
    return sent


def _remember(store: Store, found: Setup) -> None:
    with store.writing(message("Sync"), undoable=False) as conn:
        setup = records.setup(conn)
        if setup is not None:
            records.set_setup(conn, {**setup, **found})


def _learn_salts(store: Store, keys: Secret | None) -> list[bytes]:
    """Return the salts ever met here, by which files may be called, and remember new ones."""
    if not isinstance(keys, secret.Keys):
        return []
    with store.reading() as conn:
        before = (records.setup(conn) or {}).get("salts", [])
    met = sorted({*before, *(key.salt.hex() for key in keys.known())})
    if met != before:
        _remember(store, {"salts": met})
    return [bytes.fromhex(each) for each in met]


def _names_of(name: str, keys: Secret | None, met: Iterable[bytes]) -> Iterator[str]:
    """Yield what a file may be called there; keys of other runs are made where it comes to that."""
    if not isinstance(keys, secret.Keys):
        yield _called(name, keys)
        return
    known = keys.known()
    yield from (_called(name, key) for key in known)
    for salt in set(met) - {key.salt for key in known}:
        yield _called(name, keys.of(salt))


def _called(name: str, key: Key | None) -> str:
    return name if key is None else secret.media_name(name, key)


def _fetch(store: Store, carrier: Carrier, name: str, called: str, keys: Secret | None) -> bool:
    """Fetch a file; return False where it is not what its name says."""
    data = carrier.read_media(called, media.MAXIMUM_BYTES + secret.MEDIA_OVERHEAD)
    if keys is not None:
        try:
            data = secret.opened_media(data, keys)
        except DamagedError:
            return False
    if not media.is_content_of(name, data):
        return False
    if media.name_for(data) == name:
        media.write(store.path, name, data)
    return True
