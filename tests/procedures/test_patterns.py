"""The control-flow patterns of van der Aalst that procedures have or are put together from, each as small as it can be (R57)."""

import pytest

import civicflow as cf
from civicflow.core.command import Command
from civicflow.dossier.events import StepCompleted
from civicflow.procedures import Instances, Procedure, problems
from civicflow.procedures.marking import CannotGoOnError, Marking, Moves, completed, opened
from civicflow.task.events import TaskCancelled
from civicflow.testing import Given
from tests.dossier.filed import NEXT, at_step, named, task_done
from tests.procedures.drawn import outcome, procedure, step

END = step("end", outcome("end", closes="done"))


def sound(*steps: object, **more: object) -> Procedure:
    """A procedure that can be carried out."""
    made = procedure(*steps, **more)  # type: ignore[arg-type]
    assert problems(made) == ()
    return made


def after(given: Procedure, *ways: str) -> Moves:
    """What the last of several steps changed, each written as ``step=outcome``."""
    moves = opened(given)
    for way in ways:
        at, _, how = way.partition("=")
        moves = completed(given, moves.marking, at, how)
    return moves


def test_wcp1_one_step_follows_another() -> None:
    """Sequence: the second is entered once the first is completed, and not before."""
    two = sound(step("a", outcome("on", "b")), step("b", outcome("on", "end")), END)

    assert opened(two).marking.open == {"a"}
    assert after(two, "a=on").marking.open == {"b"}


CHOICE = sound(
    step("choose", outcome("left", "a"), outcome("right", "b")),
    step("a", outcome("on", "end")),
    step("b", outcome("on", "end")),
    END,
)
"""One of two ways, which come to the same step."""


def test_wcp4_an_outcome_chooses_one_of_several_ways() -> None:
    """Exclusive choice: the other way is never entered."""
    assert after(CHOICE, "choose=left").marking.open == {"a"}
    assert after(CHOICE, "choose=right").marking.open == {"b"}


def test_wcp5_ways_of_which_one_was_taken_come_together() -> None:
    """Simple merge: whichever way was taken, the same step follows, and nothing is waited for."""
    for ways in (("choose=left", "a=on"), ("choose=right", "b=on")):
        assert after(CHOICE, *ways).marking == Marking(open=frozenset({"end"}))


MERGING = sound(
    step(
        "choose",
        outcome("left", "a", "without-b"),
        outcome("right", "without-a", "b"),
        outcome("both", "a", "b"),
    ),
    step("a", outcome("on", "meet")),
    step("b", outcome("on", "meet")),
    step("without-a", outcome("passed", "meet"), kind="milestone"),
    step("without-b", outcome("passed", "meet"), kind="milestone"),
    step("meet", outcome("met", "end"), kind="join", joins=("a", "b", "without-a", "without-b"), needed=2),
    END,
)
"""One way or both, each combination an outcome; a way that is not taken is a point passed at once, so that a join can count."""


@pytest.mark.parametrize("chosen, entered", [("left", {"a"}), ("right", {"b"}), ("both", {"a", "b"})])
def test_wcp6_an_outcome_for_each_combination_chooses_several_ways(chosen: str, entered: set[str]) -> None:
    """Multi-choice: put together from outcomes that lead to all the steps of one combination."""
    assert after(MERGING, f"choose={chosen}").marking.open == entered


@pytest.mark.parametrize(
    "ways", [("choose=left", "a=on"), ("choose=right", "b=on"), ("choose=both", "b=on", "a=on")]
)
def test_wcp7_as_many_branches_as_were_chosen_come_together(ways: tuple[str, ...]) -> None:
    """Structured and local synchronizing merge: the join is passed by the last of those that were chosen, not earlier."""
    *before, _ = ways

    assert "end" not in after(MERGING, *before).marking.open
    assert after(MERGING, *ways).marking.open == {"end"}


def test_wcp8_two_branches_never_run_into_one_step_without_meeting() -> None:
    """Multi-merge: refused when the procedure is checked, since a step would be open twice at once."""
    twice = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("on", "end")),
        step("c", outcome("on", "end")),
        END,
    )

    assert [each.problem for each in problems(twice)] == ["entered-while-open"]


