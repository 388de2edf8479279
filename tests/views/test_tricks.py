"""The figures cannot be made to lie: each trick beside its honest twin, and where it shows (K4, K19, K3, K12, K22)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import civicflow as cf
from civicflow.core.question import Figure
from civicflow.testing import FixedClock
from civicflow.views.home_workloads import Equivalence
from civicflow.views.irregularities import Irregularity
from civicflow.views.on_time import OnTimeAnswer
from tests.views import tricks, tricks_at_home
from tests.views.at_work import Office
from tests.views.lives import Life
from tests.views.november import counts, left, november
from tests.views.past import Past
from tests.views.reporting import office

LATER = "2024-01-15T08:00"


@contextmanager
def at_work(tell: Callable[[Office], None]) -> Iterator[Office]:
    """An office in which something was done, asked in the new year."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(":memory:", clock=clock, longest_silence=timedelta(days=99)) as flow:
        office = Office(flow, clock)
        office.hire("E-205")
        tell(office.at("2023-11-06T08:00"))
        yield office.at(LATER)


def on_time(office: Office, **asked: Any) -> OnTimeAnswer:
    """November of the agency."""
    return office.flow.ask(cf.OnTime(period="2023-11", unit="A-1", with_subunits=True, **asked)).answer


def done(office: Office) -> dict[str, list[tuple[str | None, int]]]:
    """What was done to the dates, by whom, and to how many tasks."""
    found = on_time(office).raw.interventions
    return {each.deed.value: [(act.person, act.tasks) for act in each.by] for each in found if each.tasks}


def explained(office: Office, irregularity: Irregularity) -> dict[str, int]:
    """How often each head has something of this sort to explain."""
    lines = office.flow.ask(cf.Irregularities()).answer.lines
    return {line.accountable: line.times for line in lines if line.irregularity is irregularity}


# Where it shows


def moved_by_the_head(office: Office) -> object:
    """Out of the month, as moved, by whom; and something to explain."""
    return left(on_time(office).on_time), done(office), explained(office, Irregularity.EXTENSION)


def nothing_moved(office: Office) -> object:
    """The extension is shown, and the verdict stays."""
    return counts(on_time(office).on_time.figure), done(office)


def called_off(office: Office) -> object:
    """As cancelled, by whom; late all the same by the first due."""
    return left(on_time(office).on_time), done(office), explained(office, Irregularity.CANCELLATION)


def counted_once(office: Office) -> object:
    """The work that took the place stands beside the raw figure, and who gave it on shortly before the due."""
    return left(on_time(office).raw), done(office), explained(office, Irregularity.REASSIGNMENT)


def resting(office: Office) -> object:
    """In the remainder, in the list of open holds with its age, and as a review that the head owes."""
    holds = [(each.task, each.held_by, each.days) for each in on_time(office).open_holds]
    owed = [(each.duty.value, each.answerable) for each in office.flow.ask(cf.Diligence()).answer.late]
    return left(on_time(office).on_time), holds, owed


def opened_again(office: Office) -> object:
    """Late in every reading, with who opened it again; and something to explain."""
    answer = on_time(office)
    late = [counts(reading.figure) for reading in (answer.on_time, answer.closed)]
    return late, done(office), explained(office, Irregularity.REOPENING)


def claimed(office: Office) -> object:
    """Both counts, and the submission that differs."""
    raw = on_time(office).raw
    return counts(raw.by_claim), [(each.task, each.verdict.value) for each in raw.differences]


def by_units(office: Office) -> object:
    """The rate by units of work stays what it was."""
    return counts(on_time(office).raw.weighted)


def waited(office: Office) -> object:
    """How long the approver took, in working minutes; and a duty that was done late."""
    lines = office.flow.ask(cf.ApprovalLatency(by="person")).answer.lines[1:]
    owed = office.flow.ask(cf.Diligence()).answer.late
    late_duties = [
        (each.duty.value, each.answerable, each.subject)
        for each in owed
        if each.duty.value == "decide_result"
    ]
    return [(line.of, line.median) for line in lines], late_duties


def still_waits(office: Office) -> object:
    """It is late already, and waits, with its age and the head who has to decide."""
    waiting = office.flow.ask(cf.ApprovalLatency()).answer.waiting
    return counts(on_time(office).on_time.figure), [
        (each.task, each.answerable, each.minutes) for each in waiting
    ]


