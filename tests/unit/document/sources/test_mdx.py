"""Markdown with modules and components in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind
from reader.document.pipeline import read
from reader.document.sources.mdx import without_components


def blocks(body: str) -> tuple[Block, ...]:
    return read(body, BodyKind.MARKDOWN).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


@pytest.mark.parametrize(
    "module",
    [
        "import Tabs from '@theme/Tabs';",
        "import './style.css'",
        'import A, {\n  b,\n  c as d,\n} from "x"',
        "import * as T from 'x'\nimport U from 'y'",
        "export const meta = {\n  title: 'Tides',\n\n  deep: { a: [1] },\n};",
        "export default ({ children }) => <div>{children}</div>",
        "export { a } from 'b'",
    ],
)
def test_modules_go(module: str) -> None:
    assert texts(f"{module}\n\nOne.") == ["One."]
    assert texts(f"One.\n\n{module}\n\nTwo.") == ["One.", "Two."]


@pytest.mark.parametrize(
    "source",
    [
        "import taxes rise, they say.",
        "export of grain from 'here' rose",
        "import os",
        "One.\nimport a from 'b'",
        "```js\nimport a from 'b'\n<Tabs>\n```",
        "`<Tabs>` and `{/* a */}`",
        "A list of List<String> is one",
    ],
)
def test_prose_and_code_stay(source: str) -> None:
    assert without_components(source) == source


def test_components_leave_their_titles_and_their_content() -> None:
    body = (
        "<Tabs groupId={'os'} values={[{label: 'a'}]}>\n"
        '  <TabItem value="m" label="Mac">\n\n    Run *it*.\n\n'
        "    ```sh\n    go\n      on\n    ```\n\n"
        "  </TabItem>\n"
        "  <TabItem value='w' label='Else'>\n    Run **that**.\n  </TabItem>\n"
        "</Tabs>\n\nAfter."
    )
    found = blocks(body)
    assert [block.text for block in found] == [
        "Mac",
        "Run it.",
        "go\n  on",
        "Else",
        "Run that.",
        "After.",
    ]
    assert found[2].kind is BlockKind.CODE
    assert texts("<Note>\n**One**\n- two\n</Note>") == ["One", "two"]
    assert texts('<Note title="Mind">One.</Note>') == ["Mind One."]
    assert texts('<Card\n  title="The ebb"\n  onClick={() => go({ a: 1 })}\n/>\n\nOne.') == [
        "The ebb",
        "One.",
    ]


def test_components_in_a_line_leave_their_words() -> None:
    assert texts('New <Badge text="soon" /> and <Kbd>K</Kbd>.{/* not\nthis */}') == [
        "New soon and K."
    ]


def test_a_component_with_a_picture_is_a_picture() -> None:
    (block,) = blocks('<Image src="/t.png" alt="The ebb" width={300} />')
    assert (block.kind, block.href, block.text) == (BlockKind.IMAGE, "/t.png", "The ebb")


_PARTS = [
    "<A>",
    "</A>",
    "<A b='c'",
    "/>",
    "{",
    "}",
    "import ",
    "'x'",
    "from ",
    "\n",
    "  ",
    "w ",
    "```",
    "{/*",
    "*/}",
]


@given(st.lists(st.sampled_from(_PARTS), max_size=30).map("".join))
def test_any_text_is_read(source: str) -> None:
    assert isinstance(without_components(source), str)
