"""Makes a backup when the learner asks for one, or when it is time for one."""

from pathlib import Path

from flashcards.model.backups import BY_HAND
from flashcards.store import backup
from flashcards.store.operation import Progress
from flashcards.store.store import Store


def back_up(store: Store, progress: Progress | None = None, *, by_hand: bool = True) -> Path:
    """Make a verified backup now and return where it is; one made by hand is kept for 30 days."""
    store.refuse_writing()
    now = store.now()
    store.changed = False  # what is written from now on asks for the next backup
    try:
        info = backup.make_backup(store.path, now, BY_HAND if by_hand else "", progress)
    except BaseException:
        store.changed = True
        raise
    backup.tidy(store.path, now)
    return info.path


def back_up_if_due(store: Store, *, daily: bool = False) -> None:
    """Make a backup if something changed and the last is 30 minutes old; ``daily``: a day."""
    if not store.changed:
        return
    now = store.now()
    made = [info.at for info in backup.list_backups(store.path)]
    last = max((at for at in made if at <= now), default=None)
    if backup.due(last, store.changed, now, backup.DAILY if daily else backup.MINIMUM_AGE):
        back_up(store, by_hand=False)
