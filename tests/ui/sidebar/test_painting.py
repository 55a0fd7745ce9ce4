"""What a key in the search box, and what it finds, draw of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.ui.sidebar import joint_paint
from reader.ui.terminal.textual_internals import SpanCompositor
from tests.ui.conftest import Start

if TYPE_CHECKING:
    from textual._compositor import ChopsUpdate
    from textual.geometry import Region
    from textual.strip import Strip


@pytest.fixture(autouse=True)
def frames_at_rest() -> None:
    """Every frame is drawn here: they are what is counted."""


async def test_a_key_and_its_hits_are_one_paint_and_the_article_is_none_of_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joint_paint, "MOST_SECONDS", 3_600.0)
    async with start() as reader:
        await reader.press("slash")
        await reader.type("ke")
        sidebar, view = reader.main.sidebar, reader.main.pane.view
        paints: list[tuple[str, str, str]] = []
        painted_with_article: list[int] = []
        draw, paint = view.render_lines, SpanCompositor.render_partial_update

        def article_drawn(crop: Region) -> list[Strip]:
            painted_with_article.append(len(paints))
            return draw(crop)

        def painted(compositor: SpanCompositor) -> ChopsUpdate | None:
            found = sidebar.query_text, sidebar.head.counted, reader.main.status.standing
            update = paint(compositor)
            paints.append(found)
            return update

        monkeypatch.setattr(view, "render_lines", article_drawn)
        monkeypatch.setattr(SpanCompositor, "render_partial_update", painted)
        await reader.type("y")
        assert paints[0] == ("key", "2 found", "2 of 4 articles")
        assert 0 not in painted_with_article