def test_wcp10_a_way_back_may_lead_into_the_middle_and_out_of_it() -> None:
    """Arbitrary cycles: a loop with two ways in and two ways out, as often as somebody says so."""
    loop = sound(
        step("a", outcome("to-b", "b"), outcome("to-c", "c")),
        step("b", outcome("on", "c"), outcome("out", "end")),
        step("c", outcome("back", "b"), outcome("out", "end")),
        END,
    )

    assert after(loop, "a=to-c", "c=back", "b=on", "c=back", "b=out").marking.open == {"end"}
    assert after(loop, "a=to-b", "b=on", "c=out").marking.open == {"end"}


def test_wcp11_no_dossier_ends_because_nothing_is_left_to_do() -> None:
    """Implicit termination: an outcome that leads nowhere and closes nothing is no outcome."""
    ends = procedure(step("a", outcome("done")))

    assert "leads-nowhere" in [each.problem for each in problems(ends)]


def test_wcp13_a_number_of_branches_that_is_known_beforehand_is_written_down() -> None:
    """Several instances known at design time: a step for each, all entered at once, all awaited."""
    three = sound(
        step("ask", outcome("asked", "one", "two", "three")),
        *(step(code, outcome("said", "all")) for code in ("one", "two", "three")),
        step("all", outcome("met", "end"), kind="join", joins=("one", "two", "three")),
        END,
    )

    assert after(three, "ask=asked").marking.open == {"one", "two", "three"}
    assert after(three, "ask=asked", "two=said", "one=said").marking.open == {"three"}
    assert after(three, "ask=asked", "two=said", "one=said", "three=said").marking.open == {"end"}


WHICHEVER = sound(
    step("ask", outcome("asked", "bank", "registry")),
    step("bank", outcome("came", "end", withdraws=("registry",)), kind="wait", awaits="reply"),
    step("registry", outcome("came", "end", withdraws=("bank",)), kind="wait", awaits="reply"),
    END,
)
"""Two replies are awaited; the one that comes first decides, and the other is awaited no longer."""


def test_wcp16_what_comes_first_from_outside_decides() -> None:
    """Deferred choice: nobody chooses; the way that was not taken is called off."""
    for first, other in (("bank", "registry"), ("registry", "bank")):
        moves = after(WHICHEVER, "ask=asked", f"{first}=came")
        assert (moves.of("withdrawn"), moves.of("entered")) == ((other,), ("end",))


def test_wcp21_a_step_is_repeated_until_its_outcome_says_enough() -> None:
    """Structured loop: checked after each round, as often as needed."""
    again = sound(step("draft", outcome("again", "draft"), outcome("good", "end")), END)

    assert after(again, *["draft=again"] * 7).of("entered") == ("draft",)
    assert after(again, *["draft=again"] * 7, "draft=good").marking.open == {"end"}


def test_wcp24_what_comes_early_is_kept_until_it_is_needed() -> None:
    """Persistent trigger: awaited from the beginning beside the work, and counted where both meet."""
    early = sound(
        step("receive", outcome("received", "work", "reply")),
        step("work", outcome("done", "both")),
        step("reply", outcome("came", "both"), kind="wait", awaits="reply"),
        step("both", outcome("met", "end"), kind="join", joins=("work", "reply")),
        END,
    )

    moves = after(early, "receive=received", "reply=came")
    assert moves.marking == Marking(open=frozenset({"work"}), arrivals=frozenset({("both", "reply")}))
    assert after(early, "receive=received", "reply=came", "work=done").marking.open == {"end"}


def of_three(needed: int, *withdraws: str) -> Procedure:
    """Three branches of which some are needed; those that are not may be called off."""
    return sound(
        step("a", outcome("go", "b", "c", "d")),
        *(step(code, outcome("on", "meet")) for code in ("b", "c", "d")),
        step(
            "meet",
            outcome("met", "end", withdraws=withdraws),
            kind="join",
            joins=("b", "c", "d"),
            needed=needed,
        ),
        END,
    )


def test_wcp29_the_first_branch_calls_the_others_off() -> None:
    """Cancelling discriminator: one of three is enough, and the join is as it was before."""
    moves = after(of_three(1, "b", "c", "d", "meet"), "a=go", "c=on")

    assert moves.of("withdrawn") == ("b", "d", "meet")
    assert moves.marking == Marking(open=frozenset({"end"}))


def test_wcp30_some_of_the_branches_are_enough() -> None:
    """Structured partial join: two of three; the third goes on, and is taken in when it comes."""
    two = of_three(2)

    assert after(two, "a=go", "b=on").marking.open == {"c", "d"}
    assert after(two, "a=go", "b=on", "d=on").marking.open == {"c", "end"}
    assert after(two, "a=go", "b=on", "d=on", "c=on").marking == Marking(open=frozenset({"end"}))


