"""Rules that a module adds to a command of a module below it: they can forbid an act, never allow one."""

import pytest

import civicflow.flow
from civicflow.core.command import Order
from civicflow.core.facts import Facts
from civicflow.core.filing import Receipt
from civicflow.core.module import Module, further_rules
from civicflow.core.rule import RefusedError, Verdict, allowed_if
from civicflow.testing import FixedClock, Given, violations
from tests.core.conftest import MODULE, Counter, Raise


def other_counters_rest(command: Raise, facts: Facts) -> Verdict:
    """No counter of the house next door has been raised yet."""
    other = facts.find(Counter, "NEXT-DOOR")
    return allowed_if(other is None, counter=command.counter, basis="neighbours")


def name_is_short(command: Raise, _facts: Facts) -> Verdict:
    """The counter has a name of one letter."""
    return allowed_if(len(command.counter) == 1, counter=command.counter)


ABOVE = Module(name="above", rules={Raise: (other_counters_rest,)})
HIGHEST = Module(name="highest", rules={Raise: (name_is_short,)})


@pytest.fixture(name="flow")
def _flow():
    with civicflow.flow.open(
        ":memory:", modules=(MODULE, ABOVE, HIGHEST), clock=FixedClock("2023-10-02T08:00+07:00")
    ) as flow:
        yield flow


def refused(error: RefusedError) -> set[str]:
    """The rules that refuse."""
    return {each.rule for each in error.refusals}


def test_an_act_is_refused_by_the_rules_of_either_module_together(flow):
    """Those of the command and those added to it are said at once; without any it is allowed."""
    assert flow.execute(Raise(counter="A"), by="E-1").first == 1
    with pytest.raises(RefusedError) as error:
        flow.execute(Raise(counter="BROKEN"), by="E-1")

    assert refused(error.value) == {"counter_is_not_forbidden", "name_is_short"}


def test_authority_is_asked_before_any_added_rule(flow):
    """Who may not act at all does not learn what else would be wrong."""
    with pytest.raises(RefusedError) as error:
        flow.execute(Raise(counter="LONG"), by="VISITOR")

    assert refused(error.value) == {"anybody_but_the_visitor"}


def test_added_rules_are_asked_by_check_and_in_bulk_and_rely_on_what_they_read(flow):
    """Whichever way an order comes; what the rule read is guarded, and its refusal by law goes on record."""
    first, second = flow.execute_many([Order(command=Raise(counter=each), by="E-1") for each in ("A", "XY")])

    assert isinstance(first, Receipt)
    assert isinstance(second, RefusedError)
    assert [each.rule for each in flow.check(Raise(counter="XY"), by="E-1")] == ["name_is_short"]
    (entry,) = flow.entries(stream="counter:A")
    assert entry.envelope.streams["counter:NEXT-DOOR"] == 0
    assert list(violations(flow.entries())) == []


def test_a_test_of_another_application_asks_them_as_well():
    """``Given`` takes the modules that bring them."""
    Given(modules=(MODULE, HIGHEST)).when(Raise(counter="XY"), by="E-1").refused_by("name_is_short")
    assert Given(modules=(MODULE,)).when(Raise(counter="XY"), by="E-1").events


def test_several_modules_add_to_one_command():
    """In the order in which they are plugged in."""
    assert further_rules((ABOVE, MODULE, HIGHEST)) == {Raise: (other_counters_rest, name_is_short)}
