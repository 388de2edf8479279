"""How long results lie with those who decide: a November counted by hand, and a slow second opinion (V2, R34)."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from civicflow.views.among import Part
from civicflow.views.approval_latency import ApprovalLatency, ApprovalLatencyAnswer
from tests.views.administration import administration, appointed, relieved
from tests.views.lives import Life
from tests.views.past import ZONE, Past, at
from tests.views.reporting import office, placed

NOW = "2023-11-30T17:00"


def asked(past: Past, now: str = NOW, **said: Any) -> ApprovalLatencyAnswer:
    """The answer of all time."""
    return past.ask(ApprovalLatency(with_events=True, **said), now)


def reviewed(past: Past, number: int, submitted: str, decided: str, *, by: str = "E-101") -> None:
    """A result that is handed in and accepted."""
    Life(past, f"T-{number}").assigned().submitted(submitted).completed(decided, by=by)


def test_a_november_counted_by_hand():
    """
    Four decisions of 30, 60, 240 and 480 working minutes, one over lunch and one over a weekend: half within 60, nine in
    ten within 480; one result waits for a day, one was called off while it lay there.
    """
    past = administration(Past())
    reviewed(past, 1, "2023-11-06T08:00", "2023-11-06T08:30")
    reviewed(past, 2, "2023-11-06T11:00", "2023-11-06T13:30")
    reviewed(past, 3, "2023-11-10T15:00", "2023-11-13T09:30")
    Life(past, "T-4").assigned().submitted("2023-11-14T08:00").returned("2023-11-15T08:00")
    Life(past, "T-5").assigned().submitted("2023-11-29T17:00")
    Life(past, "T-6").assigned().submitted("2023-11-14T08:00").cancelled("2023-11-16T08:00")

    answer = asked(past)
    (line,) = answer.lines

    assert (line.decided, line.median, line.ninetieth, len(line.events)) == (4, 60, 480, 4)
    assert (line.waiting, line.longest, line.taken_away, line.not_measured) == (1, 480, 1, 0)
    assert [(each.task, each.answerable, each.minutes) for each in answer.waiting] == [("T-5", "E-101", 480)]


def test_a_decision_counts_by_the_record_and_its_claim_stands_beside():
    """K3: an approver who claims to have decided two days before the record shows both."""
    past = administration(Past())
    life = Life(past).assigned().submitted("2023-11-06T08:00")
    life.completed("2023-11-08T08:00", claimed="2023-11-06T09:00")

    (line,) = asked(past).lines

    assert (line.median, line.median_by_claim) == (960, 60)
    assert (line.ninetieth, line.ninetieth_by_claim) == (960, 60)


def test_each_round_is_a_decision_of_its_own():
    """Returned and handed in again: the approver decides twice, and the time of rework is not theirs."""
    past = administration(Past())
    life = Life(past).assigned().submitted("2023-11-06T08:00").returned("2023-11-06T09:00")
    life.submitted("2023-11-09T08:00").completed("2023-11-09T10:00")

    (line,) = asked(past).lines

    assert (line.decided, line.median, line.ninetieth) == (2, 60, 120)


def test_what_waited_at_the_end_of_the_period_waits_in_it():
    """Decided in December: in November it waits until the month ends, in December it is decided."""
    past = administration(Past())
    reviewed(past, 1, "2023-11-30T13:00", "2023-12-01T08:30")
    november, december = (asked(past, "2023-12-31T17:00", period=month) for month in ("2023-11", "2023-12"))

    assert (november.lines[0].decided, november.lines[0].waiting, november.lines[0].longest) == (0, 1, 240)
    assert (december.lines[0].decided, december.lines[0].waiting, december.lines[0].median) == (1, 0, 300)


def test_of_a_recorded_completion_without_submission_the_time_is_what_it_says():
    """Another system's record that only knows the completion and when the result was handed in."""
    past = administration(Past())
    life = Life(past, "desk/T-1").assigned()
    life.submitted_at = at("2023-11-06T08:00")
    life.completed("2023-12-20T08:00", claimed="2023-11-06T10:00")

    (line,) = asked(past, "2023-12-31T08:00").lines

    assert (line.decided, line.median) == (1, 120)


