"""A folder service that does everything a real one does wrong, for tests, in memory.

``Service`` stands for Syncthing, Dropbox and the like. Each replica sees the folder through a
``View`` of its own, which is a Carrier. What one puts there reaches the others when the service
delivers: late, in any order, in part, twice, under a conflicted name, in capitals, as a name
without content, or it vanishes for a while. Nothing is random but what the given ``Random`` draws.

    service = Service()
    one, other = service.view("laptop"), service.view("phone")
    one.put(name, data)
    service.deliver(random)      # some of it moves a little
    service.settle()             # at last everything is everywhere, once and whole
"""

import io
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flashcards.carriers import refusals
from flashcards.carriers.carrier import Carrier, Entry
from flashcards.carriers.looking import is_whole

SUFFIX = ".seg"


@dataclass(slots=True)
class Held:
    """A file as one replica sees it."""

    data: bytes
    here: int
    """How many of its bytes have arrived."""
    evicted: bool = False
    hidden: bool = False
    doubled: bool = False
    """Whether it is a copy that the service made; the file itself may come too."""
    looked_at: tuple[int, bool | None] = (-1, None)
    """With how many bytes it was last looked at, and whether it was a whole segment then."""

    @property
    def is_whole(self) -> bool:
        return self.here == len(self.data) and not self.evicted and not self.hidden

    def is_segment(self) -> bool | None:
        """Return whether it is a whole segment, None where it is none, as a folder does."""
        if self.looked_at[0] != self.here:
            self.looked_at = self.here, is_whole(io.BytesIO(self.data[: self.here]), self.here)
        return self.looked_at[1]


class View:
    """The folder as one replica sees it; ``trouble`` is raised by every call that writes."""

    def __init__(self, service: "Service", name: str) -> None:
        self.service = service
        self.name = name
        self.files: dict[str, Held] = {}
        self.pictures: dict[str, Held] = {}
        self.trouble: refusals.CarrierError | None = None
        """What every put and delete meets; None for nothing."""
        self.gone = False
        """Whether the folder is not there at all, as a stick that is not plugged in."""

    def segments(self) -> list[Entry]:
        self._refuse_missing()
        found = []
        for name, held in self.files.items():
            if held.hidden or not name.lower().endswith(SUFFIX):
                continue
            if held.evicted:
                found.append(Entry(name, len(held.data), ready=False, elsewhere=True))
            elif (whole := held.is_segment()) is not None:
                found.append(Entry(name, held.here, whole))
        return found

    def read(self, name: str, limit: int) -> bytes:
        self._refuse_missing()
        return self._read(self.files, name, limit)

    def put(self, name: str, data: bytes) -> None:
        self._refuse_writing()
        if not any(each.lower() == name.lower() for each in self.files):
            self.files[name] = Held(data, len(data))
            self.service.owe(self, name, data)

    def delete(self, name: str) -> None:
        self._refuse_writing()
        if self.files.pop(name, None) is not None:
            self.service.owe(self, name, None)

    def media(self) -> set[str]:
        self._refuse_missing()
        return {name.lower() for name, held in self.pictures.items() if held.is_whole}

    def read_media(self, name: str, limit: int) -> bytes:
        self._refuse_missing()
        called = next((each for each in self.pictures if each.lower() == name), name)
        return self._read(self.pictures, called, limit)

    def put_media(self, name: str, content: bytes | Path) -> None:
        self._refuse_writing()
        if name not in self.pictures:
            data = content if isinstance(content, bytes) else content.read_bytes()
            self.pictures[name] = Held(data, len(data))
            self.service.owe(self, f"media/{name}", data)

    def _read(self, files: dict[str, Held], name: str, limit: int) -> bytes:
        held = files.get(name)
        if held is None or held.hidden:
            raise refusals.GoneError(name)
        if held.evicted:
            raise refusals.NotHereYetError(name)
        if held.here > limit:
            raise refusals.FolderTroubleError(self.name, "it is too large")
        return held.data[: held.here]

    def _refuse_missing(self) -> None:
        if self.gone:
            raise refusals.MissingFolderError(self.name)

    def _refuse_writing(self) -> None:
        self._refuse_missing()
        if self.trouble is not None:
            raise self.trouble


