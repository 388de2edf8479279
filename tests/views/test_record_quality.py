"""Whether the record is correct, complete, clean and live: by hand, and by a slow reading of the whole log (V22, R62)."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from civicflow.employee.events import Category
from civicflow.regulations import Lawbook
from civicflow.views.among import Part
from civicflow.views.record_quality import RecordQuality, RecordQualityLine
from tests.employee.staff import registered
from tests.views.administration import FOUNDED, administration
from tests.views.enveloped import enveloped
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import LAWBOOK, Past

NOW = "2023-11-30T12:00"


def total(past: Past, **asked: Any) -> RecordQualityLine:
    """The line of all that is asked for."""
    return past.ask(RecordQuality(**asked), NOW).lines[0]


def test_r62_events_recorded_within_a_day_are_live():
    """At the end of the day itself they are; the late ones are named (R62, V22)."""
    past = Past()
    Life(past).assigned("2023-11-01T08:00", acknowledged=False).submitted(
        "2023-11-03T08:00", claimed="2023-11-02T08:00"
    )
    Life(past, "T-2").submitted("2023-11-03T08:01", claimed="2023-11-02T08:00")

    line = total(past, with_events=True)

    assert (line.events, counts(line.live), line.live.events) == (3, (2, 3), (3,))


def test_where_nothing_says_how_soon_nothing_is_judged():
    """No share is made up (R62)."""
    past = Past(
        regulations=Lawbook(tuple(each for each in LAWBOOK.sheets if each.subject != "record_quality"))
    )
    Life(past).assigned("2023-11-01T08:00")

    line = total(past)

    assert (line.live.share, line.without_limit) == (None, 2)


def test_claims_of_another_system_are_counted_and_what_it_says_twice():
    """The same fact of the same moment under another id; another moment, or another system, is another claim."""
    past = Past()
    for recorded, claimed, source in (
        ("2023-11-01T08:00", "2023-10-31T08:00", "register"),
        ("2023-11-01T09:00", "2023-10-31T08:00", "register"),
        ("2023-11-01T09:00", "2023-10-31T09:00", "register"),
        ("2023-11-01T09:00", "2023-10-31T08:00", "archive"),
        ("2023-11-01T09:00", "2023-10-31T08:00", None),
    ):
        Life(past).submitted(recorded, claimed=claimed)
        past.lines[-1] = past.lines[-1]._replace(event=past.lines[0].event)
        if source is not None:
            enveloped(past, len(past.lines), source=source)

    line = total(past, with_events=True)

    assert (counts(line.from_outside), line.from_outside.events) == ((4, 5), (1, 2, 3, 4))
    assert (counts(line.told_twice), line.told_twice.events) == ((1, 4), (2,))


def test_references_lead_to_something_on_record_or_nowhere():
    """Whose task it is, in which unit, in whose place; what is recorded later is on record as well (R62)."""
    past = administration(Past())
    before = counts(total(past).resolved)
    Life(past).assigned("2023-11-01T08:00", acknowledged=False)
    Life(past, "T-18").assigned("2023-11-02T08:00", acknowledged=False, replaces="T-16")

    first = total(past, with_events=True).resolved
    past.add("2023-11-03T08:00", registered("E-204", "U-12", Category.CIVIL_SERVANT))
    line = total(past).resolved

    assert before[0] == before[1]
    assert counts(first) == (before[0] + 2, before[1] + 5)
    assert first.events == (len(past.lines) - 2, len(past.lines) - 1)
    assert counts(line) == (before[0] + 5, before[1] + 6)


def test_what_a_line_of_the_log_belongs_to():
    """The unit that it names, else that of whoever acted; and only what was recorded in the period."""
    past = administration(Past())
    Life(past).assigned("2023-11-01T08:00", acknowledged=False)
    lines = {line.of: line.events for line in past.ask(RecordQuality(by=Part.UNIT), NOW).lines}

    assert lines == {None: len(past.lines), "A-1": 2, "U-12": 4, "U-13": 2}
    assert total(past, period="2023-11").events == 1
    assert total(past, unit="U-13").events == 2
    assert total(past, period=FOUNDED[:10]).events == len(past.lines) - 1


written = st.lists(
    st.tuples(
        st.sampled_from(("U-12", "U-13", "U-99")), st.integers(0, 40), st.sampled_from((None, "register"))
    ),
    max_size=12,
)


@given(written)
def test_quality_equals_a_slow_reading_of_the_log(told):
    """Every line once, whatever was recorded."""
    past = administration(Past())
    founded = len(past.lines)
    said: set[tuple[str, int]] = set()
    expected: Counter[str] = Counter()
    for unit, hours, source in told:
        claimed = f"2023-11-{8 - hours // 24:02d}T{23 - hours % 24:02d}:30"
        Life(past, "T-1", unit=unit).submitted("2023-11-08T23:30", claimed=claimed)
        if source is not None:
            enveloped(past, len(past.lines), source=source)
            expected["repeated"] += (unit, hours) in said
            said.add((unit, hours))
            expected["claimed"] += 1
        expected["late"] += hours > 24
        expected["nowhere"] += 1 + (unit == "U-99")

    line = total(past)

    assert line.events == founded + len(told)
    assert counts(line.live) == (line.events - expected["late"], line.events)
    assert counts(line.from_outside) == (expected["claimed"], line.events)
    assert counts(line.told_twice) == (expected["repeated"], expected["claimed"])
    assert line.resolved.denominator - line.resolved.numerator == expected["nowhere"]
