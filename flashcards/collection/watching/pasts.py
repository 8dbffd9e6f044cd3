"""What notes of a watched folder were before: out of the bin, and into their history."""

from flashcards.collection.decks import binning
from flashcards.collection.watching.looking import Look, Matters
from flashcards.collection.watching.three_way import text
from flashcards.model.errors import UserError
from flashcards.model.parsed import Problem
from flashcards.model.watching import Wish
from flashcards.store import fields, notes, revisions
from flashcards.store.operation import operation
from flashcards.store.store import Connection


def bring_from_bin(look: Look, conn: Connection) -> None:
    """Bring notes that were deleted here back with their history, where the bin still has them."""
    wished = {guid for guid, each in look.decisions.items() if each.wish is Wish.BRING_BACK}
    gone = wished - notes.ids_of(conn, wished).keys()
    if gone:
        try:
            binning.restore_notes(conn, gone)
        except UserError as error:  # they come as the file has them, without their past
            look.problems.append(Problem("", 0, error.said))


def keep_other_texts(conn: Connection, found: Matters) -> None:
    """Keep in the history of notes what the learner decided against, on whichever side it stood."""
    keys = fields.uids_of_types(conn)
    for each in found.coming():
        if each.verdict is None or each.note is None:
            continue
        uids, work = keys[each.verdict.merged.type], operation(conn)
        for at in each.verdict.differing:
            for said in (text(each.state_here, at), *each.note.fields[at : at + 1]):
                if said and said not in text(each.verdict.merged, at) and uids:
                    key = (each.guid, uids[min(at, len(uids) - 1)], revisions.KIND)
                    revisions.add(conn, work, key, said, each.note.changed_ms)
