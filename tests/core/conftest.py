"""A small office to test the mechanism with: counters that people raise up to a limit."""

from collections.abc import Iterator
from typing import ClassVar, Self

import pytest
from attrs import field, frozen

import civicflow.flow
from civicflow.core.command import Command
from civicflow.core.event import At, Event
from civicflow.core.facts import Facts
from civicflow.core.fields import PersonId, SubjectId
from civicflow.core.module import Module
from civicflow.core.rule import Rule, Verdict, allowed_if
from civicflow.testing import FixedClock, numbered_ids


@frozen(kw_only=True, eq=False, repr=False)
class CounterRaised(Event):
    """A counter has gone up."""

    topic: ClassVar[str] = "test.counter_raised"
    stream: ClassVar[tuple[str, ...]] = ("counter", "counter")
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("group", "group"), ("person", "person"))

    counter: SubjectId
    group: SubjectId
    person: PersonId
    to: int


@frozen(kw_only=True)
class Counter:
    """How far a counter has gone."""

    kind: ClassVar[str] = "counter"
    value: int
    at: At

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The counter after an event."""
        return cls(value=event.to, at=at) if isinstance(event, CounterRaised) else state


def anybody_but_the_visitor(command: "Raise", facts: Facts) -> Verdict:
    """Whoever works here may raise a counter."""
    return allowed_if("VISITOR" not in facts.act.persons, by=facts.act.by, basis="house rules")


def group_stays_within_its_limit(command: "Raise", facts: Facts) -> Verdict:
    """All counters of a group together stay within the limit."""
    total = sum(counter.value for counter in facts.all(Counter, group=command.group))
    return allowed_if(total < command.limit, total=total, basis="house rules")


def counter_is_not_forbidden(command: "Raise", _facts: Facts) -> Verdict:
    """One counter is out of order; a clerical matter."""
    return allowed_if(command.counter != "BROKEN", counter=command.counter)


@frozen(kw_only=True, eq=False, repr=False)
class Raise(Command):
    """Raise a counter by one."""

    counter: SubjectId
    group: SubjectId = "G"
    limit: int = 10
    based_on: SubjectId | None = field(default=None)

    authority: ClassVar[Rule] = anybody_but_the_visitor
    rules: ClassVar[tuple[Rule, ...]] = (group_stays_within_its_limit, counter_is_not_forbidden)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The counter goes up; one that stands at its limit of 100 has nothing to do."""
        if self.based_on is not None:
            facts.of(Counter, self.based_on)
        counter = facts.find(Counter, self.counter)
        value = 0 if counter is None else counter.value
        if value < 100:
            yield CounterRaised(counter=self.counter, group=self.group, person=facts.act.person, to=value + 1)


MODULE = Module(name="counters", commands=(Raise,), events=(CounterRaised,), states=(Counter,))


@pytest.fixture(name="clock")
def _clock():
    return FixedClock("2023-10-02T08:00+07:00")


@pytest.fixture(name="flow")
def _flow(tmp_path, clock):
    with civicflow.flow.open(tmp_path / "store", modules=(MODULE,), clock=clock, ids=numbered_ids()) as flow:
        yield flow


@pytest.fixture(name="other")
def _other(tmp_path, clock, flow):
    """The same store, opened a second time as another process would."""
    with civicflow.flow.open(
        tmp_path / "store", modules=(MODULE,), clock=clock, ids=numbered_ids("other")
    ) as again:
        yield again
