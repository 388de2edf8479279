"""Where a dossier can come to, and at which steps it may rest alone."""

from civicflow.procedures.checks import problems
from civicflow.procedures.marking import Marking
from civicflow.procedures.walk import may_return, reachable, stand_alone
from tests.procedures.drawn import outcome, procedure, step

PARALLEL = procedure(
    step("receive", outcome("complete", "check", "ask")),
    step("check", outcome("fine", "meet")),
    step("ask", outcome("answered", "meet")),
    step("meet", outcome("met", "sign"), kind="join", joins=("check", "ask")),
    step("sign", outcome("signed", closes="granted"), outcome("back", "receive")),
)


def at(*steps: str, **more: object) -> Marking:
    """A place at which some steps are open."""
    return Marking(open=frozenset(steps), **more)  # type: ignore[arg-type]


def test_a_dossier_may_rest_alone_before_and_after_parallel_branches_but_not_within() -> None:
    """Whoever goes back to one branch alone would wait for the other for ever."""
    assert stand_alone(PARALLEL) == {"receive", "sign"}


def test_every_place_a_dossier_can_come_to_is_known() -> None:
    """Each combination of open branches, and the closing."""
    assert reachable(PARALLEL) == {
        at("receive"),
        at("check", "ask"),
        at("check", arrivals=frozenset({("meet", "ask")})),
        at("ask", arrivals=frozenset({("meet", "check")})),
        at("sign"),
        Marking(result="granted"),
    }


def test_a_return_keeps_the_milestones_and_what_follows_is_known_too() -> None:
    """After a return a milestone is reached earlier than on the way forward."""
    paid = procedure(
        step("receive", outcome("complete", "pay")),
        step("pay", outcome("paid", "fee-paid")),
        step("fee-paid", outcome("reached", "sign"), kind="milestone"),
        step("sign", outcome("signed", closes="granted"), requires=("fee-paid",)),
    )
    had = frozenset({"fee-paid"})
    assert stand_alone(paid) == {"receive", "pay", "sign"}
    assert at("receive", milestones=had) in reachable(paid)
    assert at("sign") not in reachable(paid)
    assert may_return(paid, at("sign", milestones=had), "receive")
    assert not may_return(paid, at("receive"), "sign")


def test_nobody_returns_to_where_a_milestone_reached_before_would_open_a_step_twice() -> None:
    """On the way forward the milestone keeps two branches apart; once it is reached they would meet in one step."""
    apart = procedure(
        step("begin", outcome("go", "first", "second")),
        step("first", outcome("done", "third")),
        step("second", outcome("done", "third"), requires=("point",)),
        step("third", outcome("seen", "point", withdraws=("fourth",))),
        step("point", outcome("reached", "fourth"), kind="milestone"),
        step("fourth", outcome("end", closes="x")),
    )
    assert problems(apart) == ()
    assert stand_alone(apart) == {"fourth"}


def test_a_step_is_no_place_to_return_to_when_a_branch_would_come_twice() -> None:
    """From the first of two that must come, the late one would still be awaited on the next round."""
    either = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("done", "first")),
        step("c", outcome("done", "first")),
        step(
            "first",
            outcome("met", "d", withdraws=("b", "c", "first")),
            kind="join",
            joins=("b", "c"),
            needed=1,
        ),
        step("d", outcome("end", closes="done"), outcome("again", "a")),
    )
    assert stand_alone(either) == {"a", "d"}
