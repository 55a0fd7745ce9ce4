"""Gives the reader inputs that nobody would write, and says which of them break something.

    python -m tests.fuzz [--minutes 60] [--seed 1] [--processes 2] [--seeds FOLDER]
    python -m tests.fuzz --replay FILE ...
    python -m tests.fuzz --terminal 20

Inputs are made of articles/, of ../shared/samples, corpus and cases where they are, of FOLDERs,
and of what a generator makes; the same seed makes the same. Each goes the whole way: metadata,
blocks, rows at widths from 1 to 200, index, search, quotes, lists, all that is printed. What
breaks is reduced and kept in a folder, one file for each kind, with a note beside. Exit status 1
if anything was found.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from tests.fuzz import ledger
from tests.fuzz.case import Case, Finding, Subject
from tests.fuzz.reduce import reduced
from tests.fuzz.seeds import Cases, Seed, folders, read
from tests.fuzz.worker import Worker

REDUCE_SECONDS = 20.0
_REPORT_SECONDS = 60.0
_REPLAYS = 20


class Run:
    """Inputs tried by a few processes until there are no more, or the time is up."""

    def __init__(self, cases: Iterator[Case], kept: ledger.Ledger, seconds: float) -> None:
        self._cases = cases
        self._kept = kept
        self._end = monotonic() + seconds
        self._lock = Lock()
        self._next_report = monotonic() + _REPORT_SECONDS
        self.count = 0

    def go(self, processes: int) -> None:
        threads = [Thread(target=self._work) for _ in range(processes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _take(self) -> Case | None:
        with self._lock:
            if monotonic() > self._end:
                return None
            case = next(self._cases, None)
            self.count += case is not None
            if monotonic() > self._next_report:
                self._next_report += _REPORT_SECONDS
                print(f"{self.count:,} inputs, {len(self._kept.counts)} kinds", flush=True)
            return case

    def _work(self) -> None:
        with Worker() as worker:
            while (case := self._take()) is not None:
                for finding in worker.findings(case):
                    if _is_certain(worker, case, finding) and self._kept.is_new(finding.kind):
                        self._keep(worker, case, finding)

    def _keep(self, worker: Worker, case: Case, finding: Finding) -> None:
        last = finding

        def breaks(shorter: Case) -> bool:
            nonlocal last
            same = [each for each in worker.findings(shorter) if each.kind == finding.kind]
            last = same[0] if same else last
            return bool(same)

        least = reduced(case, breaks, REDUCE_SECONDS)
        path = self._kept.keep(least, last)
        print(f"{finding.kind}: {path} ({len(least.data):,} bytes)", flush=True)


def _is_certain(worker: Worker, case: Case, finding: Finding) -> bool:
    """What takes too long does so again; a machine that stood still does not."""
    return not finding.is_of_time or any(each.is_of_time for each in worker.findings(case))


def replay(paths: Sequence[Path]) -> int:
    """Try inputs again, those without a note with several seeds; all that they break."""
    broken = 0
    with Worker() as worker:
        for path in paths:
            case = ledger.kept(path)
            kinds: dict[str, Finding] = {}
            for seed in (case.seed, *range(_REPLAYS)):
                for finding in worker.findings(replace(case, seed=seed)):
                    kinds.setdefault(finding.kind, finding)
            for finding in kinds.values():
                print(f"{path}: {finding.kind}\n{finding.detail}\n")
            broken += bool(kinds)
    print(f"{len(paths)} inputs, {broken} break something")
    return 1 if broken else 0


def sessions(count: int, seed: int, seeds: list[Seed], kept: ledger.Ledger, seconds: float) -> int:
    """Play with the app in a terminal so often, if there is time; how many sessions there were."""
    from tests.fuzz import session

    end = monotonic() + seconds
    for number in range(count):
        if monotonic() > end:
            return number
        for finding in session.findings(number, seed, seeds):
            if kept.is_new(finding.kind):
                print(f"{finding.kind}: {kept.keep(session.case_of(number, seed), finding)}")
    return count


def _findings_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or tempfile.gettempdir()
    return Path(cache) / "reader-fuzz-findings"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--count", type=int, help="so many inputs, if there is time for them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seeds", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--findings", type=Path, default=_findings_folder(), metavar="FOLDER")
    parser.add_argument("--only", type=Subject, action="append", metavar="SUBJECT")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--terminal", type=int, metavar="N", help="N sessions of the app instead")
    return parser.parse_args()


def main() -> int:
    options = _options()
    if options.replay:
        return replay(options.replay)
    where, missing = folders(options.seeds)
    for line in missing:
        print(line)
    seeds = read(where)
    kept = ledger.Ledger(options.findings)
    began = monotonic()
    seconds = options.minutes * 60
    if options.terminal:
        count = sessions(options.terminal, options.seed, seeds, kept, seconds)
    else:
        cases = Cases(options.seed, seeds, options.only or Subject)
        run = Run(islice(cases, options.count), kept, seconds)
        run.go(options.processes)
        count = run.count
    for kind, times in kept.counts.most_common():
        print(f"{times:6}  {kind}")
    took = monotonic() - began
    what = "sessions" if options.terminal else "inputs"
    print(f"{count:,} {what} of {len(seeds):,} seeds in {took:.0f} s: {len(kept.counts)} kinds")
    if kept.counts:
        print(f"kept in {options.findings}")
    return 1 if kept.counts else 0


if __name__ == "__main__":
    sys.exit(main())