def unclear(office: Office) -> object:
    """The due was changed within the term: the assignment was not clear, and who changed it."""
    (line,) = office.flow.ask(cf.Clarity(period="2023-11")).answer
    found = [(each.flaw.value, [by.person for by in each.by]) for each in line.broken]
    return counts(line.held), found, left(on_time(office).on_time)


def raw(office: Office) -> Figure:
    """By the first due."""
    return on_time(office).raw.figure


def weighted(office: Office) -> Figure:
    """By the first due and units of work: splitting is told by this one (K4)."""
    return on_time(office).raw.weighted


@frozen
class Trick:
    """A trick: its honest twin, what is told, where it shows, and what is shown there."""

    honest: Callable[[Office], None]
    told: Callable[[Office], None]
    shows: Callable[[Office], object]
    expected: object
    figure: Callable[[Office], Figure] = raw


HEAD = [("E-101", 1)]
TRICKS: dict[str, Trick] = {
    "extend": Trick(
        tricks.late, tricks.extend, moved_by_the_head, ({"moved": 1}, {"extended": HEAD}, {"E-101": 1})
    ),
    "extend-too-late": Trick(
        tricks.late, tricks.extend_too_late, nothing_moved, ((0, 1), {"extended": HEAD})
    ),
    "cancel": Trick(
        tricks.late, tricks.cancel, called_off, ({"cancelled": 1}, {"cancelled": HEAD}, {"E-101": 1})
    ),
    "cancel-unnoticed": Trick(
        tricks.late, tricks.cancel_unnoticed, called_off, ({}, {"cancelled": HEAD}, {"E-101": 1})
    ),
    "cancel-and-give-anew": Trick(
        tricks.late,
        tricks.cancel_and_give_anew,
        counted_once,
        ({"in_place": 1}, {"cancelled": HEAD, "reassigned": HEAD}, {"E-101": 1}),
    ),
    "hold": Trick(
        tricks.late,
        tricks.hold,
        resting,
        ({"on_hold": 1}, [("T-1", "E-101", 55)], [("review_hold", "E-101")]),
    ),
    "reassign": Trick(
        tricks.late, tricks.reassign, counted_once, ({"in_place": 1}, {"reassigned": HEAD}, {"E-101": 1})
    ),
    "reopen": Trick(
        tricks.late, tricks.reopen, opened_again, ([(0, 1), (0, 1)], {"reopened": HEAD}, {"E-101": 1})
    ),
    "dispute": Trick(tricks.late, tricks.dispute, unclear, ((0, 1), [("time", ["E-001"])], {"moved": 1})),
    "claim-an-earlier-hour": Trick(tricks.late, tricks.claim, claimed, ((1, 1), [("T-1", "late")])),
    "split": Trick(tricks.large_and_small, tricks.split, by_units, (2, 10), weighted),
    "slow-approver": Trick(
        tricks.decided_at_once,
        tricks.decided_slowly,
        waited,
        ([("E-101", 4803)], [("decide_result", "E-101", "task:T-1")]),
    ),
    "never-decide": Trick(
        tricks.late, tricks.never_decided, still_waits, ((0, 1), [("T-1", "E-101", 17_699)])
    ),
}


# Where it shows of people at home


def substantive(past: Past) -> Fraction | None:
    """Reports in which something is said, of the days at home."""
    return past.ask(cf.ReportCadence(period="2023-10-02"), LATER).lines[0].substantive.share


def catalogued(past: Past) -> Fraction | None:
    """Units at home of kinds that somebody laid down."""
    (found,) = past.ask(cf.Workload(period="2023-09"), LATER).people
    assert found.outside_catalogue is not None
    return found.assigned * (1 - found.outside_catalogue)


def received_and_empty(past: Past) -> object:
    """Received, and not substantive."""
    (line,) = past.ask(cf.ReportCadence(period="2023-10-02"), LATER).lines
    return counts(line.received), counts(line.substantive)


