"""Whether the clarity of assignments held: an October counted by hand, and a slow second opinion (V3, K22)."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period
from civicflow.core.fields import FreeText
from civicflow.task import DisputeOutcome, Objection
from civicflow.task.assignment_events import TaskDisputeResolved
from civicflow.views.behind import ByPerson
from civicflow.views.clarity import Clarity, ClarityLine
from civicflow.views.pilot_case import SOURCES
from tests.task.tasks import CLEAR, task_given
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import Past, at
from tests.views.reporting import office, placed
from tests.views.ways import given_out

ASSIGNED = "2023-10-02T08:00"
WITHIN, LAST, AFTER = "2023-10-05T09:00", "2023-10-09T17:00", "2023-10-09T17:01"
NOW = "2023-11-02T08:00"


def asked(past: Past, now: str = NOW, period: str = "2023-10", **said: Any) -> tuple[ClarityLine, ...]:
    """The lines of October."""
    return past.ask(Clarity(period=period, with_events=True, **said), now)


def life(past: Past, number: int, **of: str) -> Life:
    """A task that is given with all four clears."""
    return Life(past, f"T-{number}", **of).assigned(ASSIGNED, due="2023-10-20T17:00")


def decided_anew(past: Past, number: int, recorded: str, **changed: FreeText) -> int:
    """A dispute is decided, and work, result or acceptance changed; its position."""
    event = TaskDisputeResolved(
        task=f"T-{number}",
        assignee="E-204",
        unit="U-12",
        resolved_by="E-001",
        outcome=DisputeOutcome.CHANGED,
        clock_ran=True,
        reason=None,
        due=None,
        **{"work": None, "result": None, "acceptance": None} | changed,
    )
    return past.add(recorded, event)


def why(line: ClarityLine) -> dict[str, int]:
    """By what clarity was broken, and how often."""
    return {each.flaw.value: each.tasks for each in line.broken}


def test_an_october_counted_by_hand():
    """
    Ten assignments: one extended, one given to another, one disputed as unclear, one changed in its result and one in its
    work within the term, one lacking its criterion; two extended later or disputed for another reason, which held; one
    called off; one replaced after it was called off.
    """
    past = office()
    life(past, 1).extended(WITHIN, "2023-10-27T17:00")
    life(past, 2).reassigned(LAST, Life(past, "T-12", assignee="E-1"))
    life(past, 3).disputed(WITHIN, Objection.UNCLEAR)
    life(past, 4)
    life(past, 5)
    decided_anew(past, 4, WITHIN, acceptance=FreeText(v="Hai bản"))
    decided_anew(past, 5, WITHIN, work=FreeText(v="Việc khác"))
    lacking = given_out(past, "desk/T-6", ASSIGNED, acceptance=None)
    life(past, 7).extended(AFTER, "2023-10-27T17:00")
    life(past, 8).disputed(WITHIN, Objection.VOLUME)
    life(past, 9).cancelled(WITHIN)
    life(past, 10).cancelled(WITHIN, by="E-105")
    life_again = Life(past, "T-11").assigned("2023-10-30T08:00", due="2023-11-20T17:00", replaces="T-10")

    (line,) = asked(past)
    causes = {each.flaw.value: each for each in line.broken}

    assert life_again.of["task"] == "T-11"
    assert counts(line.held) == (3, 10)
    assert (line.running, line.taken_back, line.without_term) == (1, 1, 0)
    assert why(line) == {
        "disputed": 1,
        "lacking": 1,
        "person": 1,
        "result": 1,
        "taken_back": 1,
        "time": 1,
        "work": 1,
    }
    assert (causes["lacking"].events, causes["taken_back"].by) == (
        (lacking,),
        (ByPerson(person="E-105", tasks=1),),
    )
    assert counts(line.complete) == (11, 12)


def test_e20_recorded_tasks_are_complete_by_the_old_formula():
    """E20: one without a criterion of acceptance, one without due: 2 of 4 (V3)."""
    past = office()
    for number, lacks in enumerate(({}, {}, {"acceptance": None}, {"due": None})):
        given_out(past, f"desk/T-{number}", ASSIGNED, **lacks)
    given_out(past, "T-9", ASSIGNED)

    (line,) = asked(past, source="desk")

    assert counts(line.complete) == counts(line.held) == (2, 4)
    assert why(line) == {"lacking": 2}


def test_while_the_term_runs_nothing_has_held_yet():
    """What was given this week is in no figure, unless it was broken already."""
    past = office()
    life(past, 1)
    life(past, 2).extended(WITHIN, "2023-10-27T17:00")

    (line,) = asked(past, "2023-10-06T08:00")

    assert (counts(line.held), line.running) == ((0, 1), 1)


def test_beyond_the_calendar_no_term_is_known():
    """No regulation and no calendar says how long clarity must hold: it is in no figure, and said."""
    past = office()
    given_out(past, "T-1", "2040-10-02T08:00", due=at("2040-11-20T17:00"))

    (line,) = asked(past, "2040-11-02T08:00", "2040-10")

    assert (line.held.share, line.without_term) == (None, 1)


def test_departures_from_the_catalogue_are_counted_with_who_and_why():
    """K12: who departed from the catalogue of work types stands beside; why stands in the assignments that are named."""
    past = office()
    given_out(past, "T-1", ASSIGNED)
    reason = FreeText(v="Hồ sơ nhiều tập")
    departed = [given_out(past, f"T-{number}", ASSIGNED, departure=reason) for number in (2, 3)]
    other = given_out(past, "T-4", ASSIGNED, departure=reason, assigned_by="E-102")

    (line,) = asked(past)

    assert (counts(line.departures), line.departures.events) == ((3, 4), (*departed, other))
    assert line.departed == (ByPerson(person="E-101", tasks=2), ByPerson(person="E-102", tasks=1))


@pytest.mark.parametrize(
    "said, parts",
    [
        ({"unit": "U-12"}, {"E-204": (0, 1)}),
        ({"unit": "A-1"}, {}),
        ({"unit": "A-1", "with_subunits": True}, {"E-204": (0, 1), "E-3": (1, 1)}),
        ({"head": "E-102"}, {"E-3": (1, 1)}),
        ({"group": "drafting"}, {"E-204": (0, 1)}),
    ],
)
def test_of_whom_the_figure_is(said, parts):
    """A unit, what stands below it, an accountable head, a group of positions (K18, R79)."""
    past = placed(office(), "E-204")
    life(past, 1).extended(WITHIN, "2023-10-27T17:00")
    life(past, 2, assignee="E-3", unit="U-13")

    assert {line.of: counts(line.held) for line in asked(past, by="person", **said)[1:]} == parts


def test_a_pilot_is_judged_by_this_figure():
    """V3 is weighed when a pilot is judged: of its units with all that stand below them."""
    past = office()
    life(past, 1).extended(WITHIN, "2023-10-27T17:00")
    life(past, 2, assignee="E-3", unit="U-13")
    assert SOURCES.clarity is not None

    (found,) = SOURCES.clarity.read(past.evidence("2024-01-02T08:00"), Period.parse("2023-Q4"), ["A-1"])

    assert counts(found) == (1, 2)


ACTS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(("assigned", "extended", "unclear", "means", "reassigned", "cancelled", "reopened")),
        st.sampled_from(("2023-10-03T09:00", WITHIN, LAST, AFTER, "2023-10-20T08:00")),
    ),
    max_size=8,
)


@given(acts=ACTS, clear=st.lists(st.booleans(), min_size=3, max_size=3))
def test_clarity_equals_a_slow_count(acts, clear):
    """For whatever is done to three assignments: those that nothing touched in time, of those not merely called off."""
    past = office()
    lives = [Life(past, f"T-{number}") for number in (1, 2, 3)]
    for each, whole in zip(lives, clear, strict=True):
        said = CLEAR if whole else CLEAR | {"result": None}
        past.add(ASSIGNED, task_given(**each.of, **said, assigned_by="E-101", due=at("2023-10-20T17:00")))
    for number, deed, when in acts:
        each = lives[number - 1]
        match deed:
            case "assigned":
                past.add(
                    when, task_given(**each.of, **CLEAR, assigned_by="E-101", due=at("2023-10-20T17:00"))
                )
            case "extended":
                each.extended(when, "2023-10-27T17:00")
            case "unclear":
                each.disputed(when, Objection.UNCLEAR)
            case "means":
                each.disputed(when)
            case "reassigned":
                each.reassigned(when, Life(past, f"X-{number}"), due="2023-12-20T17:00")
            case "cancelled":
                each.cancelled(when)
            case _:
                each.reopened(when, due="2023-10-27T17:00")

    verdicts = Counter(_verdict(number, acts, whole) for number, whole in enumerate(clear, start=1))
    (line,) = past.ask(Clarity(period="2023-10-02"), "2023-12-01T08:00")

    assert counts(line.held) == (verdicts["held"], verdicts["held"] + verdicts["broken"])
    assert line.taken_back == verdicts["taken_back"]


def _verdict(number: int, acts: list[tuple[int, str, str]], whole: bool) -> str:
    """Of one assignment, from the acts that touched it by the end of the ninth of October, 17:00."""
    touched = {deed for each, deed, when in acts if each == number and when <= LAST}
    replaced = any(each == number and deed == "reassigned" for each, deed, _ in acts)
    if not whole or touched & {"assigned", "extended", "unclear", "reassigned", "reopened"}:
        return "broken"
    if "cancelled" in touched:
        return "broken" if replaced else "taken_back"
    return "held"
