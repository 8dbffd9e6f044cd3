"""Answers go with cards that become others on several machines at once."""

from flashcards.api import Collection
from flashcards.collection.syncing import joining
from flashcards.model.enums import ReviewKind
from flashcards.model.type_effects import TypeMap
from tests.sync.group import Group
from tests.sync.learner import answer, only_note


def _answers(collection: Collection) -> list[int]:
    """Return how many answers each card has, in the order of the cards' names."""
    found = sorted(
        (collection.card(number).template_uid, collection.card(number).ordinal, number)
        for number in collection.search("")
    )
    return [
        sum(row.kind is ReviewKind.ANSWER for row in collection.history(number))
        for _, _, number in found
    ]


def _retype(collection: Collection, name: str) -> None:
    (note,) = collection.search_notes("")
    collection.update_note(note, note_type=name)


def test_answers_count_though_two_machines_gave_the_note_other_types(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.note_types.create(one.note_types.new("Own"))
    _retype(one, "Own")
    answer(one)
    _retype(two, "Basic with reverse")
    _retype(two, "Basic")
    answer(three)
    group.meet()
    assert [_answers(each) for each in group.all] == [[2]] * 3


def _change_places(collection: Collection) -> None:
    """Let the cards of a note with two gaps change places, by way of another note type."""
    cloze = collection.note_type("Cloze")
    own = collection.note_types.create(collection.note_types.new("Own", cloze=True))
    (there,), (back,) = own.templates, cloze.templates
    for kind, (old, new) in ((own, (back, there)), (cloze, (there, back))):
        places = {(old.uid, 1): (new.uid, 2), (old.uid, 2): (new.uid, 1)}
        if kind is cloze:
            places = {(old.uid, 0): (new.uid, 0)}
        fields = collection.note_types.suggested_map(
            collection.note_type(collection.note(only_note(collection)).note_type_id), kind
        ).fields
        mapped = TypeMap(fields, places)
        effect = collection.note_types.effect_of_change([only_note(collection)], kind.uid, mapped)
        collection.note_types.change_type([only_note(collection)], kind.uid, mapped, effect)


def test_answers_to_cards_that_changed_places_elsewhere_go_with_their_cards(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Text": "{{c1::a}} {{c2::b}}", "Extra": ""}, "Deck", note_type="Cloze")
    group.meet()
    answer(two)
    assert _answers(two) == [1, 0]
    _change_places(one)
    group.meet()
    assert [_answers(each) for each in group.all] == [[0, 1]] * 3
    answer(three)  # knows of it
    group.meet()
    assert [_answers(each) for each in group.all] == [[1, 1]] * 3


def test_two_machines_that_split_a_note_agree_whose_the_answers_are(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "a", "Back": "b"}, "Deck", note_type="Basic with reverse")
    one.suspend([min(one.search(""))])
    answer(one)
    group.meet()
    for each, number in ((one, note), (two, only_note(two))):
        parts = each.note_types.proposed_split(number)
        effect = each.note_types.effect_of_parts([number], parts)
        each.note_types.split(number, parts, effect)
    group.meet()
    assert sum(_answers(one)) == 1


def test_a_mark_stays_with_the_answer_it_strikes(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Text": "{{c1::a}} {{c2::b}}", "Extra": ""}, "Deck", note_type="Cloze")
    answer(one)
    group.meet()
    _change_places(one)
    answered = min(two.search(""))
    two.scheduling.strike(answered, two.history(answered)[0].id)
    group.sync(two, one)  # before two hears of it
    assert {one.card(number).memory.repetitions for number in one.search("")} == {0}
    group.meet()
    for each in group.all:
        assert {each.card(number).memory.repetitions for number in each.search("")} == {0}


def test_a_machine_that_leaves_and_joins_again_doubles_no_answer(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    answer(one)
    group.meet()
    _retype(two, "Basic with reverse")
    group.meet()
    joining.leave(two._store)
    group.meet()
    assert [sum(_answers(each)) for each in group.all] == [1] * 3


def test_answers_are_the_card_s_that_a_copy_of_a_disk_made_of_it_before_it_synced(
    group: Group,
) -> None:
    one, two, three = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Basic with reverse")
    answer(one)
    copy = group.clone(0)
    one = group.all[0]
    group.sync(copy, two)
    one.update_note(note, note_type="Basic")
    group.meet()
    assert [_answers(each) for each in (one, two, three, copy)] == [[1]] * 4


def test_a_card_that_came_back_and_went_again_before_a_sync_has_one_log(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Basic with reverse")
    one.suspend([min(one.search(""))])
    answer(one)
    _retype(one, "Basic")
    group.meet()
    _retype(two, "Basic with reverse")
    answer(two)
    _retype(two, "Basic")
    group.meet()  # all agree that the second answer was to a card that had one
