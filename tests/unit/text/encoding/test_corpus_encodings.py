"""Articles, paragraphs and sentences of the corpus, in each encoding that can hold them.

The shares are what is reached, a little less: a change of the choice is seen by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from reader.library.files.decode import decode
from tests.conftest import SHARED
from tests.unit.text.encoding.old_encodings import ENCODINGS, as_held

CORPUS = SHARED / "corpus"
FOLDERS = {
    "coolshell-md-zh": "zh",
    "lctt-zh-md": "zh",
    "ruanyf-weekly-zh": "zh",
    "poychang-zhtw": "zh-TW",
    "zhtw-small": "zh-TW",
    "ja-blogs": "ja",
    "vsdocs-ja-md": "ja",
    "goodgid-ko": "ko",
    "nolboo-ko": "ko",
    "jsinfo-ar": "ar",
    "jsinfo-he": "he",
    "duyet-vi": "vi",
}
"""Folders that are in one language."""
NAMES = {
    "rubylang-multi": r"([a-z]{2}(?:_[a-z]{2})?)__",
    "privacyguides-i18n": r"i18n__([a-z]{2})(?:-[A-Z]{2})?__",
    "mdn-retired-html-rtl": r"files__([a-z]{2})__",
}
"""Folders in which the name of a file begins with its language."""
LONGEST = 6_000
"""Characters of an article that are enough of it."""
PAGES = ("trafilatura-html",)
"""Folders of pages that say their language."""
LANGUAGES = {"zh_cn": "zh", "zh_tw": "zh-TW"}
ARTICLES = 2
"""Of each language; and as many paragraphs and sentences of each."""
ALPHABETIC = {"zh", "zh-TW", "ja", "ko", "th", "ar", "fa", "he", "el", "ru", "uk", "bg"}
"""Hardly any letter of these is ASCII."""
SHARES = {"article": 0.99, "paragraph": 0.98, "sentence": 0.97}


def texts() -> Iterator[tuple[str, str]]:
    """The language of each article, and the article."""
    for folder, language in FOLDERS.items():
        for path in sorted((CORPUS / folder).glob("*.*")):
            yield language, opened(path)
    for folder in PAGES:
        for path in sorted((CORPUS / folder).glob("*.html")):
            page = opened(path)
            if match := re.search(r"<html[^>]{0,200}? lang=\W?([a-z]{2})", page[:4_000]):
                yield match[1], page
    for folder, pattern in NAMES.items():
        for path in sorted((CORPUS / folder).glob("*.*")):
            if match := re.match(pattern, path.name):
                language = LANGUAGES.get(match[1], match[1])
                yield language, opened(path)


def opened(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore").replace("\0", "")[:LONGEST]


def parts(language: str, text: str) -> Iterator[tuple[str, str]]:
    """What is looked at of an article: all of it, two paragraphs, and a sentence of each."""
    bare = re.sub(r"<meta[^>]*>", "", unicodedata.normalize("NFC", text))
    least = 12 if language in ALPHABETIC else 2
    if letters(bare) >= 4 * least:
        yield "article", bare
    for paragraph in islice(in_it(re.split(r"\n\s*\n", bare), 2 * least), ARTICLES):
        yield "paragraph", paragraph
        for sentence in islice(in_it(re.split(r"(?<=[.!?。！？])", paragraph), least), 1):
            yield "sentence", sentence


def in_it(pieces: list[str], least: int) -> Iterator[str]:
    return (piece for piece in pieces if letters(piece) >= least and len(piece) < 2_000)


def letters(text: str) -> int:
    return sum(character.isalpha() and not character.isascii() for character in text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_texts_of_the_corpus_are_read_in_any_encoding() -> None:
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    wrong: list[str] = []
    seen: Counter[str] = Counter()
    for language, text in texts():
        if seen[language] >= ARTICLES or language not in ENCODINGS:
            continue
        seen[language] += letters(text) > 20
        for length, part in parts(language, text):
            for codec in ENCODINGS[language]:
                held = as_held(part, codec)
                if held is None:
                    continue
                tried[length] += 1
                found = decode(held.encode(codec))
                if found.text == unicodedata.normalize("NFC", held):
                    right[length] += 1
                else:
                    wrong.append(f"{length} {language} {codec}: {found.encoding}")

    assert len(seen) >= 18, seen
    assert min(tried.values()) >= 40, tried
    for length, share in SHARES.items():
        assert right[length] >= share * tried[length], wrong
