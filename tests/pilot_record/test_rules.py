"""Who may do what with a pilot, and when: each rule where it allows and where it refuses."""

import inspect
from datetime import date

import pytest
from attrs import evolve

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.errors import InvalidInputError
from civicflow.organization.events import PositionAbolished
from civicflow.pilot_record import (
    MODULE,
    ApprovePilot,
    AssignUnit,
    CompletePilot,
    PausePilot,
    RejectPilot,
    ReportPilot,
    ResumePilot,
    ReturnPilot,
    StartPilot,
    SubmitPilot,
    WithdrawUnit,
    decision_rules,
    measuring_rules,
    rules,
)
from civicflow.pilot_record.events import Course, PilotType
from civicflow.pilot_record.model import UNDER_WAY, Stage
from civicflow.testing import Given
from tests.pilot_record.offices import (
    CITY,
    LENT,
    PATHS,
    REPORTED,
    STARTED,
    SUBMITTED,
    TAKEN_IN,
    WORDS,
    decided,
    draft,
    drafted,
    evaluated,
    unit,
)

RUNNING = PATHS[Stage.RUNNING]
APPROVE = ApprovePilot(pilot="P", instrument="QĐ 10")
START = StartPilot(pilot="P")
REPORT = ReportPilot(pilot="P", until="2023-10-01", results={"on_time": "9/10"})
COMPLETE = CompletePilot(pilot="P", instrument="QĐ 14")
TAKE_IN = AssignUnit(pilot="P", unit="U-1")
LET_GO = WithdrawUnit(pilot="P", unit="U-1", reason=WORDS)


def _other(stage: Stage, **said: object) -> tuple[Event, ...]:
    """The same steps for another pilot."""
    _, *later = PATHS[stage]
    return (drafted("OTHER", **said), *(evolve(event, pilot="OTHER") for event in later))  # type: ignore[misc]


# Who may act: the command, who allows it, who does not, and what must have happened.
AUTHORITY: list[tuple[Command, Stage | None, str, str]] = [
    (draft(), None, "HEAD-1", "HEAD-U"),
    (SubmitPilot(pilot="P"), Stage.DRAFTED, "HEAD-1", "HEAD-2"),
    (ReturnPilot(pilot="P", reason=WORDS), Stage.SUBMITTED, "CHAIR", "HEAD-1"),
    (RejectPilot(pilot="P", reason=WORDS), Stage.SUBMITTED, "CHAIR", "HEAD-1"),
    (APPROVE, Stage.SUBMITTED, "CHAIR", "HEAD-1"),
    (START, Stage.APPROVED, "HEAD-1", "HEAD-2"),
    (TAKE_IN, Stage.RUNNING, "HEAD-U", "HEAD-2"),
    (REPORT, Stage.RUNNING, "HEAD-1", "HEAD-U"),
    (PausePilot(pilot="P", instrument="QĐ 11", reason=WORDS), Stage.RUNNING, "CHAIR", "HEAD-1"),
    (ResumePilot(pilot="P", instrument="QĐ 13"), Stage.PAUSED, "CHAIR", "HEAD-1"),
]


@pytest.mark.parametrize("command,stage,entitled,other", AUTHORITY, ids=lambda it: type(it).__name__)
def test_each_step_belongs_to_an_office(command, stage, entitled, other):
    """The keeping unit drafts, submits, starts and reports; the leadership above decides; a unit's office joins."""
    given = Given(*CITY, *(() if stage is None else PATHS[stage]))

    assert given.when(command, by=entitled).events
    given.when(command, by=other).refused_by(type(command).authority.__name__)


def test_the_person_whom_a_root_body_answers_to_decides_on_its_pilot():
    """Above a root body stands a person and no unit; a head of the body is not above it."""
    given = Given(*CITY, drafted(quota={"CITY": 2}), SUBMITTED)

    assert given.when(APPROVE, by="SECRETARY").authority == "superior@unit:CITY"
    given.when(APPROVE, by="CHAIR").refused_by("leadership_above_every_body")


