from __future__ import annotations


def is_han(ch: str) -> bool:
    return (
        "\u3400" <= ch <= "\u9fff"
        or "\U00020000" <= ch <= "\U000323af"
        or "\uf900" <= ch <= "\ufaff"
        or ch == "々"
        or ch == "〇"
    )


def is_cjk(ch: str) -> bool:
    return (
        is_han(ch)
        or "\u3000" <= ch <= "\u30ff"
        or "\uac00" <= ch <= "\ud7a3"
        or "\uff00" <= ch <= "\uffef"
    )


def guess_language(text: str) -> str:
    head = text[:4000]
    if any("\u3041" <= c <= "\u30ff" for c in head):
        return "ja"
    if any("\uac00" <= c <= "\ud7a3" for c in head):
        return "ko"
    if any(is_han(c) for c in head):
        return "zh-Hans"
    return ""
