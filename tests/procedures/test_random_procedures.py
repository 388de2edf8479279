"""Any procedure that offices can build is found sound, and what is broken in it is found."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civicflow.procedures import Outcome, Procedure, StepDefinition, StepKind
from civicflow.procedures.checks import problems
from civicflow.procedures.marking import Marking, followed, opened, restarted
from civicflow.procedures.walk import may_return, reachable, stand_alone
from tests.procedures.random_procedures import ONE_PERSON, sound_procedures

T = TypeVar("T")
Pick: TypeAlias = Callable[..., Any]
Broken: TypeAlias = Callable[[Procedure, Pick], Procedure]


@given(sound_procedures(), st.data())
def test_a_dossier_gets_to_nowhere_that_was_not_foreseen_and_can_always_be_closed(
    procedure: Procedure, data: st.DataObject
) -> None:
    """Whatever outcomes are chosen, and wherever it is returned to, there is a next step until it is closed."""
    assert problems(procedure) == ()
    marking = opened(procedure).marking
    for _ in range(data.draw(st.integers(0, 25))):
        assert marking in reachable(procedure)
        assert (marking.result is None) == bool(marking.open)
        again = sorted(stand_alone(procedure)) if data.draw(st.integers(0, 7)) == 7 else []
        if again:
            step = data.draw(st.sampled_from(again))
            if may_return(procedure, marking, step):
                marking = restarted(procedure, marking, step).marking
        elif marking.result is None:
            ways = [moves for _, _, moves in followed(procedure, marking)]
            marking = data.draw(st.sampled_from(ways)).marking


@given(sound_procedures())
def test_what_is_open_at_the_end_is_called_off(procedure: Procedure) -> None:
    """No place is closed and open at once, and no join waits in a dossier that is closed."""
    closed = [marking for marking in reachable(procedure) if marking.result is not None]
    assert closed
    assert all(marking == Marking(milestones=marking.milestones, result=marking.result) for marking in closed)


def evolve(record: T, **more: Any) -> T:
    """A procedure, a step or an outcome with something said otherwise."""
    changed: T = attrs.evolve(record, **more)  # type: ignore[misc]  # each of them is an attrs class
    return changed


def with_step(procedure: Procedure, step: StepDefinition, **more: Any) -> Procedure:
    """The procedure with one step said otherwise."""
    changed = evolve(step, **more)
    steps = [changed if each is step else each for each in procedure.steps]
    return evolve(procedure, steps=steps)


def any_of(procedure: Procedure, pick: Pick, *kinds: StepKind) -> StepDefinition:
    """A step of some kinds."""
    found = [step for step in procedure.steps if step.kind in kinds]
    assume(found)
    step: StepDefinition = pick(found)
    return step


def without_a_step(procedure: Procedure, pick: Pick) -> Procedure:
    """A step that others lead to is gone."""
    gone = pick(procedure.steps)
    return evolve(procedure, steps=[each for each in procedure.steps if each is not gone])


def with_an_outcome(procedure: Procedure, pick: Pick, **more: Any) -> Procedure:
    """One outcome said otherwise."""
    step = pick(procedure.steps)
    outcome: Outcome = pick(step.outcomes)
    outcomes = [evolve(each, **more) if each is outcome else each for each in step.outcomes]
    return with_step(procedure, step, outcomes=outcomes)


def with_a_stranger(procedure: Procedure, pick: Pick) -> Procedure:
    """A step that nothing leads to."""
    last = procedure.steps[-1]
    return evolve(procedure, steps=(*procedure.steps, evolve(last, step="stranger")))


def with_a_deaf_join(procedure: Procedure, pick: Pick) -> Procedure:
    """A join that does not wait for one of its branches."""
    join = any_of(procedure, pick, StepKind.JOIN)
    return with_step(procedure, join, joins=join.joins[1:], needed=None)


def with_a_deadlock(procedure: Procedure, pick: Pick) -> Procedure:
    """The last step, whose only outcome waits for a branch that never sets out."""
    last = procedure.steps[-1]
    onward = Outcome(outcome="on", title=last.title, leads_to=("never",))
    meet = evolve(last, kind=StepKind.JOIN, role=None, outcomes=[evolve(onward, leads_to=("end",))])
    join = evolve(meet, step="never", joins=("sign", "end"))
    ends = evolve(last, step="end", outcomes=(*last.outcomes, onward))
    return evolve(procedure, steps=(*procedure.steps[:-1], evolve(last, outcomes=[onward]), join, ends))


def with_both_of_a_choice(procedure: Procedure, pick: Pick) -> Procedure:
    """Two branches that both come to the last step, with no join before it."""
    last = procedure.steps[-1]
    split = Outcome(outcome="split", title=last.title, leads_to=("one", "other"))
    meet = [evolve(last, step=code, outcomes=[evolve(split, leads_to=("end",))]) for code in ("one", "other")]
    steps = (*procedure.steps[:-1], evolve(last, outcomes=[split]), *meet, evolve(last, step="end"))
    return evolve(procedure, steps=steps)


def with_an_endless_loop(procedure: Procedure, pick: Pick) -> Procedure:
    """A term that leads back to its own step."""
    step = any_of(procedure, pick, StepKind.WORK)
    late = Outcome(outcome="late", title=step.title, leads_to=(step.step,))
    return with_step(
        procedure, step, outcomes=(*step.outcomes, late), term="2 working_days", when_passed="late"
    )


def with_one_person_twice(procedure: Procedure, pick: Pick) -> Procedure:
    """A step of the head that must be done by somebody other than the head."""
    last = procedure.steps[-1]
    twin = evolve(last, step="twin", different_person_from=("sign",))
    onward = Outcome(outcome="on", title=last.title, leads_to=("twin",))
    return evolve(procedure, steps=(*procedure.steps[:-1], evolve(last, outcomes=[onward]), twin))


BREAKING: dict[str, tuple[str, Broken]] = {
    "a step is gone": ("unknown-step", without_a_step),
    "an outcome leads nowhere": (
        "leads-nowhere",
        lambda p, pick: with_an_outcome(p, pick, leads_to=(), closes=None),
    ),
    "an outcome leads and closes": (
        "leads-and-closes",
        lambda p, pick: with_an_outcome(p, pick, leads_to=("sign",), closes="granted"),
    ),
    "a role is gone": ("unknown-role", lambda p, pick: evolve(p, roles=p.roles[2:])),
    "a step is there twice": ("listed-twice", lambda p, pick: evolve(p, steps=(*p.steps, pick(p.steps)))),
    "nothing leads to a step": ("never-entered", with_a_stranger),
    "a join is deaf": ("not-awaited-there", with_a_deaf_join),
    "a join waits for ever": ("never-closed", with_a_deadlock),
    "two branches run into one step": ("entered-while-open", with_both_of_a_choice),
    "a term leads back to itself": ("loop-without-a-person", with_an_endless_loop),
    "nobody else can be found": ("nobody-else-could", with_one_person_twice),
    "secret work is taken home": (
        "secret-at-home",
        lambda p, pick: with_step(p, any_of(p, pick, StepKind.WORK), confidentiality="secret", at_home=True),
    ),
    "nobody can choose": (
        "no-outcome-by-hand",
        lambda p, pick: with_step(
            p, p.steps[-1], term="2 working_days", when_passed=p.steps[-1].outcomes[0].outcome
        ),
    ),
    "a timer has no term": (
        "missing",
        lambda p, pick: with_step(p, any_of(p, pick, StepKind.TIMER), term=None),
    ),
}


@pytest.mark.parametrize("how", BREAKING)
@given(procedure=sound_procedures(), data=st.data())
def test_whatever_is_broken_in_a_sound_procedure_is_named(
    how: str, procedure: Procedure, data: st.DataObject
) -> None:
    """The mistake that was made is among the problems, whatever else the procedure says."""
    problem, broken = BREAKING[how]

    def pick(among: Any) -> Any:
        return data.draw(st.sampled_from(list(among)))

    assert problem in {each.problem for each in problems(broken(procedure, pick))}


@given(sound_procedures())
def test_random_procedures_leave_somebody_to_choose_and_somebody_else_to_do_it(procedure: Procedure) -> None:
    """What other tests rely on: a person can end each work, and no step is barred to everybody."""
    for step in (each for each in procedure.steps if each.kind is StepKind.WORK):
        assert step.by_hand
        others = [procedure.step(code) for code in step.different_person_from]
        assert all(each is not None and each.role not in ONE_PERSON for each in others)
