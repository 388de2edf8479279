"""Review and decision: on frozen answers, by others than those who drafted and measured, one after the other."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow.core.event import Event, keys_of
from civicflow.core.fields import instant
from civicflow.employee.events import Category
from civicflow.errors import InvalidInputError
from civicflow.home_work.events import HomeWorkApproved
from civicflow.pilot_record import DecidePilot, EvaluatePilot
from civicflow.pilot_record.events import Course, Obstacle
from civicflow.pilot_record.model import UNDER_WAY, Stage
from civicflow.testing import Given
from tests.employee.staff import ended, registered
from tests.employee.staff import requested as asked_for
from tests.pilot_record.offices import (
    CITY,
    FROZEN,
    LENT,
    PATHS,
    REPORTED,
    TAKEN_IN,
    WORDS,
    baseline,
    decided,
    drafted,
    evaluated,
    survey,
    unit,
)

APPROVED, RUNNING, IN_REVIEW = (PATHS[stage] for stage in (Stage.APPROVED, Stage.RUNNING, Stage.IN_REVIEW))


def review(**other: Any) -> EvaluatePilot:
    """The command that becomes ``evaluated()``, but for what is said."""
    said: dict[str, Any] = {"recommended": "continue", "answers": (FROZEN,), "assessment": WORDS}
    return EvaluatePilot(pilot="P", **said | other)


def decide(course: str = "continue", **other: Any) -> DecidePilot:
    """The command that becomes ``decided()``, but for what is said."""
    return DecidePilot(pilot="P", decided=course, instrument="QĐ 12", **other)


def reviewed(*steps: Event, recommended: Course = Course.EXPAND) -> Given:
    """A running pilot after some steps and a review."""
    return Given(*CITY, *RUNNING, *steps, REPORTED, evaluated(recommended))


def test_the_leadership_reviews_and_decides():
    """Above every body that takes part; the office that keeps the pilot does neither (K11)."""
    given = Given(*CITY, *RUNNING, REPORTED)

    given.when(review(), by="CHAIR").then(evaluated())
    given.when(review(), by="HEAD-1").refused_by("leadership_above_every_body")
    Given(*CITY, *IN_REVIEW).when(decide(), by="CHAIR").then(decided())
    Given(*CITY, *IN_REVIEW).when(decide(), by="HEAD-1").refused_by(
        "leadership_above_all_bodies_then_and_now"
    )


@pytest.mark.parametrize("stage", Stage)
def test_a_review_is_held_while_a_pilot_is_under_way_and_a_decision_follows_it(stage):
    """Running, in review or at rest; and nothing is decided without a review since the last decision (R8, R11)."""
    given = Given(*CITY, *PATHS[stage], *((REPORTED,) if stage in UNDER_WAY else ()))
    outcome, decision = given.when(review(), by="CHAIR"), given.when(decide(), by="CHAIR")

    assert bool(outcome.events) is (stage in UNDER_WAY)
    assert ("pilot_is_under_way" in outcome.refusals) is (stage not in UNDER_WAY)
    assert ("review_was_held" in decision.refusals) is (stage is not Stage.IN_REVIEW)


def test_one_decision_to_a_review():
    """After it is decided another review is held before anything else is decided (R11)."""
    given = Given(*CITY, *IN_REVIEW, decided())

    given.when(decide(), by="CHAIR").refused_by("review_was_held")
    assert Given(*CITY, *IN_REVIEW, decided(), evaluated()).when(decide(), by="CHAIR").events


def test_a_review_rests_on_reported_results_and_frozen_answers():
    """First the results; then at least one answer that can be asked again, of no time to come (R8, R9)."""
    Given(*CITY, *RUNNING).when(review(), by="CHAIR").refused_by("results_are_reported")
    given = Given(*CITY, *RUNNING, REPORTED)
    ahead = evolve(FROZEN, known=instant("2023-10-02T08:01+07:00"))

    given.when(review(answers=()), by="CHAIR").refused_by("review_rests_on_answers")
    given.when(review(answers=(FROZEN, ahead)), by="CHAIR").refused_by("answers_were_given_by_now")
    of_nothing = evolve(FROZEN, position=0)
    given.when(review(answers=(of_nothing,)), by="CHAIR").refused_by("answers_were_given_by_now")


@pytest.mark.parametrize(
    "said", [{"position": "7"}, {"digest": "abc"}, {"digest": "G" * 64}, {"question": ""}, {"arguments": " "}]
)
def test_what_was_never_frozen_is_no_answer(said):
    """A position, a digest that is none, no question: not understood, before anything is decided."""
    with pytest.raises(InvalidInputError, match=rf"answers\[1\]\.{next(iter(said))}"):
        review(answers=(FROZEN, evolve(FROZEN, **said)))


def test_a_frozen_answer_needs_a_time_with_its_zone():
    """Like every time that a person writes (K25)."""
    with pytest.raises(InvalidInputError):
        review(answers=(evolve(FROZEN, known=FROZEN.known.replace(tzinfo=None)),))


def test_nobody_weighs_a_pilot_they_drafted():
    """The author is no judge of the results (K10)."""
    given = Given(*CITY, drafted(authors=("CHAIR",)), *RUNNING[1:], REPORTED)

    given.when(review(), by="CHAIR").refused_by("actor_is_no_author")
    given = Given(*CITY, drafted(authors=("CHAIR",)), *IN_REVIEW[1:])
    given.when(decide(), by="CHAIR").refused_by("actor_is_no_author")


@pytest.mark.parametrize(
    "before,after",
    [
        ((), (REPORTED,)),
        ((baseline(recorders=("HEAD-1",)),), (evolve(REPORTED, reporters=("HEAD-2",)),)),
        ((), (evolve(REPORTED, reporters=("HEAD-2",)), survey(recorders=("HEAD-1",)))),
    ],
    ids=["reported", "baseline", "survey"],
)
def test_nobody_weighs_what_they_measured_or_reported(before, after):
    """Who measured by their own office does not hold the review for the leadership (K10)."""
    path = (drafted(authors=("HEAD-U",)), *APPROVED[1:], *before, *RUNNING[3:], *after)
    given = Given(*CITY, LENT, *path)

    given.when(review(), by="HEAD-1", on_behalf_of="CHAIR").refused_by("actor_is_no_reporter")
    given.when(review(), by="CHAIR").then(evaluated())


def test_obstacles_are_words_of_a_list_and_others_are_described():
    """Mindset, guidance that is not updated, reluctance to change; what is not listed is said (R85)."""
    given = Given(*CITY, *RUNNING, REPORTED)
    named = ["mindset", "outdated_guidance", "mindset"]

    outcome = given.when(review(obstacles=named, obstacles_note=WORDS), by="CHAIR")
    outcome.then(evaluated(obstacles=(Obstacle.MINDSET, Obstacle.OUTDATED_GUIDANCE), obstacles_note=WORDS))
    given.when(review(obstacles=["other"]), by="CHAIR").refused_by("other_obstacles_are_described")
    with pytest.raises(InvalidInputError, match=r"obstacles\[0\]"):
        review(obstacles=["weather"])


def test_who_departs_from_the_review_says_why():
    """A decision that follows the review needs no reason; another does (R11, R17)."""
    given = Given(*CITY, *IN_REVIEW)

    assert given.when(decide(), by="CHAIR").events
    given.when(decide("stop"), by="CHAIR").refused_by("departure_is_reasoned")
    given.when(decide("stop", reason=WORDS), by="CHAIR").then(decided(Course.STOP, reason=WORDS))


@pytest.mark.parametrize("course", ["continue", "pause", "stop"])
@pytest.mark.parametrize(
    "said",
    [
        {"quota": {"A-1": 9}},
        {"units": ["U-1"]},
        {"groups": ["drivers"]},
        {"positions": ["P-1"]},
        {"until": "2024-12-31"},
    ],
)
def test_only_an_adjustment_or_an_expansion_changes_a_pilot(course, said):
    """What goes on, rests or ends does so as it was approved (R11)."""
    outcome = reviewed().when(decide(course, reason=WORDS, **said), by="CHAIR")

    outcome.refused_by("only_adjustment_or_expansion_changes_the_pilot")


def test_an_expansion_takes_in_another_body():
    """More places, more units, another year; the pilot is found by its new body from then on (R11)."""
    change: dict[str, Any] = {
        "quota": {"A-1": 8, "A-2": 2},
        "units": ("A-1", "A-2"),
        "until": date(2024, 12, 31),
    }
    outcome = reviewed().when(decide("expand", **change), by="CHAIR")

    outcome.then(decided(Course.EXPAND, **change))
    assert "pilot_of:A-2" in keys_of(outcome.events[0])


@pytest.mark.parametrize(
    "said,rule",
    [
        ({"quota": {"A-1": 0}}, "every_body_has_a_place"),
        ({"quota": {"A-1": 4, "U-1": 1}}, "quota_belongs_to_bodies"),
        ({"units": ["A-1", "U-2"]}, "units_belong_to_the_bodies"),
        ({"positions": ["P-5"]}, "positions_belong_to_the_units"),
        ({"groups": [], "units": ["A-1"]}, "scope_has_three_levels"),
        ({"units": ["U-9"]}, "units_belong_to_the_bodies"),
        ({"until": "2023-10-01"}, "term_ends_after_today"),
    ],
)
def test_a_changed_scope_keeps_the_rules_of_the_draft(said, rule):
    """Three levels, bodies with places, units and positions that belong to them, and no last day gone by (R2, R6, R12)."""
    outcome = reviewed().when(decide("expand", **said), by="CHAIR")

    assert rule in outcome.refusals


def test_an_unchanged_scope_is_not_judged_again():
    """A pilot that was recorded with a scope that no rule would allow can still be stopped."""
    path = (drafted(groups=(), units=()), *IN_REVIEW[1:])

    assert Given(*CITY, *path).when(decide("stop", reason=WORDS), by="CHAIR").events


def test_what_takes_part_does_not_fall_out_of_the_scope():
    """A unit is withdrawn before the scope is narrowed, never silently (R2)."""
    narrowed = decide("adjust", units=["A-2"], quota={"A-1": 4, "A-2": 1}, reason=WORDS)

    reviewed(TAKEN_IN).when(narrowed, by="CHAIR").refused_by("what_takes_part_lies_in_the_scope")
    assert reviewed().when(narrowed, by="CHAIR").events


def test_whoever_decides_stands_above_the_bodies_that_are_to_join():
    """A head who may decide about one body does not take in another (K11)."""
    above = (unit("B-1", "A-1", "B-1"), unit("B-2", "A-2", "B-2"))
    path = (drafted(unit="A-2", authors=("X",), quota={"B-1": 1}, units=("B-1",)), *IN_REVIEW[1:])
    given = Given(*CITY, *above, *path)
    wider = decide("expand", quota={"B-1": 1, "B-2": 1}, units=["B-1", "B-2"], reason=WORDS)

    assert given.when(decide(), by="HEAD-1").events
    given.when(wider, by="HEAD-1").refused_by("leadership_above_all_bodies_then_and_now")
    assert given.when(wider, by="CHAIR").events


@pytest.mark.parametrize("change", [{"quota": {"A-1": 4, "A-2": 1}}, {"until": "2024-06-30"}])
def test_an_expansion_counts_no_place_twice(change):
    """Neither by another body nor by a longer term may a body stand in two pilots of a kind (R6, K14)."""
    body, since = ("A-2", date(2023, 10, 1)) if "quota" in change else ("A-1", date(2024, 4, 1))
    other = drafted("OTHER", quota={body: 1}, units=(body,), since=since, until=date(2024, 12, 31))
    steps = (other, *(evolve(event, pilot="OTHER") for event in APPROVED[1:]))  # type: ignore[misc]
    outcome = reviewed(*steps).when(decide("expand", **change), by="CHAIR")

    outcome.refused_by("bodies_stand_in_no_other_pilot_then")


def place_taken(person: str) -> tuple[Event, ...]:
    """Somebody of the agency whose home arrangement takes one of its places under the pilot."""
    approved = HomeWorkApproved(person=person, unit="U-1", body="A-1", pilot="P", decided_by="HEAD-U")
    return registered(person, category=Category.CADRE), asked_for(person), approved


def test_the_quota_never_falls_below_the_places_taken():
    """Arrangements are ended first, by decision; then there are as few places as are taken (R6, K14)."""
    fewer = decide("adjust", quota={"A-1": 1}, reason=WORDS)
    none = decide("adjust", quota={"A-2": 1}, units=["A-2"], reason=WORDS)
    given = reviewed(*place_taken("E-1"), *place_taken("E-2"))

    given.when(fewer, by="CHAIR").refused_by("quota_covers_the_places_taken")
    given.when(none, by="CHAIR").refused_by("quota_covers_the_places_taken")
    freed = reviewed(*place_taken("E-1"), *place_taken("E-2"), ended("E-2"))
    freed.when(fewer, by="CHAIR").then(decided(Course.ADJUST, quota={"A-1": 1}, reason=WORDS))
