r"""What stands on cards as it is written: names of recordings, and ``\,`` between formulas."""

import re
from html import unescape
from typing import TYPE_CHECKING

from flashcards.text.notices import notice, sound, video

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

SPACES = ("\\,", "\\;", "\\:")
"""Small spaces of formulas; no Markdown has a reason to escape these signs."""

_RECORDING = re.compile(
    r"\.(?:(mp3|wav|ogg|oga|opus|m4a|flac|aac|wma|aiff?)|mp4|webm|mov|mkv|avi|ogv)$", re.I
)
_BROKEN = re.compile(r"\[\u200b?(?:\u200b?[sound]){5}\u200b?:[^\]<>\n]{1,310}\]")
_SOUND = re.compile(r"(<[^>]*>)|\[sound:([^\]<>\n]{1,300})\]")


def recording(name: str) -> str:
    """Return what stands on a card for a recording, as safe HTML; empty for any other file."""
    found = _RECORDING.search(name)
    if found is None:
        return ""
    return notice(sound if found[1] else video, re.split(r"[/\\]", name)[-1][:120])


def name_sounds(html: str) -> str:
    """Return safe HTML in which ``[sound:x.mp3]`` names the recording."""
    if "\u200b" in html:  # recordings side by side count as one long word, which may be broken
        html = _BROKEN.sub(lambda found: found[0].replace("\u200b", ""), html)
    if "[sound:" not in html:
        return html
    return _SOUND.sub(_named, html)


def _named(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    name = unescape(found[2].strip())
    known = _RECORDING.search(name)
    return notice(video if known and not known[1] else sound, name)


def keep_spaces(parser: "MarkdownIt") -> None:
    """Let a Markdown parser leave the small spaces of formulas as they are."""
    parser.inline.ruler.before("escape", "small_space", _small_space)


def _small_space(state: "StateInline", silent: bool) -> bool:
    space = state.src[state.pos : state.pos + 2]
    if space not in SPACES:
        return False
    if not silent:
        state.pending += space
    state.pos += 2
    return True
