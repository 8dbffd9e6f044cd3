"""Formats what is selected in a field, as one step of undo."""

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QTextBlock, QTextCursor

from flashcards.model import clozes
from flashcards.text.toggling import PREFIX, Edit, Marks, cleared, selected, toggled
from flashcards.ui.editor.field_document import insert_source, line_text
from flashcards.ui.editor.field_looks import place_in, units_before
from flashcards.ui.editor.markup import CLEARED, headed, listed, marks_of, numbered
from flashcards.ui.editor.mime import insert_plain

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

_ADDRESS = re.compile(r"https?://\S{1,2000}")
_LIST_TAGS = re.compile(r"</?(?:ul|ol|li)(?![a-z])[^<>]*>", re.IGNORECASE)
_LIST_SOURCE = re.compile(r"<br\s*/?>|</?(?:div|p)(?![a-z])[^<>]*>|\n", re.IGNORECASE)
_KEEP = QTextCursor.MoveMode.KeepAnchor


def apply(edit: "FieldEdit", name: str) -> bool:
    """Do what a format does; False for one that needs more than the field."""
    marks = marks_of(name, edit.markup)
    if marks is not None:
        _mark_lines(edit, marks)
    elif name == "clear":
        _clear(edit)
    elif name in ("list", "numbered"):
        _make_list(edit, name)
    elif name == "heading":
        _make_heading(edit)
    elif name == "link":
        _link(edit)
    elif name == "paste_plain":
        insert_plain(edit, QGuiApplication.clipboard().mimeData())
    else:
        return False
    edit.setFocus()
    edit.ensureCursorVisible()
    return True


def cloze(edit: "FieldEdit", number: int) -> None:
    """Hide what is selected; what is hidden already, exactly so, is shown again."""
    marks = Marks("gap", clozes.opener(number), clozes.END)
    cursor = edit.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if edit.document().findBlock(start) == edit.document().findBlock(end):
        _mark_lines(edit, marks)
    else:
        _surround(edit, marks.open, marks.close)
    edit.setFocus()
    edit.ensureCursorVisible()


def gap_at(edit: "FieldEdit") -> int:
    """Return the number of the innermost gap of a line that the caret stands in; 0 for none."""
    block = edit.textCursor().block()
    at = place_in(block.text(), edit.textCursor().positionInBlock())
    found = [
        each
        for each in edit.looks.line(block).elements
        if each.look == "gap" and each.open[1] <= at <= each.close[0]
    ]
    innermost = max(found, key=lambda each: each.open, default=None)
    return int(innermost.data.split(",")[0]) if innermost is not None else 0


# Marks in lines


def _lines(edit: "FieldEdit") -> list[tuple[QTextBlock, int, int]]:
    """Return the lines of the selection, and which part of each is selected."""
    cursor = edit.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block, found = edit.document().findBlock(start), []
    while block.isValid() and (block.position() <= end):
        text, first = line_text(block), block.position()
        begins = place_in(text, max(0, start - first))
        ends = place_in(text, min(end - first, block.length() - 1))
        prefix = PREFIX.match(text) if edit.markup == "markdown" and start != end else None
        begins = max(begins, prefix.end() if prefix else 0)
        found.append((block, begins, max(begins, ends)))
        block = block.next()
    return found


def _mark_lines(edit: "FieldEdit", marks: Marks) -> None:
    lines = _lines(edit)
    if len(lines) > 1:
        lines = [each for each in lines if each[1] < each[2]]
        plain = [toggled(line_text(b), edit.looks.line(b), s, e, marks) for b, s, e in lines]
        # Where some lines are still plain they all come to look so.
        if any(not _takes_away(edits) for edits in plain if edits):
            plain = [[] if _takes_away(edits) else edits for edits in plain]
        _change(edit, [(b, edits) for (b, _, _), edits in zip(lines, plain, strict=True)])
        return
    block, start, end = lines[0]
    text = line_text(block)
    ends = [
        each.close[1]
        for each in edit.looks.line(block).elements
        if each.look == marks.look and each.close[0] == start == end
    ]
    if ends:  # what was typed is complete: writing goes on behind it
        _select(edit, block, ends[0], ends[0])
        return
    edits = toggled(text, edit.looks.line(block), start, end, marks)
    first, last = selected(start, end, edits, marks)
    _change(edit, [(block, edits)])
    _select(edit, block, first, last)


