"""Makes a backup when the learner asks for one, or when it is time for one."""

from pathlib import Path

from flashcards.model.backups import BY_HAND
from flashcards.model.messages import Message, plural_message
from flashcards.store import backup, backup_media
from flashcards.store.operation import Progress
from flashcards.store.store import Store

MOST_AT_CLOSING = 64 << 20
"""Bytes of pictures and sounds that are copied before the window may close: about a second."""


def back_up(
    store: Store,
    progress: Progress | None = None,
    *,
    by_hand: bool = True,
    most_bytes: int | None = None,
) -> Path:
    """Make a verified backup now and return where it is; one made by hand is kept for 30 days.

    Pictures and sounds that the backups have not yet are copied too, at most ``most_bytes`` of
    them. Raises UserError where there is no room for these, although the backup is made.
    """
    store.refuse_writing()
    now = store.now()
    store.changed = False  # what is written from now on asks for the next backup
    try:
        info = backup.make_backup(store.path, now, BY_HAND if by_hand else "", progress)
        try:  # after it, since it matters more where there is little room
            backup_media.keep(store.path, progress, most_bytes)
        finally:
            if backup.tidy(store.path, now):
                backup_media.thin(store.path)
    except BaseException:
        store.changed = True
        raise
    return info.path


def back_up_if_due(store: Store, progress: Progress | None = None, *, daily: bool = False) -> None:
    """Make a backup if something changed and the last is 30 minutes old; ``daily``: a day.

    ``daily`` is for a session that goes on: it also copies pictures and sounds that no backup has
    yet, however many; on closing there is no time for more than some.
    """
    if store.changed and _is_due(store, daily):
        most = None if daily else MOST_AT_CLOSING
        back_up(store, progress, by_hand=False, most_bytes=most)
    elif daily and store.refusal is None:
        backup_media.keep(store.path, progress)


def _is_due(store: Store, daily: bool) -> bool:
    now = store.now()
    made = [info.at for info in backup.list_backups(store.path)]
    last = max((at for at in made if at <= now), default=None)
    return backup.due(last, store.changed, now, backup.DAILY if daily else backup.MINIMUM_AGE)


def words_of_lacking(store: Store, progress: Progress | None = None) -> Message | None:
    """Say how many files were edited in their folder, so that no backup has them; None for none."""
    count = len(backup_media.edited(store.path, progress))
    if not count:
        return None
    return plural_message(
        count,
        "{count} media file was edited outside this program, so backups do not hold it as it is "
        "now. Put the edited file into its note again to have it backed up.",
        "{count} media files were edited outside this program, so backups do not hold them as "
        "they are now. Put the edited files into their notes again to have them backed up.",
    )
