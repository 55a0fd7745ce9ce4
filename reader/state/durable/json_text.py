"""JSON that comes back as it was given: what Python's own reading would change is kept or named.

A number that no `int` or `float` writes back the same (`1e400`, `1.50`, `NaN`) is a `Number`; of a
field that is given twice the last counts, as elsewhere, and the others are kept beside it.
"""

from __future__ import annotations

import codecs
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count
from json.encoder import encode_basestring

from reader.text.safe import escaped

MAX_DEPTH = 64
"""Nested deeper than this, a document cannot be written back safely: it counts as damaged."""
_CHUNK = 1 << 20
"""Bytes decoded at a time: decoding holds the interpreter, and other threads have keys to hear."""
_MAX_DIGITS = 4_000
"""Fewer than the least that Python can be told to read at once."""
_NESTING = (dict, list)
_INDENT = "  "


class DamagedError(ValueError):
    """The bytes are no JSON document that could be read and written back; the message says why."""


class Number(float):
    """A number that is written back as it was given."""

    text: str

    def __new__(cls, text: str) -> Number:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Number) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class DecodedJson:
    """A document, and what was odd about it, one line each."""

    document: object
    oddities: tuple[str, ...] = ()


def encode(document: object) -> bytes:
    """UTF-8, sorted keys, two spaces of indent, a newline at the end.

    Without escapes, but of what would act on a terminal that the file is shown on.
    """
    return utf_8(f"{format_value(document)}\n")


def utf_8(text: str) -> bytes:
    """Lone surrogates (undecodable bytes of a file name) have no UTF-8 and become escapes."""
    return text.encode("utf-8", "backslashreplace")


def format_value(value: object, indent: str = "") -> str:
    """JSON as `json.dumps` has it with an indent of two and sorted keys, on a line at `indent`."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        inside = indent + _INDENT
        lines = [f"{_key(name)}{format_value(value[name], inside)}" for name in sorted(value)]
        return _bracketed("{", lines, "}", indent)
    if isinstance(value, list | tuple):
        inside = indent + _INDENT
        return _bracketed("[", [format_value(each, inside) for each in value], "]", indent)
    if type(value) is int:
        return str(value)
    return value.text if isinstance(value, Number) else json.dumps(value)


@lru_cache(maxsize=1_000)
def _key(name: str) -> str:
    return f"{_string(name)}: "


def _string(text: str) -> str:
    return escaped(encode_basestring(text))


def _bracketed(opening: str, lines: list[str], closing: str, indent: str) -> str:
    if not lines:
        return opening + closing
    between = f",\n{indent}{_INDENT}"
    return f"{opening}{between[1:]}{between.join(lines)}\n{indent}{closing}"


def decode(data: bytes) -> DecodedJson:
    """Read a document in UTF-8 (or UTF-16, UTF-32, with or without BOM). Raises DamagedError."""
    decoded = decode_any_depth(data)
    check_depth(decoded.document)
    return decoded


def decode_any_depth(data: bytes) -> DecodedJson:
    """Decode as `decode` does, to any depth; ask `check_depth` of what is to be written back."""
    text = decode_text(data)
    oddities: list[str] = []
    try:
        document = parse(text, oddities)
    except RecursionError:
        raise DamagedError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise DamagedError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    return DecodedJson(document, tuple(oddities))


def parse(text: str, oddities: list[str]) -> object:
    """The value of a JSON text; what was odd about it is added to `oddities`.

    Raises JSONDecodeError, and RecursionError for what is nested too deeply.
    """
    try:
        return decoder_into(oddities).decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # More digits than Python reads; asking for each number would make all others slow.
        oddities.clear()
        return decoder_into(oddities, _int).decode(text)


def decode_text(data: bytes) -> str:
    """The characters of a document. Raises DamagedError."""
    encoding = json.detect_encoding(data)
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    try:
        return "".join(codecs.iterdecode(chunks, encoding)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"line {line}: byte {error.start} is not {error.encoding.upper()}"
        raise DamagedError(what) from None


def decoder_into(
    oddities: list[str], parse_int: Callable[[str], float] | None = None
) -> json.JSONDecoder:
    """A decoder that loses nothing, and adds what was odd to `oddities`.

    Without `parse_int` it raises ValueError for whole numbers of thousands of digits.
    """

    def make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            oddities.extend(_keep_repeated(pairs, fields))
        return fields

    return json.JSONDecoder(
        object_pairs_hook=make_object,
        parse_float=_float,
        parse_int=parse_int,
        parse_constant=Number,
    )


def _keep_repeated(pairs: list[tuple[str, object]], fields: dict[str, object]) -> Iterator[str]:
    """Put beside the last value of a field those before it that differ; say so of each."""
    owner = fields.get("id")
    whose = f" in the entry {owner}" if isinstance(owner, str) else ""
    last: dict[str, str] = {}
    numbers: defaultdict[str, Iterator[int]] = defaultdict(partial(count, 1))
    for name, value in pairs:
        if name not in last:
            last[name] = format_value(fields[name])
        # `==` would take `true` for `1`.
        if format_value(value) == last[name]:
            continue
        numbered = (f"{name} ({number})" for number in numbers[name])
        free = next(each for each in numbered if each not in fields)
        fields[free] = value
        yield f"“{name}” is given twice{whose}: the last counts, the other is kept as “{free}”"


def _int(text: str) -> float:
    return int(text) if len(text) <= _MAX_DIGITS else Number(text)


def _float(text: str) -> float:
    value = float(text)
    return value if repr(value) == text else Number(text)


def check_depth(document: object) -> None:
    """Raise DamagedError if it is nested too deeply to be written back."""
    level = [document] if isinstance(document, _NESTING) else []
    for _ in range(MAX_DEPTH):
        inside: list[object] = []
        for each in level:
            inside += each.values() if isinstance(each, dict) else each
        level = [child for child in inside if isinstance(child, _NESTING)]
        if not level:
            return
    raise DamagedError("it is nested too deeply")