def test_a_pilot_of_several_bodies_is_decided_above_all_of_them():
    """Whoever stands above one body alone does not decide on another's."""
    parts = (unit("B-1", "A-2", "B-1"), drafted(quota={"A-1": 1, "B-1": 1}), SUBMITTED)
    given = Given(*CITY, *parts)

    assert given.when(APPROVE, by="CHAIR").events
    given.when(APPROVE, by="HEAD-2").refused_by("leadership_above_every_body")


def test_a_delegate_of_the_leadership_decides_on_a_pilot_of_others():
    """Whoever acts for the chair may approve what neither of them drafted; without the delegation nobody may."""
    path = (drafted(authors=("HEAD-U",)), SUBMITTED)

    assert Given(*CITY, LENT, *path).when(APPROVE, by="HEAD-1", on_behalf_of="CHAIR").events
    refused = Given(*CITY, *path).when(APPROVE, by="HEAD-1", on_behalf_of="CHAIR")
    refused.refused_by("leadership_above_every_body")


def test_a_recorded_pilot_without_bodies_is_decided_by_nobody():
    """What another system claims may lack bodies; then nobody stands above them."""
    given = Given(*CITY, drafted(quota={}), SUBMITTED)

    given.when(APPROVE, by="CHAIR").refused_by("leadership_above_every_body")


def test_a_returned_draft_is_drafted_anew_and_no_other_is():
    """A draft is changed only after it was sent back (K17)."""
    for stage, path in PATHS.items():
        outcome = Given(*CITY, *path).when(draft(), by="HEAD-1")
        if stage is Stage.RETURNED:
            outcome.then(drafted())
        else:
            outcome.refused_by("pilot_is_new_or_returned")


@pytest.mark.parametrize(
    "said,rule",
    [
        ({"quota": {}, "units": ()}, "scope_has_three_levels"),
        ({"units": ()}, "scope_has_three_levels"),
        ({"groups": ()}, "scope_has_three_levels"),
        ({"quota": {"A-1": 0}}, "every_body_has_a_place"),
        ({"quota": {"A-1": 1, "U-1": 1}}, "quota_belongs_to_bodies"),
        ({"quota": {"A-1": 1, "NOWHERE": 1}}, "quota_belongs_to_bodies"),
        ({"units": ("A-1", "U-2")}, "units_belong_to_the_bodies"),
        ({"units": ("A-1", "NOWHERE")}, "units_belong_to_the_bodies"),
        ({"positions": ("P-5",)}, "positions_belong_to_the_units"),
        ({"positions": ("NOWHERE",)}, "positions_belong_to_the_units"),
        ({"indicators": {}}, "every_indicator_has_a_target"),
        ({"indicators": {"on_time": "95%"}}, "every_indicator_has_a_target"),
        ({"indicators": {"on_time": "19/20", "mood": "tốt"}}, "every_indicator_has_a_target"),
        ({"until": date(2023, 9, 30)}, "term_begins_before_it_ends"),
    ],
)
def test_a_draft_says_where_for_whom_with_how_many_places_and_judged_by_what(said, rule):
    """Each part of a draft that is missing or does not fit is named by its own rule (R2, R6, R8)."""
    Given(*CITY).when(draft(**said), by="HEAD-1").refused_by(rule)


def test_a_draft_may_name_positions_in_place_of_groups():
    """The third level is a group of positions, or positions, or both (R2)."""
    command = draft(groups=(), positions=("P-1",))

    Given(*CITY).when(command, by="HEAD-1").then(drafted(groups=(), positions=("P-1",)))


def test_an_abolished_position_stands_in_no_new_scope():
    """What is over is not taken into a draft; a position whose last day has not passed is (K12)."""
    command = draft(groups=(), positions=("P-1",))
    gone = PositionAbolished(position="P-1", unit="U-1", until=date(2023, 9, 30), reason=WORDS)

    Given(*CITY, gone).when(command, by="HEAD-1", at="2023-10-02T08:00+07:00").refused_by(
        "no_position_is_abolished"
    )
    Given(*CITY, gone).when(command, by="HEAD-1", at="2023-09-30T08:00+07:00").then(
        drafted(groups=(), positions=("P-1",))
    )
    before = (drafted(groups=(), positions=("P-1",)), *PATHS[Stage.RETURNED][1:])
    assert Given(*CITY, *before, gone).when(command, by="HEAD-1", at="2023-10-02T08:00+07:00").events


