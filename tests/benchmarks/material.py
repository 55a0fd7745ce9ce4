"""Articles to measure with, made up: Chinese with some English, and all that a page may hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.books import Book, ncx, point

_HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三"
    "已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女"
    "问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由"
)
_WORDS = (
    "the page is set in lines of words that a reader takes in with one look and then goes on to "
    "find what stands below it because every line ends where the next begins and nothing is lost "
    "between them when a window grows or shrinks or a column becomes narrow for a while"
)
_ENGLISH = _WORDS.split()
_CODE = (
    "def measure(line: str, width: int) -> list[str]:",
    '    """Cells of a line."""',
    "    total = sum(cells(character) for character in line)",
    "    if total <= width:",
    "        return [line]  # it fits",
    "    return [line[start:end] for start, end in wrap(line, width)]",
)
TITLE = "行长与页面"
_SECTIONS = 12
"""Headings of a document of a book, of which it has some fifty."""


class Maker:
    """Makes the same article each time it is asked."""

    def __init__(self, *, html: bool, seed: int = 7) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the same text in every run
        self._html = html
        self._number = 0

    def han(self, least: int, most: int) -> str:
        return "".join(self._chance.choices(_HAN, k=self._chance.randint(least, most)))

    def english(self, count: int) -> str:
        return " ".join(self._chance.choices(_ENGLISH, k=count))

    def _sentence(self) -> str:
        parts = [self.han(4, 14) for _ in range(self._chance.randint(2, 4))]
        if self._chance.random() < 0.3:
            parts[-1] = f"“{parts[-1]}”"
        if self._chance.random() < 0.2:
            parts.insert(1, f" {self.english(2)} {self._chance.randint(1, 2030)}年")
        return "，".join(parts) + self._chance.choice("。。。！？……")

    def _rich(self) -> str:
        """A sentence with emphasis and a link."""
        name, number = self.han(2, 6), self._chance.randint(1, 10**6)
        url = f"https://example.org/{number}"
        if self._html:
            return f'<strong>{self.han(2, 6)}</strong>，<a href="{url}">{name}</a>。'
        return f"**{self.han(2, 6)}**，[{name}]({url})。"

    def paragraph(self) -> str:
        if self._chance.random() < 0.15:
            text = f"{self.english(self._chance.randint(30, 90))}."
        else:
            text = "".join(self._sentence() for _ in range(self._chance.randint(3, 7)))
            text += self._rich()
        return f"<p>{text}</p>" if self._html else text

    def _heading(self) -> str:
        self._number += 1
        text = f"第{self._number}节 {self.han(4, 10)}"
        return f"<h2>{text}</h2>" if self._html else f"## {text}"

    def _items(self) -> str:
        items = [self._sentence() for _ in range(self._chance.randint(3, 6))]
        if self._html:
            return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        return "\n".join(f"- {item}" for item in items)

    def _table(self) -> str:
        rows = [
            [self.han(2, 8), str(self._chance.randint(1, 9999)), self.english(3)] for _ in range(5)
        ]
        if self._html:
            cells = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><tr><th>名</th><th>数</th><th>note</th></tr>{''.join(cells)}</table>"
        lines = ["| 名 | 数 | note |", "|---|---:|---|"]
        return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])

    def _code(self) -> str:
        code = "\n".join(_CODE[: self._chance.randint(3, 6)])
        if self._html:
            return f'<pre><code class="language-python">{code}</code></pre>'
        return f"```python\n{code}\n```"

    def _quote(self) -> str:
        text = self._sentence()
        return f"<blockquote><p>{text}</p></blockquote>" if self._html else f"> {text}"

    def section(self) -> Iterator[str]:
        yield self._heading()
        for _ in range(self._chance.randint(3, 6)):
            yield self.paragraph()
        make = self._chance.choice((self._items, self._items, self._table, self._code, self._quote))
        yield make()
        yield self.paragraph()


def article(size: int, *, html: bool = False, day: int = 1) -> str:
    """About `size` bytes of UTF-8, with front matter; another text for each day of the month."""
    maker = Maker(html=html, seed=day)
    parts = [f"---\ntitle: {TITLE}\ndate: 2024-01-{day:02}\n---\n"]
    length = 0
    while length < size:
        for part in maker.section():
            parts.append(part)
            length += len(part.encode()) + 2
    return "\n\n".join(parts) + "\n"


def page(body: str, title: str = TITLE) -> str:
    """A body of HTML as a whole page, for browsers."""
    content = body.split("---\n", 2)[-1]
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1>{content}</body></html>"


def write_book(path: Path, text: str, pictures: int) -> None:
    """A book in EPUB: an article in HTML with front matter, a document for each of its parts."""
    front, body = text.split("---\n", 2)[1:]
    day = front.partition("date: ")[2][:10]
    title = front.partition("title: ")[2].partition("\n")[0]
    chapters = [f"<h2>{part}" for part in body.split("<h2>")[1:]]
    parts = ["".join(chapters[at : at + _SECTIONS]) for at in range(0, len(chapters), _SECTIONS)]
    names = [f"text/chapter{number:03}.xhtml" for number in range(len(parts))]
    points = (point(part[4:].partition("</h2>")[0], name)
              for name, part in zip(names, parts, strict=True))  # fmt: skip
    noise = random.Random(7)  # noqa: S311 - what cannot be packed
    files = {f"OEBPS/images/{number}.jpg": noise.randbytes(500_000)
             for number in range(pictures // 500_000)}  # fmt: skip
    metadata = f"<dc:title>{title}</dc:title><dc:date>{day}</dc:date>"
    documents = dict(zip(names, parts, strict=True))
    Book(documents, metadata, ncx=ncx("".join(points)), files=files).written(path)


def short(title: str, day: int, paragraphs: int = 4) -> str:
    maker = Maker(html=False, seed=day)
    body = "\n\n".join(maker.paragraph() for _ in range(paragraphs))
    return f"---\ntitle: {title}\ndate: 2024-01-{day:02}\n---\n{body}\n"


def library(folder: Path, count: int) -> None:
    """A folder with so many short articles, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    maker = Maker(html=False)
    texts = [maker.paragraph() for _ in range(200)]
    for number in range(count):
        day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
        front = f"title: 第{number}篇 {maker.han(4, 12)}\ndate: {day}\nauthor: {maker.han(2, 3)}"
        text = f"---\n{front}\n---\n{texts[number % 200]}\n\n{maker.han(40, 60)}{number}。\n"
        (folder / f"{number:06}.md").write_text(text, "utf-8")