def test_wcp32_some_of_the_branches_call_the_rest_off() -> None:
    """Cancelling partial join: two of three, and nobody works at the third any more."""
    moves = after(of_three(2, "b", "c", "d", "meet"), "a=go", "b=on", "d=on")

    assert moves.of("withdrawn") == ("c", "meet")
    assert moves.marking == Marking(open=frozenset({"end"}))


def test_wcp31_a_branch_does_not_come_twice_before_the_others_have() -> None:
    """Blocking joins: there is nothing to be kept waiting, since such a procedure is refused."""
    faster = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("on", "meet"), outcome("twice", "meet", "b")),
        step("c", outcome("on", "meet")),
        step("meet", outcome("met", "end"), kind="join", joins=("b", "c"), needed=1),
        END,
    )

    assert [each.problem for each in problems(faster)] == ["entered-while-open"]
    with pytest.raises(CannotGoOnError):
        after(faster, "a=go", "b=twice", "b=on")


def test_wcp17_an_order_that_is_chosen_is_written_out() -> None:
    """Interleaved routing of two: either order is a way of its own, and the two are never open together."""
    either = sound(
        step("choose", outcome("paper-first", "paper"), outcome("site-first", "site")),
        step("paper", outcome("on", "site-after")),
        step("site-after", outcome("on", "end")),
        step("site", outcome("on", "paper-after")),
        step("paper-after", outcome("on", "end")),
        END,
    )

    assert after(either, "choose=paper-first", "paper=on").marking.open == {"site-after"}
    assert after(either, "choose=site-first", "site=on").marking.open == {"paper-after"}


CUT_SHORT = sound(
    step(
        "opine",
        outcome("agree", "end"),
        outcome("object", closes="refused"),
        outcome("enough", "end"),
        outcome("silent", "end"),
        instances=Instances(needed=2, otherwise="object"),
        term="5 working_days",
        when_passed="silent",
        if_cancelled="enough",
    ),
    END,
)
"""Several units are asked; the head may say that it is enough, and their term ends by itself."""


def asked() -> Given:
    """Three units are asked; one has agreed, two still have their task."""
    tasks = (
        task_done("D-1/opine/1/U-2", NEXT, "agree", "E-2", "U-2")[0],
        *task_done("D-1/opine/1/U-1", NEXT, "agree"),
    )
    third = task_done("D-1/opine/1/A-1", NEXT, "agree", "DIRECTOR", "A-1")[0]
    past: Given = at_step("opine", named("U-1", "U-2", "A-1"), *tasks, third, definition=CUT_SHORT)
    take = cf.dossier.CompleteStep(dossier="D-1", step="opine", round=1, unit="U-1")
    return past.and_then(*past.when(take, by="system:taking-over").events, at="2023-10-03T08:00+07:00")


@pytest.mark.parametrize(
    "command, by, outcome_of_it",
    [
        (cf.dossier.CancelStep(dossier="D-1", step="opine", reason="Đã đủ ý kiến"), "HEAD-1", "enough"),
        (cf.dossier.PassTerm(dossier="D-1", step="opine", round=1), "system:terms", "silent"),
    ],
)
def test_wcp26_and_27_what_several_units_do_is_cut_short(
    command: Command, by: str, outcome_of_it: str
) -> None:
    """By an office or by the clock: who is still asked is let go, and the dossier goes on by an outcome of its own."""
    events = asked().when(command, by=by, at="2023-10-17T08:00+07:00").events
    let_go = [each.task for each in events if isinstance(each, TaskCancelled)]
    (done,) = (each for each in events if isinstance(each, StepCompleted))

    assert let_go == ["D-1/opine/1/U-2", "D-1/opine/1/A-1"]
    assert (done.outcome, events[-1].topic) == (outcome_of_it, "dossier.step_entered")


def test_wcp15_nobody_is_asked_besides_once_the_units_are_named() -> None:
    """Several instances whose number changes meanwhile: refused, so that none is added until the answer suits."""
    more = cf.dossier.NameInstances(dossier="D-1", step="opine", units=("U-1", "U-2"))

    asked().when(more, by="HEAD-1").refused_by("units_are_not_named_yet")


def test_wcp23_what_comes_while_nobody_waits_for_it_is_lost() -> None:
    """Transient trigger: it is refused and not kept, and whoever took it down is told so."""
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought")

    at_step("receive").when(reply, by="E-1").refused_by("step_is_open")
    assert at_step("supplement").when(reply, by="E-1").refusals == ()
