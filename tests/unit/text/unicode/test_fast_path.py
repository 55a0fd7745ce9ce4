from __future__ import annotations

import unicodedata

from reader.text.grapheme import boundaries
from reader.text.safe import clean
from reader.text.unicode.fast_path import is_ordinary


def test_ordinary_characters_are_harmless_and_clusters_of_their_own() -> None:
    """Beside a Thai letter with its tone mark neither `clean` nor `boundaries` has a short cut."""
    found = 0
    for character in map(chr, range(0x110000)):
        if is_ordinary(character):
            found += 1
            text = f"ก\u0e48{character}{character}"
            assert clean(text) == unicodedata.normalize("NFC", text)
            assert boundaries(text) == [0, 2, 3, 4]
    assert found > 40_000


def test_every_character_counts() -> None:
    assert is_ordinary("")
    assert is_ordinary("天地 (heaven) Ελλ、か한\n")
    assert not is_ordinary("天地\u200b")
    assert not is_ordinary("e\u0301")
