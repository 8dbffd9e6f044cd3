"""Tells in lines of JSON what a screen reader is told of the program, and what it finds there.

Started by the system's own python3, since the bindings of AT-SPI (Debian's gir1.2-atspi-2.0 and
python3-gi) are there and not in .venv. Each line of its input asks for something: ``tree`` for
all that is on the screen, ``focus`` for what has the keyboard, ``settled`` for an answer once the
program has told all it had to. With ``--lacking`` it only says what this machine lacks.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

NAME = "Flashcards"
MOST_CHILDREN = 60
MOST_TEXT = 2_000
EVENTS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:state-changed:selected",
    "object:active-descendant-changed",
    "object:selection-changed",
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
    "object:property-change:accessible-value",
    "object:text-changed:insert",
    "object:text-changed:delete",
    "window:activate",
)
STATES = (
    *("checkable", "checked", "collapsed", "editable", "enabled", "expandable", "expanded"),
    *("focusable", "focused", "invalid_entry", "modal", "multi_line", "read_only", "required"),
    *("selectable", "selected", "showing"),
)
TEXT_ROLES = frozenset(
    ("text", "entry", "label", "paragraph", "document frame", "document text", "password text")
)


def main() -> int:
    """Listen until the input ends; return the exit code."""
    try:
        import gi  # type: ignore[import-not-found]  # of the system, beside the program

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # likewise
    except (ImportError, ValueError) as error:
        sys.stdout.write(f"{error}\n")
        return 1
    if "--lacking" in sys.argv:
        return 0
    Listener(Atspi, GLib).run()
    return 0


class Listener:
    """Hears every event of the program and looks at its tree when asked."""

    def __init__(self, atspi: Any, glib: Any) -> None:
        self._atspi, self._glib = atspi, glib
        self._loop = glib.MainLoop()
        self._events = atspi.EventListener.new(self._hear)
        self._states = [(name, getattr(atspi.StateType, name.upper())) for name in STATES]

    def run(self) -> None:
        """Tell of events and answer until the input ends."""
        for event in EVENTS:
            self._events.register(event)
        self._glib.io_add_watch(
            sys.stdin.fileno(),
            self._glib.PRIORITY_DEFAULT_IDLE,  # after the events that wait
            self._glib.IOCondition.IN | self._glib.IOCondition.HUP,
            self._asked,
        )
        tell(ready=True)
        self._loop.run()

    def _hear(self, event: Any) -> None:
        try:
            source = event.source
            if source is None or (source.get_application() or source).get_name() != NAME:
                return
            data = event.any_data
            tell(
                event=str(event.type),
                said=data if isinstance(data, str) else "",
                detail=int(event.detail1),
                **self._of(source),
            )
        except self._glib.Error:
            return  # it is gone by now

    def _asked(self, _source: int, condition: Any) -> bool:
        line = sys.stdin.readline().strip()
        if not line:
            self._loop.quit()
            return False
        name, _, serial = line.partition(" ")
        try:
            found = getattr(self, "_" + name)()
        except self._glib.Error as error:  # something went while it was looked at
            found = {"failed": str(error)}
        tell(answer=serial, found=found)
        return True

    # Looking

    def _settled(self) -> bool:
        """Whether the program answers; all it said before was heard before this."""
        return self._program() is not None

    def _tree(self) -> list[dict[str, Any]]:
        program = self._program()
        if program is None:
            return []
        return [{"depth": depth, **self._of(each)} for depth, each in self._walk(program, 0)]

    def _focus(self) -> dict[str, Any]:
        """What has the keyboard, from the outermost to the innermost that says so."""
        found: dict[str, Any] = {}
        program = self._program()
        for _, each in self._walk(program, 0) if program is not None else ():
            if each.get_state_set().contains(self._atspi.StateType.FOCUSED) and each.get_name():
                found = self._of(each)
        return found

    def _program(self) -> Any:
        desktop = self._atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_name() == NAME:
                child.set_cache_mask(self._atspi.Cache.NONE)
                return child
        return None

    def _walk(self, found: Any, depth: int) -> Iterator[tuple[int, Any]]:
        """What is showing, each before its children; of many children the first."""
        showing = self._atspi.StateType.SHOWING
        if depth > 1 and not found.get_state_set().contains(showing):
            return
        yield depth, found
        for at in range(min(found.get_child_count(), MOST_CHILDREN)):
            child = found.get_child_at_index(at)
            if child is not None:
                yield from self._walk(child, depth + 1)

    def _of(self, found: Any) -> dict[str, Any]:
        states = found.get_state_set()
        by = self._atspi.RelationType.LABELLED_BY
        labels = [
            each.get_target(0)
            for each in found.get_relation_set()
            if each.get_relation_type() == by
        ]
        return {
            "label": labels[0].get_name() if labels else "",
            "role": found.get_role_name(),
            "name": found.get_name() or "",
            "description": found.get_description() or "",
            "states": [name for name, state in self._states if states.contains(state)],
            "text": self._text_of(found),
        }

    def _text_of(self, found: Any) -> str:
        if found.get_role_name() not in TEXT_ROLES:
            return ""
        text = found.get_text_iface()
        if text is None:
            return ""
        length = min(MOST_TEXT, self._atspi.Text.get_character_count(text))
        return str(self._atspi.Text.get_text(text, 0, length) or "")


def tell(**what: Any) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
