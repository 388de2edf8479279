"""Whatever is decided and petitioned in whatever order: the ceiling holds, and nobody has a hand in their own grade (K10, K24)."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow import evaluation
from civicflow.core.clock import FixedClock
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError
from civicflow.flow import Flow
from civicflow.flow import open as open_flow
from civicflow.testing import violations
from tests.evaluation.people import TEXT
from tests.evaluation.rated_agency import PEOPLE, act, keeps_the_ceiling, recorded, staff, standing

GRADES = ("excellent", "good", "completed", "not_completed")
LEADING = ("DIRECTOR", "HEAD-1", "CHAIR")
PERSONS = st.sampled_from(PEOPLE)
ACTORS = st.sampled_from((*LEADING, *PEOPLE[:3]))
BEHIND = st.sampled_from((None, None, "DIRECTOR", "HEAD-1", PEOPLE[0]))
ANYTHING = st.dictionaries(PERSONS, st.sampled_from(GRADES), min_size=1, max_size=14)
MODEST = st.lists(st.sampled_from((*["good"] * 8, "excellent", "completed")), min_size=14, max_size=14).map(
    lambda grades: dict(zip(PEOPLE, grades, strict=True))
)
HALVES = st.sampled_from((slice(None), slice(0, 7), slice(7, 14), slice(0, 14, 2), slice(1, 14, 2)))
APPROVALS = st.tuples(st.just("decide"), HALVES, MODEST)
STEPS = st.one_of(
    APPROVALS,
    APPROVALS,
    st.tuples(st.just("approve"), ACTORS, BEHIND, ANYTHING),
    st.tuples(st.just("publish"), st.just("DIRECTOR"), st.none(), st.none()),
    st.tuples(st.just("petition"), PERSONS, st.none(), st.none()),
    st.tuples(st.just("answer"), ACTORS, BEHIND, st.tuples(PERSONS, st.sampled_from(GRADES))),
    st.tuples(st.just("answer"), st.just("CHAIR"), st.none(), st.tuples(PERSONS, st.just("excellent"))),
)
DISPUTES = st.lists(
    st.tuples(PERSONS, st.sampled_from(("good", "excellent"))).map(
        lambda said: [("petition", said[0], None, None), ("answer", "CHAIR", None, said)]
    ),
    max_size=6,
).map(lambda pairs: [step for pair in pairs for step in pair])
PUBLISH = ("publish", "DIRECTOR", None, None)
LENT = st.lists(st.tuples(st.sampled_from(("DIRECTOR", "HEAD-1", *PEOPLE[:3])), ACTORS), max_size=3).map(
    lambda lent: [(giver, to) for giver, to in lent if giver != to]
)
PERIOD: dict[str, Any] = {"period": "2026-01"}


def command(kind: str, by: str, said: Any) -> Any:
    """What is asked for in a step."""
    match kind:
        case "approve":
            return act(said)
        case "publish":
            return evaluation.PublishRatings(agency="A-1", **PERIOD)
        case "petition":
            return evaluation.PetitionGrade(person=by, text=TEXT, **PERIOD)
        case _:
            person, grade = said
            return evaluation.AnswerGradePetition(
                person=person, result="upheld", grade=grade, total="95", answer=TEXT, **PERIOD
            )


def sensible(flow: Flow, step: tuple[Any, ...], proposed: dict[str, str]) -> tuple[Any, ...]:
    """What a director does who knows the record: some of those who are left, nobody above what was proposed."""
    if step[0] != "decide":
        return step
    left = [each for each in PEOPLE[step[1]] if each not in standing(flow.entries())]
    said = {each: max(step[2][each], proposed[each], key=GRADES.index) for each in left}
    return "approve", "DIRECTOR", None, said


def take(flow: Flow, step: tuple[Any, ...]) -> set[str]:
    """Carry a step out; about whom it decided, nobody when it was refused."""
    kind, by, behind, said = step
    try:
        flow.execute(command(kind, by, said), by=by, on_behalf_of=behind)
    except (RefusedError, CivicflowError):
        return set()
    return set(said) if kind == "approve" else {said[0]} if kind == "answer" else set()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(("excellent", "excellent", "good")), min_size=14, max_size=14),
    LENT,
    st.lists(STEPS, min_size=2, max_size=10),
    DISPUTES,
)
def test_the_ceiling_holds_after_every_sequence(grades, lent, steps, disputes):
    """In the agency and in each group; and nobody decides about themselves, nor for whom they act or who acts for them."""
    with open_flow(":memory:", clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        recorded(flow, *staff(grades, lent))
        for drawn in (*steps, PUBLISH, *disputes):
            step = sensible(flow, drawn, dict(zip(PEOPLE, grades, strict=True)))
            decided = take(flow, step)
            acting = {step[1], step[2]}
            assert not decided & acting
            assert not any((person, step[1]) in lent for person in decided)
            found = standing(flow.entries())
            assert keeps_the_ceiling(found)
        assert list(violations(flow.entries())) == []


def test_the_ceiling_is_no_stricter_than_the_law():
    """Of fourteen good ones two may be excellent, one of each group at most by the size of the groups."""
    with open_flow(":memory:", clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        recorded(flow, *staff(["excellent"] * 14))
        most = dict.fromkeys(PEOPLE, "good") | {PEOPLE[0]: "excellent"}
        assert keeps_the_ceiling(most)
        for more in (PEOPLE[1], PEOPLE[12]):
            assert not keeps_the_ceiling(most | {more: "excellent"})
            assert flow.check(act(most | {more: "excellent"}), by="DIRECTOR")
        assert flow.check(act(most), by="DIRECTOR") == ()
