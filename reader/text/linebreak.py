from __future__ import annotations
from reader.text.width import char_widths


def opportunities(text: str) -> list[int]:
    return [
        i
        for i in range(1, len(text))
        if text[i - 1] in " \n" and text[i] != " " or text[i] > "\u2e80"
    ] + [len(text)]


def wrap(
    text: str, width: int, *, first: int | None = None, ambiguous: int = 1
) -> list[tuple[int, int]]:
    out = []
    start = 0
    cells = 0
    room = width if first is None else first
    ws = char_widths(text, ambiguous=ambiguous)
    brk = set(opportunities(text))
    last = 0
    i = 0
    while i < len(text):
        if text[i] == "\n":
            out.append((start, i))
            start = last = i + 1
            cells = 0
            room = width
            i += 1
            continue
        if i in brk:
            last = i
        if cells + ws[i] > room and i > start and text[i] != " ":
            cut = last if last > start else i
            end = cut
            while end > start and text[end - 1] == " ":
                end -= 1
            out.append((start, end))
            start = last = cut
            cells = 0
            room = width
            i = cut
            continue
        cells += ws[i]
        i += 1
    end = len(text)
    while end > start and text[end - 1] == " ":
        end -= 1
    out.append((start, end))
    return out
