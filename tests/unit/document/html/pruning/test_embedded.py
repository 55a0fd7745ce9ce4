from __future__ import annotations

import pytest

from reader.document.html import clean

LONG = "The ferry crosses the bay in the morning and comes back at night. " * 3


def text(html: str) -> str:
    body = clean.parse(html).body
    assert body is not None
    return " ".join(body.text(deep=True, separator=" ").split())


@pytest.mark.parametrize(
    "mode", ["shadowrootmode=open", 'shadowroot="open"', "shadowrootmode=closed"]
)
def test_the_text_of_a_shadow_root_is_text(mode: str) -> None:
    assert text(f"<p>A</p><x-y><template {mode}><p>In it</p></template></x-y>") == "A In it"


def test_other_templates_are_none() -> None:
    assert text("<p>A</p><template><p>Not text</p></template><p>B</p>") == "A B"


def test_a_slot_holds_what_stands_in_the_component() -> None:
    html = (
        "<x-y><template shadowrootmode=open><p>One</p><slot></slot><p>Three</p></template>"
        "<p>Two</p></x-y>"
    )
    assert text(html) == "One Two Three"


def test_named_slots_hold_what_names_them() -> None:
    html = (
        '<x-y><template shadowrootmode=open><slot name="b"></slot><slot name="a"></slot></template>'
        '<p slot="a">Last</p><p slot="b">First</p></x-y>'
    )
    assert text(html) == "First Last"


def test_components_within_components_are_text_in_order() -> None:
    inner = "<i-n><template shadowrootmode=open><p>2</p><slot></slot></template><p>3</p></i-n>"
    html = f"<x-y><template shadowrootmode=open><p>1</p><slot></slot></template>{inner}</x-y>"
    assert text(html) == "1 2 3"


def test_a_component_within_a_paragraph_does_not_end_it() -> None:
    body = clean.parse("<p>a <x-y><template shadowrootmode=open>b</template></x-y> c</p>").body
    assert body is not None
    assert len(body.css("p")) == 1


def test_the_page_of_a_frame_is_text() -> None:
    html = (
        '<p>A</p><iframe srcdoc="&lt;p&gt;Words of the frame itself.&lt;/p&gt;"></iframe><p>B</p>'
    )
    assert text(html) == "A Words of the frame itself. B"


@pytest.mark.parametrize("inner", ["<p>Ad</p>", "<a href=/x>Buy a ferry of your own today</a>", ""])
def test_a_frame_of_a_few_words_or_links_is_none(inner: str) -> None:
    assert text(f"<p>A</p><iframe srcdoc='{inner}'></iframe>") == "A"


def test_a_picture_in_a_frame_does_not_swallow_its_text() -> None:
    data = "data:image/png;base64," + "A" * 400
    html = f'<iframe srcdoc="<img src=&quot;{data}&quot;&gt;<p>Words of the frame itself.</p>">'
    assert "Words of the frame itself." in text(f"<p>A</p>{html}</iframe>")


def test_frames_nest_a_few_times_only() -> None:
    from html import escape

    page = "<p>Words of the innermost frame.</p>"
    for _ in range(9):
        page = f'<p>Words of a frame around it.</p><iframe srcdoc="{escape(page)}"></iframe>'
    assert text(page).count("Words of a frame around it.") <= 6


@pytest.mark.parametrize(
    "hidden",
    ['<div style="display:none">', '<div style="display: none">', "<div hidden>"],
)
def test_hidden_prose_is_text_and_a_hidden_menu_is_none(hidden: str) -> None:
    shown = f"<p>{'A long beginning of the article. ' * 20}</p>"
    assert "ferry" in text(f"{shown}{hidden}<p>{LONG}</p></div>")
    assert "Home" not in text(f"{shown}{hidden}<a href=/>Home</a></div>")


@pytest.mark.parametrize(
    "attributes",
    [
        'class="newsletter-modal"',
        "role=dialog",
        'id="cookie-banner"',
        'class="comments"',
        "lang=fr",
    ],
)
def test_hidden_overlays_and_translations_stay_hidden(attributes: str) -> None:
    html = (
        f"<html lang=en><body><p>{'A long beginning of the article. ' * 20}</p>"
        f"<div style='display:none' {attributes}><p>{LONG}</p></div></body></html>"
    )
    assert "ferry" not in text(html)


def test_a_hidden_copy_of_shown_text_is_left_out() -> None:
    html = f"<p>{LONG * 3}</p><p>{LONG}</p><div hidden><p>{LONG}</p></div>"
    assert text(html).count("ferry") == 12


def test_a_hidden_note_is_text_however_short() -> None:
    html = f"<p>{LONG}</p><span class='footnote-content' style='display:none'>Or so I hear.</span>"
    assert text(html).endswith("Or so I hear.")


def test_a_page_for_readers_without_scripts_is_text() -> None:
    assert "ferry" in text(f"<div>Loading</div><noscript><p>{LONG * 3}</p></noscript>")
    assert text("<p>A</p><noscript>Please enable JavaScript.</noscript>") == "A"


def test_a_form_to_subscribe_by_goes_and_one_around_text_stays() -> None:
    sign_up = "<form><p>Get our letter each week.</p><input type=email></form>"
    assert "letter" not in text(f"<p>{LONG}</p>{sign_up}")
    assert "ferry" in text(f"<form><p>{LONG}</p><input type=email></form>")
