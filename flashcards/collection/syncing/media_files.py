"""Pictures, sounds and videos on their way between devices: each once, under its name."""

from collections.abc import Iterable, Set

from flashcards.carriers.carrier import Carrier, Shared
from flashcards.model.errors import UserError
from flashcards.model.messages import Message
from flashcards.store import media, media_care
from flashcards.store.store import Store
from flashcards.sync import secret
from flashcards.sync.secret import Key, Secret


def bring(store: Store, carrier: Carrier, keys: Secret | None = None) -> list[Message]:
    """Send the files that are not there yet, and fetch those that are not here; return troubles.

    What has arrived in part, or is not what its name says, waits for another time. Raises UserError
    where none can be sent, after having fetched what there is.
    """
    with store.reading() as conn:
        wanted = media_care.files(conn).keys()
    if not wanted:
        return []
    here, there = media.sizes(store.path).keys() & wanted, carrier.media()
    published = carrier.published_media() if isinstance(carrier, Shared) else frozenset()
    refusal = None
    try:
        send(store, carrier, sorted(here - published), there, secret.own_key(keys))
    except UserError as error:
        refusal = error
    troubles: list[Message] = []
    for name in sorted(wanted - here):
        found = [each for each in (_called(name, key) for key in _known(keys)) if each in there]
        try:
            if found:
                _fetch(store, carrier, name, found[0], keys)
            elif name in published:
                _fetch(store, carrier, name, name, None)
        except UserError as error:
            troubles.append(error.said)
    if refusal is not None:
        raise refusal
    return troubles


def send(
    store: Store, carrier: Carrier, names: Iterable[str], there: Set[str], key: Key | None = None
) -> int:
    """Send those of these files that are here and not ``there`` yet; return how many."""
    sent = 0
    for name in names:
        called, path = _called(name, key), media.located(store.path, name)
        if called not in there and path.exists():
            content = path if key is None else secret.sealed_media(path.read_bytes(), key)
            carrier.put_media(called, content)
            sent += 1
    return sent


def _known(keys: Secret | None) -> list[Key | None]:
    if keys is None:
        return [None]
    return [*keys.known()] if isinstance(keys, secret.Keys) else [keys]


def _called(name: str, key: Key | None) -> str:
    return name if key is None else secret.media_name(name, key)


def _fetch(store: Store, carrier: Carrier, name: str, called: str, keys: Secret | None) -> None:
    data = carrier.read_media(called, media.MAXIMUM_BYTES + secret.MEDIA_OVERHEAD)
    if keys is not None:
        data = secret.opened_media(data, keys)
    if media.name_for(data) == name:
        media.write(store.path, name, data)