def outside_the_catalogue(past: Past) -> object:
    """In the band; and of which part nobody laid down how much work it is, by the head who gave it."""
    answer = past.ask(cf.Workload(period="2023-09", by="head"), LATER)
    return answer.people[0].equivalence, [(line.of, line.outside_catalogue) for line in answer.lines[1:]]


@frozen
class TrickAtHome:
    """A trick of which people at home are the subject; otherwise as above."""

    honest: Callable[[Past], None]
    told: Callable[[Past], None]
    figure: Callable[[Past], Fraction | None]
    shows: Callable[[Past], object]
    expected: object


AT_HOME: dict[str, TrickAtHome] = {
    "report-at-15:59": TrickAtHome(
        tricks_at_home.no_report,
        tricks_at_home.empty_report,
        substantive,
        received_and_empty,
        ((1, 1), (0, 1)),
    ),
    "trivial-tasks": TrickAtHome(
        tricks_at_home.little_work,
        tricks_at_home.trivial_work,
        catalogued,
        outside_the_catalogue,
        (Equivalence.IN_BAND, [("E-101", Fraction(3, 4))]),
    ),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_lifts_nothing_and_shows(name):
    """K4, K19: the raw figure is not above that of the honest twin, and an answer says what was done and by whom."""
    trick = TRICKS[name]
    with at_work(trick.honest) as office:
        honest = trick.figure(office).share
    with at_work(trick.told) as office:
        share, shown = trick.figure(office).share, trick.shows(office)

    assert share is not None
    assert honest is not None
    assert share <= honest
    assert shown == trick.expected


@pytest.mark.parametrize("name", AT_HOME)
def test_a_trick_about_work_at_home_lifts_nothing_and_shows(name):
    """K19, K12: what is reported, and what is given, is not more than with the honest twin; and an answer says so."""
    trick, honest, tricked = AT_HOME[name], office(), office()
    trick.honest(honest)
    trick.told(tricked)
    before, after = trick.figure(honest), trick.figure(tricked)

    assert after is not None
    assert before is not None
    assert after <= before
    assert trick.shows(tricked) == trick.expected


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("extended", "held", "confirmed", "released", "reassigned", "replaced", "reopened")),
        st.integers(2, 19),
        st.integers(15, 60),
    ),
    max_size=5,
)
WORK = st.lists(st.tuples(STEPS, st.one_of(st.none(), st.integers(2, 28))), min_size=1, max_size=4)


@given(WORK)
def test_no_chain_of_tricks_lifts_the_raw_figure(work):
    """K4: whatever is done to tasks before they are handed in, the same tasks handed in at the same time count as well or worse."""
    honest, tricked = Past(), Past()
    for number, (steps, handed_in) in enumerate(work):
        finished(Life(honest, f"T-{number}").assigned(), handed_in)
        life = Life(tricked, f"T-{number}").assigned()
        for place, (deed, day, due) in enumerate(sorted(steps, key=lambda step: step[1])):
            if handed_in is None or day < handed_in:
                life = meddled(life, deed, f"2023-11-{day:02}T10:0{place}", due, f"T-{number}-{place}")
        finished(life, handed_in)
    before, after = november(honest).raw, november(tricked).raw

    assert before.figure.denominator == after.figure.denominator == len(work)
    assert after.figure.numerator <= before.figure.numerator
    assert after.weighted.numerator <= before.weighted.numerator


def finished(life: Life, day: int | None) -> None:
    """Handed in at noon of a day of November, and accepted; or never."""
    if day is not None:
        life.submitted(f"2023-11-{day:02}T12:00").completed(f"2023-11-{day:02}T13:00")


def meddled(life: Life, deed: str, moment: str, due: int, other: str) -> Life:
    """Something is done to a task; the task by which the work goes on."""
    until = f"2023-{11 + (due > 30)}-{(due - 1) % 30 + 1:02}T17:00"
    following = Life(life.past, other, assignee="E-205")
    match deed:
        case "extended":
            return life.extended(moment, until)
        case "reassigned":
            life.reassigned(moment, following, due=until)
            return following
        case "replaced":
            life.cancelled(moment)
            return following.assigned(moment, due=until, replaces=life.of["task"])
        case "reopened":
            return life.submitted(moment).completed(moment).reopened(moment, due=until)
        case _:
            return getattr(life, deed)(moment)  # type: ignore[no-any-return]