def test_one_unit_alone_is_not_taken_letter_by_letter():
    """A scope is a list; a word in its place is refused before anything is decided."""
    with pytest.raises(InvalidInputError):
        draft(units="A-1")


STEPS: list[tuple[Command, str, str, set[Stage]]] = [
    (SubmitPilot(pilot="P"), "HEAD-1", "pilot_is_drafted", {Stage.DRAFTED}),
    (ReturnPilot(pilot="P", reason=WORDS), "CHAIR", "pilot_is_submitted", {Stage.SUBMITTED}),
    (RejectPilot(pilot="P", reason=WORDS), "CHAIR", "pilot_is_submitted", {Stage.SUBMITTED}),
    (APPROVE, "CHAIR", "pilot_is_submitted", {Stage.SUBMITTED}),
    (START, "HEAD-1", "pilot_is_approved", {Stage.APPROVED}),
    (TAKE_IN, "HEAD-U", "pilot_is_decided", {Stage.APPROVED, *UNDER_WAY}),
    (REPORT, "HEAD-1", "pilot_is_under_way", {*UNDER_WAY}),
    (
        PausePilot(pilot="P", instrument="QĐ 11", reason=WORDS),
        "CHAIR",
        "pilot_is_running",
        {Stage.RUNNING},
    ),
    (ResumePilot(pilot="P", instrument="QĐ 13"), "CHAIR", "pilot_is_paused", {Stage.PAUSED}),
]


@pytest.mark.parametrize("command,by,rule,allowed", STEPS, ids=lambda it: type(it).__name__)
def test_each_step_has_its_stages(command, by, rule, allowed):
    """A step is possible at some stages, and refused at all others by the rule that names them."""
    for stage, path in PATHS.items():
        outcome = Given(*CITY, *path).when(command, by=by)
        assert (outcome.refusals == ()) == (stage in allowed), (stage, outcome)
        assert outcome.refusals in {(), (rule,)}


LATER = "2024-04-01T08:00+07:00"
"""The day after the last one of the pilot."""


@pytest.mark.parametrize(
    "path,at,allowed",
    [
        (PATHS[Stage.STOPPED], None, True),
        ((*PATHS[Stage.IN_REVIEW], decided(Course.EXPAND)), None, True),
        ((*PATHS[Stage.IN_REVIEW], decided(Course.EXPAND), REPORTED, evaluated()), None, False),
        (PATHS[Stage.IN_REVIEW], None, False),
        (PATHS[Stage.APPROVED], LATER, True),
        (PATHS[Stage.RUNNING], LATER, True),
        (PATHS[Stage.RUNNING], "2024-03-31T23:59+07:00", False),
        (PATHS[Stage.PAUSED], LATER, True),
        (PATHS[Stage.SUBMITTED], LATER, False),
        (PATHS[Stage.COMPLETED], LATER, False),
    ],
)
def test_a_pilot_is_closed_when_it_is_stopped_over_or_regular(path, at, allowed):
    """It was stopped, its last day has passed, or after an expansion it goes over into regular work (R11, K17)."""
    outcome = Given(*CITY, *path).when(COMPLETE, by="CHAIR", at=at)

    assert outcome.refusals == (() if allowed else ("pilot_may_be_closed",))


DECISIONS: list[tuple[Command, tuple[Event, ...]]] = [
    (ReturnPilot(pilot="P", reason=WORDS), PATHS[Stage.SUBMITTED]),
    (RejectPilot(pilot="P", reason=WORDS), PATHS[Stage.SUBMITTED]),
    (APPROVE, PATHS[Stage.SUBMITTED]),
    (PausePilot(pilot="P", instrument="QĐ 11", reason=WORDS), RUNNING),
    (ResumePilot(pilot="P", instrument="QĐ 13"), PATHS[Stage.PAUSED]),
    (COMPLETE, PATHS[Stage.STOPPED]),
]