@dataclass(slots=True)
class Service:
    """What carries between views; ``owed`` is what each has still to hear of, oldest first."""

    views: list[View] = field(default_factory=list)
    owed: dict[str, list[tuple[str, bytes | None]]] = field(default_factory=dict)
    """By the name of a view: names of files with their content, None for those deleted."""
    copies: int = 0

    def view(self, name: str) -> View:
        """Return the folder as a further replica sees it, who has to hear of everything there."""
        view = View(self, name)
        known: dict[str, bytes] = {}
        for other in self.views:
            known |= {name: held.data for name, held in other.files.items() if not held.doubled}
            known |= {f"media/{each}": held.data for each, held in other.pictures.items()}
        self.owed[name] = list(known.items())
        self.views.append(view)
        return view

    def owe(self, source: View, name: str, data: bytes | None) -> None:
        """Remember that all but ``source`` have to hear of a file, or that it is gone."""
        for view in self.views:
            if data is None:  # whoever had still to hear of it need not any more
                waiting = self.owed[view.name]
                waiting[:] = [each for each in waiting if each[0].lower() != name.lower()]
            if view is not source:
                self.owed[view.name].append((name, data))

    def deliver(self, random: Random) -> None:
        """Do some of what is owed to each view, and some things that nobody asked for."""
        for view in self.views:
            self._change(view, random)
            waiting = self.owed[view.name]
            random.shuffle(waiting)
            for name, data in [waiting.pop() for _ in range(random.randint(0, len(waiting)))]:
                if not self._bring(view, name, data, random):
                    waiting.append((name, data))

    def settle(self) -> None:
        """Bring everything everywhere, once and whole; nobody meets trouble any more."""
        for view in self.views:
            view.trouble, view.gone = None, False
            for held in [*view.files.values(), *view.pictures.values()]:
                held.here, held.evicted, held.hidden = len(held.data), False, False
        for view in self.views:
            waiting, self.owed[view.name] = self.owed[view.name], []
            for path, data in waiting:
                if data is None:
                    self._drop(view, path)
                else:
                    files, name = self._place(view, path)
                    files[name] = Held(data, len(data))

    def _bring(self, view: View, path: str, data: bytes | None, random: Random) -> bool:
        """Bring one file, or a part of it; return whether no more of it is to come."""
        if data is None:
            self._drop(view, path)
            return True
        files, name = self._place(view, path)
        chance = random.random()
        if chance < 0.25:
            files[name] = Held(data, random.randint(0, len(data)))
            return False
        if chance < 0.35:
            files[name] = Held(data, len(data), evicted=True)
            return False
        if chance < 0.5 and files is view.files:
            self.copies += 1
            files[_copied(name, self.copies, random)] = Held(data, len(data), doubled=True)
            return random.random() < 0.5
        if chance < 0.6:
            files.pop(name, None)
            name = name.upper()
        files[name] = Held(data, len(data))
        return True

    def _place(self, view: View, path: str) -> tuple[dict[str, Held], str]:
        folder, slash, name = path.rpartition("/")
        return (view.pictures if slash and folder else view.files), name

    def _drop(self, view: View, path: str) -> None:
        files, name = self._place(view, path)
        for each in [each for each in files if each.lower() == name.lower()]:
            del files[each]

    def _change(self, view: View, random: Random) -> None:
        """Let files that were there vanish, come back, or lose their content for a while."""
        for held in [*view.files.values(), *view.pictures.values()]:
            if random.random() < 0.1:
                held.hidden = not held.hidden
            elif random.random() < 0.1 and held.here == len(held.data):
                held.evicted = not held.evicted
        chance = random.random()
        view.gone = chance < 0.05
        view.trouble = None
        if 0.05 <= chance < 0.2:
            kinds = refusals.FullError, refusals.NotPermittedError
            view.trouble = random.choice(kinds)(view.name)


def _copied(name: str, number: int, random: Random) -> str:
    """Return what a service calls a copy of a file."""
    stem = name[: -len(SUFFIX)]
    return random.choice(
        [
            f"{stem} (Anna's conflicted copy {number}).seg",
            f"{stem}.sync-conflict-20261129-{number:06}-ABCDEFG.seg",
            f"{stem} {number}.seg",
            f"{stem}_conflict-{number}.SEG",
        ]
    )


def is_carrier(view: View) -> Carrier:
    """Return a view as what it stands for; types see that it is one."""
    return view
