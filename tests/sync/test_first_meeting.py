"""Two computers that each had the program for a while before they sync for the first time."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.enums import SchedulerKind
from flashcards.model.notes import FieldSettings
from tests.sync.group import Group, Pair
from tests.sync.learner import only_note, save_type


@pytest.fixture
def pair(group: Group) -> Pair:
    """Of the three in ``group``, the two that are used before they meet."""
    one, two, _ = group.all
    return one, two


def test_options_set_on_both_before_stand_whatever_the_other_left_as_it_was(
    group: Group, pair: Pair
) -> None:
    one, two = pair
    one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    one.set_options("Bio", scheduler=SchedulerKind.FSRS, new_per_day=5, desired_retention=85)
    group.clock.moment += timedelta(days=30)
    two.add_note({"Front": "atom", "Back": "part"}, "Chem")
    two.set_options("Chem", autoplay=False)

    group.meet()
    for each in group.all:
        options = each.options("Bio")
        assert options.scheduler is SchedulerKind.FSRS
        assert (options.new_per_day, options.desired_retention) == (5, 85)
        assert not options.autoplay


def test_of_an_option_set_on_both_before_the_earlier_waits_for_the_learner(
    group: Group, pair: Pair
) -> None:
    one, two = pair
    one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    one.set_options("Bio", new_per_day=5)
    group.clock.moment += timedelta(days=30)
    two.add_note({"Front": "atom", "Back": "part"}, "Chem")
    two.set_options("Chem", new_per_day=7)

    group.meet()
    for each in group.all:
        assert each.options("Bio").new_per_day == 7
        (lost,) = each.syncing.overruled()
        assert (lost.field, lost.value) == ("option.new_per_day", "5")


def _look_of(collection: Collection) -> tuple[object, ...]:
    basic, cloze = collection.note_type("basic"), collection.note_type("cloze")
    (side,) = basic.templates
    return basic.name, basic.css, basic.fields, side.question, side.answer, cloze.name, cloze.css


def test_built_in_note_types_keep_what_each_changed_of_them(group: Group, pair: Pair) -> None:
    one, two = pair
    basic = one.note_type("Basic")
    (side,) = basic.templates
    save_type(
        one, replace(basic, templates=(replace(side, question="<b>{{Front}}</b>"),), css=".one{}")
    )
    one.note_types.rename(one.note_type("Cloze").id, "Gaps")
    group.clock.moment += timedelta(days=30)
    save_type(two, replace(basic, templates=(replace(side, answer="{{Back}}!"),)))
    two.note_types.rename(basic.id, "Plain")
    save_type(two, replace(two.note_type("Cloze"), css=".two{}"))

    group.meet()
    for each in group.all:
        assert _look_of(each) == (
            "Plain", ".one{}", ("Front", "Back"), "<b>{{Front}}</b>", "{{Back}}!", "Gaps", ".two{}"
        )  # fmt: skip


def test_settings_of_fields_set_on_both_before_both_stand(group: Group, pair: Pair) -> None:
    one, two = pair
    basic = one.note_type("Basic")
    save_type(one, replace(basic, settings=(FieldSettings(language="de"), FieldSettings())))
    group.clock.moment += timedelta(days=30)
    save_type(two, replace(basic, settings=(FieldSettings(), FieldSettings(font="Noto"))))

    group.meet()
    for each in group.all:
        front, back = each.note_type("Basic").settings
        assert (front.language, back.font) == ("de", "Noto")


@pytest.fixture
def imported(group: Group, pair: Pair) -> Pair:
    """Two that have imported one package, made by the third, which does not sync."""
    maker = group.all.pop()
    maker.add_note({"Front": "cell", "Back": "unit"}, "Bio", tags=["old"])
    package = maker.path.parent / "package.apkg"
    maker.export(package)
    for each in pair:
        each.import_file(package)
    group.clock.moment += timedelta(days=1)
    return pair


def test_a_text_edited_here_stands_over_one_that_only_got_a_tag_there(
    group: Group, imported: Pair
) -> None:
    one, two = imported
    one.update_note(only_note(one), {"Back": "unit of life"})
    group.clock.moment += timedelta(days=1)
    two.add_tags([only_note(two)], ["exam"])

    group.meet()
    for each in imported:
        note = each.note(only_note(each))
        assert note.fields == ("cell", "unit of life")
        assert note.tags == ("exam", "old")
        assert each.syncing.status().conflicts == ()


def test_of_two_editions_that_another_program_made_the_newer_stands_whoever_imported_it_first(
    group: Group, tmp_path: Path
) -> None:
    one, two, maker = group.all
    del group.all[2]
    maker.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    for word, other in (("older", two), ("newer", one)):
        group.clock.moment += timedelta(days=30)
        maker.update_note(only_note(maker), {"Back": word})
        maker.export(tmp_path / f"{word}.apkg")
        group.clock.moment += timedelta(days=2)
        other.import_file(tmp_path / f"{word}.apkg")

    group.meet()
    assert {each.note(only_note(each)).fields[1] for each in (one, two)} == {"newer"}


def test_the_name_of_a_deck_that_both_imported_waits_where_it_lost(
    group: Group, imported: Pair
) -> None:
    one, two = imported
    one.rename_deck("Bio", "Biology")
    group.clock.moment += timedelta(days=1)
    two.scheduling.set_deck_limits("Bio", reviews_per_day=50)

    group.meet()
    for each in imported:
        assert each.deck_names() == ["Bio"]
        (lost,) = each.syncing.overruled()
        assert (lost.field, lost.value) == ("own_name", "Biology")


def test_orders_and_names_stand_though_style_and_sides_are_as_they_came(
    group: Group, pair: Pair
) -> None:
    one, two = pair
    one.rename_preset(one.presets()[0].id, "A Languages")
    save_type(one, replace(one.note_type("Basic"), shown=(1, 0)))
    both = one.note_type("basic-reverse")
    first, second = both.templates
    named = replace(second, name="2 Other way round")
    save_type(one, replace(both, templates=(named, replace(first, name="A first"))))
    group.clock.moment += timedelta(days=30)
    two.add_note({"Front": "a", "Back": "b"}, "Bio")
    two.set_options("Bio", autoplay=False)

    group.meet()
    for each in group.all:
        assert each.preset_of("Bio").name == "A Languages"
        assert each.note_type("Basic").shown_places == (1, 0)
        sides = [side.name for side in each.note_type("basic-reverse").templates]
        assert sides == ["2 Other way round", "A first"]