def test_of_whom_the_figure_is():
    """By unit, by accountable head of that day, by approver: the deputy decides, the head answers for it (R79)."""
    past = placed(office(), "E-1")
    reviewed(past, 1, "2023-11-06T08:00", "2023-11-06T09:00", by="E-1")
    reviewed(past, 2, "2023-11-06T08:00", "2023-11-06T10:00")
    relieved(past, "U-12", "E-101", "2023-11-10T08:00")
    appointed(past, "U-12", "E-103", recorded="2023-11-10T08:00")
    Life(past, "T-3").assigned().submitted("2023-11-29T17:00")
    of_another = Life(past, "T-4", unit="U-13", assignee="E-3").assigned().submitted("2023-11-07T08:00")
    of_another.completed("2023-11-07T08:05", by="E-102")

    def told(by: Part, **said: Any) -> dict[str | None, tuple[int, int]]:
        return {line.of: (line.decided, line.waiting) for line in asked(past, by=by, **said).lines[1:]}

    assert told(Part.UNIT) == {"U-12": (2, 1), "U-13": (1, 0)}
    assert told(Part.HEAD) == {"E-101": (2, 0), "E-102": (1, 0), "E-103": (0, 1)}
    assert told(Part.PERSON) == {"E-101": (1, 0), "E-102": (1, 0), "E-103": (0, 1), "E-1": (1, 0)}
    assert told(Part.UNIT, unit="A-1", with_subunits=True) == {"U-12": (2, 1), "U-13": (1, 0)}
    assert told(Part.UNIT, unit="A-1") == {}
    assert told(Part.PERSON, head="E-101") == {"E-101": (1, 0), "E-1": (1, 0)}
    assert told(Part.PERSON, group="drafting") == {"E-1": (1, 0)}


def test_what_is_the_heads_own_work_is_decided_above():
    """K11: the result of a head waits with the head of the unit above."""
    past = administration(Past())
    Life(past, assignee="E-101").assigned().submitted("2023-11-29T17:00")

    answer = asked(past, by=Part.HEAD)

    assert [line.of for line in answer.lines] == [None, "E-001"]
    assert answer.waiting[0].answerable == "E-001"


def test_where_no_calendar_reaches_nothing_is_measured():
    """A decision is counted, and said not to be measured; never a guess."""
    past = administration(Past())
    reviewed(past, 1, "2040-11-06T08:00", "2040-11-06T09:00")

    (line,) = asked(past, "2040-11-30T17:00").lines

    assert (line.decided, line.not_measured, line.median, line.ninetieth) == (1, 1, None, None)


def _local(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def _quarters(since: str, until: str) -> int:
    """Quarter by quarter of an hour: whether it lies between half past seven and five on a weekday, and not at noon."""
    moment, end, found = at(since).astimezone(ZONE), at(until).astimezone(ZONE), 0
    while moment < end:
        time = moment.strftime("%H:%M")
        worked = "07:30" <= time < "11:30" or "13:00" <= time < "17:00"
        found += worked and moment.isoweekday() <= 5
        moment += timedelta(minutes=15)
    return 15 * found


def _rank(took: list[int], percent: int) -> int | None:
    """The first time that so many in a hundred do not exceed."""
    return next(
        (each for each in took if 100 * sum(other <= each for other in took) >= percent * len(took)), None
    )


REVIEWS = st.lists(
    st.tuples(
        st.sampled_from(("completed", "returned", "cancelled", None)),
        st.integers(0, 14 * 24 * 4),
        st.integers(0, 5 * 24 * 4),
        st.sampled_from(("U-12", "U-13")),
    ),
    max_size=6,
)


@given(told=REVIEWS, by=st.sampled_from((None, Part.UNIT)))
def test_approval_latency_equals_a_slow_count(told, by):
    """For any reviews at any time of day or night: minute by minute, and rank by rank."""
    past = administration(Past())
    happened = []
    for number, (ending, start, lasted, unit) in enumerate(told):
        since = at("2023-11-06T00:00") + timedelta(minutes=15 * start)
        until = since + timedelta(minutes=15 * lasted)
        life = Life(past, f"T-{number}", unit=unit).assigned()
        life.submitted(_local(since))
        if ending is not None:
            getattr(life, ending)(_local(until))
        happened.append((ending, _local(since), _local(until) if ending else NOW, unit))

    answer = asked(past, by=by)

    names = {None, *(unit for *_, unit in happened if by is Part.UNIT)}
    assert {line.of for line in answer.lines} == names
    for line in answer.lines:
        mine = [each for each in happened if line.of in {None, each[3]}]
        took = sorted(
            _quarters(since, until) for ending, since, until, _ in mine if ending in {"completed", "returned"}
        )
        ages = [_quarters(since, until) for ending, since, until, _ in mine if ending is None]
        assert line.decided == len(took)
        assert (line.median, line.ninetieth) == (_rank(took, 50), _rank(took, 90))
        assert (line.waiting, line.longest) == (len(ages), max(ages, default=None))
        assert line.taken_away == sum(ending == "cancelled" for ending, *_ in mine)
