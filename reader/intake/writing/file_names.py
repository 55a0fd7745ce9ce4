"""Names of files that every system takes: Linux, macOS, Windows, and those that sync them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count, takewhile

from reader.library.files.copy_names import conflict_of
from reader.text.grapheme import boundaries
from reader.text.safe import clean_line

LONGEST = 200
"""Bytes of a name with its ending: file systems take 255, and programs that sync add to it."""
_ROOM = 24
"""Bytes kept for what is put behind a stem: `_files`, an ending, a number."""
_UNSAFE = re.compile(r"""[\s\\/:*?"<>|#%&{}$!'`@=^\[\];~+]+""")
"""What a name on Windows, a shell, an address or a link in Markdown takes for something else."""
_INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Invisible, but parts of words in some scripts, and of emoji."""
_COPY = re.compile(r"[()（）.]+")
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)", re.IGNORECASE
)
"""Names of devices on Windows, whatever ending they have."""
_ENDS = " .-_"
_LONGEST_TITLE = 2_000
"""Characters of a title that are looked at."""


def safe_stem(text: str, *, most: int = LONGEST - _ROOM, otherwise: str = "untitled") -> str:
    """A name without ending for a file that is called so, in NFC.

    It has `most` bytes in UTF-8 at the most, and no cluster is cut. `otherwise` if nothing is left.
    """
    line = clean_line(text[:_LONGEST_TITLE])
    seen = "".join(
        letter
        for letter in line
        if letter in _JOINERS or unicodedata.category(letter) not in _INVISIBLE
    )
    stem = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", seen)).strip(_ENDS)
    stem = _cut(unicodedata.normalize("NFC", stem), most).strip(_ENDS)
    if not any(map(str.isalnum, stem)) and not any(map(_is_symbol, stem)):
        stem = otherwise
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return (
        re.sub(r"-{2,}", "-", _COPY.sub("-", stem)).strip(_ENDS)
        if conflict_of(f"{stem}.md")
        else stem
    )


def numbered(stem: str) -> Iterator[str]:
    """The stem, and others where it is taken: `a`, `a-2`, `a-3`, without an end."""
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def folded(name: str) -> str:
    """What is the same of names that some file systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    fitting = takewhile(lambda end: len(text[:end].encode()) <= most, boundaries(text))
    return text[: max(fitting, default=0)]


def _is_symbol(letter: str) -> bool:
    return unicodedata.category(letter) == "So"
