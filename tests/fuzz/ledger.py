"""Findings as files in a folder: one for each kind, with what is known of it beside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from tests.fuzz.case import Case, Finding, Subject

NOTE = ".note"
"""Suffix of the file that says what an input broke, and how it is tried again."""


class Ledger:
    """Counts and findings of a run, for any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self.counts: Counter[str] = Counter()
        """Inputs by the kind of what they broke."""

    def is_new(self, kind: str) -> bool:
        """Count one; whether it is the first of its kind in this run and has no file yet."""
        with self._lock:
            self.counts[kind] += 1
            return self.counts[kind] == 1 and not any(self._folder.glob(f"{_name(kind)}-*{NOTE}"))

    def keep(self, case: Case, finding: Finding) -> Path:
        digest = blake2b(case.data, digest_size=4).hexdigest()
        path = self._folder / f"{_name(finding.kind)}-{digest}{case.suffix}"
        self._folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.data)
        facts = (
            f"subject: {case.subject}",
            f"seed: {case.seed}",
            f"kind: {finding.kind}",
            f"origin: {case.origin}",
            f"bytes: {len(case.data)}",
        )
        note = "\n".join((*facts, "", finding.detail, ""))
        _note(path).write_text(note, "utf-8", "backslashreplace")
        return path


def kept(path: Path) -> Case:
    """An input that was kept; of any other file, an article."""
    case = Case(Subject.ARTICLE, path.read_bytes(), path.suffix, origin=str(path))
    note = _note(path)
    if not note.exists():
        return case
    facts = dict(re.findall(r"^(subject|seed): (\S+)$", note.read_text("utf-8"), re.MULTILINE))
    return replace(case, subject=Subject(facts["subject"]), seed=int(facts["seed"]))


def _note(path: Path) -> Path:
    return path.with_name(path.name + NOTE)


def _name(kind: str) -> str:
    return re.sub(r"[^\w.]+", "-", kind)[:90]
