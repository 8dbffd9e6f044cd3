"""Lets a collection take part, and leave."""

from flashcards.collection.syncing import following, restored
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store.store import Store
from flashcards.store.syncing import beginnings, derived_cards, former_fields, records, told
from flashcards.sync.registers import stamp_of


def join(store: Store, name: str = "") -> None:
    """Let a collection take part; where it does already, see to it that it writes as itself.

    A copy, or a collection put back from a backup, is another device from then on: see
    ``store.devices``. What it still had to tell it tells under its new name.
    """
    with store.writing(message("Sync"), undoable=False) as conn:
        former_fields.take_apart(conn)
        setup = records.setup(conn)
        uid, own_name = records.own_device(conn)
        if setup is None:
            setup = {"uid": "", "number": 0, "marks": {}, "log_mark": 0}
        elif setup["uid"] == uid:
            return
        begins = setup["uid"] == ""
        former = [] if begins else [*setup.get("former", ()), setup["uid"]]
        replaced = records.replaced(conn)
        shown = name or setup.get("name") or replaced.get("name") or own_name
        mine = sorted({*setup.get("mine", ()), *replaced.get("mine", ())} - {uid})
        setup |= {"uid": uid, "name": shown, "former": former, "mine": mine, "number": 0}
        records.set_setup(conn, setup)
        restored.hold(conn, replaced.get("over", {}))
        records.forget_replaced(conn)
        if begins:
            told.begin(conn)
            beginnings.begin(conn)
            stamp = stamp_of(moment_ms(store.now()))
            for card in following.deleted_alone(conn):
                derived_cards.count_as_deleted(conn, card, stamp)


def leave(store: Store) -> None:
    """Let a collection take part no longer; what it has stays as it is.

    What is written still gets its stamps: else nobody could say, once it takes part again, which
    fields were written meanwhile, and old ones would stand over what others wrote.
    """
    with store.writing(message("Sync"), undoable=False) as conn:
        setup = records.setup(conn)
        if setup is not None:
            records.set_setup(conn, {**setup, "left": True})


def change_name(store: Store) -> None:
    """Write under another name: the disk was cloned, or has gone back in time."""
    store.become_another_device()
    join(store)
