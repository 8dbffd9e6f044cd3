"""Tells how text was encoded: by its byte order mark, its NULs, or what its letters make likely."""

import codecs

WESTERN = "cp1252"
_OTHERS = (
    *("cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949", "euc_kr"),
)
_EAST_ASIAN = frozenset({"gb18030", "big5", "cp932", "euc_jp", "cp949", "euc_kr"})
_SAMPLE_BYTES = 20_000
_BEYOND_ASCII = bytes(range(128, 256))
_ENOUGH_TO_TELL = 8
"""So many bytes beyond ASCII are hardly ever Japanese by chance."""
_LIKE_A_LANGUAGE = 0.1
"""How much letters must be as frequent as in some language, 0 to 1, to be taken for it."""


_NAMES = {
    "cp932": "Shift JIS",
    "cp949": "Korean (cp949)",
    "euc_jp": "EUC-JP",
    "iso8859_2": "ISO 8859-2",
    "koi8_r": "KOI8-R",
}


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKED_ENCODINGS = frozenset(encoding for _, encoding in _MARKS)
_NUL_SAMPLE_BYTES = 4096


def byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    """Return the mark a text begins with and the encoding it tells; ``b""`` and None without."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))


def unmarked_utf16(data: bytes) -> str | None:
    """Guess UTF-16 without a mark: Latin text then has a NUL in every second byte."""
    sample = data[: min(_NUL_SAMPLE_BYTES, len(data) // 2 * 2)]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even <= half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd <= half * 0.02:
        return "utf-16-be"
    return None


def encoding_name(encoding: str) -> str:
    """Return what an encoding is called in a sentence."""
    if encoding.startswith("cp125"):
        return f"Windows-{encoding.removeprefix('cp')}"
    return _NAMES.get(encoding, encoding.upper())


def likely_encoding(data: bytes) -> str:
    """Return the Python name of the encoding that bytes, known not to be UTF-8, are likely in.

    Windows-1252, unless the letters read in another encoding are those of a language and read as
    Windows-1252 are not. Only lines with letters beyond ASCII tell anything, so only they count.
    """
    from charset_normalizer import from_bytes  # seldom needed

    sample = _telling(data)
    found = list(from_bytes(sample, cp_isolation=[WESTERN, *_OTHERS])) if sample else []
    if not found:
        return WESTERN
    western = next((match for match in found if match.encoding == WESTERN), None)
    best = max(found, key=lambda match: match.coherence - match.chaos)
    if best.coherence <= _LIKE_A_LANGUAGE:
        # Japanese is known by what its bytes can be, not by how frequent its letters are.
        beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
        certain = western is None and best.chaos == 0 and beyond >= _ENOUGH_TO_TELL
        certain = certain and best.encoding in _EAST_ASIAN
        return best.encoding if certain and _fits(data, best.encoding) else WESTERN
    if western and western.coherence >= best.coherence and western.chaos <= best.chaos:
        return WESTERN
    return best.encoding if _fits(data, best.encoding) else WESTERN


def _telling(data: bytes) -> bytes:
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:_SAMPLE_BYTES])
            size += len(line)
            if size >= _SAMPLE_BYTES:
                break
    return b"".join(lines)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
