"""Decks, states, flags, tags, note types at the left; a click writes the word into the search."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView

from flashcards.model.filter_counts import FilterCounts
from flashcards.model.messages import Translatable
from flashcards.ui import icons
from flashcards.ui.browser.columns import FLAG_NAMES, FLAG_TINTS
from flashcards.ui.browser.filter_tree import COUNT, HEADS, KIND, NAME, FilterTree
from flashcards.ui.browser.query_words import part_of, quoted
from flashcards.ui.stored_names import card_name_of, type_name
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.decks.saved_searches import SavedSearch
    from flashcards.search.tree import Node

WORD = Qt.ItemDataRole.UserRole + 1
NARROWEST_PX, WIDTH_PX = 130, 190
MOST_TAGS = 2_000
MOST_ARTICLES = 500
_STATES: tuple[tuple[Translatable, str, str], ...] = (
    ("Due today", "is:due", "clock"),
    ("New", "is:new", "add"),
    ("Learning", "is:learning", "study"),
    ("Young", "is:young", "circle"),
    ("Mature", "is:mature", "check"),
    ("Suspended", "is:suspended", "suspend"),
    ("Buried", "is:buried", "bury"),
)
_DAYS: tuple[tuple[Translatable, str, str], ...] = (
    ("Added today", "added:1", "add"),
    ("Added this week", "added:7", "calendar"),
    ("Answered today", "reviewed:1", "history"),
    ("Forgotten this week", "rated:7:again", "reset"),
)
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Sidebar(FilterTree):
    """A tree of words one can ask for."""

    chosen = Signal(str, bool)
    """A word, and whether to add it to others of its kind (with Ctrl)."""
    delete_asked = Signal()
    """Delete was pressed, on whatever filter."""
    searched = Signal(str)
    """A saved search was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self._terms: list[tuple[Node, QStandardItem]] = []
        self._shown: tuple[list[str], list[str]] | None = None
        self._searches: list[SavedSearch] = []
        self._marked = ""
        """The query whose words are shown as asked for."""
        self._counts = FilterCounts()
        self.setModel(self._items)
        self.setHeaderHidden(True)
        self.setAccessibleName(tr("Filters"))
        self.setMinimumWidth(NARROWEST_PX)
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._choose)

    def known(self) -> tuple[list[str], list[str]]:
        """Return the decks and tags as last shown: no keystroke waits for the file to tell."""
        return self._shown or ([], [])

    def sizeHint(self) -> QSize:
        """Ask for a modest width."""
        return QSize(WIDTH_PX, 300)

    def fill(
        self, decks: list[str], tags: list[str], searches: "Sequence[SavedSearch]" = ()
    ) -> None:
        """Show these searches, decks and tags; what was folded stays folded."""
        if self._shown == (decks, tags) and self._searches == list(searches):
            return
        self._shown, self._searches = (list(decks), list(tags)), list(searches)
        kept = self.current_name()
        folded = {
            self._items.item(row).text()
            for row in range(self._items.rowCount())
            if not self.isExpanded(self._items.index(row, 0))
        }
        opened = {
            (item.data(KIND), item.data(NAME))
            for _, item in self._terms
            if item.data(KIND) and self.isExpanded(item.index())
        }
        self._items.clear()
        self._terms.clear()
        self._show_searches()
        self._group(tr("States"), ((tr(text), word, icon, "muted") for text, word, icon in _STATES))
        self._tree(tr("Decks"), decks, "deck", "deck")
        flags = [
            (tr(name), f"flag:{name.lower()}", "flag", tint)
            for name, tint in zip(FLAG_NAMES[1:], FLAG_TINTS[1:], strict=True)
        ]
        self._group(tr("Flags"), flags)
        self._group(tr("Days"), ((tr(text), word, icon, "muted") for text, word, icon in _DAYS))
        self._show_types()
        self._show_articles()
        self._tree(tr("Tags"), tags[:MOST_TAGS], "tag", "tag")
        for row in range(self._items.rowCount()):
            self.setExpanded(self._items.index(row, 0), self._items.item(row).text() not in folded)
        for _, item in self._terms:
            if (item.data(KIND), item.data(NAME)) in opened:
                self.expand(item.index())
        self.go_to(*kept)

    def show_counts(self, counts: FilterCounts) -> None:
        """Show how many notes each tag has, and the note types and articles there are."""
        before, self._counts = self._counts, counts
        if (before.types, before.articles) != (counts.types, counts.articles) and self._shown:
            shown, self._shown = self._shown, None
            self.fill(*shown, self._searches)
            self.mark(self._marked)
            return
        for _, item in self._terms:
            if item.data(KIND) == "tag":
                self._count_tag(item)

    def _count_tag(self, item: QStandardItem) -> None:
        count = self._counts.tags.get(str(item.data(NAME)).casefold(), 0)
        name = item.text()
        said = plural(count, "{name}, {count} note", "{name}, {count} notes", name=name)
        self._count(item, count, said)

    def _count(self, item: QStandardItem, count: int, said: str) -> None:
        """Show a number at the end of a row; ``said`` is both in words."""
        item.setData(count, COUNT)
        item.setData(said if count else item.text(), Qt.ItemDataRole.AccessibleTextRole)

    def _show_types(self) -> None:
        """Show the note types that have notes; below one of several templates these."""
        if not self._counts.types:
            return
        heading = self._heading(tr("Note types"))
        for each in self._counts.types:
            word = quoted("note", each.name)
            called = type_name(each.name)
            item = self._named(called, word, "list", "type")
            item.setData(each.name, NAME)
            notes = plural(each.notes, "{name}, {count} note", "{name}, {count} notes", name=called)
            self._count(item, each.notes, notes)
            heading.appendRow(item)
            for name, cards in each.templates if len(each.templates) > 1 else ():
                said_name = card_name_of(each.name, name)
                query = f"{word} {quoted('card', name)}"
                below = self._named(said_name, query, "browse", "template")
                below.setData(f"{each.name}::{name}", NAME)
                said = plural(
                    cards, "{name}, {count} card", "{name}, {count} cards", name=said_name
                )
                self._count(below, cards, said)
                item.appendRow(below)

    def _show_articles(self) -> None:
        if not self._counts.articles:
            return
        heading = self._heading(tr("Articles"))
        for each in self._counts.articles[:MOST_ARTICLES]:
            item = self._named(each.title, f"article:{each.id}", "articles", "article")
            item.setData(str(each.id), NAME)
            said = plural(
                each.notes, "{name}, {count} note", "{name}, {count} notes", name=each.title
            )
            self._count(item, each.notes, said)
            heading.appendRow(item)

    def _named(self, text: str, word: str, icon: str, kind: str) -> QStandardItem:
        item = self._item(text, word, icon, "muted")
        item.setData(kind, KIND)
        item.setData(text, NAME)
        return item

    def _show_searches(self) -> None:
        if not self._searches:
            return
        heading = self._heading(tr("Saved searches"))
        for each in self._searches:
            item = QStandardItem(icons.icon("search", "muted"), each.name)
            item.setData(each.query, WORD)
            item.setData("search", KIND)
            item.setData(each.uid, NAME)
            heading.appendRow(item)

    def _mark_search(self, query: str) -> None:
        """Show which saved search a query is."""
        heading = self._items.item(0)
        select = QItemSelectionModel.SelectionFlag.Select
        for row in range(heading.rowCount() if self._searches else 0):
            item = heading.child(row)
            if item.data(WORD) == query:
                self.selectionModel().select(item.index(), select)

    def _group(self, title: str, rows: Iterable[tuple[str, str, str, str]]) -> None:
        heading = self._heading(title)
        for text, word, icon, tint in rows:
            heading.appendRow(self._item(text, word, icon, tint))

    def _heading(self, title: str) -> QStandardItem:
        heading = QStandardItem(title)
        heading.setSelectable(False)
        heading.setData("tag" if title == tr("Tags") else "", HEADS)
        self._items.appendRow(heading)
        return heading

    def _tree(self, title: str, names: list[str], kind: str, icon: str) -> None:
        """Show names such as ``A::B`` as a tree; what only leads to others can be asked for too."""
        if not names:
            return
        heading = self._heading(title)
        found: dict[str, QStandardItem] = {}
        for name in names:
            parent, path = heading, ""
            for part in name.split("::"):
                path = f"{path}::{part}" if path else part
                known = found.get(path.casefold())
                if known is None:
                    known = self._named(part, quoted(kind, path), icon, kind)
                    known.setData(path, NAME)
                    if kind == "tag":
                        self._count_tag(known)
                    parent.appendRow(known)
                    found[path.casefold()] = known
                parent = known

    def _item(self, text: str, word: str, icon: str, tint: str) -> QStandardItem:
        from flashcards.search.parser import parse

        item = QStandardItem(icons.icon(icon, tint), text)
        item.setData(word, WORD)
        self._terms.append((parse(word), item))
        return item

    def mark(self, query: str) -> None:
        """Show which words a query asks for."""
        self._marked = query
        from flashcards.model.errors import UserError
        from flashcards.search.parser import parse
        from flashcards.search.tree import And

        try:
            node = parse(query)
        except UserError:
            return
        parts = set(node.parts) if isinstance(node, And) else {node}
        flags = QItemSelectionModel.SelectionFlag
        selection = self.selectionModel()
        selection.clearSelection()
        for term, item in self._terms:
            if part_of(term, parts):
                selection.select(item.index(), flags.Select)
        self._mark_search(query)

    def _choose(self, index: QModelIndex, add: bool | None = None) -> None:
        word = index.data(WORD)
        if not word:
            self.setExpanded(index, not self.isExpanded(index))
            return
        if index.data(KIND) == "search":
            self.searched.emit(word)
            return
        if add is None:
            from PySide6.QtWidgets import QApplication

            control = Qt.KeyboardModifier.ControlModifier
            add = bool(QApplication.keyboardModifiers() & control)
        self.chosen.emit(word, add)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Delete from the table's commands: these rows are no notes."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (*_ENTER_KEYS, Qt.Key.Key_Delete)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the word the keyboard is on."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
            return
        if event.key() in _ENTER_KEYS:
            control = Qt.KeyboardModifier.ControlModifier
            self._choose(self.currentIndex(), bool(event.modifiers() & control))
            return
        super().keyPressEvent(event)
