"""What a search finds is what a scan of all folded texts finds, while the library changes."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import count, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.index import Index
from reader.library.search.query import Clause, Literal, Query, QueryField
from reader.library.search.searcher import Flags, FoundArticles, Searcher
from reader.library.search.term import Tier
from reader.library.store.ids import base, day_range
from reader.library.store.reads import Content
from reader.text.fold import expand, fold, is_script_change, search_form
from reader.text.pinyin.query import compile_query, compile_strong, keys
from reader.text.search_pattern import usual_width
from reader.text.unicode.scripts import is_cjk
from tests.unit.library.shelf import Shelf

WORDS = re.compile(
    r"[\u3400-\u9fff\u3041-\u30ff\uff66-\uff9f]|[^\W_\u3400-\u9fff\u3041-\u30ff\uff66-\uff9f]+"
)
ANYWHERE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")


# --- the definition ----------------------------------------------------------------------------


def begins_words(character: str) -> bool:
    name = unicodedata.name(character, "")
    return character.isalnum() and not name.startswith(ANYWHERE)


def end_of(words: Sequence[str], text: str, place: int) -> int | None:
    """The end of a phrase that begins at `place` of a search form."""
    first = search_form(words[0])
    if not text.startswith(first, place):
        return None
    end = place + len(first)
    if len(words) == 1:
        return end
    rest = text[end:]
    gap = len(rest) - len(rest.lstrip(" "))
    is_loose = is_cjk(words[0][-1]) and is_cjk(words[1][0])
    if gap == 0 and not is_loose and not is_script_change(first[-1], search_form(words[1])[0]):
        return None
    return end_of(words[1:], text, end + gap)


def places(value: str, text: str) -> int:
    """How often it begins in `text`."""
    words = usual_width(value).split()
    text = search_form(unicodedata.normalize("NFC", text))
    if not words:
        return 0
    first = search_form(words[0])[0]
    return sum(
        end_of(words, text, place) is not None
        for place in range(len(text))
        if not (place and begins_words(first) and begins_words(text[place - 1]))
    )


def is_written(literal: Literal, texts: Iterable[str]) -> bool:
    return any(places(literal.value, text) for text in texts)


def is_spelled(literal: Literal, texts: Iterable[str], *, strongly: bool = False) -> bool:
    """Spelled in pinyin if it is wanted and nothing but letters."""
    spelling = (compile_strong if strongly else compile_query)(literal.value)
    if literal.negated or not literal.value.isalnum() or spelling is None:
        return False
    return any(spelling.matches(keys(unicodedata.normalize("NFC", each))) for each in texts)


def is_in(literal: Literal, texts: Sequence[str]) -> bool:
    return is_written(literal, texts) or is_spelled(literal, texts)


def title_tier(literal: Literal, title: str) -> Tier | None:
    if is_written(literal, [title]):
        return Tier.TITLE
    if is_spelled(literal, [title], strongly=True):
        return Tier.SPELLED_TITLE
    return Tier.WEAKLY_SPELLED if is_spelled(literal, [title]) else None


def word_tier(literal: Literal, article: Article, text: str) -> Tier | None:
    labels = (article.author, article.shown_source, *article.tags)
    count = places(literal.value, text)
    in_title = title_tier(literal, article.title)
    found = [
        in_title,
        Tier.LABEL if is_written(literal, labels) else None,
        Tier.SPELLED_LABEL if is_spelled(literal, labels, strongly=True) else None,
        Tier.FREQUENT if count >= 4 else None,
        Tier.TEXT if count else None,
        Tier.WEAKLY_SPELLED if is_spelled(literal, labels) else None,
    ]
    return min((tier for tier in found if tier is not None), default=None)


def is_near(literal: Literal, line: str) -> bool:
    """Whether a place of each part is in the line, with so many words between at most."""
    line = unicodedata.normalize("NFC", line)
    spans = [
        [(at, at + len(part)) for at in range(len(line)) if places_at(part, line, at)]
        for part in literal.parts
    ]
    return any(
        len(WORDS.findall(line[min(each)[1] : max(each)[0]])) <= literal.distance
        for each in product(*spans)
    )


def places_at(value: str, line: str, at: int) -> bool:
    """Whether it begins at a place of a line."""
    before = expand(line[:at])[-1:]
    folded = fold(line)
    begins = begins_words(fold(value[0])) and bool(before) and begins_words(before)
    return folded.startswith(fold(value), at) and not begins


def has_passage(literal: Literal, content: Content) -> bool:
    for line in (content.article.title, *content.text.split("\n")):
        if literal.field is QueryField.NEAR:
            if is_near(literal, line):
                return True
        elif re.search(literal.value, unicodedata.normalize("NFC", line)):
            return True
    return False


def tier_of(literal: Literal, id_: int, content: Content, flags: Flags) -> Tier | None:
    article = content.article
    fields = {
        QueryField.TITLE: (article.title,),
        QueryField.AUTHOR: (article.author,),
        QueryField.SOURCE: (article.shown_source,),
        QueryField.TAG: article.tags,
    }
    value = literal.value
    match literal.field:
        case QueryField.ANY:
            tier = word_tier(literal, article, content.text)
            if literal.negated:
                return Tier.TITLE if tier is None else None
            return tier
        case QueryField.TITLE if not literal.negated:
            return title_tier(literal, article.title)
        case QueryField.PATH:
            holds = fold(value) in fold(str(article.path))
        case QueryField.LANG:
            holds = f"{fold(article.language)}-".startswith(f"{fold(value)}-")
        case QueryField.DATE:
            first = base(article.date)
            low, high = day_range(literal.first_day, literal.last_day)
            holds = first is not None and low <= first <= high
        case QueryField.IS:
            sets = {"read": id_ in flags.read, "unread": id_ not in flags.read}
            holds = sets.get(value, id_ in flags.bookmarked)
        case QueryField.HAS:
            names = {"image": "cover", "tag": "tags", "source": "shown_source"}
            holds = bool(getattr(article, names.get(value, value)))
        case QueryField.REGEX | QueryField.NEAR:
            holds = has_passage(literal, content)
        case _:
            holds = is_in(literal, fields[literal.field])
    return Tier.TITLE if holds is not literal.negated else None


def scan(query: Query, id_: int, content: Content, flags: Flags) -> Tier | None:
    ranks = any(
        literal.field in {QueryField.ANY, QueryField.TITLE} and not literal.negated
        for clause in query.clauses
        for literal in clause
    )
    reads = any(
        literal.field in {QueryField.REGEX, QueryField.NEAR} and not literal.negated
        for clause in query.clauses
        for literal in clause
    )
    found = [Tier.TITLE if ranks else Tier.TEXT if reads else Tier.LABEL]
    for clause in query.clauses:
        tiers = [tier_of(literal, id_, content, flags) for literal in clause]
        known = [tier for tier in tiers if tier is not None]
        if not known:
            return None
        found.append(min(known))
    return in_a_row(query, content, max(found))


def in_a_row(query: Query, content: Content, tier: Tier) -> Tier:
    """The tier of an article in which the words stand in a row, if it is a better one."""
    wanted = [clause for clause in query.clauses if any(map(is_word, clause))]
    if len(wanted) < 2 or max(map(len, wanted)) > 1:
        return tier
    phrase = " ".join(clause[0].value for clause in wanted)
    if tier is Tier.TITLE and places(phrase, content.article.title):
        return Tier.TITLE_PHRASE
    if tier in {Tier.FREQUENT, Tier.TEXT} and places(phrase, content.text):
        return Tier.PHRASE
    return tier


def is_word(literal: Literal) -> bool:
    return literal.field is QueryField.ANY and not literal.negated


# --- libraries and queries ---------------------------------------------------------------------

LETTERS = st.sampled_from(
    [
        *"aAbé釘钉社交的，Ａ1+#_ 가나ไทアｱ…d", "dd", "钉钉", "ab ", "a b", "Ａ ", "\u0301", "ж",
        "钉 a", "钉a", "a 钉", "1 钉", "+ 钉", "\u200b", "㈱", "株", "½", "№", "ﬁ", "fi", "ß", "s",
        "ﾊﾟ", "パ", "ﾊ",
    ]
)  # fmt: skip
LINE = st.lists(LETTERS, max_size=6).map(lambda parts: " ".join("".join(parts).split()))
REPEATED = st.builds(lambda text, times: text * times, LINE, st.integers(1, 5))
TEXT = st.lists(REPEATED | LINE, max_size=4).map("\n".join)
DAYS = st.sampled_from(["", "2019-12-31", "2020-02-03", "2020-02-03T10:20:30", "2021-06-30"])
NAMES = st.sampled_from(["one/a.md", "one/b.md", "one/釘.md", "two/d.md", "two/e.md"])


@st.composite
def contents(draw: st.DrawFn) -> Content:
    day = draw(DAYS)
    return Content(
        Article(
            Path("nowhere"),
            draw(LINE),
            draw(LINE),
            draw(LINE),
            date=ArticleDate(datetime.fromisoformat(day).replace(tzinfo=UTC), day) if day else None,
            tags=tuple(draw(st.lists(LINE.filter(bool), max_size=2, unique=True))),
            language=draw(st.sampled_from(["", "zh-Hans", "zh", "en"])),
            cover=draw(st.sampled_from(["", "https://example.org/a.png"])),
        ),
        draw(TEXT),
    )


LIBRARIES = st.dictionaries(NAMES, contents(), max_size=5)
VALUES = st.lists(LETTERS, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)
LITERALS = st.one_of(
    st.builds(Literal, st.just(QueryField.ANY), VALUES),
    st.builds(
        Literal,
        st.sampled_from(
            [QueryField.ANY, QueryField.TITLE, QueryField.AUTHOR, QueryField.TAG, QueryField.SOURCE]
        ),
        VALUES,
        st.booleans(),
    ),
    st.builds(
        Literal, st.just(QueryField.PATH), st.sampled_from(["a.m", "钉", "x"]), st.booleans()
    ),
    st.builds(Literal, st.just(QueryField.LANG), st.sampled_from(["zh", "ZH-hans"]), st.booleans()),
    st.builds(
        Literal,
        st.just(QueryField.DATE),
        st.just("2020"),
        st.booleans(),
        st.sampled_from(["2020-01-01", "2020-02-03"]),
        st.sampled_from(["2020-02-31", "2021-12-31"]),
    ),
    st.builds(
        Literal,
        st.just(QueryField.REGEX),
        st.sampled_from(["a.[bd]", "钉钉", "社交.", "钉+a?", "[钉社]交?$", "^ab|é", "aba?a|bab"]),
        st.booleans(),
    ),
    st.builds(
        Literal,
        st.just(QueryField.NEAR),
        st.just("near"),
        st.booleans(),
        parts=st.sampled_from([("a", "钉"), ("社", "a", "b"), ("钉", "交")]),
        distance=st.integers(0, 3),
    ),
    st.builds(
        Literal,
        st.just(QueryField.IS),
        st.sampled_from(["unread", "read", "bookmarked"]),
        st.booleans(),
    ),
    st.builds(
        Literal,
        st.just(QueryField.HAS),
        st.sampled_from(["image", "date", "author", "source", "tag"]),
        st.booleans(),
    ),
)


def query_of(clauses: Sequence[Sequence[Literal]]) -> Query:
    given_: tuple[Clause, ...] = tuple(tuple(clause) for clause in clauses)
    return Query("", given_, ())


QUERIES = st.one_of(
    st.builds(lambda value: query_of([[Literal(QueryField.ANY, value)]]), VALUES),
    st.lists(VALUES, min_size=2, max_size=3).map(
        lambda values: query_of([[Literal(QueryField.ANY, value)] for value in values])
    ),
    st.lists(st.lists(LITERALS, min_size=1, max_size=2), min_size=1, max_size=4).map(query_of),
)


@settings(deadline=None)
@given(
    st.lists(LIBRARIES, min_size=1, max_size=3),
    st.lists(QUERIES, min_size=1, max_size=5),
    st.fixed_dictionaries(
        {
            "memory.titles._ROWS": st.sampled_from([1, 2, 2_048]),
            "search.retrieval._FEW": st.sampled_from([1, 2, 64]),
            "search.retrieval._MOST_SPELLED": st.sampled_from([0, 3]),
            "search.condition._MANY": st.sampled_from([1, 256]),
            "search.context._FEW": st.sampled_from([0, 8]),
            "search.condition.FEW_LABELS": st.sampled_from([0, 64]),
        }
    ),
)
def test_a_search_finds_what_a_scan_finds_while_files_come_change_and_go(
    versions: list[dict[str, Content]], queries: list[Query], sizes: dict[str, int]
) -> None:
    """Whatever is small or large: these are small libraries."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for name, size in sizes.items():
            patch.setattr(f"reader.library.{name}", size)
        shelf = Shelf(Path(folder))
        scopes = [[shelf.folder], [shelf.folder / "one"], [shelf.folder / "two" / "d.md"]]
        with shelf.index() as index:
            # Time passes when it is asked for: after three articles it is over.
            clock = count(step=0.02).__next__
            searchers = [(scope, Searcher(index, scope, clock=clock)) for scope in scopes]
            for version in versions:
                shelf.replace(version)
                list(index.refresh([shelf.folder]))
                searchers[0][1].warm()
                for query in queries:
                    for scope, searcher in searchers:
                        check(query, index, scope, searcher, shelf)


