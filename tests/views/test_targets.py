"""What units were to reach and what they have reached, and the same computed the slow way from the whole list of events."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.steering.events import Direction, TargetAssigned, TargetClosed, TargetReported, TargetRevised
from civicflow.views.targets import Targets, TargetStanding
from tests.views.administration import administration
from tests.views.past import Past

LATER = "2024-02-01T08:00"
ASSIGNED = TargetAssigned(
    target="G-1",
    unit="U-12",
    indicator="on_time",
    since=date(2023, 10, 1),
    until=date(2023, 12, 31),
    value="19/20",
    direction=Direction.AT_LEAST,
    instrument=None,
    assigned_by="E-001",
)
REASON = FreeText(v="Thiên tai")


def revised(value: str, target: str = "G-1") -> TargetRevised:
    """The target asks for another number."""
    return TargetRevised(target=target, unit="U-12", value=value, reason=REASON, revised_by="E-001")


def reported(value: str, as_of: date, target: str = "G-1") -> TargetReported:
    """What the indicator shows on a day."""
    return TargetReported(
        target=target, unit="U-12", value=value, as_of=as_of, note=None, reported_by="E-101"
    )


def closed(achieved: str, target: str = "G-1") -> TargetClosed:
    """What was achieved."""
    return TargetClosed(target=target, unit="U-12", achieved=achieved, note=None, closed_by="E-001")


def told(*events: Event) -> Past:
    """An agency of two units in which one thing happened a minute."""
    past = administration(Past())
    for minute, event in enumerate(events):
        past.add(f"2023-10-02T{8 + minute // 60:02}:{minute % 60:02}", event)
    return past


def one(*events: Event, now: str = LATER) -> TargetStanding:
    """How the only target stands."""
    (found,) = told(*events).ask(Targets(with_events=True), now)
    return found


def test_a_target_of_which_nothing_was_reported_is_neither_met_nor_missed():
    """An empty report is no zero."""
    found = one(ASSIGNED)

    assert (found.value, found.actual, found.difference, found.met) == (Fraction(19, 20), None, None, None)
    assert (found.as_of, found.met_as_assigned, found.final) == (None, None, False)
    assert len(found.events) == 1


def test_a_target_that_was_set_when_its_period_had_begun_is_shown_as_such():
    """R55, R44: by the local day on which the record took it."""
    late, in_time = (one(evolve(ASSIGNED, since=since)) for since in (date(2023, 10, 2), date(2023, 10, 3)))

    assert (late.set_on, late.set_late) == (date(2023, 10, 2), True)
    assert (in_time.set_on, in_time.set_late) == (date(2023, 10, 2), False)


def test_the_report_of_the_latest_day_counts_and_of_one_day_the_later_one():
    """Whatever order they are recorded in (R55)."""
    november = reported("0.93", date(2023, 11, 30))
    found = one(ASSIGNED, november, reported("0.99", date(2023, 10, 31)))
    assert (found.actual, found.as_of) == (Fraction(93, 100), date(2023, 11, 30))
    assert (found.difference, found.met) == (Fraction(-2, 100), False)

    assert one(ASSIGNED, november, reported("0.96", date(2023, 11, 30))).met is True


def test_a_revision_hides_nothing_of_what_was_asked_for_first():
    """Met as it is now, missed as it was assigned (K4)."""
    found = one(ASSIGNED, revised("9/10"), revised("0.91"), reported("0.93", date(2023, 11, 30)))

    assert (found.value, found.value_as_assigned, found.revisions) == (
        Fraction(91, 100),
        Fraction(19, 20),
        2,
    )
    assert (found.met, found.met_as_assigned) == (True, False)


def test_what_was_found_at_the_close_counts_for_more_than_what_was_reported():
    """As of the last day of the period (K17)."""
    found = one(ASSIGNED, reported("1", date(2023, 11, 30)), closed("0.9"))

    assert (found.actual, found.as_of, found.final, found.met) == (
        Fraction(9, 10),
        date(2023, 12, 31),
        True,
        False,
    )


def test_at_most_is_met_from_below_and_by_the_value_itself():
    """Such as the days that a case may lie."""
    most = evolve(ASSIGNED, value="5", direction=Direction.AT_MOST)

    assert [one(most, closed(said)).met for said in ("4.9", "5", "5.1")] == [True, True, False]


def test_only_the_targets_of_a_period_a_unit_and_an_indicator():
    """A period that shares a day; a unit, and what stands below it (R55)."""
    past = told(
        ASSIGNED,
        evolve(ASSIGNED, target="G-2", since=date(2024, 1, 1), until=date(2024, 3, 31)),
        evolve(ASSIGNED, target="G-3", unit="U-13"),
        evolve(ASSIGNED, target="G-4", unit="A-1", indicator="petitions"),
    )

    def names(**asked: Any) -> list[str]:
        return [each.target for each in past.ask(Targets(**asked), LATER)]

    assert names() == ["G-4", "G-1", "G-2", "G-3"]
    assert names(period="2023-12-31") == ["G-4", "G-1", "G-3"]
    assert names(unit="U-12", period="2024") == ["G-2"]
    assert names(unit="A-1") == ["G-4"]
    assert names(unit="A-1", with_subunits=True, indicator="on_time") == ["G-1", "G-2", "G-3"]


NUMBERS = st.sampled_from(("1/2", "0.5", "3", "-1", "2.25"))
DAYS = st.integers(0, 5).map(lambda days: date(2023, 10, 1) + timedelta(days=days))
TARGETS = st.sampled_from(("G-1", "G-2"))
ACTS = st.lists(
    st.one_of(
        st.builds(
            lambda target, value, side: evolve(ASSIGNED, target=target, value=value, direction=side),
            TARGETS,
            NUMBERS,
            st.sampled_from(Direction),
        ),
        st.builds(revised, NUMBERS, TARGETS),
        st.builds(reported, NUMBERS, DAYS, TARGETS),
        st.builds(closed, NUMBERS, TARGETS),
    ),
    max_size=12,
)


def slowly(acts: list[Any], target: str) -> tuple[Fraction | None, bool | None, bool | None] | None:
    """What was reached, whether that is enough, and whether it would have been at first; from all acts about a target."""
    own = [act for act in acts if act.target == target]
    begun = [place for place, act in enumerate(own) if isinstance(act, TargetAssigned)]
    if not begun:
        return None
    assigned, later = own[begun[-1]], own[begun[-1] + 1 :]
    asked = [act.value for act in (assigned, *later) if isinstance(act, TargetAssigned | TargetRevised)]
    found = [act.achieved for act in later if isinstance(act, TargetClosed)]
    said = [act for act in later if isinstance(act, TargetReported)]
    latest = [act.value for act in said if act.as_of == max(each.as_of for each in said)]
    if not found and not latest:
        return None, None, None
    sign = 1 if assigned.direction is Direction.AT_LEAST else -1
    actual = Fraction((found or latest)[-1])
    now, first = (sign * (actual - Fraction(value)) >= 0 for value in (asked[-1], asked[0]))
    return actual, now, first


@given(acts=ACTS)
def test_the_quick_answer_equals_the_slow_one(acts: list[Any]):
    """Whatever happened, lawful or not, in whatever order."""
    answer = {each.target: each for each in told(*acts).ask(Targets(), LATER)}

    for target in ("G-1", "G-2"):
        found, slow = answer.get(target), slowly(acts, target)
        assert (found and (found.actual, found.met, found.met_as_assigned)) == slow
        if found is not None and found.actual is not None:
            assert found.difference == found.actual - found.value
