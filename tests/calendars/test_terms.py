"""Lengths, office hours, and what an event keeps of a term."""

from datetime import datetime
from typing import ClassVar

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import Derivation, Length, OfficeHours, TermUnit
from civicflow.calendars.terms import LONGEST
from civicflow.core.event import Event
from civicflow.core.module import Module
from civicflow.errors import InvalidInputError
from civicflow.exchange.structuring import structured
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.testing import events
from docs.pages import holds
from tests.calendars.shipped import at, hours, office
from tests.golden.specimens import specimens

LENGTHS = st.builds(Length, st.integers(1, 10**9 - 1), st.sampled_from(TermUnit))


@given(LENGTHS)
def test_a_length_is_read_as_it_is_written(length: Length) -> None:
    """A whole number and its unit: ``5 working_days``."""
    assert Length.parse(str(length)) == length
    assert structured(str(length), Length) == length


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "5", "working_days", "5 days", "5 workingdays", "5  working_days", " 5 working_days"),
        *("5 working_days ", "05 working_days", "5.0 working_days", "-1 working_days", "+1 working_days"),
        *("½ working_days", "٥ working_days", "1000000000 working_days", "5\nworking_days"),
    ],
)
def test_what_is_no_length_is_refused(wrong: str) -> None:
    """Another unit, another number, a sign or a space too many: the text is named."""
    with pytest.raises(InvalidInputError) as refused:
        Length.parse(wrong)
    assert refused.value.parameters == {"field": "length", "problem": "length", "value": wrong}


@pytest.mark.parametrize("number", [0, -1])
def test_a_length_is_of_one_at_least(number: int) -> None:
    """A term of nothing is a mistake of the caller."""
    with pytest.raises(InvalidInputError, match="positive"):
        Length(number, TermUnit.SESSIONS)
    with pytest.raises(InvalidInputError, match="positive"):
        Length.parse("0 sessions")


def test_a_length_is_never_longer_than_it_can_be_written() -> None:
    """What an event says of it is read back as it was printed."""
    assert Length.parse("999999999 working_days") == Length(LONGEST, TermUnit.WORKING_DAYS)
    with pytest.raises(InvalidInputError) as refused:
        Length(LONGEST + 1, TermUnit.WORKING_DAYS)
    assert refused.value.parameters["problem"] == "length"


@pytest.mark.parametrize(
    "wrong",
    [
        ("11:30", "07:30", "13:00", "17:00"),
        ("07:30", "07:30", "13:00", "17:00"),
        ("07:30", "13:00", "11:30", "17:00"),
        ("07:30", "11:30", "17:00", "17:00"),
    ],
)
def test_office_hours_follow_one_another(wrong: tuple[str, ...]) -> None:
    """A session that ends before it begins, or an afternoon before the morning's end, is refused."""
    with pytest.raises(InvalidInputError, match="order"):
        hours(*wrong)


def test_office_hours_are_whole_minutes() -> None:
    """A term in working hours ends at a minute, so seconds are refused."""
    good = hours()
    with pytest.raises(InvalidInputError, match="order"):
        OfficeHours(
            morning_from=good.morning_from.replace(second=30),
            morning_to=good.morning_to,
            afternoon_from=good.afternoon_from,
            afternoon_to=good.afternoon_to,
        )


def test_a_day_without_a_break_has_two_sessions_all_the_same() -> None:
    """The afternoon may begin the minute the morning ends."""
    assert hours("08:00", "12:00", "12:00", "16:00").minutes == hours().minutes == 480


def test_a_term_keeps_what_it_was_derived_from() -> None:
    """Start, length, unit, calendar, both provisions: from these the same end comes out again."""
    time = office()
    start = at("2026-08-21T09:00")
    term = time.term(start, Length.parse("1 working_days"), regulation="hold_review/2000-01-01")
    kept = term.derivation

    assert (kept.start, kept.length, kept.unit) == (start, 1, TermUnit.WORKING_DAYS)
    assert (kept.calendar, kept.regulation, kept.office_hours) == (
        "vn-2026.1",
        "hold_review/2000-01-01",
        None,
    )
    assert not kept.projected
    again = time.term(kept.start, Length(kept.length, kept.unit), regulation=kept.regulation)
    assert again == term


@frozen(kw_only=True, eq=False, repr=False)
class AnswerPromised(Event):
    """Somebody has promised an answer, by a date that was computed or chosen."""

    topic: ClassVar[str] = "answer.promised"
    stream: ClassVar[tuple[str, ...]] = ("answer", "answer")

    answer: str
    due: datetime
    derivation: Derivation | None


CODEC = EventCodec(Catalogue((Module(name="answers", events=(AnswerPromised,)),)))


@given(events(AnswerPromised))
def test_an_event_keeps_a_derivation(event: AnswerPromised) -> None:
    """Whatever it was derived from is stored and read back, and so is that it was chosen."""
    read = CODEC.decode(AnswerPromised.topic, CODEC.encode(event), 1, "answer:1")
    assert isinstance(read, AnswerPromised)
    assert (read.due, read.derivation) == (event.due, event.derivation)


def test_a_derivation_has_an_example_and_words() -> None:
    """Golden files and the reference of events can show it."""
    filled, bare = (event for event, _ in specimens(AnswerPromised))
    assert isinstance(filled, AnswerPromised)
    assert isinstance(bare, AnswerPromised)
    assert filled.derivation is not None
    assert (filled.derivation.unit, bare.derivation) == (TermUnit.WORKING_DAYS, None)
    assert holds(Derivation).startswith(
        "Derivation (start: instant; length: whole number; unit: `working_days`, "
    )
