"""Small mistakes that somebody could make in the program, each with the tests that must notice it.

``tests/test_mutants.py`` proves in every run that each can still be made, and makes them, one
after the other in a copy of the program, in the long runs.
"""

from tests.mutant import Mutant as Mutant
from tests.mutants_of_answers import MUTANTS_OF_ANSWERS
from tests.mutants_of_every_day import MUTANTS_OF_EVERY_DAY
from tests.mutants_of_files import MUTANTS_OF_FILES
from tests.mutants_of_hubs import MUTANTS_OF_HUBS
from tests.mutants_of_languages import MUTANTS_OF_LANGUAGES
from tests.mutants_of_looks import MUTANTS_OF_LOOKS
from tests.mutants_of_notes import MUTANTS_OF_NOTES
from tests.mutants_of_searches import MUTANTS_OF_SEARCHES
from tests.mutants_of_sync import MUTANTS_OF_SYNC
from tests.mutants_of_syncing import MUTANTS_OF_SYNCING
from tests.mutants_of_systems import MUTANTS_OF_SYSTEMS
from tests.mutants_of_taking_back import MUTANTS_OF_TAKING_BACK
from tests.mutants_of_types import MUTANTS_OF_TYPES

MUTANTS = (
    # store
    Mutant(
        "rated:N reaches one day too far back",
        "store/find_conditions.py",
        "first = scope.context.day - days + 1",
        "first = scope.context.day - days",
        "tests/store/test_find_bounds.py",
    ),
    Mutant(
        "is:young finds cards without an interval",
        "store/find_conditions.py",
        'BETWEEN {MINUTES_PER_DAY} AND {_MATURE_MINUTES - 1})"',
        'BETWEEN 0 AND {_MATURE_MINUTES - 1})"',
        "tests/store/test_find_bounds.py",
    ),
    Mutant(
        "an underscore in a search stands for any character",
        "store/find_text.py",
        'character in "%_\\\\"',
        'character in "%\\\\"',
        "tests/store/test_find_bounds.py",
    ),
    Mutant(
        "cards that changed places are not let back into them by undo",
        "store/undo.py",
        "if step.moved:",
        "if False:",
        "tests/collection/test_changing_types.py -k change_places",
    ),
    Mutant(
        "answered cards go with a template though nobody was told",
        "collection/note_types/saving.py",
        "if effect.loses and not",
        "if effect.texts_lost and not",
        "tests/collection/test_note_types.py -k removed_template",
    ),
    Mutant(
        "texts of a removed field are not kept",
        "store/revisions.py",
        "elif value and value not in new.values():",
        "elif value in new.values():",
        "tests/collection/test_note_types.py -k removed_field",
    ),
    Mutant(
        "an export writes a line of text as the name of a field",
        "formats/markdown_syntax.py",
        "if named and _FIELD_TO_ESCAPE.match(line):",
        "if named and _FIELD_TO_ESCAPE.fullmatch(line):",
        "tests/formats/test_named_fields.py -k deck_written",
    ),
    Mutant(
        "siblings of a full day are asked all the same",
        "store/queues.py",
        "if len(seen) == limit:",
        "if len(seen) > limit:",
        "tests/store/test_queues.py",
    ),
    Mutant(
        "the bin forgets after 29 days",
        "model/binning.py",
        "DAYS_KEPT: Final = 30",
        "DAYS_KEPT: Final = 29",
        "tests/collection/test_bin.py",
    ),
    Mutant(
        "a backup with half the notes stands for a whole one",
        "store/backup.py",
        "later.notes * 2 >= earlier.notes and",
        "later.notes * 3 >= earlier.notes and",
        "tests/store/test_backup.py -k stands_for",
    ),
    Mutant(
        "a last backup from the future holds up the next",
        "store/backup.py",
        "not timedelta(0) <= now - last < minimum_age",
        "not now - last < minimum_age",
        "tests/store/test_backup.py -k is_due",
    ),
    # collection
    Mutant(
        "importing again takes the file's words for the learner's own about a deck",
        "collection/files/importing.py",
        "home is not None and parsed.description and not home.description",
        "home is not None and parsed.description",
        "tests/collection/test_round_trip.py -k outlives",
    ),
    Mutant(
        "a subdeck's own description is overwritten",
        "collection/files/importing.py",
        "elif not deck.description:",
        "else:",
        "tests/collection/test_round_trip.py -k outlives",
    ),
    Mutant(
        "decks that differ in case alone have no deck above them in common",
        "collection/files/incoming.py",
        "top[same].casefold() == parts[same].casefold()",
        "top[same] == parts[same]",
        "tests/collection/test_importing.py -k in_common",
    ),
    Mutant(
        "a passage is strong only after the day on which it becomes so",
        "collection/articles/coverage.py",
        "return days >= STRONG_DAYS",
        "return days > STRONG_DAYS",
        "tests/collection/test_reading_along.py -k strong",
    ),
    Mutant(
        "a deck may be given the name of another in capitals",
        "collection/decks/organising.py",
        "if full.casefold() in taken:",
        "if full in taken:",
        "tests/collection/test_editing.py",
    ),
    Mutant(
        "removing a tag leaves the tags below it",
        "collection/decks/editing.py",
        "if not _within(tag.casefold(), gone)",
        "if tag.casefold() not in gone",
        "tests/collection/test_editing.py",
    ),
    Mutant(
        "a card that is due this very evening counts as not due in an article",
        "collection/articles/coverage.py",
        "card.due_at < end_ms",
        "card.due_at < end_ms - 86_400_000",
        "tests/collection/test_reading_along.py",
    ),
    Mutant(
        "a note takes the words of another on the same term",
        "collection/articles/matching.py",
        "if draft.candidates[number].candidate.quote == passage.quote",
        "if draft.candidates[number].candidate.quote",
        "tests/collection/test_articles_said_twice.py",
    ),
    # scheduling
    Mutant(
        "plain SM-2 rounds down",
        "scheduling/sm2.py",
        "days = -(-interval_days * new_ease // 100)",
        "days = interval_days * new_ease // 100",
        "tests/scheduling/test_sm2_exactness.py",
    ),
    Mutant(
        "the published code is reckoned with the new ease",
        "scheduling/sm2.py",
        "days = _nearest(interval_days * ease)",
        "days = _nearest(interval_days * new_ease)",
        "tests/scheduling/test_sm2_exactness.py",
    ),
    Mutant(
        "an interval that ends on the next day falls due by its minutes",
        "scheduling/days.py",
        "    if day > (at_ms + shift) // MS_PER_DAY:",
        "    if day > (at_ms + shift) // MS_PER_DAY + 1:",
        "tests/scheduling/test_days.py",
    ),
    Mutant(
        "an interval is varied beyond the longest allowed",
        "scheduling/spreading.py",
        "return max(1, low), min(high, maximum_interval_days)",
        "return max(1, low), high",
        "tests/scheduling/test_spreading.py",
    ),
    Mutant(
        "before a holiday today's cards are asked twice as often",
        "scheduling/holidays.py",
        "earliest = max(today if first == today + 1 else today + 1, first - count)",
        "earliest = max(today, first - count)",
        "tests/scheduling/test_holidays.py",
    ),
    # study
    Mutant(
        "the limits of decks above a subdeck are forgotten",
        "study/gathering.py",
        "        decks.all_decks(conn),",
        "        chosen,",
        "tests/study/test_one_count.py -k limit",
    ),
    Mutant(
        "more new cards are let in for good",
        "study/more_new.py",
        "changed = replace(present, new_today=min",
        "changed = replace(present, new_per_day=min",
        "tests/study/test_more_new.py -k today",
    ),
    Mutant(
        "siblings follow one another",
        "study/siblings.py",
        "    placed.sort()",
        "    placed.reverse()",
        "tests/study/test_kept_apart.py",
    ),
    Mutant(
        "a drill comes again before its minutes are over",
        "study/queue.py",
        "now_ms - since >= DRILL_WAIT_MS",
        "now_ms - since >= 0",
        "tests/study/test_session.py -k drill",
    ),
    Mutant(
        "what is buried until today is asked today no more",
        "study/scope.py",
        "if (card.buried_until or 0) > self.today.day",
        "if (card.buried_until or 0) >= self.today.day",
        "tests/study/test_session.py -k buried",
    ),
    Mutant(
        "a drill answered with 3 is done",
        "study/answering.py",
        "drill = quality < DRILL_DONE",
        "drill = quality < DRILL_DONE - 1",
        "tests/study/test_session.py -k drill",
    ),
    # subjects
    Mutant(
        "who asks for due cards of an article alone gets new ones too",
        "subjects/articles.py",
        "self.in_article(source_id, with_new=with_new)",
        "self.in_article(source_id)",
        "tests/collection/test_reading_along.py -k due",
    ),
    # statistics
    Mutant(
        "the longest streak goes on over a missed day",
        "statistics/looking_back.py",
        "run = run + 1 if day - 1 == previous else 1",
        "run = run + 1 if previous else 1",
        "tests/statistics/test_against_the_log.py",
    ),
    Mutant(
        "drills count as answers remembered or not",
        "statistics/looking_back.py",
        "if kind != ReviewKind.ANSWER or phase not in (Phase.YOUNG, Phase.MATURE):",
        "if phase not in (Phase.YOUNG, Phase.MATURE):",
        "tests/statistics/test_against_the_log.py",
    ),
    # search
    Mutant(
        "the longest search allowed is refused",
        "search/parser.py",
        "if len(query) > LONGEST_SEARCH:",
        "if len(query) >= LONGEST_SEARCH:",
        "tests/search/test_parser.py -k longest",
    ),
    Mutant(
        "no days at all may be searched",
        "search/values.py",
        "    if count < 1:\n        raise refuse(",
        "    if count < 0:\n        raise refuse(",
        "tests/search/test_parser.py",
    ),
    Mutant(
        "the most regular expressions allowed are refused",
        "search/parser.py",
        "if expressions > MOST_EXPRESSIONS:",
        "if expressions >= MOST_EXPRESSIONS:",
        "tests/store/test_find_terms.py -k allowed",
    ),
    Mutant(
        "the longest regular expression allowed is refused",
        "search/expressions.py",
        "if len(expression) > LONGEST:",
        "if len(expression) >= LONGEST:",
        "tests/store/test_find_terms.py -k allowed",
    ),
    # text
    Mutant(
        "a cell may go over no column",
        "text/tags.py",
        "return min(max(int(value), 1), MAX_SPAN)",
        "return min(int(value), MAX_SPAN)",
        "tests/text/test_sanitise.py",
    ),
    Mutant(
        "a cloze inside a hidden one ends it",
        "text/cloze.py",
        "            inside += 1\n",
        "            inside = 1\n",
        "tests/text/test_cloze.py",
    ),
    # formats
    Mutant(
        "prose with a comma in every second line is taken for a table",
        "formats/csv_sniffing.py",
        '",": 0.7}',
        '",": 0.6}',
        "tests/formats/test_csv_reading.py",
    ),
    Mutant(
        "a table whose rows mostly agree is not read",
        "formats/csv_sniffing.py",
        '",": 0.7}',
        '",": 0.8}',
        "tests/formats/test_csv_reading.py",
    ),
    # articles
    Mutant(
        "an answer of exactly the longest length is told to be too long",
        "articles/checking.py",
        "if words > longest:",
        "if words >= longest:",
        "tests/articles/test_checking.py",
    ),
    Mutant(
        "the second of two answers of one card is lost",
        "articles/choosing.py",
        'back = f"{kept.back}\\n\\n{other.back}"',
        "back = kept.back",
        "tests/articles/test_finding.py",
    ),
    # model
    Mutant(
        "a hint begins at the second sign of two",
        "model/clozes.py",
        'content, separator, hint = text.partition("::")',
        'content, separator, hint = text.rpartition("::")',
        "tests/model/test_clozes.py",
    ),
    Mutant(
        "braces of a formula end the cloze around it",
        "model/clozes.py",
        "own = min(cloze.braces, max(left - 2, 0))",
        "own = 0",
        "tests/text/test_formulas.py",
    ),
    # text
    Mutant(
        "prices become formulas",
        "text/formulas.py",
        "return found.end() if found is not None and _is_mathematics(found[1]) else 0",
        "return found.end() if found is not None else 0",
        "tests/text/test_formulas.py",
    ),
    Mutant(
        "brackets in code and formulas are readings",
        "text/filters.py",
        "return outside_literals(text, language, _READINGS[name])",
        "return _READINGS[name](text)",
        "tests/text/test_ruby.py",
    ),
    Mutant(
        "commands of a formula may call each other for ever",
        "text/tex/macros.py",
        "if steps > MOST_STEPS or",
        "if",
        "tests/text/test_tex.py",
    ),
    Mutant(
        "a kept drawing may hold more than shapes",
        "text/tex/drawn.py",
        "len(svg) <= LARGEST and _SHAPES.fullmatch(svg)",
        "len(svg) <= LARGEST",
        "tests/text/test_tex.py",
    ),
    Mutant(
        "a drawing may show other files",
        "ui/drawing_process.py",
        "return all(map(_PICTURE.match, found))",
        "return True",
        "tests/ui/test_drawings.py",
    ),
    # files, encodings, paths, settings, children
    Mutant(
        "a side file with a second name is written",
        "files.py",
        "if os.fstat(file).st_nlink > 1:",
        "if os.fstat(file).st_nlink > 2:",
        "tests/test_files.py",
    ),
    Mutant(
        "UTF-16 of the other order is read as the first",
        "encodings.py",
        'return "utf-16-be"',
        'return "utf-16-le"',
        "tests/test_encodings.py",
    ),
    Mutant(
        "a text size that is true is kept",
        "settings.py",
        "return not isinstance(value, bool) and (",
        "return (",
        "tests/test_settings.py",
    ),
    Mutant(
        "a home folder of nobody is made under that name",
        "paths.py",
        'if chosen[0] == "~" and folder == Path(chosen).absolute():',
        'if chosen[0] == "~" and not folder:',
        "tests/test_paths.py",
    ),
    # cli
    Mutant(
        "a session is found by its very letters alone",
        "cli/choosing.py",
        "if session.name.casefold() == name.casefold():",
        "if session.name == name:",
        "tests/cli/test_study_ways.py -k kept_is_begun",
    ),
    Mutant(
        "an hour is told in minutes",
        "cli/wording.py",
        "if seconds < 3600:",
        "if seconds <= 3600:",
        "tests/cli/test_wording.py",
    ),
    # ui
    Mutant(
        "every key held down does its work again and again",
        "ui/commands.py",
        "action.setAutoRepeat(row.id in _MAY_REPEAT)",
        "action.setAutoRepeat(True)",
        "tests/ui/test_deleting.py -k held_down",
    ),
    Mutant(
        "the editor of a new card without a question opens on nothing",
        "ui/deck_from_article/card_actions.py",
        "self.finish()  # which may take away a new card without a question",
        "card = self.card()",
        "tests/ui/test_articles_questions.py -k editing_a_new_card",
    ),
    Mutant(
        "an article read just before Cancel opens all the same",
        "ui/deck_from_article/screen.py",
        "if not job.stop.is_set():",
        "if job is not None:",
        "tests/ui/test_articles_flow.py -k just_before",
    ),
    Mutant(
        "the words asked for stay below the edge of a small window",
        "ui/kept_articles/covered_view.py",
        "self.bring_all_into_sight(*self._gap)",
        "self.bring_into_sight(*self._passage)",
        "tests/ui/test_gap_in_sight.py -k each_gap",
    ),
    Mutant(
        "the clock of a sitting forgets cards put away",
        "ui/answering/sitting.py",
        "self.tally.time_ms += self._looked_ms()",
        "self.tally.time_ms += 0",
        "tests/ui/test_reviewer_time.py -k goes_back",
    ),
    Mutant(
        "looking a card up in its article gives its answer away",
        "ui/reading/looking_up.py",
        "known = Covers(view.flow.text, covers, (source.like,))",
        "known = Covers(view.flow.text, (), ())",
        "tests/ui/test_reading_source.py -k answer_is_shown",
    ),
    Mutant(
        "looking a card up moves the place where one stopped reading",
        "ui/reading/screen.py",
        "if self.lookup.is_on() and progress.last_read is not None:",
        "if self.lookup.is_on() and progress.last_read is None:",
        "tests/ui/test_reading_source.py -k stopped_reading",
    ),
    Mutant(
        "the place in the newer text stays when an update is undone",
        "store/undo.py",
        "    _swap_places(conn, step)\n    if step.inverse is not None:",
        "    if step.inverse is not None:",
        "tests/ui/test_reading_first.py -k undoing_an_update",
    ),
    *MUTANTS_OF_LANGUAGES,
    *MUTANTS_OF_LOOKS,
    *MUTANTS_OF_NOTES,
    *MUTANTS_OF_ANSWERS,
    *MUTANTS_OF_EVERY_DAY,
    *MUTANTS_OF_FILES,
    *MUTANTS_OF_SEARCHES,
    *MUTANTS_OF_HUBS,
    *MUTANTS_OF_SYNC,
    *MUTANTS_OF_SYNCING,
    *MUTANTS_OF_TAKING_BACK,
    *MUTANTS_OF_SYSTEMS,
    *MUTANTS_OF_TYPES,
)
