"""Lives go on in turn, each at the moment that it names, and never in the past."""

from datetime import UTC, datetime, timedelta

from civicflow.core.command import Order
from civicflow.employee import CheckOut
from civicflow.scenario.agenda import Agenda, Step, act

START = datetime(2023, 10, 2, 8, tzinfo=UTC)
ORDER = Order(command=CheckOut(), by="E-1")


def life(name, hours, told, orders=()):
    """A life that waits so many hours from the start each time, and tells when it went on."""
    for hour in hours:
        taken = yield Step(START + timedelta(hours=hour), orders)
        told.append((name, hour, taken))


def run(agenda, taken=0):
    """The moments of an agenda, as hours, while every life is told the same."""
    passed = []
    for at, together in agenda.moments():
        passed.append((at - START) / timedelta(hours=1))
        for each, _ in together:
            agenda.go_on(each, taken)
    return passed


def test_lives_meet_in_order_of_time_and_then_of_arrival():
    """What falls on one moment is taken together, in the order in which it came."""
    agenda, told = Agenda(), list[tuple[str, int, int]]()
    agenda.begin(life("a", (1, 3), told))
    agenda.begin(life("b", (2, 3), told))

    assert run(agenda) == [1, 2, 3]
    assert told == [("a", 1, 0), ("b", 2, 0), ("a", 3, 0), ("b", 3, 0)]


def test_a_step_in_the_past_is_taken_now():
    """A clock never goes back."""
    agenda, told = Agenda(), list[tuple[str, int, int]]()
    agenda.begin(life("a", (5, 1, 6), told))

    assert run(agenda) == [5, 5, 6]


def test_a_life_learns_how_many_of_its_orders_were_taken():
    """So that it can go on otherwise."""
    agenda, told = Agenda(), list[tuple[str, int, int]]()
    agenda.begin(life("a", (1,), told, [ORDER, ORDER]))
    run(agenda, taken=2)

    assert told == [("a", 1, 2)]


def test_a_life_that_begins_while_others_go_on_has_its_turn():
    """At the moment that it names, also when that is the present one."""
    agenda, told = Agenda(), list[tuple[str, int, int]]()

    def parent():
        yield Step(START)
        agenda.begin(life("child", (0, 2), told))

    agenda.begin(parent())

    assert run(agenda) == [0, 0, 2]
    assert [name for name, _, _ in told] == ["child", "child"]


def test_one_person_orders_several_things_at_once():
    """In the order in which they are named."""
    step = act(START, "E-1", CheckOut(), CheckOut())

    assert [(each.by, each.command) for each in step.orders] == [("E-1", CheckOut())] * 2
