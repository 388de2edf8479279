"""Where a dossier stands after each outcome: one step after another, branches, loops, joins, milestones."""

import pytest

from civicflow.procedures import StepKind
from civicflow.procedures.marking import (
    CannotGoOnError,
    Marking,
    Move,
    completed,
    followed,
    may_be_completed,
    opened,
    restarted,
)
from tests.procedures.drawn import outcome, procedure, step

BRANCHING = procedure(
    step("receive", outcome("complete", "check", "ask")),
    step("check", outcome("fine", "meet"), outcome("again", "check")),
    step("ask", outcome("answered", "meet")),
    step("meet", outcome("met", "sign"), kind="join", joins=("check", "ask")),
    step("sign", outcome("signed", closes="granted"), outcome("back", "receive")),
)


def test_an_outcome_enters_all_the_steps_it_leads_to() -> None:
    """A split in parallel is an outcome that leads to several steps."""
    moves = completed(BRANCHING, opened(BRANCHING).marking, "receive", "complete")
    assert moves.of("entered") == ("check", "ask")
    assert moves.marking.open == {"check", "ask"}


def test_a_join_waits_for_all_its_branches() -> None:
    """Only the second branch passes the join, whatever rounds the first has taken."""
    marking = completed(BRANCHING, opened(BRANCHING).marking, "receive", "complete").marking
    for outcome_of_check in ("again", "again", "fine"):
        marking = completed(BRANCHING, marking, "check", outcome_of_check).marking
    assert marking == Marking(open=frozenset({"ask"}), arrivals=frozenset({("meet", "check")}))
    moves = completed(BRANCHING, marking, "ask", "answered")
    assert moves.changes == (Move("arrived", "meet", "ask", 2), Move("entered", "sign"))
    assert moves.marking == Marking(open=frozenset({"sign"}))


def test_a_join_of_some_takes_the_late_ones_in() -> None:
    """With one of two needed the dossier goes on at the first; the second is taken in and the join can be used again."""
    either = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("done", "first")),
        step("c", outcome("done", "first")),
        step("first", outcome("met", "d"), kind="join", joins=("b", "c"), needed=1),
        step("d", outcome("end", closes="done")),
    )
    marking = completed(either, opened(either).marking, "a", "go").marking
    moves = completed(either, marking, "c", "done")
    assert moves.marking.open == {"b", "d"}
    late = completed(either, moves.marking, "b", "done")
    assert late.changes == (Move("arrived", "first", "b", 2),)
    assert late.marking == Marking(open=frozenset({"d"}))


def test_closing_calls_off_what_is_still_open() -> None:
    """A dossier that is closed has no open step."""
    closing = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("end", closes="done")),
        step("c", outcome("on", "b")),
    )
    marking = completed(closing, opened(closing).marking, "a", "go").marking
    moves = completed(closing, marking, "b", "end")
    assert moves.changes == (Move("withdrawn", "c"), Move("closed", "done"))
    assert moves.marking == Marking(result="done")


def test_an_outcome_calls_off_the_steps_and_forgets_the_joins_it_names() -> None:
    """A region is cancelled as a whole: its open steps, and the branches that have come to its join."""
    region = procedure(
        step("a", outcome("go", "b", "c", "d")),
        step("b", outcome("done", "meet")),
        step("c", outcome("done", "meet")),
        step("meet", outcome("met", "e"), kind="join", joins=("b", "c")),
        step("d", outcome("stop", "e", withdraws=("b", "c", "meet"))),
        step("e", outcome("end", closes="done")),
    )
    marking = completed(region, opened(region).marking, "a", "go").marking
    marking = completed(region, marking, "b", "done").marking
    moves = completed(region, marking, "d", "stop")
    assert moves.changes == (Move("withdrawn", "c"), Move("withdrawn", "meet"), Move("entered", "e"))
    assert moves.marking == Marking(open=frozenset({"e"}))


def test_a_milestone_is_passed_at_once_and_stays_reached() -> None:
    """A step that requires a milestone can be completed only once another branch has passed it."""
    paid = procedure(
        step("a", outcome("go", "pay", "print")),
        step("pay", outcome("paid", "fee-paid")),
        step("fee-paid", outcome("reached", "archive"), kind=StepKind.MILESTONE),
        step("archive", outcome("done", "meet")),
        step("print", outcome("done", "meet"), requires=("fee-paid",)),
        step("meet", outcome("met", "hand"), kind="join", joins=("archive", "print")),
        step("hand", outcome("end", closes="done")),
    )
    marking = completed(paid, opened(paid).marking, "a", "go").marking
    assert not may_be_completed(paid, marking, "print")
    moves = completed(paid, marking, "pay", "paid")
    assert moves.changes == (Move("reached", "fee-paid"), Move("entered", "archive"))
    assert may_be_completed(paid, moves.marking, "print")
    assert {(code, how) for code, how, _ in followed(paid, moves.marking)} == {
        ("archive", "done"),
        ("print", "done"),
    }


def test_a_dossier_can_go_back_to_one_step_alone() -> None:
    """What was open is called off, and what had come to a join is forgotten."""
    marking = completed(BRANCHING, opened(BRANCHING).marking, "receive", "complete").marking
    marking = completed(BRANCHING, marking, "check", "fine").marking
    moves = restarted(BRANCHING, marking, "receive")
    assert moves.changes == (Move("withdrawn", "ask"), Move("entered", "receive"))
    assert moves.marking == Marking(open=frozenset({"receive"}))


@pytest.mark.parametrize("at, how", [("sign", "signed"), ("receive", "lost"), ("nowhere", "complete")])
def test_what_is_not_open_or_not_foreseen_cannot_be_completed(at: str, how: str) -> None:
    """Nothing moves by a step that is not open, nor by an outcome that it does not have."""
    with pytest.raises(CannotGoOnError):
        completed(BRANCHING, opened(BRANCHING).marking, at, how)


def test_no_step_is_entered_while_it_is_open() -> None:
    """Two branches that lead to one step without a join cannot both be followed."""
    twice = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("on", "d")),
        step("c", outcome("on", "d")),
        step("d", outcome("end", closes="done")),
    )
    marking = completed(twice, opened(twice).marking, "a", "go").marking
    marking = completed(twice, marking, "b", "on").marking
    with pytest.raises(CannotGoOnError):
        completed(twice, marking, "c", "on")
