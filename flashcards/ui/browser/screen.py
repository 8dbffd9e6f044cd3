"""Browse: search, table and detail side by side."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.search.finishing import missing
from flashcards.ui import theme
from flashcards.ui.browser import list_state
from flashcards.ui.browser.arrangement import Arrangement
from flashcards.ui.browser.bulk import Bulk, Chosen
from flashcards.ui.browser.columns import BY_NAME
from flashcards.ui.browser.detail import Detail
from flashcards.ui.browser.filter_actions import FilterActions
from flashcards.ui.browser.query_completion import words_of
from flashcards.ui.browser.query_told import found_words, tell
from flashcards.ui.browser.query_words import toggled
from flashcards.ui.browser.results import Results, SearchStoppedError
from flashcards.ui.browser.screen_commands import CONTEXT, TITLES, rows
from flashcards.ui.browser.search_box import SearchBox
from flashcards.ui.browser.search_help import SearchHelp
from flashcards.ui.browser.sidebar import WIDTH_PX, Sidebar
from flashcards.ui.commands import Command
from flashcards.ui.hints import set_hint
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import ElidedLabel, EmptyState, button, column, icon_button, label, row
from flashcards.ui.widgets.buttons import make_choice
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDE_PX = 1_250
"""From this width on the filters are shown until the learner chooses otherwise."""


class BrowserScreen(Screen):
    """Every card, found by words, in any order, edited alone or many at once."""

    name = "browse"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.results = Results(window)
        self.view = self.results.view
        self.bulk = Bulk(window, self._chosen)
        self.search = SearchBox(lambda name: words_of(self.collection, name, *self.sidebar.known()))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.meaning = ElidedLabel("", "muted")
        self.meaning.hide()
        self.detail = Detail(window)
        self.sidebar = Sidebar()
        self.filters = FilterActions(self)
        self.count = label("", "muted")
        self._help: SearchHelp | None = None
        self._state = list_state.read(self.settings.lists.get(list_state.NAME, ""))
        self._refused: UserError | None = None
        """Why what is in the box is no query; the rows shown are then not what it says."""
        self._asked = ""
        """What was asked for last by the box, understood or not."""
        self._changed = False
        """Whether something was written since the rows were found."""
        self._needs_search = True
        self._to_search = True
        self._to_select = 0
        """What was current when the program was left last, until it is shown."""
        self._lay_out()
        self._restore()
        self._connect()

    def title(self) -> str:
        """Name the screen."""
        return tr("Browse")

    # Laying out

    def _lay_out(self) -> None:
        nothing = button(tr("Show all cards"), lambda: self.ask(""))
        self._nothing = EmptyState("search", tr("Nothing found"), "", nothing)
        add = button(tr("Add note"), self.window_.add_note, kind="primary")
        hint = tr("Add a note, or import a deck from the File menu.")
        self._no_cards = EmptyState("browse", tr("No cards yet"), hint, add)
        self._stack = QStackedWidget()
        for page in (self.view, self._nothing, self._no_cards):
            self._stack.addWidget(page)
        middle = QWidget()
        middle.setProperty("role", "bare")
        foot = row(None, self.count, None, gap="inside", margins="inside")
        column(middle, self._stack, foot, gap="none")
        self.splitter = Splitter()
        self.splitter.setChildrenCollapsible(False)
        for place, part in enumerate((self.sidebar, middle, self.detail)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(place, (0, 3, 2)[place])
        head = column(None, self._top(), self.error, self.meaning, gap="hair")
        head.setContentsMargins(theme.SPACE.around, 0, theme.SPACE.around, theme.SPACE.inside)
        column(self, head, self.splitter, gap="none").setStretch(1, 1)

    def _top(self) -> QHBoxLayout:
        self.filter_button = icon_button("filter", tr("Filters"), self.toggle_sidebar)
        self.filter_button.setCheckable(True)
        asks = icon_button("help", tr("Search help"), self.open_search_help)
        self.cards_button = button(tr("Cards"), lambda: self.show_notes(False), kind="quiet")
        self.notes_button = button(tr("Notes"), lambda: self.show_notes(True), kind="quiet")
        set_hint(self.cards_button, tr("One row per card"))
        set_hint(self.notes_button, tr("One row per note"))
        for push in (self.cards_button, self.notes_button):
            make_choice(push)
        modes = row(None, self.cards_button, self.notes_button, gap="hair")
        return row(None, self.filter_button, self.search, asks, modes, gap="inside")

    def _restore(self) -> None:
        state = self._state
        self.arrangement = Arrangement(self.results, state)
        self.results.order, self.results.descending = state.order, state.descending
        self.results.by_note = state.by_note
        self._show_mode()
        self.detail.setVisible(state.detail)
        if len(state.splitter) == self.splitter.count():
            self.splitter.setSizes(list(state.splitter))
        else:
            self.splitter.setSizes([WIDTH_PX, 560, 380])
        self.arrangement.show_order()

    def _connect(self) -> None:
        self.search.asked.connect(self._search_for)
        self.search.went_down.connect(self._go_down)
        self.search.finished.connect(self._finish)
        self.view.sort_asked.connect(self.sort)
        self.view.menu_asked.connect(self._open_menu)
        self.view.selection_moved.connect(self._selection_moved)
        self.view.doubleClicked.connect(self.edit_current)
        self.sidebar.chosen.connect(self._filter)
        self.detail.move_asked.connect(self._move_one)

    # Coming and going

    def shown(self, **arguments: Any) -> None:
        """Come to the front; ``query`` None asks for the search box, a text is searched for.

        ``typing`` tells that the query is only begun, and is typed on in the search box.
        """
        first = self._needs_search and not len(self.results.table.ids)
        self._to_select = self._state.current if first else 0
        query = arguments.get("query")
        if query is not None:
            self.ask(str(query))
        elif self._needs_search:
            self._search_again()
        self._needs_search = False
        typing = bool(arguments.get("typing"))
        self._to_search = typing or (
            query is None and ("query" in arguments or not self.has_selection())
        )
        self._suit_width()
        self._selection_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the filters beside the table where there is room, unless chosen otherwise."""
        super().resizeEvent(event)
        self._suit_width()

    def _suit_width(self) -> None:
        wanted = self._state.sidebar
        self._show_sidebar(self.width() >= WIDE_PX if wanted is None else wanted)

    def left(self) -> None:
        """Save what is being edited and remember how the table is arranged."""
        self.detail.keeper.save()
        lists = {**self.settings.lists, list_state.NAME: list_state.write(self._state_now())}
        if lists != self.settings.lists:
            self.window_.change_settings(lists=lists)

    def _state_now(self) -> list_state.ListState:
        results, arrangement = self.results, self.arrangement
        return list_state.ListState(
            columns=arrangement.shown() if arrangement.chosen else (),
            widths=arrangement.widths() if arrangement.chosen else {},
            order=results.order,
            descending=results.descending,
            by_note=results.by_note,
            sidebar=self._state.sidebar,
            detail=self.shows_detail(),
            splitter=tuple(self.splitter.sizes()) if self.isVisible() else self._state.splitter,
            current=results.current_id(),
        )

    def first_focus(self) -> QWidget | None:
        """Give the keyboard to the search box, or to what was found."""
        return self.search if self._to_search or self._refused is not None else self.view

    def step_back(self) -> bool:
        """Go from the detail to the table, from there out of a selection and out of a search."""
        from flashcards.ui.browser.stepping_back import step_back

        return step_back(self)

    def reload(self) -> None:
        """Search anew when shown next."""
        self.filters.forget()
        self._needs_search = True

    def changed(self, changes: Changes) -> None:
        """Read what changed; the selection stays with its cards."""
        self.filters.changed(changes)
        if changes.cards or changes.notes or changes.decks or changes.reviews:
            self._search_again()

    # Searching

    def ask(self, query: str) -> None:
        """Show and search a query."""
        self.search.set_query(query)
        self._search_for(query)

    def _search_for(self, query: str) -> None:
        self._asked = query
        self.results.ask(self._take_asked, query)
        self._wait()

    def _search_again(self) -> None:
        # What is in the box may be an unfinished query; the table shows the last one understood.
        self._changed = True
        self.results.ask(self._take_again)
        self._wait()

    def _wait(self) -> None:
        """Let nothing be done to rows that are about to go."""
        self.view.waits = self.results.is_behind()
        if self.view.waits:
            self.window_.commands.refresh()

    def rows_hold(self) -> bool:
        """Whether the rows are what the box says: nothing may be done to any others."""
        behind = self.results.is_behind() or self.search.text() != self._asked
        return self._refused is None and not behind

    def _take_asked(self, error: UserError | None) -> None:
        """Take what was asked for, and let a screen reader say how much that is."""
        self._take(error)
        if error is None and self.results.table.rowCount():
            self.window_.announcer.say(self.count.text())
        elif error is None:
            self.window_.announcer.say_empty(self)

    def _take_again(self, error: UserError | None) -> None:
        understood = self.results.query == self._asked
        self._take(error or (None if understood else self._refused))

    def _take_turned(self, error: UserError | None) -> None:
        """Take the same cards in another order, or as notes; the old rows where it was stopped."""
        as_it_was = self.results.query == self._asked and not (self._changed or self._refused)
        if isinstance(error, SearchStoppedError) and as_it_was:
            self.window_.toast(error_words(error))
            error = None
        self._take_again(error)

    def _take(self, error: UserError | None) -> None:
        self._refused = error
        self.view.waits = False
        self._show_mode()
        self.arrangement.show_order()
        self._tell(error)
        if error is not None and self.view.hasFocus():
            self.search.setFocus()
        self.view.setEnabled(error is None)
        if error is not None:
            self.results.put_selection_aside()
        else:
            self._changed = False
            self.filters.fill()
            self.sidebar.mark(self.results.query)
            if self._to_select:
                self.results.select_id(self._to_select)
                self._to_select = 0
        self._show_page()
        self.view.select_any()
        self._selection_moved()

    def _show_page(self) -> None:
        if self.results.table.rowCount():
            page: QWidget = self.view
        elif self.results.query.strip():
            page = self._nothing
            self._nothing.text.setText(
                tr("No card matches “{query}”.", query=self.results.query.strip()[:120])
            )
        else:
            page = self._no_cards
        had_focus = self.view.hasFocus()
        self._stack.setCurrentWidget(page)
        if had_focus and page is not self.view:
            self.search.setFocus()

    def _filter(self, word: str, add: bool) -> None:
        self.ask(toggled(self.search.text(), word, add))

    def _go_down(self) -> None:
        if self.results.is_behind():
            self._stack.setCurrentWidget(self.view)  # the keyboard waits there
            self.view.setEnabled(True)
        elif not self.results.table.rowCount() or self._refused is not None:
            return
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _finish(self) -> None:
        """Take the search as written: go to what was found, or say what is missing."""
        error = missing(self.search.text())
        self._tell(error)
        if error is None:
            self._go_down()
        self.window_.announcer.say(self.error.text(), at_once=True)

    def _tell(self, error: UserError | None) -> None:
        tell(self.search.text(), error, self.error, self.meaning)

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_search_help(self) -> None:
        """Show how to search."""
        if self._help is None:
            self._help = SearchHelp(self.window_)
        self._help.open_help()

    # Sorting and columns

    def sort(self, name: str) -> None:
        """Sort by a column; once more turns the order round."""
        self.results.sort_by(BY_NAME[name].order, self._take_turned)
        self._wait()

    def sort_by(self, order: str, descending: bool) -> None:
        """Sort by a column, either way round."""
        self.results.sort(order, descending, self._take_turned)
        self._wait()

    def shows_column(self, name: str) -> bool:
        """Whether a column is in the table."""
        return name in self.arrangement.shown()

    def toggle_column(self, name: str) -> None:
        """Show or hide a column; the last one stays."""
        self.arrangement.toggle(name)

    def _open_menu(self, at: QPoint, on_titles: bool) -> None:
        names = TITLES if on_titles else CONTEXT
        menu = self.window_.commands.context_menu(names, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # Selecting

    def has_selection(self) -> bool:
        """Whether a row is selected that something can be done to."""
        return self.rows_hold() and self.view.selectionModel().hasSelection()

    def has_current(self) -> bool:
        """Whether the keyboard is on a row that is there."""
        return self.has_selection() and self.results.current_id() != 0

    def select_all(self) -> None:
        """Select every row found."""
        if self.rows_hold():
            self.view.selectAll()
            self.view.setFocus()

    def _chosen(self) -> Chosen:
        return Chosen(self.results.selected_ids(), self.results.by_note)

    def _selection_moved(self) -> None:
        count, found = self.view.selected_count(), self.results
        card = found.current_card() if count == 1 else None
        self.detail.show_card(card, found.today(), count, found.table.ids, notes=found.by_note)
        self._show_count(count)
        self.window_.commands.refresh()

    def _show_count(self, selected: int) -> None:
        if self._refused is not None:
            self.count.setText(tr("From the previous search"))
            return
        total, by_note = self.results.table.rowCount(), self.results.by_note
        self.count.setText(found_words(total, selected, by_note=by_note))

    # Doing

    def edit_current(self, *_: object) -> None:
        """Edit the note the keyboard is on, beside the table or in a window."""
        if not self.shows_detail() or self.view.selected_count() != 1:
            self.edit_in_window()
        else:
            self.detail.edit()

    def edit_in_window(self) -> None:
        """Edit the note the keyboard is on in a window of its own."""
        card = self.results.current_card()
        if card is not None:
            self.window_.edit_note(card.note_id)

    def note_history(self) -> None:
        """Show what the current note said before."""
        card = self.results.current_card()
        if card is not None:
            from flashcards.ui.editor.note_history import open_history

            self.detail.keeper.save()
            open_history(self.window_, card.note_id)

    def open_source(self) -> None:
        """Show the sentence the current card comes from, in its paragraph."""
        from flashcards.ui.kept_articles.source_panel import show_source

        card = self.results.current_card()
        if card is not None:
            show_source(self.window_, card.id)

    def delete(self) -> None:
        """Delete the notes of the selected rows."""
        self.bulk.delete()

    def change_type(self) -> None:
        """Ask what the notes of the selected rows are to become."""
        self.detail.keeper.save()
        self.bulk.change_type()

    def has_several(self) -> bool:
        """Whether more than one row is selected."""
        return self.rows_hold() and self.view.selected_count() > 1

    def split(self) -> None:
        """Ask what the note of the current row is to be split into."""
        self.detail.keeper.save()
        self.bulk.split()

    def merge(self) -> None:
        """Ask what the notes of the selected rows are to say as one."""
        self.detail.keeper.save()
        self.bulk.merge()

    def _move_one(self, card_id: int, deck: str) -> None:
        mover = Bulk(self.window_, lambda: Chosen([card_id], by_note=False))
        mover.move_to(deck)

    # Showing and hiding parts

    def toggle_notes(self) -> None:
        """Show rows of the other kind."""
        self.show_notes(not self.results.by_note)

    def show_notes(self, by_note: bool) -> None:
        """Show one row per note, or one per card."""
        if by_note != self.results.by_note:
            self.results.ask(self._take_turned, by_note=by_note)
            self._wait()
        self._show_mode()

    def _show_mode(self) -> None:
        self.notes_button.setChecked(self.results.by_note)
        self.cards_button.setChecked(not self.results.by_note)

    def shows_notes(self) -> bool:
        """Whether a row stands for a note."""
        return self.results.by_note

    def _show_sidebar(self, shown: bool) -> None:
        self.sidebar.setVisible(shown)
        self.filter_button.setChecked(shown)

    def shows_sidebar(self) -> bool:
        """Whether the filters are shown."""
        return self.sidebar.isVisibleTo(self)

    def toggle_sidebar(self) -> None:
        """Show or hide the filters."""
        from dataclasses import replace

        shown = not self.shows_sidebar()
        self._state = replace(self._state, sidebar=shown)
        self._show_sidebar(shown)

    def shows_detail(self) -> bool:
        """Whether the detail is shown."""
        return self.detail.isVisibleTo(self)

    def toggle_detail(self) -> None:
        """Show or hide the detail."""
        self.detail.setVisible(not self.shows_detail())

    def commands(self) -> list[Command]:
        """Return the screen's commands."""
        return rows(self)
