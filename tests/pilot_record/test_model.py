"""Where a pilot stands after what has happened, and whom it covers."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from civicflow.core.event import At, Event
from civicflow.core.facts import Act, Facts
from civicflow.core.fields import instant
from civicflow.core.states import Memory, States
from civicflow.flow import lawbook, working_calendar
from civicflow.organization.model import Description, Position
from civicflow.pilot_record.coverage import pilot_covering
from civicflow.pilot_record.events import (
    Course,
    PilotResumed,
    PilotType,
    UnitAssigned,
    UnitWithdrawn,
)
from civicflow.pilot_record.model import PilotRecord, Scope, Stage, Survey
from civicflow.testing import _Past
from tests.pilot_record.offices import (
    CITY,
    COMPLETED,
    PATHS,
    PAUSED,
    STARTED,
    TAKEN_IN,
    WORDS,
    baseline,
    decided,
    drafted,
    evaluated,
    survey,
)

FINAL = {Stage.REJECTED, Stage.COMPLETED}
AT = At(1, 0, 0)


def stand(*events: Event) -> PilotRecord | None:
    """The pilot after some events."""
    state = None
    for event in events:
        state = PilotRecord.evolve(state, event, AT)
    return state


def position(id: str = "P-1", unit: str = "U-1", group: str = "analysts") -> Position:
    """A position that does not serve citizens."""
    described = Description(
        since=date(2023, 1, 1),
        title="Chuyên viên",
        duties=None,
        group=group,
        citizen_contact=False,
        handles_procedures=False,
        work_types=("W-1",),
    )
    return Position(id=id, unit=unit, descriptions=(described,))


@pytest.mark.parametrize("stage,path", PATHS.items())
def test_every_stage_is_reached(stage, path):
    """There is a way to each stage."""
    pilot = stand(*path)

    assert pilot is not None
    assert pilot.stage is stage


def test_every_stage_is_left_unless_it_is_final():
    """From each stage but a rejected and a completed pilot some event leads on (K17)."""
    left = {
        stage
        for stage, path in PATHS.items()
        for event in LEADING_ON
        if (before := stand(*path)) is not None
        and (after := PilotRecord.evolve(before, event, AT)) is not None
        and after.stage is not stage
    }

    assert set(Stage) == set(PATHS)
    assert left >= set(Stage) - FINAL


RESUMED = PilotResumed(pilot="P", resumed_by="CHAIR", instrument="QĐ 13")
LEADING_ON = ({event for path in PATHS.values() for event in path}) | {RESUMED, *map(decided, Course)}


def test_a_resumed_pilot_runs_again():
    """Rest is not an end."""
    pilot = stand(*PATHS[Stage.PAUSED], RESUMED)

    assert pilot is not None
    assert pilot.stage is Stage.RUNNING


def test_events_without_a_draft_leave_nothing():
    """A hole in the log raises nothing and invents nothing."""
    assert stand(STARTED, TAKEN_IN, COMPLETED) is None


def test_a_draft_made_anew_forgets_the_returned_one():
    """What counts is the last draft."""
    pilot = stand(*PATHS[Stage.RETURNED], drafted(quota={"A-1": 9}))

    assert pilot is not None
    assert (pilot.stage, pilot.places("A-1"), pilot.places("A-2")) == (Stage.DRAFTED, 9, 0)


@pytest.mark.parametrize("on,runs", [("2023-09-30", False), ("2023-10-01", True), ("2024-04-01", False)])
def test_a_pilot_runs_within_its_term(on, runs):
    """Started and not at rest, from its first day to its last."""
    running, paused = stand(*PATHS[Stage.RUNNING]), stand(*PATHS[Stage.PAUSED])

    assert running is not None
    assert paused is not None
    assert running.runs(date.fromisoformat(on)) is runs
    assert paused.runs(date.fromisoformat(on)) is False


@pytest.mark.parametrize(
    "course,stage,runs",
    [
        (Course.CONTINUE, Stage.RUNNING, True),
        (Course.ADJUST, Stage.RUNNING, True),
        (Course.EXPAND, Stage.RUNNING, True),
        (Course.PAUSE, Stage.PAUSED, False),
        (Course.STOP, Stage.STOPPED, False),
    ],
)
def test_a_decision_lets_a_pilot_run_or_not(course, stage, runs):
    """A pilot that is paused or stopped gives nobody a day at home any more (R11)."""
    pilot = stand(*PATHS[Stage.IN_REVIEW], decided(course))

    assert pilot is not None
    assert (pilot.stage, pilot.decided, pilot.recommended) == (stage, course, None)
    assert pilot.runs(date(2023, 10, 2)) is runs


def test_a_review_lets_a_pilot_run_and_a_resting_one_rest():
    """Whoever works at home goes on while the results are weighed; a pause lasts until somebody decides."""
    running, resting = stand(*PATHS[Stage.IN_REVIEW]), stand(*PATHS[Stage.PAUSED], evaluated())

    assert running is not None
    assert resting is not None
    assert (running.stage, resting.stage) == (Stage.IN_REVIEW, Stage.IN_REVIEW)
    assert (running.runs(date(2023, 10, 2)), resting.runs(date(2023, 10, 2))) == (True, False)
    woken = PilotRecord.evolve(resting, decided(Course.CONTINUE), AT)
    assert woken is not None
    assert woken.runs(date(2023, 10, 2))


def test_an_expansion_changes_what_it_names_and_nothing_else():
    """Quota, scope and last day; what is left out stays (R11)."""
    change = {"quota": {"A-1": 8, "A-2": 2}, "units": ("A-1", "A-2"), "until": date(2024, 12, 31)}
    pilot = stand(*PATHS[Stage.IN_REVIEW], decided(Course.EXPAND, **change))

    assert pilot is not None
    assert pilot.scope == Scope(
        quota={"A-1": 8, "A-2": 2}, units=("A-1", "A-2"), groups=("analysts",), positions=()
    )
    assert (pilot.term.since, pilot.term.until) == (date(2023, 10, 1), date(2024, 12, 31))


def test_whoever_measures_is_a_reporter_and_what_was_measured_first_stands():
    """The instrument of a baseline is remembered for the survey; of two surveys under one id the first counts."""
    pilot = stand(*PATHS[Stage.APPROVED], baseline(recorders=("HEAD-U",)), STARTED)
    wave = Survey.evolve(Survey.evolve(None, survey(), AT), survey(recorders=("HEAD-2",)), AT)

    assert pilot is not None
    assert (pilot.baselines, pilot.reporters, pilot.reported) == ({"on_time": "counted"}, ("HEAD-U",), False)
    assert wave is not None
    assert (wave.pilot, wave.recorders) == ("P", ("HEAD-1",))
    assert Survey.evolve(None, STARTED, AT) is None


def test_a_pilot_covers_the_positions_of_what_is_taken_in():
    """A unit with all positions the scope is open to, or one position alone, until it leaves (R2)."""
    alone = UnitAssigned(pilot="P", unit="U-1", position="P-1", assigned_by="HEAD-U")
    gone = UnitWithdrawn(pilot="P", unit="U-1", position=None, withdrawn_by="HEAD-U", reason=WORDS)

    def covered(*events: Event) -> list[bool]:
        pilot = stand(*PATHS[Stage.RUNNING], *events)
        assert pilot is not None
        positions = position(), position("P-6"), position("P-2", group="drivers"), position(unit="U-2")
        return [pilot.covers(each, date(2023, 10, 2)) for each in positions]

    assert covered() == [False, False, False, False]
    assert covered(TAKEN_IN) == [True, True, False, False]
    assert covered(alone) == [True, False, False, False]
    assert covered(TAKEN_IN, alone, gone) == [True, False, False, False]


@pytest.mark.parametrize(
    "events,found",
    [
        ((*PATHS[Stage.RUNNING], TAKEN_IN), True),
        ((*PATHS[Stage.RUNNING],), False),
        ((*PATHS[Stage.RUNNING], TAKEN_IN, PAUSED), False),
        ((drafted(type=PilotType.HIRED_MANAGERS), *PATHS[Stage.RUNNING][1:], TAKEN_IN), False),
    ],
)
def test_the_running_pilot_of_a_position_is_found_by_its_unit(events, found):
    """One that runs today, tries home work and covers the position; what was asked is relied upon."""
    past = _Past([(At(number, 0, 0), event) for number, event in enumerate((*CITY, *events), start=1)])
    now = instant("2023-10-02T08:00+07:00")
    facts = Facts(
        States(past, Memory()),
        Act(by="HEAD-1", occurred_at=now, now=now),
        regulations=lawbook(),
        calendar=working_calendar("vn-2026.1"),
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )

    assert (pilot_covering(facts, position()) is not None) is found
    assert "pilot_of:U-1" in facts.relied.keys
