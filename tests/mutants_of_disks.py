"""Small mistakes in what follows where disks are cloned or put back, and backups restored."""

from tests.mutant import Mutant

MUTANTS_OF_DISKS = (
    Mutant(
        "of two answers that copies of a disk gave one number one is dropped",
        "store/syncing/shared_numbers.py",
        "found = rows[:, Column.SEQUENCE] < np",
        "found = rows[:, Column.SEQUENCE] < 0 * np",
        "tests/sync/test_disks.py -k one_number_both_count",
    ),
    Mutant(
        "a strike stays behind where its answer is called another",
        "store/syncing/shared_numbers.py",
        "UPDATE reviews SET target = ?3 WHERE card_id = ?1 AND target = ?2",
        "SELECT ?1, ?2, ?3",
        "tests/sync/test_disks.py -k stays_with_the_answer",
    ),
    Mutant(
        "a copy of a disk goes unnoticed in what others tell",
        "collection/syncing/merging.py",
        "self.has_double |= self.own in taken.writers",
        "pass",
        "tests/sync/test_disks.py -k noticed_by_what_another",
    ),
    Mutant(
        "what was written under a former name is kept back",
        "store/syncing/gathering.py",
        'names = (self.setup["uid"], *self.setup.get("former", ()))',
        'names = (self.setup["uid"],)',
        "tests/sync/test_disks.py -k under_a_former_name",
    ),
    Mutant(
        "a restored backup lets stay what was added since",
        "store/syncing/overruled.py",
        "return {} if stays else {GONE: (latest(was.values()), _ANYBODY)}",
        "return {}",
        "tests/sync/test_restored_backups.py -k go_back_to",
    ),
    Mutant(
        "a restored backup stands over what it had not heard of",
        "collection/syncing/restored.py",
        "min(over, _LAST) + 1, 1, str(over))",
        "_LAST, 1, str(over))",
        "tests/sync/test_restored_backups.py -k nobody_here_had_heard",
    ),
    Mutant(
        "of two backups restored one after the other the first is forgotten",
        "store/going_back.py",
        'overruled.add(found, records.replaced(was).get("over", {}))',
        "pass",
        "tests/sync/test_restored_backups.py -k one_after_the_other",
    ),
    Mutant(
        "what was heard once is not overruled where it comes again too late",
        "collection/syncing/restored.py",
        "stands = write[:2] == over[:2] and not overruled.differ(name, write, over)",
        "stands = not overruled.differ(name, write, over)",
        "tests/sync/test_restored_backups.py -k comes_late",
    ),
    Mutant(
        "each machine keeps the moment at which it made a note that others made as well",
        "store/syncing/rows.py",
        "created_ms = coalesce(?, created_ms)",
        "created_ms = max(created_ms, ? * 0)",
        "tests/sync/test_arrivals.py",
    ),
    Mutant(
        "two computers that had not met move a card twice on one day",
        "scheduling/twins.py",
        "unseen = unseen or planned == _planned(scheduler, earlier, quality)",
        "unseen = False",
        "tests/scheduling/test_twins.py -k had_not_met",
    ),
    Mutant(
        "what had not met another day's answer moves nothing either",
        "scheduling/twins.py",
        "if day != self._day:",
        "if self._day is None:",
        "tests/scheduling/test_twins.py -k next_day",
    ),
    Mutant(
        "the history of a card moves it twice for one day's work",
        "study/history.py",
        "if self._is_twin(row, scheduler, version):",
        "if False:",
        "tests/sync/test_same_day.py",
    ),
    Mutant(
        "whoever read a log from Anki first says in which time zone",
        "store/syncing/shared_numbers.py",
        "if row.content < found:",
        "if False:",
        "tests/sync/test_arrivals.py -k two_time_zones",
    ),
)
