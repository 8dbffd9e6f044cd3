"""Note types and presets that undo puts back, beside what other machines wrote of them."""

from dataclasses import replace

from flashcards.api import Collection
from flashcards.model.note_types import BASIC, BASIC_REVERSE
from flashcards.model.notes import Template
from tests.sync.group import Group
from tests.sync.learner import save_type


def _rename_fields(collection: Collection, uid: str, *names: str) -> None:
    save_type(collection, replace(collection.note_type(uid), fields=names))


def _templates(collection: Collection, uid: str) -> dict[str, tuple[str, str]]:
    return {
        each.name: (each.question, each.answer.rpartition("\n")[2])
        for each in collection.note_type(uid).templates
    }


def test_a_template_that_came_shows_a_field_by_the_name_it_has_again(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    kind = one.note_type(BASIC.uid)
    made = Template("", "Another", "Say: {{Back}}", "{{Front}}")
    save_type(one, replace(kind, templates=(*kind.templates, made)))
    _rename_fields(two, BASIC.uid, "Term", "Back")
    group.sync(one, two)
    two.undo()
    assert _templates(two, BASIC.uid)["Another"] == ("Say: {{Back}}", "{{Front}}")
    two.redo()
    assert _templates(two, BASIC.uid)["Another"] == ("Say: {{Back}}", "{{Term}}")
    two.undo()
    group.meet()


def test_a_template_that_is_back_calls_fields_as_they_are_called_there(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    kind = one.note_type(BASIC_REVERSE.uid)
    save_type(one, replace(kind, templates=kind.templates[:1]))
    _rename_fields(two, BASIC_REVERSE.uid, "Front", "Meaning")
    group.sync(two, one)
    one.undo()
    assert _templates(one, BASIC_REVERSE.uid)["Card 2"] == ("{{Meaning}}", "{{Front}}")
    assert len(one.search("")) == 2
    group.meet()


def test_notes_that_come_have_the_cards_that_their_type_makes_here(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    kind = one.note_type(BASIC_REVERSE.uid)
    asked = replace(kind.templates[1], question="{{#Hint}}{{Back}}{{/Hint}}")
    fields, uids = (*kind.fields, "Hint"), (*kind.field_uids, "")
    edited = replace(kind, fields=fields, field_uids=uids, templates=(kind.templates[0], asked))
    save_type(one, replace(edited, shown=(), settings=()))
    two.add_note({"Front": "new", "Back": "and back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    assert [len(each.search("new")) for each in (one, two, three)] == [1, 1, 1]


def test_decks_have_their_options_again_where_deleting_these_is_undone(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    mine = one.add_preset("Mine")
    group.meet()
    two.assign_preset("Deck", next(each.id for each in two.presets() if each.name == "Mine"))
    one.delete_preset(mine)
    group.sync(two, one, two)
    assert {each.preset_of("Deck").name for each in (one, two)} == {"Default"}
    one.undo()
    group.sync(one)
    assert one.preset_of("Deck").name == "Mine"
    group.meet()
    assert {each.preset_of("Deck").name for each in group.all} == {"Mine"}


def test_a_type_that_goes_with_its_notes_goes_everywhere(group: Group) -> None:
    one, two, _ = group.all
    made = one.note_types.create_of_columns("Made", ["Term", "Meaning"])
    one.add_note({"Term": "term", "Meaning": "meaning"}, "Deck", note_type=made.uid)
    group.meet()
    one.undo()
    one.undo()
    group.sync(one, two)
    assert "Made" not in [each.name for each in two.note_types.all()]
    group.meet()


def test_a_template_comes_back_everywhere_with_the_field_it_shows(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    before = one.note_type(BASIC.uid)
    made = Template("", "Another", "Say: {{Hint}}", "{{Front}}")
    edited = replace(before, fields=(*before.fields, "Hint"), field_uids=(*before.field_uids, ""))
    save_type(one, replace(edited, templates=(*before.templates, made), shown=(), settings=()))
    group.meet()
    save_type(one, replace(before, shown=(), settings=()))
    one.undo()
    group.meet()
    for each in (one, two, three):
        assert _templates(each, BASIC.uid)["Another"] == ("Say: {{Hint}}", "{{Front}}")


def test_what_comes_back_shows_fields_by_the_names_they_had(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type=BASIC_REVERSE.uid)
    group.meet()
    kind = one.note_type(BASIC_REVERSE.uid)
    first = replace(kind.templates[0], question="{{Back}}", answer="{{Front}}")
    save_type(one, replace(kind, fields=("Back", "Front"), templates=(first,)))
    one.undo()
    group.meet()
    for each in (one, two, three):
        assert _templates(each, BASIC_REVERSE.uid)["Card 2"] == ("{{Back}}", "{{Front}}")