# -- articles that nobody would write ---------------------------------------------------


def _paragraph_of_han(maker: Maker) -> str:
    sentences = (f"{maker.han(8, 30)}，{maker.han(4, 20)}。" for _ in range(10_300))
    return "".join(sentences)


def _paragraph_of_words(maker: Maker) -> str:
    return maker.english(200_000)


def _list_items(maker: Maker) -> str:
    return "\n".join(f"- {number} {maker.han(5, 40)}" for number in range(20_000))


def _table_rows(maker: Maker) -> str:
    rows = (f"| {number} | {maker.han(2, 20)} | {maker.english(4)} |" for number in range(5_000))
    return "\n".join(["| n | 名 | words |", "|---|---|---|", *rows])


def _code_lines(maker: Maker) -> str:
    lines = "\n".join(
        f"    value_{number} = compute(items[{number}], {maker.english(1)!r})"
        for number in range(100_000)
    )
    return f"```python\n{lines}\n```"


def _images(maker: Maker) -> str:
    return "\n\n".join(
        f"![{maker.han(2, 12)}](https://example.org/pictures/{number}.jpg)"
        for number in range(1_000)
    )


def _links(maker: Maker) -> str:
    return "，".join(
        f"[{maker.han(2, 6)}](https://example.org/{number})" for number in range(20_000)
    )


PATHOLOGICAL = {
    "a paragraph of 1 MB, Chinese": _paragraph_of_han,
    "a paragraph of 1 MB, English": _paragraph_of_words,
    "20,000 list items": _list_items,
    "a table of 5,000 rows": _table_rows,
    "code of 100,000 lines": _code_lines,
    "1,000 images": _images,
    "20,000 links in a paragraph": _links,
}


def pathological(name: str) -> str:
    body = PATHOLOGICAL[name](Maker(html=False))
    return f"---\ntitle: {TITLE}\ndate: 2024-01-01\n---\n\n## 第1节\n\n{body}\n"
