from __future__ import annotations

from io import BytesIO

import pytest

from reader.process.channel import BrokenOffError, Channel, FailedError, TooMuchError


def said(*messages: bytes, ends: bool = True) -> bytes:
    """What goes to the other side."""
    target = BytesIO()
    channel = Channel(BytesIO(), target)
    for message in messages:
        channel.send(message)
    if ends:
        channel.end()
    return target.getvalue()


def heard(data: bytes, most: int | None = None, most_in_all: int | None = None) -> Channel:
    return Channel(BytesIO(data), BytesIO(), most, most_in_all)


def test_messages_come_as_they_were_sent_up_to_the_end() -> None:
    messages = [b"one", b"", b"\0\n" * 1000]
    channel = heard(said(*messages) + said(b"more"))
    assert list(channel) == messages
    assert list(channel) == [b"more"]


def test_a_failure_says_why() -> None:
    target = BytesIO()
    Channel(BytesIO(), target).fail("why \udc80")
    with pytest.raises(FailedError, match="why \udc80"):
        heard(target.getvalue()).receive()


def test_what_breaks_off_is_not_taken_for_an_end() -> None:
    whole = said(b"message", ends=False)
    for length in range(len(whole)):
        with pytest.raises(BrokenOffError) as caught:
            heard(whole[:length]).receive()
        assert not caught.value.is_nonsense


def test_nonsense_is_told_from_an_early_end() -> None:
    with pytest.raises(BrokenOffError) as caught:
        heard(b"Traceback (most recent call last)").receive()
    assert caught.value.is_nonsense


def test_a_message_that_is_too_long_is_not_read() -> None:
    source = BytesIO(said(b"x" * 100))
    with pytest.raises(TooMuchError):
        Channel(source, BytesIO(), 99).receive()
    assert len(source.read()) >= 100


def test_all_messages_together_are_limited() -> None:
    channel = heard(said(b"12345", b"12345", b"1"), most_in_all=10)
    assert [channel.receive(), channel.receive()] == [b"12345", b"12345"]
    with pytest.raises(TooMuchError):
        channel.receive()


def test_sending_to_one_that_is_gone_is_no_fault() -> None:
    target = BytesIO()
    target.close()
    Channel(BytesIO(), target).send(b"message")
