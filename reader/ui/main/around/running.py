"""Runs a program with something of the article, and shows or keeps what it writes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.process.piped_program import PipedProgram
from reader.services.desktop.program_output import ProgramOutput
from reader.services.owner.keeper import in_words
from reader.settings.own_commands import OutputTo
from reader.text.safe import clean_line
from reader.ui.article.steps import Steps
from reader.ui.dialogs.output_box import OutputBox
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.services.desktop.own_command import FilledCommand
    from reader.services.session import Session

MOST_BYTES = 512 * 1024
"""Bytes of output that are taken."""
MOST_SECONDS = 300.0
"""Seconds after which a program is ended."""
RUNNING = "Running…"


class RunningFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...


@dataclass(frozen=True, kw_only=True)
class Job:
    """A program that is to be run."""

    title: str
    """What it is called on the screen, one line that is safe to show."""
    command: Callable[[], FilledCommand]
    """For a thread; raises ReaderError."""
    given: Callable[[], bytes] = lambda: b""
    """What it is fed with. For a thread; raises ReaderError."""
    output: OutputTo = OutputTo.BOX


class Runner:
    """Each program runs beside the reader; a box that is closed ends its own."""

    def __init__(self, face: RunningFace) -> None:
        self._face = face

    def run(self, job: Job) -> None:
        """Begin it."""
        if job.output is OutputTo.BOX:
            box = OutputBox(job.title, RUNNING, self._face.session.settings.ambiguous)
            run = _Run(job, box)
            self._face.push(box, lambda _: run.kill())
        else:
            run = _Run(job, None)
            self._face.tell(f"{job.title}: running")
        self._face.begin(partial(self._carry_out, run), "program", exclusive=False)

    async def _carry_out(self, run: _Run) -> None:
        try:
            await run.carry_out()
        except ReaderError as error:
            run.failed(in_words(error))
        if run.box is None:
            self._tell(run)

    def _tell(self, run: _Run) -> None:
        """What became of a program without a box."""
        title = run.job.title
        if run.outcome:
            last = next((line for line in reversed(run.text.split("\n")) if line.strip()), "")
            self._face.tell(clean_line(f"{title}: {' · '.join(filter(None, (run.outcome, last)))}"))
        elif run.job.output is OutputTo.CLIPBOARD:
            text = run.text.rstrip("\n")
            self._face.copy(text)
            self._face.tell(f"{title}: copied {len(text):,} characters")
        else:
            self._face.tell(f"{title}: done")


class _Run:
    """One program, from its beginning to its end."""

    def __init__(self, job: Job, box: OutputBox | None) -> None:
        self.job = job
        self.box = box
        self.text = ""
        """What it wrote, where there is no box."""
        self.outcome = ""
        """What went otherwise than it should; empty if nothing did."""
        self._program: PipedProgram | None = None
        self._is_unwanted = False

    def kill(self) -> None:
        """Nobody wants it any more."""
        self._is_unwanted = True
        if self._program is not None:
            self._program.kill()

    def failed(self, why: str) -> None:
        """It could not be run."""
        self.outcome = clean_line(why)
        self._show_state(self.outcome)

    async def carry_out(self) -> None:
        """Run it, and show what it writes as it comes. Raises ReaderError."""
        given, command = await asyncio.to_thread(self._prepared)
        program = self._program = await asyncio.to_thread(
            PipedProgram, command.words, command.environment
        )
        if self._is_unwanted:
            program.kill()
        output = ProgramOutput()
        try:
            async with Steps(program.output(given, MOST_BYTES, MOST_SECONDS)) as pieces:
                while (piece := await pieces.next()) is not None:
                    self._add(output.take(piece))
            self._add(output.take(b"", is_last=True))
        finally:
            program.kill()
        self._conclude(program)

    def _prepared(self) -> tuple[bytes, FilledCommand]:
        return self.job.given(), self.job.command()

    def _add(self, text: str) -> None:
        if self.box is None:
            self.text += text
        elif text and not self._is_unwanted:
            self.box.add(text)

    def _conclude(self, program: PipedProgram) -> None:
        if self._is_unwanted:
            return
        if program.is_cut:
            self.outcome = f"Only the first {MOST_BYTES // 1024:,} KB are shown"
        elif program.is_late:
            self.outcome = f"Ended after {MOST_SECONDS:,.0f} seconds"
        elif program.status:
            self.outcome = f"Ended with status {program.status}"
        self._show_state(self.outcome or "Done")

    def _show_state(self, state: str) -> None:
        if self.box is not None and not self._is_unwanted:
            with suppress(RuntimeError):  # the app ends
                self.box.show_state(state)
