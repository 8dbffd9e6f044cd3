"""Note types that several machines change."""

from dataclasses import replace
from datetime import timedelta

from flashcards.api import Collection
from flashcards.model.note_types import BASIC_REVERSE
from flashcards.model.notes import Template
from tests.sync.group import Group
from tests.sync.learner import answer, said, save_type
from tests.sync.machines import differences


def _without(collection: Collection, position: int) -> None:
    kind = collection.note_type(BASIC_REVERSE.uid)
    left = tuple(each for at, each in enumerate(kind.templates) if at != position)
    save_type(collection, replace(kind, templates=left))


def _templates(collection: Collection) -> list[str]:
    return [each.name for each in collection.note_type(BASIC_REVERSE.uid).templates]


def test_one_of_two_templates_stays_where_each_machine_removed_another(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    _without(one, 0)
    _without(two, 1)  # the later
    group.meet()
    assert _templates(one) == _templates(two) == _templates(three) == ["Card 2"]
    assert len(three.search("")) == 1


def test_it_goes_where_a_third_has_added_one(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    kind = three.note_type(BASIC_REVERSE.uid)
    made = Template("", "Another", "Say: {{Front}}", "{{Back}}")
    save_type(three, replace(kind, templates=(*kind.templates, made)))
    _without(one, 0)
    _without(two, 1)
    group.sync(one, two, one)
    group.meet()
    assert _templates(one) == _templates(two) == _templates(three) == ["Another"]


def test_the_template_left_stays_beside_those_added_afterwards(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    _without(one, 0)
    _without(two, 1)
    group.meet()
    kind = three.note_type(BASIC_REVERSE.uid)
    made = Template("", "Another", "Say: {{Front}}", "{{Back}}")
    save_type(three, replace(kind, templates=(*kind.templates, made)))
    group.meet()
    assert _templates(one) == _templates(two) == _templates(three) == ["Card 2", "Another"]


def test_the_field_left_keeps_its_texts_beside_those_added_afterwards(group: Group) -> None:
    one, two, three = group.all
    made = one.note_types.create_of_columns("Made", ["Term", "Meaning"])
    one.add_note({"Term": "term", "Meaning": "meaning"}, "Deck", note_type=made.uid)
    group.meet()
    for each, at in ((one, 0), (two, 1)):
        kind = each.note_type(made.uid)
        left, uid = kind.fields[at], kind.field_uids[at]
        shown = replace(kind.templates[0], question=f"{{{{{left}}}}}", answer="")
        edited = replace(kind, fields=(left,), field_uids=(uid,), templates=(shown,))
        save_type(each, replace(edited, shown=(), settings=()))
    group.meet()
    assert [said(each) for each in group.all] == [{"Field": "term"}] * 3
    kind = three.note_type(made.uid)
    fields, uids = (*kind.fields, "Extra"), (*kind.field_uids, "")
    save_type(three, replace(kind, fields=fields, field_uids=uids, shown=(), settings=()))
    group.meet()
    assert [said(each) for each in group.all] == [{"Field": "term", "Extra": ""}] * 3


def test_a_field_of_one_and_a_field_of_another_are_both_there(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    for each, name in ((one, "Source"), (two, "Hint")):
        kind = each.note_type("Basic")
        save_type(
            each,
            replace(kind, fields=(*kind.fields, name), field_uids=(*kind.field_uids, ""), shown=()),
        )
        each.update_note(each.search_notes("")[0], {name: f"some {name}"})
    group.meet()
    (number,) = three.search_notes("")
    said = dict(zip(three.note_type("Basic").fields, three.note(number).fields, strict=True))
    assert said == {"Front": "front", "Back": "back", "Source": "some Source", "Hint": "some Hint"}


def test_a_field_renamed_here_is_shown_by_a_template_edited_there(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    kind = one.note_type("Basic")
    save_type(one, replace(kind, fields=("Term", "Meaning")))
    kind = two.note_type("Basic")
    edited = replace(kind.templates[0], question="What is {{Front}}?")
    save_type(two, replace(kind, templates=(edited,)))  # the later
    group.meet()
    for each in (one, two, three):
        kind = each.note_type("Basic")
        assert kind.fields == ("Term", "Meaning")
        assert kind.templates[0].question == "What is {{Term}}?"
        assert len(each.search("")) == 1


def test_a_template_edited_there_loses_what_was_removed_here(group: Group) -> None:
    one, two, three = group.all
    kind = one.note_type("Basic")
    save_type(one, replace(kind, fields=(*kind.fields, "Hint"), field_uids=(*kind.field_uids, "")))
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    kind = one.note_type("Basic")
    save_type(one, replace(kind, fields=kind.fields[:2], field_uids=kind.field_uids[:2], shown=()))
    kind = two.note_type("Basic")
    edited = replace(kind.templates[0], question="{{Front}} {{Hint}}")
    save_type(two, replace(kind, templates=(edited,)))  # the later
    group.meet()
    for each in (one, two, three):
        assert each.note_type("Basic").templates[0].question == "{{Front}} "
        assert len(each.search("")) == 1


def _fields(collection: Collection) -> dict[str, str]:
    kind = collection.note_type("Basic")
    return dict(zip(kind.field_uids, kind.fields, strict=True))


def test_of_two_fields_of_one_name_the_older_keeps_it_in_whatever_order(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    for each in (one, two):
        kind = each.note_type("Basic")
        fields, uids = (*kind.fields, "Hint"), (*kind.field_uids, "")
        save_type(each, replace(kind, fields=fields, field_uids=uids, shown=()))
    group.meet()
    called = _fields(one)
    assert sorted(called.values()) == ["Back", "Front", "Hint", "Hint 2"]
    save_type(three, replace(three.note_type("Basic"), shown=(3, 2, 1, 0)))
    group.meet()
    assert _fields(one) == _fields(two) == _fields(three) == called
    at = one.note_type("Basic").fields.index("Hint")
    fields = tuple("Clue" if name == "Hint" else name for name in one.note_type("Basic").fields)
    save_type(one, replace(one.note_type("Basic"), fields=fields))
    assert one.note_type("Basic").fields[at] == "Clue"
    group.meet()
    assert sorted(_fields(one).values()) == ["Back", "Clue", "Front", "Hint"]


def test_a_type_that_is_deleted_with_its_notes_goes_everywhere_at_once(group: Group) -> None:
    one, two, _ = group.all
    kind = one.note_types.create(one.note_types.new("Mine"))
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Mine")
    group.meet()
    one.delete_notes([note])
    one.note_types.delete(kind.id)
    group.sync(one, two)
    assert differences(one, two) == []


def test_an_answer_counts_once_where_the_template_of_its_card_went_afterwards(
    group: Group,
) -> None:
    one, two, _ = group.all
    two.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    two.set_options("Deck", bury_new=False, bury_reviews=False)
    for days in (0, 0, 1, 1):
        group.clock.moment += timedelta(days=days, seconds=1)
        answer(two)
    group.sync(two, one)
    group.clock.moment += timedelta(days=9)
    answer(two)
    answer(two)
    _without(two, 1)
    group.meet()
    assert one.statistics().answers == two.statistics().answers
