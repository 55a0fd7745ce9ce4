"""The forms of this room, in the order in which they are tried."""

from __future__ import annotations

from reader.intake.source_file import SourceForm

FORMS: tuple[SourceForm, ...] = ()
