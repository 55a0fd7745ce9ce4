"""Pictures are fetched with limits, and whatever fails is told and left."""

from __future__ import annotations

import pytest

from reader.intake.web.client import HttpWeb
from reader.intake.web.pictures import PictureLimits, fetched_pictures
from tests.unit.intake.web.loopback import Loopback

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def is_picture(data: bytes) -> bool:
    return data.startswith(b"\x89PNG") or b"<svg" in data


def test_by_the_addresses_that_the_body_has(loopback: Loopback, web: HttpWeb) -> None:
    loopback.page("/a/one.png", PNG, content_type="image/png")
    loopback.page("/two.png?w=2", PNG + b"2", content_type="text/plain")
    page = loopback.url("/a/essay")
    addresses = [
        "one.png",
        "/two.png?w=2",
        "one.png",
        "data:image/png;base64,AA",
        "//[",
        "mailto:a",
    ]
    found = fetched_pictures(web, addresses, is_picture, page=page)
    assert found.files == {"one.png": PNG, "/two.png?w=2": PNG + b"2"}
    assert found.failed == {}
    assert loopback.paths() == ["/a/one.png", "/two.png?w=2"]
    assert loopback.asked[-1].headers["referer"] == page


def test_what_fails_does_not_stop_the_others(loopback: Loopback, web: HttpWeb) -> None:
    wanted = [
        loopback.url("/gone.png"),
        loopback.page("/page.png", "<p>text"),
        loopback.page("/large.png", PNG * 100),
        loopback.page("/a.png", PNG),
    ]
    limits = PictureLimits(each=1_000, failures=9)
    found = fetched_pictures(web, wanted, is_picture, limits=limits)
    assert list(found.files) == [wanted[3]]
    assert ["404" in found.failed[wanted[0]], found.failed[wanted[1]]] == [True, "is no picture"]
    assert "larger" in found.failed[wanted[2]]


def test_all_of_them_have_limits(loopback: Loopback, web: HttpWeb) -> None:
    wanted = [loopback.page(f"/{number}.png", PNG) for number in range(6)]
    found = fetched_pictures(web, wanted, is_picture, limits=PictureLimits(count=2))
    assert (list(found.files), len(found.failed)) == (wanted[:2], 4)
    whole = PictureLimits(whole=len(PNG) * 2)
    assert list(fetched_pictures(web, wanted, is_picture, limits=whole).files) == wanted[:2]


def test_when_they_take_too_long_no_more_are_asked_for(loopback: Loopback, web: HttpWeb) -> None:
    wanted = [loopback.page(f"/{number}.png", PNG) for number in range(4)]
    times = iter((0.0, 10.0, 20.0, 31.0, 41.0))
    limits = PictureLimits(seconds=30)
    found = fetched_pictures(web, wanted, is_picture, limits=limits, clock=lambda: next(times))
    assert (list(found.files), list(found.failed)) == (wanted[:2], wanted[2:])


def test_a_host_that_fails_again_and_again_is_left(loopback: Loopback, web: HttpWeb) -> None:
    wanted = [loopback.url(f"/gone{number}.png") for number in range(9)]
    assert len(fetched_pictures(web, wanted, is_picture).failed) == 9
    assert len(loopback.paths()) == 3


@pytest.mark.parametrize(
    ("inside", "is_kept"),
    [
        ("<path d='M0 0'/>", True),
        ("<script>alert(1)</script>", False),
        ("<x:script xlink:href='a'/>", False),
        ("<g\nonload = 'a()'/>", False),
        ("<a href='JavaScript:a()'/>", False),
        ("<foreignObject><iframe/></foreignObject>", False),
    ],
)
def test_a_drawing_is_kept_if_it_does_nothing(
    loopback: Loopback, web: HttpWeb, inside: str, is_kept: bool
) -> None:
    url = loopback.page("/a.svg", f"<svg>{inside}</svg>", content_type="image/svg+xml")
    assert (url in fetched_pictures(web, [url], is_picture).files) is is_kept
