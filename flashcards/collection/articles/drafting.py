"""Reads an article and drafts the cards it could become; nothing is written."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashcards.articles.apart import worth_apart
from flashcards.articles.candidates import Candidate
from flashcards.articles.reading import LARGEST_FILE, is_plain
from flashcards.articles.tree import Document
from flashcards.articles.worth import WHOLE, Worth, worth_in, worth_of
from flashcards.collection.articles.layout import unpacked
from flashcards.collection.articles.pictures import with_pictures
from flashcards.collection.articles.structure import headings_in, language_in
from flashcards.collection.files.incoming import derived_guid
from flashcards.files import expanded, open_given, unreadable
from flashcards.model.articles import DraftCard, Heading
from flashcards.model.errors import CancelledError
from flashcards.model.ids import NoteId, SourceId
from flashcards.model.messages import Message, message
from flashcards.store.articles import StoredArticle, digest_of
from flashcards.store.operation import Progress

_HALF = re.compile("[\ud800-\udfff]")
_PACKED = (b"PK\x03\x04", b"%PDF-")
"""How Word, EPUB and PDF files begin: they say themselves how they are encoded."""


@dataclass(frozen=True, slots=True)
class DraftCandidate:
    """A card that could be made, as it stands to the collection."""

    id: str
    """The same for the same passage whenever the article is read."""
    candidate: Candidate
    weaknesses: tuple[Message, ...]
    """What is weak about the card, in plain words."""
    duplicates: tuple[NoteId, ...] = ()
    """Notes in the collection that ask the same."""
    note_id: NoteId | None = None
    """The note it has become when the article was accepted before."""
    seen: bool = False
    """Whether the learner has decided about it before, of an article that is kept."""

    @property
    def confidence(self) -> float:
        """How sure the rules are, 0 to 1, that a reader would want this card."""
        return self.candidate.confidence

    @property
    def card(self) -> DraftCard:
        """The card as the article makes it, not yet tied to its draft."""
        found = self.candidate
        if found.cloze:
            return DraftCard(cloze=found.cloze)
        return DraftCard(found.front, found.back)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article with the cards it could become."""

    document: Document
    candidates: tuple[DraftCandidate, ...]
    """In the order of the article."""
    title: str
    address: str
    digest: str
    """SHA-256 of the text in UTF-8, in hexadecimal digits."""
    source_id: SourceId | None = None
    """The article of the collection this is; None when it is new."""
    changed: bool = False
    """Whether that article read otherwise before; then ``update`` shows what became of it."""

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Those its cards show, by the names the collection will have for them."""

    @property
    def problems(self) -> tuple[Message, ...]:
        """What the learner should know of how the article was read."""
        return self.document.problems

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the article in order."""
        return tuple(headings_in(self.document))

    def card(self, number: int) -> DraftCard:
        """Return the card that candidate ``number`` makes, to be accepted or edited first."""
        return replace(self.candidates[number].card, candidates=(number,))

    def chosen(self) -> list[DraftCard]:
        """Return the cards that are taken unless the learner leaves them out."""
        return [
            self.card(number)
            for number, found in enumerate(self.candidates)
            if found.candidate.chosen
        ]

    def above(self, confidence: float) -> list[DraftCard]:
        """Return the cards of all candidates that are at least this sure."""
        return [
            self.card(number)
            for number, found in enumerate(self.candidates)
            if found.confidence >= confidence
        ]


def read_article(
    data: Path | bytes | str,
    name: str = "",
    progress: Progress | None = None,
    encoding: str | None = None,
) -> Draft:
    """Return an article with its candidates, without a look at any collection.

    ``data`` is a file, its content, or text. ``name`` is the file's name or the page's address,
    for data that come without a file; ``encoding`` is that of a text, which otherwise is found
    out. Raises UserError for what is no article.
    """
    _tick(progress, 0)
    address = name if "://" in name else ""
    path = data if isinstance(data, Path) else None
    if isinstance(data, Path):
        name = name or data.name
        address = address or _address_of(data)
        data = read_file(data)
    problems: tuple[Message, ...] = ()
    if encoding is not None and isinstance(data, bytes):
        data, problems = _as_told(data, encoding)
    worth, pictures = with_pictures(_worth(data, name, progress), data, path)
    document = worth.document
    document = replace(document, problems=(*problems, *document.problems))
    digest = digest_of(document.text)
    title = document.title or "Article"
    return Draft(document, _drafted(worth), title, address, digest, pictures=pictures)


def _drafted(worth: Worth) -> tuple[DraftCandidate, ...]:
    found = zip(_ids(worth.candidates), worth.candidates, worth.weaknesses, strict=True)
    return tuple(DraftCandidate(*each) for each in found)


def draft_kept(
    article: StoredArticle, progress: Progress | None = None, *, find: bool = True
) -> Draft:
    """Return a draft of an article that is kept, as its text and its layout are in the collection.

    Without ``find`` no cards are looked for.
    """
    blocks = unpacked(article.structure, len(article.text))
    language = language_in(article)
    document = Document(article.title, article.text, blocks, language=language)
    candidates: tuple[DraftCandidate, ...] = ()
    if find:
        candidates = _drafted(worth_in(document, lambda done: _tick(progress, done)))
    return Draft(document, candidates, article.title, article.address, article.digest, article.id)


def _worth(data: bytes | str, name: str, progress: Progress | None) -> Worth:
    """Return what an article is worth; what may take long, or too long, is read apart."""
    if is_plain(data, name):
        return worth_of(data, name, lambda done: _tick(progress, done))
    found = worth_apart(data, name, progress)
    _tick(progress, WHOLE)
    return found


def _address_of(path: Path) -> str:
    """Return where a file is; empty where its name is no Unicode, which no text can hold."""
    address = str(expanded(path).absolute())
    return "" if _HALF.search(address) else address


def _as_told(data: bytes, encoding: str) -> tuple[bytes | str, tuple[Message, ...]]:
    """Return a text decoded as the learner says, and what of it could not be."""
    from flashcards.formats.csv_choices import CsvChoices

    CsvChoices(encoding=encoding)  # raises where there is no such encoding
    if data.startswith(_PACKED):
        return data, ()
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        said = message(
            "Line {line:,} is not {encoding}; what cannot be read shows as \ufffd.",
            line=line,
            encoding=encoding.upper(),
        )
        return data.decode(encoding, "replace"), (said,)


def _tick(progress: Progress | None, done: int) -> None:
    if progress is not None and progress(done, WHOLE) is False:
        raise CancelledError


def read_file(path: Path) -> bytes:
    """Return the content of an article's file; raise UserError where that is not possible."""
    path = expanded(path)
    try:
        with open_given(path) as stream:
            return stream.read(LARGEST_FILE + 1)  # what is larger, the reader refuses
    except (OSError, ValueError) as error:
        raise unreadable(path, error, message("Choose a file with an article.")) from error


# Identity ----------------------------------------------------------------------


def wording_key(words: str) -> str:
    """Return what two wordings of one term or question share: letters and digits, any case."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _ids(candidates: Sequence[Candidate]) -> list[str]:
    seen: Counter[tuple[str, str]] = Counter()
    ids = []
    for candidate in candidates:
        key = candidate.kind.value, wording_key(candidate.term)
        ids.append(derived_guid(*key, seen[key]))
        seen[key] += 1
    return ids


def guid_of(source_uid: str, candidate_id: str, part: int = 0) -> str:
    """Return the identity of the note a candidate of an article becomes.

    ``part`` tells apart the cards that one candidate was split into.
    """
    return derived_guid(f"article\x1f{source_uid}", candidate_id, part)
