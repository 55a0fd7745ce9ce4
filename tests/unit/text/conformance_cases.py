"""Our own cases for the rules of UAX #14 and UAX #29, each for the rule that it exercises.

Each case is a text in the pieces between which it may break, derived from the wording of the
rule; none is copied from Unicode's test files, which a clone of this project does not have.
"""

from __future__ import annotations

from typing import NamedTuple


class RuleCase(NamedTuple):
    rule: str
    """As the standard numbers it."""
    pieces: tuple[str, ...]


LINE_RULES = (
    *("LB1", "LB2", "LB3", "LB4", "LB5", "LB6", "LB7", "LB8", "LB8a", "LB9", "LB10", "LB11"),
    *("LB12", "LB12a", "LB13", "LB14", "LB15a", "LB15b", "LB15c", "LB15d", "LB16", "LB17", "LB18"),
    *("LB19", "LB19a", "LB20", "LB20a", "LB21", "LB21a", "LB21b", "LB22", "LB23", "LB23a", "LB24"),
    *("LB25", "LB26", "LB27", "LB28", "LB28a", "LB29", "LB30", "LB30a", "LB30b", "LB31"),
)
CLUSTER_RULES = (
    *("GB1", "GB2", "GB3", "GB4", "GB5", "GB6", "GB7", "GB8", "GB9", "GB9a", "GB9b", "GB9c"),
    *("GB11", "GB12", "GB13", "GB999"),
)

LINE_CASES = (
    RuleCase("LB1", ("カァ",)),  # CJ resolved to NS, as strict Japanese has it
    RuleCase("LB2", ("word",)),
    RuleCase("LB3", ("one ", "two")),
    RuleCase("LB4", ("before\u2028", "after")),
    RuleCase("LB4", ("before\x0c", "after")),
    RuleCase("LB5", ("before\r\n", "after")),
    RuleCase("LB5", ("before\r", "after")),
    RuleCase("LB5", ("\n", "\n", "after\x85", "end")),
    RuleCase("LB6", ("before \n", "after")),
    RuleCase("LB7", ("two   ", "words")),
    RuleCase("LB7", ("天\u200b", "地")),
    RuleCase("LB8", ("word\u200b  ", "word")),
    RuleCase("LB8", ("(\u200b", ")")),
    RuleCase("LB8a", ("天\u200d地",)),
    RuleCase("LB9", ("天\u0301", "地")),
    RuleCase("LB9", ("天\u0301\u0302\u200d地",)),
    RuleCase("LB9", ("天", "x\u0301y")),
    RuleCase("LB10", ("\u0301word",)),
    RuleCase("LB10", ("word ", "\u0301word")),
    RuleCase("LB11", ("天\u2060地",)),
    RuleCase("LB12", ("\u00a0天", "地")),
    RuleCase("LB12a", ("天\u00a0地",)),
    RuleCase("LB12a", ("word-", "\u00a0word")),
    RuleCase("LB12a", ("word\u2009", "\u00a0word")),
    RuleCase("LB13", ("天", "地]")),
    RuleCase("LB13", ("天 ）",)),
    RuleCase("LB13", ("天！",)),
    RuleCase("LB13", ("天/",)),
    RuleCase("LB14", ("（  天", "地")),
    RuleCase("LB15a", ("word ", "« word")),
    RuleCase("LB15b", ("word » ", "word")),
    RuleCase("LB15c", ("word ", ".5")),
    RuleCase("LB15d", ("word , ", "word")),
    RuleCase("LB16", ("天） 々",)),
    RuleCase("LB17", ("— —",)),
    RuleCase("LB18", ("天 ", "地")),
    RuleCase("LB19", ('word"word',)),
    RuleCase("LB19", ('天"地',)),
    RuleCase("LB19a", ("word“word",)),
    RuleCase("LB19a", ("天", "“地")),
    RuleCase("LB19a", ("天”", "地")),
    RuleCase("LB20", ("word", "\ufffc", "word")),
    RuleCase("LB20a", ("word ", "\u2010word")),
    RuleCase("LB21", ("天\u2009", "地")),
    RuleCase("LB21", ("天ゝ", "地")),
    RuleCase("LB21", ("天", "´地")),
    RuleCase("LB21a", ("שלום-word",)),
    RuleCase("LB21a", ("שלום-", "שלום")),
    RuleCase("LB21b", ("word/שלום",)),
    RuleCase("LB22", ("天…", "地")),
    RuleCase("LB23", ("word12word",)),
    RuleCase("LB23a", ("$天", "地")),
    RuleCase("LB23a", ("天", "地%")),
    RuleCase("LB24", ("$word",)),
    RuleCase("LB24", ("word$",)),
    RuleCase("LB25", ("天", "$(12,345.67)%", "地")),
    RuleCase("LB25", ("-5 ", "1/2")),
    RuleCase("LB25", ("(12)$",)),
    RuleCase("LB25", ("12$",)),
    RuleCase("LB26", ("\u1100\u1161\u11a8",)),
    RuleCase("LB26", ("가\u11a8",)),
    RuleCase("LB27", ("한%",)),
    RuleCase("LB27", ("$한",)),
    RuleCase("LB28", ("word",)),
    RuleCase("LB28a", ("\ua98f\ua9c0\ua98f",)),
    RuleCase("LB28a", ("\ua98f", "\ua98f")),
    RuleCase("LB29", ("e.word",)),
    RuleCase("LB30", ("word(word)word",)),
    RuleCase("LB30", ("word", "（word）", "word")),
    RuleCase("LB30a", ("🇨🇳", "🇯🇵", "🇰")),
    RuleCase("LB30b", ("👍🏽", "👍🏽")),
    RuleCase("LB30b", ("\U0001fc00🏽",)),  # a code point reserved for pictographs
    RuleCase("LB31", ("天", "地")),
)

CLUSTER_CASES = (
    RuleCase("GB1", ("a",)),
    RuleCase("GB2", ("a", "b")),
    RuleCase("GB3", ("a", "\r\n", "b")),
    RuleCase("GB4", ("\n", "\u0301")),
    RuleCase("GB4", ("\u200b", "\u0301")),
    RuleCase("GB5", ("a", "\r", "\r\n")),
    RuleCase("GB6", ("\u1100\u1161",)),
    RuleCase("GB6", ("\u1100\uac00",)),
    RuleCase("GB7", ("\u1161\u1162\u11a8",)),
    RuleCase("GB7", ("가\u1161\u11a8",)),
    RuleCase("GB8", ("각\u11a8", "\u1161")),
    RuleCase("GB9", ("e\u0301\u0302", "a\u200d", "b")),
    RuleCase("GB9a", ("\u0915\u0903", "\u0915")),
    RuleCase("GB9b", ("\u0600\u0661", "\u0661")),
    RuleCase("GB9c", ("\u0915\u094d\u0937",)),
    RuleCase("GB9c", ("\u0915\u094d\u200d\u0937",)),
    RuleCase("GB9c", ("\u0915\u093c\u094d\u0937", "\u0937")),
    RuleCase("GB11", ("👩\u200d👧",)),
    RuleCase("GB11", ("👩🏽\u200d👧",)),
    RuleCase("GB11", ("a\u200d", "👧")),
    RuleCase("GB12", ("🇨🇳", "🇯🇵")),
    RuleCase("GB13", ("a", "🇨🇳", "🇯🇵", "🇰")),
    RuleCase("GB999", ("天", "地", "a")),
)
