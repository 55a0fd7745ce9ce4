"""An input made another: what a damaged disk, a bad program or an enemy may do to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.dictionary import BYTES, ENCODINGS, NESTING

MOST_BYTES = 200_000
_DEPTHS = (3, 10, 40, 120, 400, 1500)
_TIMES = (2, 3, 8, 40, 200, 1000)


class Mutator:
    """Makes inputs of inputs. `others` are spliced in, `tokens` put in."""

    def __init__(self, random: Random, others: Sequence[bytes], tokens: Sequence[str]) -> None:
        self._random = random
        self._others = others
        self._tokens = tokens
        self._ways: tuple[Callable[[bytes], bytes], ...] = (
            self._flipped,
            self._overwritten,
            self._cut,
            self._doubled,
            self._spliced,
            self._repeated,
            self._with_tokens,
            self._with_tokens,
            self._with_tokens,
            self._with_bytes,
            self._nested,
            self._swapped,
            self._without_line_ends,
            self._recoded,
        )

    def mutate(self, data: bytes) -> bytes:
        """Changed in one to eight ways."""
        for _ in range(min(8, 1 + int(self._random.expovariate(0.6)))):
            data = self._random.choice(self._ways)(data)[:MOST_BYTES]
        return data

    def _at(self, data: bytes) -> int:
        return self._random.randint(0, len(data))

    def _range(self, data: bytes) -> tuple[int, int]:
        """A short stretch mostly, a long one sometimes."""
        start = self._at(data)
        most = self._random.choice((4, 20, 100, 1000, len(data)))
        return start, min(len(data), start + self._random.randint(0, most))

    def _flipped(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self._random.choice((1, 1, 2, 8, 40)) if changed else 0):
            changed[self._random.randrange(len(changed))] ^= 1 << self._random.randrange(8)
        return bytes(changed)

    def _overwritten(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self._random.choice((1, 2, 8)) if changed else 0):
            changed[self._random.randrange(len(changed))] = self._random.randrange(256)
        return bytes(changed)

    def _cut(self, data: bytes) -> bytes:
        start, end = self._range(data)
        return data[:start] + data[end:]

    def _doubled(self, data: bytes) -> bytes:
        start, end = self._range(data)
        return data[:end] + data[start:]

    def _spliced(self, data: bytes) -> bytes:
        other = self._random.choice(self._others) if self._others else data
        start, end = self._range(other)
        at, to = self._range(data)
        return data[:at] + other[start:end] + data[self._random.choice((at, to)) :]

    def _repeated(self, data: bytes) -> bytes:
        start, end = self._range(data)
        end = min(end, start + 400)
        times = self._random.choice(_TIMES)
        return data[:start] + data[start:end] * times + data[end:]

    def _token(self) -> bytes:
        return self._random.choice(self._tokens).encode("utf-8", "surrogatepass")

    def _with_tokens(self, data: bytes) -> bytes:
        for _ in range(self._random.choice((1, 1, 2, 3, 6, 20))):
            at = self._at(data)
            times = self._random.choice((1, 1, 1, 1, 2, 3, 17, 300))
            data = data[:at] + self._token() * times + data[at:]
        return data

    def _with_bytes(self, data: bytes) -> bytes:
        at = self._at(data)
        return data[:at] + self._random.choice(BYTES) + data[at:]

    def _nested(self, data: bytes) -> bytes:
        opening, closing = self._random.choice(NESTING)
        depth = self._random.choice(_DEPTHS)
        start, end = self._range(data)
        inner = data[start:end]
        around = (opening.encode() * depth, closing.encode() * depth)
        return data[:start] + around[0] + inner + around[1] + data[end:]

    def _swapped(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        first, second = self._random.randrange(len(lines)), self._random.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
        return b"\n".join(lines)

    def _without_line_ends(self, data: bytes) -> bytes:
        start, end = self._range(data)
        put = self._random.choice((b"", b" ", b"\r", b"\r\n", b"\n\n", b"  \n", b"\xe2\x80\xa8"))
        return data[:start] + data[start:end].replace(b"\n", put) + data[end:]

    def _recoded(self, data: bytes) -> bytes:
        encoding = self._random.choice(ENCODINGS)
        return data.decode("utf-8", "replace").encode(encoding, "ignore")
