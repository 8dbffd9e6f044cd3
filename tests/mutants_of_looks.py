"""Small mistakes in how cards look: sheets of styles, fonts, and what they hide."""

from tests.mutant import Mutant

MUTANTS_OF_LOOKS = (
    Mutant(
        "a side whose sheet is too much for it shows what that hides",
        "text/stylesheets/cascade.py",
        "if self._matcher.tests_left < 0 and self._is_plainly_hidden(node):",
        "if False and self._is_plainly_hidden(node):",
        "tests/text/stylesheets/test_hostile_sheets.py -k ends_early",
    ),
    Mutant(
        "what a sheet hides shows on the question",
        "text/stylesheets/writing.py",
        "if looks.is_gone:",
        "if not looks.values:",
        "tests/text/stylesheets/test_dressing.py",
    ),
    Mutant(
        "a sheet may have brackets without end",
        "text/stylesheets/sheets.py",
        "if depth > _DEEPEST:",
        "if depth < 0:",
        "tests/text/stylesheets/test_hostile_sheets.py",
    ),
    Mutant(
        "a side of any size is dressed",
        "text/stylesheets/dressing.py",
        'if html.count("<") > 2 * MOST_ELEMENTS:',
        'if html.count("<") < 0:',
        "tests/text/stylesheets/test_hostile_sheets.py",
    ),
    Mutant(
        "what asks for more important is outdone",
        "text/stylesheets/cascade.py",
        "return (origin + 10 if important else origin, *place)",
        "return (origin, *place)",
        "tests/text/stylesheets/test_which_rule_wins.py",
    ),
    Mutant(
        "lines end behind a slash",
        "text/stylesheets/inline.py",
        '_KEPT_TOGETHER.sub(JOINER, text.lstrip(" ") if behind_space else text)',
        '(text.lstrip(" ") if behind_space else text)',
        "tests/ui/test_styled_cards.py",
    ),
    Mutant(
        "what keeps a line together is copied",
        "ui/drawn_words.py",
        "if JOINER in selected or (self._places and OBJECT in selected):",
        "if self._places and OBJECT in selected:",
        "tests/ui/test_styled_cards.py",
    ),
    Mutant(
        "boxes within lines are drawn without end",
        "text/stylesheets/inline_boxes.py",
        "if raised or len(writer.paragraphs.inline_boxes) >= _MOST:",
        "if raised:",
        "tests/text/stylesheets/test_dressing.py",
    ),
    Mutant(
        "a box that stands alone in its line lies over the next",
        "text/stylesheets/inline_boxes.py",
        "if above + below >= 1:",
        "if above + below < 0:",
        "tests/text/stylesheets/test_dressing.py",
    ),
    Mutant(
        "a style of comments takes the look of the program away",
        "ui/rich_text.py",
        "self._style(said) if has_rules(css) else None",
        "self._style(said) if css.strip() else None",
        "tests/ui/test_formulas.py",
    ),
    Mutant(
        "the name of what a mask hides shows on the question",
        "ui/occlusion/painting.py",
        "_paint_sign(painter, mask, size, colours.edge)",
        "paint_name(painter, mask, size, colours)",
        "tests/ui/test_occlusion_cards.py",
    ),
    Mutant(
        "text stands low in high lines",
        "text/stylesheets/paragraphs.py",
        "_too_low(run.looks) if fixed else 0.0",
        "0.0",
        "tests/ui/test_styled_cards.py",
    ),
    Mutant(
        "a font of any size is read",
        "collection/files/fonts.py",
        "if fits(file, LARGEST_FONT) else",
        "if file else",
        "tests/collection/test_fonts.py",
    ),
    Mutant(
        "a scroll bar that comes makes pictures anew",
        "ui/rich_text.py",
        "self._column_in(card_pictures.room_beside_bar(self))",
        "self.column_width()",
        "tests/ui/test_nothing_freezes.py",
    ),
)
