"""Persons responsible who take no step, and steps that were taken without the one they rest on."""

from civicflow.views.omissions import Omissions
from civicflow.views.responsibility import Responsibility, Responsible
from tests.views.lives import Life
from tests.views.past import Past
from tests.views.recorded import case

LATER = "2024-02-01T08:00"


def test_a_person_responsible_who_takes_no_step_is_absent():
    """Of the cases that name one and have steps; a task of ours without recorded steps is none of them."""
    past = Past()
    Life(past, "r/1", assignee="E-1").assigned()
    Life(past, "r/2", assignee="E-1").assigned()
    Life(past, "r/3", assignee="E-2").assigned()
    Life(past, "T-1", assignee="E-1").assigned()
    case(past, "r/1", ("a", "E-1"), ("b", "E-2"))
    case(past, "r/2", ("a", "E-2"))
    case(past, "r/3", ("a", "E-2"))
    case(past, "r/4", ("a", "E-2"))

    answer = past.ask(Responsibility(with_events=True), LATER)

    assert (answer.absent.numerator, answer.absent.denominator, answer.absent.events) == (1, 3, (3,))
    assert answer.persons == (
        Responsible(person="E-1", cases=2, absent=1),
        Responsible(person="E-2", cases=1, absent=0),
    )
    assert past.ask(Responsibility(source="s"), LATER).absent.share is None


def test_a_step_without_the_one_it_rests_on_or_before_it():
    """A payment without approval, one before it, one after it, and a case that was never paid."""
    past = Past()
    case(past, "r/1", ("pay", "E-1"))
    case(past, "r/2", ("pay", "E-1"), ("approve", "E-2"))
    case(past, "r/3", ("approve", "E-2"), ("pay", "E-1"))
    case(past, "r/4", ("approve", "E-2"))

    answer = past.ask(Omissions(step="pay", requires="approve", with_events=True), LATER)

    assert (answer.without.numerator, answer.without.denominator, answer.without.events) == (1, 3, (1,))
    assert (answer.before.numerator, answer.before.events) == (1, (2,))
    assert answer.tasks == ("r/1", "r/2")