@pytest.mark.parametrize("command,path", DECISIONS, ids=lambda it: type(it).__name__)
def test_nobody_decides_on_a_pilot_they_drafted_even_for_the_leadership(command, path):
    """The head who drafted it may act for the chair, but not on this (K10)."""
    given = Given(*CITY, LENT, *path)

    given.when(command, by="HEAD-1", on_behalf_of="CHAIR").refused_by("actor_is_no_author")
    assert given.when(command, by="CHAIR").events


def test_nobody_decides_on_a_draft_that_was_made_for_them():
    """Whoever drafts by delegation and whoever lent it have both had a hand in the draft (K10)."""
    command = draft(unit="CITY")
    outcome = Given(*CITY, LENT).when(command, by="HEAD-1", on_behalf_of="CHAIR")

    outcome.then(drafted(unit="CITY", authors=("CHAIR", "HEAD-1")))
    Given(*CITY, *outcome.events, SUBMITTED).when(APPROVE, by="CHAIR").refused_by("actor_is_no_author")


@pytest.mark.parametrize(
    "other",
    [
        (),
        _other(Stage.SUBMITTED),
        _other(Stage.STOPPED),
        _other(Stage.COMPLETED),
        _other(Stage.RUNNING, type=PilotType.HIRED_MANAGERS),
        _other(Stage.RUNNING, quota={"A-2": 1}, units=("A-1",)),
        _other(Stage.RUNNING, since=date(2024, 4, 1), until=date(2024, 6, 30)),
    ],
)
def test_a_pilot_is_approved_beside_others_that_count_no_place_twice(other):
    """Undecided, closed, of another kind, of another body, or at another time."""
    assert Given(*CITY, *other, *PATHS[Stage.SUBMITTED]).when(APPROVE, by="CHAIR").events


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.RUNNING, Stage.IN_REVIEW, Stage.PAUSED])
@pytest.mark.parametrize("since,until", [("2023-07-01", "2023-10-01"), ("2024-03-31", "2024-06-30")])
def test_a_body_stands_in_one_decided_pilot_at_a_time(stage, since, until):
    """A shared day is enough (R6, K14)."""
    other = _other(stage, since=date.fromisoformat(since), until=date.fromisoformat(until))
    given = Given(*CITY, *other, *PATHS[Stage.SUBMITTED])

    given.when(APPROVE, by="CHAIR").refused_by("bodies_are_in_no_other_pilot")


def test_a_pilot_starts_within_its_term():
    """Not before its first day and not after its last (R12)."""
    given = Given(*CITY, *PATHS[Stage.APPROVED], at="2023-09-01T08:00+07:00")

    given.when(START, by="HEAD-1", at="2023-09-30T23:59+07:00").refused_by("term_has_begun")
    given.when(START, by="HEAD-1", at="2023-10-01T00:00+07:00").then(STARTED)
    given.when(START, by="HEAD-1", at="2024-03-31T23:59+07:00").then(STARTED)
    given.when(START, by="HEAD-1", at="2024-04-01T00:00+07:00").refused_by("term_is_not_over")


def test_a_pilot_whose_term_is_over_is_neither_approved_nor_resumed():
    """Only an end is left to it."""
    resume = ResumePilot(pilot="P", instrument="QĐ 13")

    Given(*CITY, *PATHS[Stage.SUBMITTED]).when(APPROVE, by="CHAIR", at=LATER).refused_by("term_is_not_over")
    Given(*CITY, *PATHS[Stage.PAUSED]).when(resume, by="CHAIR", at=LATER).refused_by("term_is_not_over")


@pytest.mark.parametrize(
    "part,rule",
    [
        ({"unit": "U-2"}, "unit_lies_in_scope"),
        ({"unit": "U-1", "position": "P-2"}, "position_lies_in_scope"),
        ({"unit": "A-1", "position": "P-1"}, "position_lies_in_scope"),
        ({"unit": "U-1", "position": "P-3"}, "position_does_not_serve_citizens"),
        ({"unit": "U-1", "position": "P-4"}, "position_does_not_serve_citizens"),
    ],
)
def test_only_what_the_scope_is_open_to_is_taken_in(part, rule):
    """Units of the scope, positions of its groups, and none that serve citizens in phase 1 (R2, R3, R4)."""
    given = Given(*CITY, *RUNNING)

    given.when(AssignUnit(pilot="P", **part), by="CHAIR").refused_by(rule)


