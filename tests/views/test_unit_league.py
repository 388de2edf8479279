"""The league of units, line by line the same as each unit asked for alone, the worst first (V18)."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.core.question import Figure
from civicflow.feedback.events import (
    PetitionAnswered,
    PetitionChannel,
    Petitioner,
    PetitionForwarded,
    PetitionKind,
    PetitionOutcome,
    PetitionReceived,
    PetitionWithdrawn,
)
from civicflow.views.league_tallies import LeagueLine
from civicflow.views.on_time import OnTime
from civicflow.views.petition_record import PetitionRecord
from civicflow.views.targets import Targets
from civicflow.views.unit_league import UnitLeague
from tests.views.administration import administration, appointed, relieved
from tests.views.lives import Life
from tests.views.past import Past, at
from tests.views.test_targets import ASSIGNED, closed, reported, revised

LATER = "2024-02-01T08:00"
TEXT = FreeText(v="Trả kết quả chậm")
RECEIVED = PetitionReceived(
    petition="P-1",
    unit="U-12",
    petitioner=Petitioner.CITIZEN,
    from_person=None,
    kind=PetitionKind.DELAY,
    about=None,
    against=None,
    decided_by=None,
    channel=PetitionChannel.ONLINE,
    received_on=date(2023, 11, 1),
    text=TEXT,
    received_by="E-101",
    due=at("2023-11-15T17:00"),
    derivation=None,
)
ANSWERED = PetitionAnswered(
    petition="P-1", unit="U-12", answered_by="E-204", outcome=PetitionOutcome.UPHELD, answer=TEXT
)
WITHDRAWN = PetitionWithdrawn(petition="P-1", unit="U-12", recorded_by="E-101", reason=TEXT)


def told() -> Past:
    """An agency of two units without work."""
    return administration(Past())


def worked(past: Past, task: str, unit: str, recorded: str, *, due: str = "2023-11-20T17:00") -> None:
    """A task that is completed when it is handed in."""
    life = Life(past, task, unit=unit).assigned(due=due)
    life.submitted(recorded).completed(recorded)


def lines(past: Past, now: str = LATER, **asked: Any) -> dict[str | None, LeagueLine]:
    """The lines of the league by their part."""
    return {each.of: each for each in past.ask(UnitLeague(**asked), now)}


def test_the_worst_unit_stands_first_below_the_line_of_all():
    """R54: which unit works on time and which does not is seen at once; who has no work yet stands behind."""
    past = told()
    worked(past, "T-1", "U-12", "2023-11-20T16:00")
    worked(past, "T-2", "U-12", "2023-11-21T08:00")
    worked(past, "T-3", "U-13", "2023-11-21T08:00")
    past.add("2023-11-22T08:00", evolve(ASSIGNED, unit="A-1"))

    league = past.ask(UnitLeague(period="2023-11"), LATER)

    assert [each.of for each in league] == [None, "U-13", "U-12", "A-1"]
    assert [each.raw.share for each in league] == [Fraction(1, 3), Fraction(0), Fraction(1, 2), None]


def test_the_order_is_that_of_the_reading_that_nothing_lifts():
    """K4: a unit that extends its dues before they pass is on time by the agreed due, and stands where it belongs."""
    past = told()
    Life(past, "T-1", unit="U-12").assigned().extended("2023-11-19T08:00", "2023-11-30T17:00").submitted(
        "2023-11-28T08:00"
    ).completed("2023-11-28T09:00")
    worked(past, "T-2", "U-13", "2023-11-20T16:00")
    worked(past, "T-3", "U-13", "2023-11-21T16:00")

    league = past.ask(UnitLeague(period="2023-11"), LATER)

    assert [each.of for each in league] == [None, "U-12", "U-13"]
    assert [each.on_time.share for each in league[1:]] == [Fraction(1), Fraction(1, 2)]


def test_an_accountable_head_answers_for_what_was_due_in_their_time():
    """R79, K18: after a change of heads each finds what was due while they led, and a vacant office leads upwards."""
    past = told()
    relieved(past, "U-12", "E-101", "2023-11-16T08:00")
    appointed(past, "U-12", "E-109", recorded="2023-11-18T08:00")
    worked(past, "T-1", "U-12", "2023-11-15T08:00", due="2023-11-10T17:00")
    worked(past, "T-2", "U-12", "2023-11-15T08:00", due="2023-11-17T17:00")
    worked(past, "T-3", "U-12", "2023-11-15T08:00", due="2023-11-20T17:00")

    league = lines(past, by="head")

    assert set(league) == {None, "E-101", "E-001", "E-109"}
    assert [league[head].raw.share for head in ("E-101", "E-001", "E-109")] == [0, 1, 1]


def test_targets_stand_beside_the_work():
    """R55: met as they are now and as they were assigned, of those of which something is known."""
    past = told()
    past.add("2023-10-02T08:00", ASSIGNED)
    past.add("2023-10-02T08:01", evolve(ASSIGNED, target="G-2", indicator="petitions"))
    past.add("2023-10-02T08:02", evolve(ASSIGNED, target="G-3", indicator="surveys"))
    past.add("2023-10-02T08:03", revised("9/10"))
    past.add("2023-11-01T08:00", reported("0.93", date(2023, 10, 31)))
    past.add("2023-11-01T08:01", reported("0.96", date(2023, 10, 31), "G-2"))

    line = lines(past)["U-12"]

    assert line.targets == 3
    assert line.targets_met == Figure(numerator=2, denominator=2)
    assert line.targets_met_as_assigned == Figure(numerator=1, denominator=2)
    assert lines(past, period="2024") == {None: lines(told())[None]}


def test_petitions_are_answered_in_time_late_or_wait():
    """R56: of the unit that answers for them now; what waits within its term is neither in time nor late."""
    past = told()
    for number, unit in enumerate(("U-12", "U-12", "U-12", "U-12", "U-13")):
        past.add("2023-11-01T08:00", evolve(RECEIVED, petition=f"P-{number}", unit=unit))
    past.add("2023-11-15T17:00", evolve(ANSWERED, petition="P-0"))
    past.add("2023-11-15T17:01", evolve(ANSWERED, petition="P-1"))
    past.add("2023-11-16T08:00", evolve(WITHDRAWN, petition="P-2"))
    forwarded = PetitionForwarded(
        petition="P-4", unit="U-13", to_unit="U-12", forwarded_by="E-102", reason=TEXT
    )
    past.add("2023-11-02T08:00", forwarded)

    line = lines(past)["U-12"]
    assert (line.petitions, line.petitions_open, line.petitions_overdue) == (5, 2, 2)
    assert line.petitions_in_time == Figure(numerator=1, denominator=4)

    (alone,) = past.ask(PetitionRecord(unit="U-12"), LATER).lines
    assert alone.answered_in_time == line.petitions_in_time

    early = lines(past, "2023-11-15T17:00")["U-12"]
    assert early.petitions_overdue == 0
    assert "U-13" not in lines(past)
    assert lines(past, period="2023-10")[None].petitions == 0


def test_only_a_unit_with_what_stands_below_it():
    """The league of an agency, or of one of its units."""
    past = told()
    for unit in ("A-1", "U-12", "U-13"):
        worked(past, f"T-{unit}", unit, "2023-11-20T16:00")

    assert set(lines(past, unit="A-1")) == {None, "A-1", "U-12", "U-13"}
    assert set(lines(past, unit="U-12")) == {None, "U-12"}
    assert lines(past, unit="U-12")[None].raw.denominator == 1


DAYS = st.integers(1, 28).map(lambda day: f"2023-11-{day:02}T17:00")
TASKS = st.lists(
    st.tuples(
        st.sampled_from(("A-1", "U-12", "U-13")),
        DAYS,
        st.sampled_from(("open", "submitted", "completed", "extended", "held", "cancelled")),
        DAYS,
    ),
    max_size=8,
)
AIMS = st.lists(
    st.tuples(st.sampled_from(("A-1", "U-12", "U-13")), st.none() | st.sampled_from(("0.9", "1"))), max_size=4
)


FATES: dict[str, Callable[[Life, str], object]] = {
    "open": lambda task, when: task,
    "submitted": lambda task, when: task.submitted(when),
    "completed": lambda task, when: task.submitted(when).completed(when),
    "extended": lambda task, when: task.extended(when, "2023-11-30T17:00").submitted(when).completed(when),
    "held": lambda task, when: task.held(when).confirmed(when),
    "cancelled": lambda task, when: task.cancelled(when),
}
"""What becomes of a task at a time."""


def lived(past: Past, number: int, life: tuple[str, str, str, str]) -> None:
    """One task of a unit, with what became of it."""
    unit, due, fate, when = life
    FATES[fate](Life(past, f"T-{number}", unit=unit).assigned(due=due, units=number + 1), when)


@settings(max_examples=40)
@given(tasks=TASKS, aims=AIMS, period=st.sampled_from((None, "2023-11", "2023-11-10/2023-11-20")))
def test_each_line_is_what_the_unit_alone_is_told(
    tasks: list[tuple[str, str, str, str]], aims: list[tuple[str, str | None]], period: str | None
):
    """The league in one pass, and each unit asked for on its own: the same figures, and nothing lost between the lines."""
    past = told()
    for number, life in enumerate(tasks):
        lived(past, number, life)
    for number, (unit, achieved) in enumerate(aims):
        past.add("2023-10-02T08:00", evolve(ASSIGNED, target=f"G-{number}", unit=unit))
        if achieved is not None:
            past.add("2024-01-02T08:00", closed(achieved, f"G-{number}"))

    league = lines(past, period=period)

    asked: dict[str | None, dict[str, Any]] = {unit: {"unit": unit} for unit in ("A-1", "U-12", "U-13")}
    asked[None] = {}
    for part, which in asked.items():
        alone = past.ask(OnTime(period=period, **which), LATER)
        aimed = past.ask(Targets(period=period, **which), LATER)
        line = league.get(part)
        figures = (alone.raw.figure, alone.on_time.figure, alone.closed.figure, alone.raw.weighted)
        if line is None:
            assert not aimed
            assert {each.denominator for each in figures} == {0}
        else:
            assert (line.raw, line.on_time, line.closed, line.weighted) == figures
            assert (line.targets, line.targets_met.numerator) == (
                len(aimed),
                sum(each.met is True for each in aimed),
            )
