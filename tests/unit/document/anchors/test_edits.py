"""Edits of articles in all ways: a mark is never called sure where it is not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.benchmarks.anchor_cases import Case, cases, targets
from tests.benchmarks.anchor_edits import HALF, Outcome, articles, generated, outcome
from tests.conftest import SHARED

HARBOUR = """清晨的码头上，渔民把第一筐鱼抬下船。灯塔看守人每隔6小时记录一次风向，从不间断。
1998年，港口有42条船；2004年只剩下17条。没有人说得清它们去了哪里。
北区的报告：共有12例，比去年少3例。南区的报告：共有15例，比去年少1例。
东区的报告：共有9例，比去年少4例。西区的报告：共有11例，与去年持平。
重要的事情说三遍。重要的事情说三遍。重要的事情说三遍。
老人说，潮水退去以后才看得见礁石。年轻人不相信，第二天就把船开上了暗礁。
版本 2.4.1 修正了两处错误；版本 2.4.2 又修正了一处。升级前请先备份，否则数据无法恢复。
市场里的铃声响过三遍，摊位就散了。她把地图摊在桌上，用铅笔画出一条新的航线。
过了很多年，人们还会说起这件事，只是说法各不相同。
"""
CRANE = """The ferry leaves at seven, whatever the weather. Nobody had repaired the old crane.
Version 1.2.3 reads files with open(path, 'w'). Version 1.2.4 reads them with open(path).
Group North reported 12 cases in March and 14 in April. No deaths were recorded.
Group South reported 11 cases in March and 12 in April. No deaths were recorded.
Group West reported 10 cases in March and 19 in April. Two deaths were recorded.
The bell rang. The bell rang. The bell rang. Then everything was quiet for a very long time.
if count == 0: return None
if count == 1: return first
Ann Reed never agreed to the plan, and Peter Holm did not agree either.
She spread the map on the table and drew a new course with a pencil, as her father had done.
2014\t1,204\t88 %\tno change
2018\t1,377\t91 %\tno change
The office collects these figures every spring and publishes them in the autumn.
"""


def made(texts: list[str], rounds: int) -> list[Case]:
    found: list[Case] = []
    for seed in range(rounds):
        chance = random.Random(seed)  # noqa: S311 - the same in every run
        for text in texts:
            for target in targets(text, chance):
                found += cases(text, target, chance)
    return found


def test_in_texts_full_of_look_alikes_nothing_is_sure_where_it_is_not() -> None:
    all_cases = made([HARBOUR, CRANE], 4)
    assert len(all_cases) >= 1_200
    wrong = [case for case in all_cases if outcome(case) is Outcome.WRONG]
    assert [(case.kind, case.before[case.target.start : case.target.end]) for case in wrong] == []


def test_hardly_anything_is_lost_that_is_there() -> None:
    all_cases = made([HARBOUR, CRANE], 4)
    counted = Counter(outcome(case) for case in all_cases)
    there = sum(case.truth is not None and case.kept >= HALF for case in all_cases)
    assert counted[Outcome.NEEDLESS] <= there / 100
    assert counted[Outcome.RIGHT] >= there / 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus lies beside the checkout, not in it")
def test_in_real_articles_nothing_is_sure_where_it_is_not() -> None:
    folders = [SHARED / "corpus", SHARED / "samples"]
    all_cases = list(generated(articles(folders), most=15))
    assert len(all_cases) >= 500
    counted = Counter(outcome(case) for case in all_cases)
    there = sum(case.truth is not None and case.kept >= HALF for case in all_cases)
    assert counted[Outcome.WRONG] == 0
    assert counted[Outcome.NEEDLESS] <= there / 100
