"""The box with a program's output: any text, in lines as wide as the box."""

from __future__ import annotations

from textual.app import App

from reader.ui.dialogs.output_box import LONGEST, OutputBox, OutputText
from reader.ui.theme.themes import DARK


def rows(app: App[None]) -> list[str]:
    text = app.screen.query_one(OutputText)
    return [text.render_line(y).text.rstrip() for y in range(text.size.height)]


class Colored(App[None]):
    """An app that has the colours of the reader's themes."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {name: "#888888" for name in DARK.variables if name.startswith("reader-")}


async def test_what_comes_in_pieces_is_one_text() -> None:
    app = Colored()
    async with app.run_test(size=(40, 20)) as pilot:
        box = OutputBox("count", "Running…")
        box.add("before it is ")
        await app.push_screen(box)
        await pilot.pause()
        box.add("shown\n[b]x[/b]\ta\n重点在")
        box.add("这里")
        await pilot.pause()
        assert rows(app)[:3] == ["before it is shown", "[b]x[/b]        a", "重点在这里"]
        box.add("重" * 3 * LONGEST)
        await pilot.press("G")
        assert rows(app)[0].startswith("重")
        assert box.text.endswith("重" * 3 * LONGEST)
        await pilot.press("y")
        assert app.clipboard == box.text
        await pilot.resize_terminal(60, 20)
        await pilot.press("g")
        assert rows(app)[2].startswith("重点在这里重")
        await pilot.press("escape")
        assert app.screen is not box
