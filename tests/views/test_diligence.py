"""Whether heads do their part in time: terms by hand, who answers for what, and a slow second opinion (V23, K19, R43, R79)."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.home_work.events import CommitmentReviewed, HomeWorkEnded
from civicflow.organization.events import Office
from civicflow.regulations import Lawbook
from civicflow.task.assignment_events import TaskReopened
from civicflow.task.events import HoldReviewed
from civicflow.views.diligence import Diligence, DiligenceAnswer, DiligenceLine
from tests.employee import staff
from tests.views.administration import appointed, relieved
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import Past, at
from tests.views.reporting import SAID, office, reported, reviewed

LATER = "2023-12-29T08:00"


def asked(past: Past, now: str = LATER, **said: Any) -> DiligenceAnswer:
    """All time."""
    return past.ask(Diligence(**said), now)


def figures(line: DiligenceLine) -> dict[str, tuple[int, int]]:
    """The duties of a line that arose."""
    found = {
        "read_report": line.reports_read,
        "decide_result": line.results_decided,
        "evaluate_task": line.tasks_judged,
        "review_hold": line.holds_reviewed,
        "review_commitment": line.commitments_reviewed,
    }
    return {duty: counts(figure) for duty, figure in found.items() if figure.denominator}


@pytest.mark.parametrize(
    "read, in_time", [("2023-10-03T16:00", 1), ("2023-10-04T17:00", 1), ("2023-10-04T17:01", 0), (None, 0)]
)
def test_a_report_is_read_within_one_working_day(read, in_time):
    """K19: by the end of the next working day; of a Tuesday, on Wednesday at five."""
    past = office()
    position = reported(past, "2023-10-03", "15:30")
    if read is not None:
        reviewed(past, "2023-10-03", read)

    answer = asked(past)

    assert figures(answer.lines[0]) == {"read_report": (in_time, 1)}
    assert [(each.answerable, each.position, str(each.due)[:16]) for each in answer.late] == [
        ("E-101", position, "2023-10-04 10:00")
    ] * (1 - in_time)


def test_what_is_not_due_yet_is_in_no_figure():
    """At five on Wednesday there is still time; a minute later there is none."""
    past = office()
    reported(past, "2023-10-03", "15:30")

    assert [
        counts(asked(past, now).lines[0].in_time) for now in ("2023-10-04T17:00", "2023-10-04T17:01")
    ] == [
        (0, 0),
        (0, 1),
    ]


def test_results_are_decided_within_two_and_tasks_judged_within_five_working_days():
    """K19, R43: each submission is decided on; what was handed in again is one more; a cancelled one is decided, too."""
    past = office()
    first = Life(past, "T-1").assigned().submitted("2023-11-16T10:00").returned("2023-11-20T17:00")
    first.submitted("2023-11-21T10:00").completed("2023-11-24T09:00").evaluated("2023-12-01T16:00")
    second = Life(past, "T-2").assigned().submitted("2023-11-16T10:00").completed("2023-11-17T10:00")
    Life(past, "T-3").assigned().submitted("2023-11-16T10:00").cancelled("2023-11-17T10:00")

    answer = asked(past, with_events=True)

    assert figures(answer.lines[0]) == {"decide_result": (3, 4), "evaluate_task": (1, 2)}
    assert [(each.duty.value, each.subject, each.done is None) for each in answer.late] == [
        ("decide_result", "task:T-1", False),
        ("evaluate_task", "task:T-2", True),
    ]
    assert second.submitted_at is not None
    assert len(answer.lines[0].in_time.events) == 4


def test_holds_are_looked_at_by_the_day_that_they_name():
    """K4: released by then, or handed in in the meantime; one that simply lies there is late."""
    past = office()
    for number, ends in enumerate(("2023-11-10T09:00", "2023-11-20T09:00", None)):
        life = Life(past, f"T-{number}").assigned().held("2023-11-06T09:00", review_on="2023-11-13T17:00")
        if ends is not None:
            life.released(ends)

    assert figures(asked(past).lines[0]) == {"review_hold": (1, 3)}


def test_a_hold_is_looked_at_again_by_the_next_day_that_is_named():
    """K4: a look in time sets the next day; one that is missed is late, whatever happens later."""
    past = office()
    life = Life(past).assigned().held("2023-11-06T09:00", review_on="2023-11-13T17:00")
    event = HoldReviewed(
        **life.of, reviewed_by="E-101", review_on=at("2023-11-20T17:00"), reason=SAID, derivation=None
    )
    past.add("2023-11-13T09:00", event)
    life.released("2023-11-21T09:00")

    assert figures(asked(past).lines[0]) == {"review_hold": (1, 2)}


def test_a_task_opened_again_before_it_was_judged_need_not_be_judged():
    """What was completed is judged when it is completed for good; one that lay too long is late all the same."""
    in_time, late = office(), office()
    for past, reopened in ((in_time, "2023-11-20T09:00"), (late, "2023-11-27T09:00")):
        life = Life(past).assigned().submitted("2023-11-16T10:00").completed("2023-11-17T10:00")
        past.add(reopened, TaskReopened(**life.of, reopened_by="E-101", due=None, reason=SAID))

    assert [figures(asked(past).lines[0]).get("evaluate_task") for past in (in_time, late)] == [None, (0, 1)]


def committed(past: Past, person: str = "E-204") -> None:
    """A commitment to be looked at on 15 December."""
    past.add("2023-10-02T08:00", staff.signed(person, unit="U-12"))


def looked_at(past: Past, when: str, again: date) -> None:
    """The office has looked at it."""
    event = CommitmentReviewed(person="E-204", unit="U-12", reviewed_by="E-101", remark=SAID, review_on=again)
    past.add(when, event)


def test_commitments_are_looked_at_by_their_day():
    """K17: until the end of that day; what ends before it needs no look."""
    early, late, over = office(), office(), office()
    for past in (early, late, over):
        committed(past)
    looked_at(early, "2023-12-15T23:00", date(2024, 3, 1))
    looked_at(late, "2023-12-18T09:00", date(2024, 3, 1))
    over.add(
        "2023-12-01T09:00",
        HomeWorkEnded(person="E-204", unit="U-12", body="A-1", ended_by="E-204", reason=None),
    )

    assert [figures(asked(past).lines[0]) for past in (early, late, over)] == [
        {"review_commitment": (1, 1)},
        {"review_commitment": (0, 1)},
        {},
    ]


def test_what_an_acting_head_does_counts_for_whoever_held_the_office():
    """R79: a deputy reads in the absence of the head, and the head has read; a successor answers from their first day on."""
    past = office()
    appointed(past, "U-12", "E-150", office=Office.DEPUTY)
    reported(past, "2023-10-03", "15:30")
    reviewed(past, "2023-10-03", "2023-10-04T09:00", by="E-150")
    reported(past, "2023-10-10", "15:30")
    relieved(past, "U-12", "E-101", "2023-10-11T07:00")
    appointed(past, "U-12", "E-160", recorded="2023-10-11T07:30")

    answer = asked(past)

    assert [(line.of, counts(line.in_time)) for line in answer.lines] == [
        (None, (1, 2)),
        ("E-101", (1, 1)),
        ("E-160", (0, 1)),
    ]


def test_what_concerns_a_head_is_owed_above():
    """K11: the report of the head of a unit is read by the head of the agency."""
    past = office()
    reported(past, "2023-10-03", "15:30", person="E-101")

    assert [each.answerable for each in asked(past).late] == ["E-001"]


@pytest.mark.parametrize(
    "said, late",
    [
        ({}, 2),
        ({"unit": "U-13"}, 1),
        ({"unit": "A-1"}, 0),
        ({"unit": "A-1", "with_subunits": True}, 2),
        ({"head": "E-102"}, 1),
        ({"head": "E-001"}, 0),
        ({"period": "2023-11"}, 2),
        ({"period": "2023-10"}, 0),
    ],
)
def test_whose_diligence_is_asked_for(said, late):
    """A unit, what stands below it, a head, a period."""
    past = office()
    for number, unit in enumerate(("U-12", "U-13")):
        Life(past, f"T-{number}", assignee="E-3", unit=unit).assigned().submitted("2023-11-16T10:00")

    assert len(asked(past, **said).late) == late


def test_where_no_term_is_on_record_nothing_is_late():
    """Not on record is no term of ours: it is counted apart."""
    past = office()
    past.regulations = Lawbook(())
    reported(past, "2023-10-03", "15:30")

    answer = asked(past)

    assert (answer.late, counts(answer.lines[0].in_time)) == ((), (0, 0))
    assert answer.lines[0].without_term == 1


MOMENTS = tuple(
    datetime(2023, 10, 2) + timedelta(days=day, hours=hour) for day in range(14) for hour in (9, 15)
)
WORKED = [date(2023, 10, 2) + timedelta(days=day) for day in range(30) if day % 7 < 5]


@st.composite
def weeks(draw: st.DrawFn) -> list[tuple[str, str, datetime]]:
    """What is reported, read, handed in, decided and judged in two weeks, in order of time."""
    some = st.tuples(
        st.sampled_from(("reported", "read", "submitted", "returned", "completed", "evaluated")),
        st.sampled_from(("T-1", "T-2")),
        st.sampled_from(MOMENTS),
    )
    return sorted(draw(st.lists(some, max_size=14)), key=lambda each: each[2])


@given(weeks(), st.sampled_from(MOMENTS), st.booleans())
def test_diligence_equals_a_slow_count(told, now, succeeded):
    """Duty by duty, each looked for in the whole list; the head changes on the second Monday, or does not."""
    told = [each for each in told if each[2] <= now]
    past = office()
    if succeeded:
        relieved(past, "U-12", "E-101", "2023-10-09T07:00")
        appointed(past, "U-12", "E-160", recorded="2023-10-09T07:30")
    lives = {each: Life(past, each).assigned("2023-10-01T08:00") for each in ("T-1", "T-2")}
    for what, task, when in told:
        written = f"{when:%Y-%m-%dT%H:%M}"
        match what:
            case "reported":
                reported(past, "2023-10-02", f"{when:%H:%M}", person=task) if when.day == 2 else None
            case "read":
                reviewed(past, "2023-10-02", written, person=task)
            case _:
                getattr(lives[task], what)(written)

    expected: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0], {None: [0, 0]})
    for due, done in slowly(told):
        counted = min(due, done) if done is not None else due
        if done is not None or due < now:
            head = "E-160" if succeeded and counted.date() >= date(2023, 10, 9) else "E-101"
            for name in (None, head):
                expected[name][0] += done is not None and done <= due
                expected[name][1] += 1

    lines = asked(past, f"{now:%Y-%m-%dT%H:%M}").lines

    assert {line.of: list(counts(line.in_time)) for line in lines} == dict(expected)


def slowly(told: list[tuple[str, str, datetime]]) -> list[tuple[datetime, datetime | None]]:
    """When each duty fell due, and when it was done."""
    found: list[tuple[datetime, datetime | None]] = []
    for task in ("T-1", "T-2"):
        mine = [(what, when) for what, whose, when in told if whose == task]
        reports = [when for what, when in mine if what == "reported" and when.day == 2]
        reads = [when for what, when in mine if what == "read"]
        if reports:
            found.append((end(reports[0], 1), reads[0] if reads else None))
        for number, (what, when) in enumerate(mine):
            later = mine[number + 1 :]
            if what == "submitted":
                ends = [each for each in later if each[0] in {"submitted", "returned", "completed"}]
                days, void = 2, "submitted"
            elif what == "completed":
                ends = [each for each in later if each[0] in {"evaluated", "completed"}]
                days, void = 5, "completed"
            else:
                continue
            due = end(when, days)
            if not ends or ends[0][0] != void:
                found.append((due, ends[0][1] if ends else None))
            elif ends[0][1] > due:
                found.append((due, None))
    return found


def end(since: datetime, days: int) -> datetime:
    """Five o'clock of the n-th working day after."""
    after = [day for day in WORKED if day > since.date()]
    return datetime.combine(after[days - 1], time(17))