def _select(edit: "FieldEdit", block: QTextBlock, first: int, last: int) -> None:
    text, cursor = line_text(block), edit.textCursor()
    cursor.setPosition(block.position() + units_before(text, first))
    cursor.setPosition(block.position() + units_before(text, last), _KEEP)
    edit.setTextCursor(cursor)


def _takes_away(edits: list[Edit]) -> bool:
    return not any(edit.inserted for edit in edits)


def _clear(edit: "FieldEdit") -> None:
    changes = [
        (block, cleared(edit.looks.line(block), start, end, CLEARED))
        for block, start, end in _lines(edit)
    ]
    _change(edit, changes)


def _change(edit: "FieldEdit", changes: list[tuple[QTextBlock, list[Edit]]]) -> None:
    """Make changes in lines, from the last one to the first, as one step."""
    cursor = QTextCursor(edit.document())
    cursor.beginEditBlock()
    for block, edits in reversed(changes):
        text = line_text(block)
        for each in reversed(edits):
            at = block.position() + units_before(text, each.at)
            cursor.setPosition(at)
            end = block.position() + units_before(text, each.at + each.removed)
            cursor.setPosition(end, _KEEP)
            cursor.insertText(each.inserted)
    cursor.endEditBlock()


def _surround(edit: "FieldEdit", before: str, after: str) -> None:
    cursor = edit.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    writing = QTextCursor(edit.document())
    writing.beginEditBlock()
    writing.setPosition(end)
    writing.insertText(after)
    writing.setPosition(start)
    writing.insertText(before)
    writing.endEditBlock()
    cursor.setPosition(start + len(before))
    cursor.setPosition(end + len(before), _KEEP)
    edit.setTextCursor(cursor)


# Whole lines


def _whole_lines(edit: "FieldEdit") -> QTextCursor:
    cursor = edit.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    cursor.setPosition(start)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.setPosition(end, _KEEP)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
    return cursor


def _make_list(edit: "FieldEdit", name: str) -> None:
    cursor = _whole_lines(edit)
    source = edit.source_between(cursor.selectionStart(), cursor.selectionEnd())
    if edit.markup == "markdown":
        text = listed(source) if name == "list" else numbered(source)
    else:
        text = _html_list(source, "ul" if name == "list" else "ol")
    insert_source(cursor, text, html=edit.folds)
    edit.setTextCursor(cursor)


def _html_list(source: str, tag: str) -> str:
    """Make lines of HTML a list, or a list lines."""
    if _LIST_TAGS.search(source):
        lines = [line for line in _LIST_TAGS.split(source) if line.strip()]
        return "<br>".join(lines)
    lines = [line for line in _LIST_SOURCE.split(source) if line.strip()] or [""]
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _make_heading(edit: "FieldEdit") -> None:
    cursor = _whole_lines(edit)
    source = edit.source_between(cursor.selectionStart(), cursor.selectionEnd())
    if edit.markup == "markdown":
        text = "\n".join(headed(line) if line.strip() else line for line in source.split("\n"))
        text = text if source else "# "
    elif re.fullmatch(r"<h[1-6]>.*</h[1-6]>", source, re.DOTALL):
        text = source[4:-5]
    else:
        text = f"<h2>{source}</h2>"
    insert_source(cursor, text, html=edit.folds)
    edit.setTextCursor(cursor)


# Links


def _link(edit: "FieldEdit") -> None:
    """Make the selection a link, to the address in the clipboard if there is one."""
    words = edit.selected_text()
    clipboard = QGuiApplication.clipboard().text().strip()
    address = clipboard if _ADDRESS.fullmatch(clipboard) else ""
    if _ADDRESS.fullmatch(words):
        words, address = "", words
    cursor = edit.textCursor()
    start = cursor.selectionStart()
    if edit.markup == "markdown":
        before, after = f"[{words}](", ")"
    else:
        before, after = '<a href="', f'">{words}</a>'
    insert_source(cursor, before + address + after, html=edit.folds)
    if not words and address:
        at = start + (1 if edit.markup == "markdown" else len(before + address) + 2)
        cursor.setPosition(at)
    elif not address:
        cursor.setPosition(start + len(before))
    edit.setTextCursor(cursor)
