"""Small mistakes in keeping in step over a hub."""

from tests.mutant import Mutant

_IN_STEP = "tests/hub/test_in_step.py -k "
_FILLED = "tests/hub/test_filled_again.py -k "

MUTANTS_OF_HUBS = (
    Mutant(
        "a server that cannot show who it is counts as out of reach",
        "store/hub/connecting.py",
        "if _CERTIFICATE.search(reason):",
        "if False:",
        "tests/hub/test_tls.py",
    ),
    Mutant(
        "an address over a network asks for no encryption",
        "store/hub/connecting.py",
        'url.update_query_dict({"sslmode": "require"})',
        "url",
        "tests/hub/test_command.py -k over_a_network",
    ),
    Mutant(
        "a computer waits for a deck that was withdrawn",
        "store/syncing/segments.py",
        "head = 0 if published else _COVERED if",
        "head = _COVERED if",
        _IN_STEP + "withdrawn",
    ),
    Mutant(
        "a published deck speaks for a computer of the learner",
        "store/syncing/from_teachers.py",
        "segment.device == space\n        and ",
        "",
        _IN_STEP + "more_than_a_deck",
    ),
    Mutant(
        "what a hub lost stays lost",
        "collection/syncing/snapshots.py",
        "    lacks_some = not tail <= there or any(",
        "    lacks_some = any(",
        _FILLED + "backup",
    ),
    Mutant(
        "a hub that was emptied counts as another one",
        "collection/syncing/hubs.py",
        "setup.get(_SPACE) == carrier.space or ",
        "",
        _FILLED + "emptied",
    ),
    Mutant(
        "what somebody removes counts for ever",
        "store/hub/rules.py",
        '("count_removed", "DELETE", "OLD")',
        '("count_removed", "UPDATE", "OLD")',
        "tests/hub/test_rules.py -k fills_the_disk",
    ),
    Mutant(
        "media of a protected learner are kept as they are",
        "store/hub/carrier.py",
        'f"SELECT s.id FROM {SCHEMA}.spaces s WHERE {_OF_OTHERS}))"',
        'f"SELECT s.id FROM {SCHEMA}.spaces s WHERE false))"',
        "tests/hub/test_passphrase.py -k noise",
    ),
    Mutant(
        "what a learner owns keeps them in the hub",
        "store/hub/members.py",
        """            conn.execute(text(f'DROP OWNED BY "{role}" CASCADE'))\n""",
        "",
        "tests/hub/test_removing.py -k keep_themselves",
    ),
    Mutant(
        "whoever is removed stays connected",
        "store/hub/members.py",
        "SELECT pg_terminate_backend(pid) FROM",
        "SELECT pid FROM",
        "tests/hub/test_removing.py -k holds_on",
    ),
    Mutant(
        "functions of a learner are called by the owner of a hub",
        "store/hub/connecting.py",
        "set_config('search_path', 'pg_catalog, pg_temp', false)",
        "set_config('search_path', 'public, pg_catalog', false)",
        "tests/hub/test_own_things.py -k gets_no_rights",
    ),
    Mutant(
        "a computer that is behind publishes old texts as new ones",
        "collection/syncing/publishing.py",
        "if not now.is_followed or not _is_older(",
        "if now.is_followed or not _is_older(",
        "tests/hub/test_publishing.py -k takes_nothing_back",
    ),
    Mutant(
        "a computer that is behind brings back what was taken out",
        "collection/syncing/publishing.py",
        "shown[kind, uid] < ms_of(known.stamp)",
        "shown[kind, uid] < 0",
        "tests/hub/test_publishing.py -k brings_nothing_back",
    ),
    Mutant(
        "what another computer put into a deck is taken out of it",
        "collection/syncing/publishing.py",
        "ms >= last.get((kind, uid), 0)",
        "ms",
        "tests/hub/test_publishing.py -k takes_nothing_back",
    ),
    Mutant(
        "a teacher suspends the cards of learners",
        "store/syncing/from_teachers.py",
        "fact.kind in KINDS and fact.field not in LEFT_OUT.get(fact.kind, ())",
        "fact.kind in KINDS",
        "tests/hub/test_hostile_teacher.py -k own_to_decide",
    ),
    Mutant(
        "a teacher changes the cards of all notes of a built-in type",
        "store/syncing/from_teachers.py",
        "return _TYPE_OF[fact.uid]",
        "return None",
        "tests/hub/test_hostile_teacher.py -k built_in",
    ),
    Mutant(
        "a teacher's leeches are those of the class",
        "store/syncing/from_teachers.py",
        'fact.kind == "notes" and fact.field == LEECH',
        "False",
        "tests/hub/test_hostile_teacher.py -k forgetting",
    ),
)