@pytest.mark.parametrize("part", [{"unit": "A-1"}, {"unit": "U-1"}, {"unit": "U-1", "position": "P-1"}])
def test_a_unit_below_the_scope_or_one_of_its_positions_is_taken_in(part):
    """The scope says how far a pilot may reach; its units decide to join (R2)."""
    assert Given(*CITY, *RUNNING).when(AssignUnit(pilot="P", **part), by="CHAIR").events


def test_a_position_named_by_the_scope_is_taken_in_whatever_its_group():
    """The scope is open to a group of positions or to single ones (R2)."""
    path = (drafted(positions=("P-2",)), *RUNNING[1:])

    assert Given(*CITY, *path).when(AssignUnit(pilot="P", unit="U-1", position="P-2"), by="HEAD-U").events


def test_a_part_is_taken_in_once_and_leaves_once():
    """What takes part does not join again, and what does not cannot leave."""
    outside = Given(*CITY, *RUNNING)
    inside = Given(*CITY, *RUNNING, TAKEN_IN)

    outside.when(TAKE_IN, by="HEAD-U").then(TAKEN_IN)
    outside.when(LET_GO, by="HEAD-U").refused_by("part_is_taken_in")
    inside.when(TAKE_IN, by="HEAD-U").refused_by("part_is_not_taken_in_yet")
    assert inside.when(LET_GO, by="HEAD-U").events


OTHERS: tuple[dict[str, str], ...] = ({}, {"other": "9/10"}, {"on_time": "9/10", "other": "1/1"})
INEXACT = tuple({"on_time": each} for each in ("90%", "9/0", "9 / 10", "1e3", "rất tốt", " "))


@pytest.mark.parametrize("results", [*OTHERS, *INEXACT])
def test_a_report_says_exactly_what_indicators_of_the_pilot_show(results):
    """Some of them, and no others; a word about one is no figure (R8)."""
    rule = "results_name_the_indicators" if results in OTHERS else "results_are_exact"
    command = ReportPilot(pilot="P", until="2023-10-01", results=results)
    Given(*CITY, *RUNNING).when(command, by="HEAD-1").refused_by(rule)
    Given(*CITY, *RUNNING).when(REPORT, by="HEAD-1").then(REPORTED)


def test_a_report_covers_no_day_to_come():
    """Today at the latest."""
    command = ReportPilot(pilot="P", until="2023-10-03", results={"on_time": "9/10"})

    Given(*CITY, *RUNNING).when(command, by="HEAD-1").refused_by("reported_days_are_over")
    assert Given(*CITY, *RUNNING).when(command, by="HEAD-1", at="2023-10-03T08:00+07:00").events


def test_a_pilot_that_does_not_exist_is_named():
    """Nothing is decided about a pilot that nobody drafted."""
    Given(*CITY).when(SubmitPilot(pilot="P"), by="HEAD-1").not_on_record("pilot_record:P")


def test_every_rule_stands_in_a_command():
    """A rule that no command asks is a dead letter."""
    asked = {rule for command in MODULE.commands for rule in (command.authority, *command.rules)}
    written = {
        rule
        for module in (rules, measuring_rules, decision_rules)
        for name, rule in vars(module).items()
        if inspect.isfunction(rule) and rule.__module__ == module.__name__ and not name.startswith("_")
    }
    first = {rule: next(iter(inspect.signature(rule).parameters)) for rule in written}

    assert {rule for rule, name in first.items() if name in {"command", "_command"}} <= asked


NAME = "Nguyễn Văn A bị kỷ luật"


@pytest.mark.parametrize("field", ["quota", "indicators"])
def test_codes_are_no_place_for_names(field):
    """What a refusal repeats goes on record: bodies and indicators are named by ids alone (R17, R63)."""
    with pytest.raises(InvalidInputError):
        draft(**{field: {NAME: 0 if field == "quota" else "1/2"}})
    with pytest.raises(InvalidInputError):
        ReportPilot(pilot="P", until="2023-10-02", results={NAME: "1/2"})