def check(
    query: Query, index: Index, scope: Sequence[Path], searcher: Searcher, shelf: Shelf
) -> None:
    ids = index.view(lambda snapshot: snapshot.ids(scope))
    flags = Flags(frozenset(ids[::2]), frozenset(ids[1::3]))
    expected = {}
    for id_ in ids:
        article = index.view(lambda snapshot: snapshot.article(id_))  # noqa: B023 - called here
        name = str(article.path.relative_to(shelf.folder))
        content = Content(article, shelf.contents[name].text)
        tier = scan(query, id_, content, flags)
        if tier is not None:
            expected[id_] = tier
    in_order = sorted(expected, key=lambda id_: (expected[id_], -id_))
    found = searcher.search(query, limit=None, flags=flags)
    assert {id_: found.tier(place).name for place, id_ in enumerate(found.ids)} == {
        id_: tier.name for id_, tier in expected.items()
    }
    assert list(found.ids) == in_order
    assert (found.total, found.more) == (len(in_order), False)
    check_start(searcher.search(query, limit=2, flags=flags), in_order, expected)
    check_parts(query, index, searcher, flags, in_order, ids)
    assert [hit.id for hit in searcher.hits(found, 0, 9)] == in_order


def check_parts(
    query: Query,
    index: Index,
    searcher: Searcher,
    flags: Flags,
    in_order: list[int],
    here: Sequence[int],
) -> None:
    """A search that ends early has found the first of all."""
    for seconds in (0, 0.02, 0.1):
        part = searcher.search(query, limit=None, flags=flags, seconds=seconds)
        assert list(part.ids) == in_order[: len(part.ids)]
        assert part.more or list(part.ids) == in_order
    some = frozenset(in_order[::2])
    among = searcher.search(query, limit=None, flags=flags, among=some)
    assert list(among.ids) == in_order[::2]
    check_copies(query, index, searcher, flags, in_order, here)


def check_copies(
    query: Query,
    index: Index,
    searcher: Searcher,
    flags: Flags,
    in_order: list[int],
    here: Sequence[int],
) -> None:
    """The first of copies stands for all of them."""
    rows = index.view(
        lambda snapshot: snapshot.connection.execute("SELECT id, work FROM article").fetchall()
    )
    work_of = dict(rows)
    first: dict[int, int] = {}
    for id_ in in_order:
        first.setdefault(work_of[id_], id_)
    copies = {
        shown: tuple(sorted((i for i in here if work_of[i] == work and i != shown), reverse=True))
        for work, shown in first.items()
    }
    found = searcher.search(query, limit=None, flags=flags, merge_copies=True)
    assert list(found.ids) == list(first.values())
    assert found.total == len(first)
    assert found.copies == {shown: others for shown, others in copies.items() if others}


def check_start(found: FoundArticles, in_order: list[int], expected: dict[int, Tier]) -> None:
    assert list(found.ids) == in_order[:2]
    assert found.total == (None if len(in_order) > 2 else len(in_order))
    for place, id_ in enumerate(found.ids):
        assert found.tier(place) is expected[id_]
