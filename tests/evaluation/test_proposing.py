"""Proposals: reckoned from judged work by published criteria, under the regime of the period, by whoever leads."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from civicflow.core.clock import FixedClock
from civicflow.core.fields import instant
from civicflow.core.rule import RefusedError
from civicflow.employee.events import Category, Grade, IncidentConfirmed, IncidentKind, IncidentReported
from civicflow.evaluation.events import GradeProposed, Omission
from civicflow.flow import open as open_flow
from civicflow.task import CorrectTaskEvaluation
from civicflow.task.assignment_events import TaskReassigned
from civicflow.task.events import DeadlineExtended, HoldConfirmed, TaskAssigned, TaskHeld
from civicflow.testing import Given
from tests.evaluation.people import E1, FIRST, NOW, STAFF, TEXT, criteria, done, employed, lived, proposal
from tests.evaluation.rated_agency import recorded
from tests.organization.offices import appointed, delegated, joined, unit
from tests.task.offered import claimed, offered

FIRST_OF_FEBRUARY, LAST = date(2026, 2, 1), date(2026, 12, 31)


def proposed(given: Given, command: Any = None, by: str = "HEAD-1") -> GradeProposed:
    """The one event that a proposal becomes."""
    outcome = given.when(command or proposal(), by=by)
    assert not outcome.refusals, outcome.refusals
    (event,) = outcome.events
    assert isinstance(event, GradeProposed)
    return event


def test_a_proposal_is_reckoned_from_the_tasks_of_the_period():
    """Worked example E1: 93.0833 points, kept as an exact fraction, with all that it was reckoned from (V11)."""
    event = proposed(lived(*E1))

    assert (event.a, event.b, event.c) == ("100", "375/4", "375/4")
    assert event.total == str(26 + (100 + Fraction(375, 4) * 2) / 3 * 70 / 100)
    assert event.grade is Grade.EXCELLENT
    assert [(each.task, each.weight) for each in event.products] == [("T-1", 2), ("T-2", 1), ("T-3", 1)]
    assert (event.unit, event.agency, event.group, event.criteria) == ("U-1", "A-1", "drafting", "C-1")


def test_a_total_is_not_rounded_to_a_threshold():
    """With 22 points for general criteria 89.0833 stay below 90 (E1)."""
    general = {"discipline": "8", "competence": "7", "innovation": "7"}

    assert proposed(lived(*E1), proposal(general=general)).grade is Grade.GOOD


def test_what_is_unfinished_earns_nothing():
    """Worked example E2: 75.0417 points."""
    given = lived(done("T-1", units=2), done("T-2", major_errors=1), done("T-3", submitted=None))
    event = proposed(given, proposal(general={"discipline": "8", "competence": "8", "innovation": "8"}))

    assert (event.a, event.b, event.c) == ("75", "275/4", "75")
    assert Fraction(event.total or "") == Fraction(24) + (Fraction(75) + Fraction(275, 4) + 75) / 3 * 70 / 100


def test_a_delay_on_record_is_counted_though_nobody_says_so():
    """Handed in after the due, it was late at least once, whatever the judgement says (K4)."""
    late = done("T-1", due="2026-01-18T17:00+07:00")
    (product,) = proposed(lived(late)).products

    assert (product.delays, product.excused) == (1, 0)


def test_a_confirmed_cause_excuses_a_delay():
    """Worked example E5: an incident that covers the gap, confirmed by the next level (K3)."""
    gap: dict[str, Any] = {
        "since": instant("2026-01-19T16:30+07:00"),
        "until": instant("2026-01-19T18:15+07:00"),
    }
    of: dict[str, Any] = {"incident": "I-1", "person": "E-1", "unit": "U-1"} | gap
    reported = IncidentReported(**of, kind=IncidentKind.CONNECTION, note=None)
    confirmed = IncidentConfirmed(**of, confirmed_by="HEAD-1")
    late = done("T-1", due="2026-01-19T17:00+07:00", submitted="2026-01-19T18:20+07:00", delays=1)
    given = lived(late, [("2026-01-20T08:00+07:00", reported)])

    assert proposed(given).products[0].delays == 1
    assert given.and_then(confirmed, at=NOW).when(proposal(), by="HEAD-1").events


def test_a_product_belongs_to_the_period_of_its_excused_due():
    """Due in February it is none of January; of what was moved there it is said so (K16)."""
    other = done("T-2", due="2026-02-20T17:00+07:00", submitted=None)
    event = proposed(lived(done("T-1"), other))

    assert [each.task for each in event.products] == ["T-1"]
    assert event.left_out == ()


@pytest.mark.parametrize("task", [done("T-1", judged=False), done("T-1", judged=False)[:2]])
def test_what_waits_for_a_word_of_the_office_stops_the_proposal(task):
    """Neither what waits for its evaluation nor what waits for a decision counts against anybody (R43)."""
    lived(task).when(proposal(), by="HEAD-1").refused_by("every_task_is_judged")


def test_returns_for_a_major_defect_are_errors_though_nobody_says_so():
    """Each time that a result was sent back for a major defect counts (V11)."""
    (product,) = proposed(lived(done("T-1", returned=2))).products

    assert product.major_errors == 2


def test_quality_that_was_not_met_is_an_error():
    """A result that did not reach what was expected failed at least once."""
    (product,) = proposed(lived(done("T-1", quality_met=False))).products

    assert product.major_errors == 1


def test_of_nothing_no_score_is_made():
    """Who was assigned nothing is decided on by the head, with reasons (K9)."""
    event = proposed(lived())

    assert (event.total, event.grade, event.undetermined) == (None, None, ("nothing_was_assigned",))


def test_the_period_must_be_over():
    """Neither on its last day, nor by an act that claims another day."""
    given = lived(done("T-1"))

    given.when(proposal(period="2026-02"), by="HEAD-1").refused_by("period_is_over")
    given.when(proposal(period="2026-01-05"), by="HEAD-1").refused_by("period_is_a_month_a_quarter_or_a_year")


def test_criteria_were_published_before_the_period():
    """Published later than its first day they judge nobody (R44, K21)."""
    later = criteria(since=FIRST_OF_FEBRUARY)

    outcome = lived(done("T-1"), before=(later,)).when(proposal(), by="HEAD-1")
    assert "criteria_were_published_before_the_period" in outcome.refusals
    assert proposed(lived(done("T-1"))).criteria == "C-1"


@pytest.mark.parametrize("endless", ["1e999999999", "1/" + "9" * 4_000])
def test_points_with_an_exponent_or_endless_digits_are_refused(endless: str):
    """They are no points that anybody gives, and the sum of them is never reckoned to the last digit (R44)."""
    general = {"discipline": endless, "competence": "1/" + "7" * 4_000, "innovation": "1"}
    outcome = lived(done("T-1")).when(proposal(general=general), by="HEAD-1")
    assert "general_points_are_for_published_criteria" in outcome.refusals


def test_points_are_for_each_published_criterion_and_within_the_scale():
    """No other criterion, none left out, none negative, and 30 in all (R44, Decree 335/2025, Article 12)."""
    given = lived(done("T-1"))

    def refused(**general: str) -> tuple[str, ...]:
        return given.when(proposal(general=general), by="HEAD-1").refusals

    assert refused(discipline="9", competence="9") == ("every_criterion_has_its_points",)
    assert "general_points_are_for_published_criteria" in refused(discipline="9", competence="9", mood="9")
    assert refused(discipline="9", competence="9", innovation="-1") == (
        "general_points_are_for_published_criteria",
    )
    assert refused(discipline="11", competence="10", innovation="10") == ("points_keep_to_the_scale",)
    assert refused() == ("points_are_those_of_the_regime",)


def test_what_the_regime_reckons_is_not_stated():
    """Points for tasks follow from products; parts of a leader are for leaders (K8)."""
    given = lived(done("T-1"))

    stated: tuple[dict[str, Any], ...] = ({"tasks": "70"}, {"bonus": "10"}, {"dd": "100"})
    for said in stated:
        outcome = given.when(proposal(**said), by="HEAD-1")
        assert "points_are_those_of_the_regime" in outcome.refusals


@pytest.mark.parametrize(
    "category, period", [(Category.PUBLIC_EMPLOYEE, "2026-01"), (Category.WORKER, "2026-01")]
)
def test_nobody_is_graded_without_a_regime(category, period):
    """Nothing on record holds for a public employee by the month before July 2026, nor for a worker (K8, E9)."""
    of_another_kind = (criteria(), employed("E-1", category=category))

    outcome = lived(done("T-1"), before=of_another_kind).when(proposal(period=period), by="HEAD-1")
    assert "regime_is_on_record" in outcome.refusals


def test_whoever_leads_proposes_and_nobody_for_themselves():
    """The manager or the head; for the head somebody above, and never through a delegation (K10, K11)."""
    given = lived(done("T-1"), before=(criteria(), delegated("HEAD-1", "E-1", "U-1", LAST)))

    for by in ("MANAGER-1", "HEAD-1", "DIRECTOR"):
        assert given.when(proposal(), by=by).events
    for by in ("E-1", "HEAD-2", "CLERK-1"):
        given.when(proposal(), by=by).refused_by("office_that_leads_the_evaluated")
    given.when(proposal("HEAD-1"), by="HEAD-1").refused_by("office_that_leads_the_evaluated")
    given.when(proposal(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_evaluated")


def test_a_second_proposal_takes_the_place_of_the_first_with_a_reason():
    """Both stay on record (R43)."""
    given = lived(*E1)
    given.and_then(proposed(given), at=NOW)

    given.when(proposal(), by="HEAD-1").refused_by("second_proposal_says_why")
    assert given.when(proposal(reason=TEXT), by="HEAD-1").events


def test_what_sets_a_grade_aside_is_stated_with_a_reason():
    """Degradation is a decision of others; discipline is on record (K24)."""
    given = lived(*E1)
    event = proposed(given, proposal(grounds=["degradation"], reason=TEXT))

    assert (event.grade, [each.value for each in event.overrides]) == (Grade.NOT_COMPLETED, ["degradation"])
    for said in ({"grounds": ["degradation"]}, {"grounds": ["discipline"], "reason": TEXT}):
        given.when(proposal(**said), by="HEAD-1").refused_by("grounds_are_stated_with_a_reason")


def test_work_done_at_home_counts_like_any_other():
    """In the quarter as in the month: a product weighs the same wherever it was made (R45, R16)."""
    (first, given_out), *rest = done("T-1")
    assert isinstance(given_out, TaskAssigned)
    at_home = [(first, evolve(given_out, at_home=True)), *rest]
    quarter = proposal(period="2026-Q1")
    given = lived(at_home, done("T-2")).and_then(at="2026-04-02T08:00+07:00")

    event = proposed(given, quarter)
    assert [(each.task, each.weight, each.finished) for each in event.products] == [
        ("T-1", 1, True),
        ("T-2", 1, True),
    ]


def test_a_month_in_hanoi_has_its_points_stated_within_its_own_scale():
    """20 for discipline, 70 for tasks, 10 as a bonus; 90 and more are excellent (R47, R51)."""
    in_hanoi = evolve(unit("A-1", None, "CHAIR"), locality="vn/hanoi")
    given = lived(
        done("T-1"),
        before=(
            in_hanoi,
            appointed("A-1", "DIRECTOR"),
            criteria(date(2022, 1, 1), date(2022, 12, 31), id="C-9"),
        ),
    )
    month = {"period": "2022-03", "tasks": "65", "bonus": "10"}
    stated = {"discipline": "8", "competence": "5", "innovation": "2"}
    joined_then = evolve(joined("U-1", "E-1"), since=date(2022, 1, 1))
    given.and_then(joined_then, at=NOW)

    event = proposed(given, proposal(general=stated, **month))
    assert (event.total, event.grade) == ("90", Grade.EXCELLENT)
    assert (event.points_for_general, event.points_for_tasks, event.bonus) == ("15", "65", "10")
    for over in ({"tasks": "71"}, {"bonus": "11"}, {"tasks": "nhiều"}):
        outcome = given.when(proposal(general=stated, **month | over), by="HEAD-1")
        outcome.refused_by("points_keep_to_the_scale")


def test_a_later_extension_or_reassignment_makes_nothing_undone():
    """What was late before it was given to another stays an unfinished product of whoever was late (K4, K18)."""
    open_task = done("T-1", submitted=None)
    given_on = TaskReassigned(
        task="T-1",
        assignee="E-1",
        unit="U-1",
        reassigned_by="HEAD-1",
        to="E-3",
        replacement="T-2",
        reason=TEXT,
    )
    late = lived(open_task, [("2026-01-25T08:00+07:00", given_on)])
    in_time = lived(open_task, [("2026-01-15T08:00+07:00", given_on)])

    (product,) = proposed(late).products
    assert not product.finished
    event = proposed(in_time)
    assert (event.products, [each.why for each in event.left_out]) == ((), [Omission.REASSIGNED])


def test_what_was_moved_out_of_the_period_by_an_extension_is_named():
    """Nobody wonders where a task has gone (K4, K16)."""
    moved = DeadlineExtended(
        task="T-1",
        assignee="E-1",
        unit="U-1",
        extended_by="HEAD-1",
        old_due=instant("2026-01-20T17:00+07:00"),
        new_due=instant("2026-02-20T17:00+07:00"),
        reason=TEXT,
    )
    event = proposed(lived(done("T-1", submitted=None), [("2026-01-15T08:00+07:00", moved)]))

    assert [(each.task, each.why) for each in event.left_out] == [("T-1", Omission.MOVED)]


def test_a_cause_that_nobody_has_decided_on_stops_the_proposal():
    """Late because it rested: whether that is excused is for the next level to say first (K4)."""
    held = TaskHeld(
        task="T-1",
        assignee="E-1",
        unit="U-1",
        held_by="HEAD-1",
        cause="third_party",
        reason=TEXT,
        review_on=instant("2026-01-18T17:00+07:00"),
        derivation=None,
    )
    confirmed = HoldConfirmed(task="T-1", assignee="E-1", unit="U-1", confirmed_by="DIRECTOR")
    given = lived(done("T-1", submitted=None), [("2026-01-15T08:00+07:00", held)])

    given.when(proposal(), by="HEAD-1").refused_by("every_task_is_judged")
    event = proposed(given.and_then(confirmed, at=NOW))
    assert [(each.task, each.why) for each in event.left_out] == [("T-1", Omission.EXCUSED)]


def test_no_claimed_day_makes_a_period_over_or_a_proposal_early():
    """Said to have been done on the last day of the period it comes too early, whenever it is recorded (K3)."""
    with open_flow(":memory:", clock=FixedClock("2026-02-02T08:00+07:00")) as flow:
        recorded(flow, *STAFF, criteria())
        with pytest.raises(RefusedError) as early:
            flow.execute(proposal(), by="HEAD-1", occurred_at="2026-01-31T16:00+07:00")
        flow.execute(proposal(), by="HEAD-1", occurred_at="2026-02-01T08:00+07:00")

    assert [each.rule for each in early.value.refusals] == ["period_is_over"]


def test_a_judgement_that_was_put_right_counts_as_it_is_right():
    """A proposal before the correction keeps what was known; one after it is reckoned from the right content (K4)."""
    clock = FixedClock("2026-01-19T10:00+07:00")
    with open_flow(":memory:", clock=clock) as flow:
        recorded(flow, *STAFF, criteria(), *(event for _, event in done("T-1", delays=2)))
        clock.move_to("2026-02-02T08:00+07:00")
        flow.execute(proposal(), by="HEAD-1")
        judged = next(each for each in flow.entries(stream="task:T-1") if each.topic == "task.evaluated")
        put_right = CorrectTaskEvaluation(
            task="T-1", quality_met=True, corrects=judged.at.position, because=TEXT
        )
        flow.execute(put_right, by="DIRECTOR")
        flow.execute(proposal(reason=TEXT), by="HEAD-1")
        proposals = [each.event for each in flow.entries(stream="evaluation:E-1:2026-01")]

    assert [each.c for each in proposals if isinstance(each, GradeProposed)] == ["50", "100"]


@pytest.mark.parametrize("claimed_at, delays", [("2026-01-20T16:00", 1), ("2026-01-20T17:00", 0)])
def test_what_was_late_before_somebody_took_it_on_is_no_delay_of_theirs(claimed_at, delays):
    """Handed in on the day after the due: whoever had it in time answers for that, whoever helped out does not (K4)."""
    _, *steps = done("T-1", submitted="2026-01-21T10:00+07:00")
    before = offered(due=instant("2026-01-20T17:00+07:00"))
    moves = [(FIRST, before), (f"{claimed_at}+07:00", claimed())]
    (product,) = proposed(lived([*moves, *steps])).products

    assert (product.task, product.finished, product.delays) == ("T-1", True, delays)


def test_what_was_late_before_somebody_took_it_on_and_is_not_done_is_left_out():
    """It earns them nothing and costs them nothing (K4)."""
    before = offered(due=instant("2026-01-20T17:00+07:00"))
    event = proposed(lived(done("T-2"), [(FIRST, before), ("2026-01-21T08:00+07:00", claimed())]))

    assert [each.task for each in event.products] == ["T-2"]
    assert [(each.task, each.why) for each in event.left_out] == [("T-1", Omission.EXCUSED)]
