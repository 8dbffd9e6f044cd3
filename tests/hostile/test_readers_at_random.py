"""Whatever bytes a reader of files is given, it reads them or says in words why it does not."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.anki_files import package, sound
from tests.hostile.fuzzed import READERS, read
from tests.hostile.others import samples

_WORDS = st.sampled_from((
    b"Q: ", b"\nA: ", b"{{c1::", b"}}", b"---\n", b"::", b"\t", b";", b'"', b"\n", b"\r\n", b"[[",
    b"<item>", b"</item>", b"<a b='", b"&amp;", b"<![CDATA[", b'{"', b'":', b"[", b"]", b"}", b",",
    b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\x28\xb5\x2f\xfd", b"\x0a\x05", b"\x08\x01", b"\xff", b"\0",
    b"* x :drill:\n", b"#flashcards\n", b"\xef\xbb\xbf", b"\xff\xfe", b"1e999", b"\\ud800", b"- ",
))  # fmt: skip
_BYTES = st.lists(_WORDS | st.binary(max_size=9), max_size=30).map(b"".join)


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from([package(), package(new=True), *samples().values()])))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 9))] = draw(_BYTES)
    return bytes(data)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_any_bytes_or_says_why_not(name: str) -> None:
    @settings(max_examples=settings.default.max_examples // 2 if settings.default else 50)
    @given(_BYTES | _spoilt())
    def any_bytes(data: bytes) -> None:
        read(name, data)

    any_bytes()


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: nothing fuzzed")
def test_atheris_finds_nothing_a_reader_stumbles_over(tmp_path: Path) -> None:
    for number, data in enumerate((package(), package(new=True), sound(), *samples().values())):
        for reader in range(len(READERS)):
            (tmp_path / f"{number}-{reader}").write_bytes(bytes([reader]) + data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzzed", str(tmp_path), "-max_total_time=300",
         "-rss_limit_mb=1024", "-timeout=10", "-max_len=65536"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:].decode(errors="replace")
