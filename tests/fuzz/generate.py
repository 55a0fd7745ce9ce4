"""Articles and files of the owner's that nobody wrote, from a seed."""

from __future__ import annotations

import json
from random import Random

from tests.fuzz.dictionary import ENTITIES, FRONT, HOSTILE, MARKDOWN, TAGS, TYPE

_LATIN = "measure line column reader night train marsh birds letter type the of and to in"
_OTHER = (
    "广场 聊天 钉钉 釘釘 排版 铅字 の 標点 한글 слово λόγος naïve Ænigma don't well-known 3.14 №5"
)
_WORDS = (*_LATIN.split(), *_OTHER.split())
_LANGUAGES = (
    *("", "python", "diff", "html", "zz", "xml", "console", "lua", "pascal", "groovy", "ruby"),
    *("systemd", "lilypond", "math"),
)
_HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水"


class Generator:
    """Makes text of many kinds; what it says is decided by its source of randomness."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def article(self) -> tuple[bytes, str]:
        """Bytes, and the suffix of a file that holds them."""
        body, suffix = self._random.choice(
            (
                (self.markdown, ".md"),
                (self.html, ".html"),
                (self.plain, ".txt"),
                (self.mixed, ".md"),
            )
        )
        front = self.front_matter() if self._random.random() < 0.6 else ""
        return (front + body()).encode("utf-8", "surrogatepass"), suffix

    # -- words --------------------------------------------------------------------------

    def words(self, most: int = 30) -> str:
        parts = [self._word() for _ in range(self._random.randint(1, most))]
        return self._random.choice((" ", " ", "", "，", "\u00a0")).join(parts)

    def _word(self) -> str:
        chance = self._random.random()
        if chance < 0.55:
            return self._random.choice(_WORDS)
        if chance < 0.75:
            return "".join(self._random.choices(_HAN, k=self._random.randint(1, 12)))
        if chance < 0.85:
            return self._random.choice(TYPE)
        if chance < 0.97:
            return self._random.choice(HOSTILE)
        return chr(
            self._random.choice((self._random.randrange(0x3000), self._random.randrange(0x110000)))
        )

    def hostile(self) -> str:
        """A run of characters that join, cover, turn or split others."""
        return "".join(self._random.choices(HOSTILE, k=self._random.randint(1, 40)))

    # -- bodies -------------------------------------------------------------------------

    def plain(self) -> str:
        paragraphs = [self.words(60) for _ in range(self._random.randint(1, 12))]
        return self._random.choice(("\n\n", "\n", "\r\n", "\n  \n")).join(paragraphs)

    def markdown(self) -> str:
        blocks = [self._markdown_block() for _ in range(self._random.randint(1, 14))]
        return self._random.choice(("\n\n", "\n\n", "\n")).join(blocks)

    def mixed(self) -> str:
        return "\n\n".join(
            self._random.choice((self._markdown_block, self._html_block))()
            for _ in range(self._random.randint(1, 12))
        )

    def _markdown_block(self) -> str:
        words, line = self._inline(), self._inline(6)
        return self._random.choice(
            (
                words,
                f"{'#' * self._random.randint(1, 7)} {line}",
                f"{line}\n{self._random.choice('=-') * 3}",
                "\n".join(f"{'  ' * (n % 3)}- {self._inline(6)}" for n in range(5)),
                "\n".join(f"{n}. {self._inline(6)}" for n in range(8, 12)),
                f"> {words}\n>> {line}",
                f"```{self._random.choice(_LANGUAGES)}\n{words}\n\t{line}\n```",
                f"| {line} | {self._inline(3)} |\n|---|:-:|\n| {words} | {self.hostile()} |",
                f"![{line}](pictures/{self._word()}.png)",
                f"$$\n{words}\t{line}\n$$",
                f"{line}[^n]\n\n[^n]: {words}",
                f"{line}\n: {words}",
                f'[{line}]: <https://example.org/{self._word()}> "{line}"',
                "---",
                f"    {words}\n\t{line}",
                f"<div>{words}</div>",
            )
        )

    def _inline(self, most: int = 20) -> str:
        words = self.words(most)
        mark = self._random.choice(("", "", "*", "**", "`", "~~", "==", "$", "_", "["))
        if mark == "[":
            return f'[{words}](https://example.org/{self._word()} "{self._word()}")'
        extra = self._random.choice((*MARKDOWN, *ENTITIES)) if self._random.random() < 0.2 else ""
        return f"{self.words(4)} {mark}{words}{mark}{extra}"

    def html(self) -> str:
        body = "".join(self._html_block() for _ in range(self._random.randint(1, 12)))
        if self._random.random() < 0.5:
            return body
        head = f"<title>{self.words(6)}</title><meta name=author content='{self.words(3)}'>"
        return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"

    def _html_block(self) -> str:
        words, line = self._html_inline(), self._html_inline(6)
        return self._random.choice(
            (
                f"<p>{words}</p>",
                f"<p>{words}",
                f"<h{self._random.randint(1, 6)}>{line}</h2>",
                f"<ul><li>{words}<li>{line}<ul><li>{line}</ul></ul>",
                f"<ol start={self._random.randint(-5, 9999)}><li>{line}</ol>",
                f"<blockquote>{words}<p>{line}</blockquote>",
                f"<pre><code class='language-python'>{words}\n\t{line}</code></pre>",
                f"<table><tr><th>{line}<th>{line}<tr><td>{words}<td colspan=3>{line}</table>",
                f"<figure><img src='{line}' alt='{line}'><figcaption>{line}</figcaption></figure>",
                f"<details><summary>{line}</summary>{words}</details>",
                f"<dl><dt>{line}<dd>{words}</dl>",
                f"{self._random.choice(TAGS)}{words}",
                f"<p>{self._random.choice(ENTITIES)}{self.hostile()}</p>",
            )
        )

    def _html_inline(self, most: int = 20) -> str:
        words = self.words(most)
        name = self._random.choice(
            ("b", "i", "code", "a href='/x y'", "sup", "kbd", "ruby", "mark", "span")
        )
        after = self._random.choice(("", "<br>", " "))
        return f"{self.words(4)} <{name}>{words}</{name.split()[0]}>{after}"

    def front_matter(self) -> str:
        lines = [
            f"{key}: {self._value()}\n"
            for key in self._random.sample(
                (
                    "title",
                    "date",
                    "tags",
                    "author",
                    "url",
                    "summary",
                    "lang",
                    "source",
                    "cover",
                    "标题",
                    "x",
                ),
                self._random.randint(1, 7),
            )
        ]
        if self._random.random() < 0.3:
            lines.insert(self._random.randint(0, len(lines)), self._random.choice(FRONT))
        return f"---\n{''.join(lines)}---\n{self._random.choice(('', chr(10)))}"

    def _value(self) -> str:
        words = self.words(8)
        return self._random.choice(
            (
                words,
                json.dumps(words),
                json.dumps(words, ensure_ascii=False),
                f"[{words}, {self._word()}]",
                f"|\n  {words}",
                "2021-03-04 05:06:07 +0800",
                "/".join(str(self._random.randint(0, most)) for most in (99999, 40, 99)),
                f"'{words}'",
                f"{{name: {self._word()}}}",
                f"https://{self._word()}.example.org/{self._word()}",
            )
        )

    # -- the owner's files --------------------------------------------------------------

    def bookmarks(self) -> bytes:
        """`bookmarks.json` as the reader writes it."""
        entries = [self._bookmark(n) for n in range(self._random.randint(0, 6))]
        return json.dumps(
            {"bookmarks": entries, "version": 1}, ensure_ascii=False, indent=2
        ).encode("utf-8", "surrogatepass")

    def _bookmark(self, number: int) -> dict[str, object]:
        is_span = self._random.random() < 0.5
        return {
            "article": {"path": f"/library/{self._word()}.md", "title": self.words(5), "url": ""},
            "color": self._random.choice(("", "yellow", "puce")),
            "created": "2026-01-31T12:00:00.000Z",
            "end": {"block": 3, "offset": 9} if is_span else None,
            "id": f"{number:032x}",
            "note": self.words(12),
            "place": {"block": 3, "offset": 2},
            "quote": {"exact": self.words(5), "prefix": self.words(5), "suffix": self.words(5)},
            "tags": [self._word() for _ in range(self._random.randint(0, 3))],
            "updated": "2026-01-31T12:00:00.000Z",
        }

    def searches(self) -> bytes:
        entries = [
            {"id": f"{n:032x}", "query": self.words(5), "name": self.words(3)}
            for n in range(self._random.randint(0, 5))
        ]
        return json.dumps({"searches": entries, "version": 1}, ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )

    def config(self) -> bytes:
        lines = (
            f"folders = [{json.dumps(self._word())}]",
            f"measure = {self._random.randint(-5, 200)}",
            f"theme = {json.dumps(self._word())}",
            f"sidebar = {self._random.randint(-5, 200)}",
            'sort = "title"',
            f"justify = {self._random.choice(('true', 'false', '1'))}",
            "hanging = true",
            f"ambiguous = {self._random.randint(0, 3)}",
            'code = "scroll"',
        )
        some = self._random.sample(lines, self._random.randint(0, len(lines)))
        return "\n".join(some).encode("utf-8", "surrogatepass")
