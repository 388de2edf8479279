"""What a process remembers between decisions, when several threads share it."""

from collections.abc import Iterator
from threading import Event as Signal
from threading import Thread
from typing import ClassVar

import pytest
from attrs import frozen

from civicflow.core.command import Command, Order
from civicflow.core.event import Event, keys_of, stream_of
from civicflow.core.execution import Execution
from civicflow.core.facts import Facts
from civicflow.core.fields import SubjectId
from civicflow.core.log import Draft, Envelope, Filed, Filing, Relied
from civicflow.core.rule import Rule
from civicflow.core.states import Memory
from civicflow.errors import NotRegulatedError
from civicflow.flow import Flow
from civicflow.testing import violations
from tests.core.conftest import Counter, CounterRaised, Raise, anybody_but_the_visitor


def filing(counter: str, *, group_at: int) -> Filing:
    """A counter of group G raised by somebody who saw the group as it stood at a position."""
    event = CounterRaised(counter=counter, group="G", person="E-1", to=1)
    return Filing(
        command_id=counter,
        fingerprint=b"",
        drafts=(Draft(event, stream_of(event), 1, 0, keys_of(event)),),
        relied=Relied(keys={"group:G": group_at}),
        envelope=Envelope(),
    )


@frozen(kw_only=True, eq=False, repr=False)
class Set(Command):
    """Set a counter to a value."""

    counter: SubjectId
    to: int

    authority: ClassVar[Rule] = anybody_but_the_visitor

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The counter stands there."""
        yield CounterRaised(counter=self.counter, group="G", person=facts.act.person, to=self.to)


def test_a_key_is_followed_only_from_where_it_was_relied_on():
    """What a slower thread remembered of an earlier position is dropped, not carried over a stream it has not seen."""
    memory = Memory()
    memory.holders["group:G"] = (5, {"counter": ("counter:A",)})

    memory.follow(filing("C", group_at=6), Filed(7, 7, 0))
    assert "group:G" not in memory.holders

    memory.holders["group:G"] = (7, {"counter": ("counter:A", "counter:B", "counter:C")})
    memory.follow(filing("D", group_at=7), Filed(8, 8, 0))
    assert memory.holders["group:G"] == (8, {"counter": ("counter:A", "counter:B", "counter:C", "counter:D")})


@frozen(kw_only=True, eq=False, repr=False)
class Read(Command):
    """Do nothing about a counter that must be there for the rules to say anything."""

    counter: SubjectId

    authority: ClassVar[Rule] = anybody_but_the_visitor

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Nothing happens."""
        if facts.find(Counter, self.counter) is None:
            raise NotRegulatedError(counter=self.counter)
        yield from ()


def test_any_error_that_rests_on_stale_facts_is_taken_back(flow, other):
    """Not only refusals: whatever a decision ends with is confirmed before it is told."""
    for door in (flow.execute, flow.check):
        with pytest.raises(NotRegulatedError):
            door(Read(counter="A"), by="E-1")
    other.execute(Raise(counter="A"), by="E-2")

    assert flow.execute(Read(counter="A"), by="E-1").first == 0
    assert flow.check(Read(counter="A"), by="E-1") == ()


def test_what_is_not_committed_is_remembered_by_nobody_else(flow, other, monkeypatch):
    """
    A chunk that is undone leaves no trace in the decisions of another thread, though the version and the position
    that it gave up are given to another event.
    """
    flow.execute(Raise(counter="A", limit=99), by="E-1")
    settle, decided, undone = Execution._settle, Signal(), Signal()
    append = flow.store.log.append

    def settled(self, *order_and_desk):
        settle(self, *order_and_desk)
        rival.start()
        decided.wait(10)
        raise KeyboardInterrupt

    def appended(filing, now):
        decided.set()
        undone.wait(10)
        return append(filing, now)

    rival = Thread(target=lambda: flow.execute(Raise(counter="A", limit=99), by="E-2"))
    monkeypatch.setattr(Execution, "_settle", settled)
    monkeypatch.setattr(flow.store.log, "append", appended, raising=False)
    with pytest.raises(KeyboardInterrupt):
        list(flow.execute_many([Order(command=Raise(counter="A", limit=99), by="E-1")]))
    monkeypatch.undo()
    other.execute(Set(counter="A", to=50), by="E-3")
    undone.set()
    rival.join()

    assert [entry.event.to for entry in flow.entries()] == [1, 50, 51]
    assert list(violations(flow.entries())) == []


@frozen(kw_only=True, eq=False, repr=False)
class Double(Command):
    """Raise a counter to twice what it says, which is read once for the check and once for the sum."""

    counter: SubjectId
    meanwhile: ClassVar[list[Command]] = []
    seen: ClassVar[list[tuple[int, int]]] = []
    flow: ClassVar[Flow]

    authority: ClassVar[Rule] = anybody_but_the_visitor

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The counter goes up by what it says."""
        first = facts.of(Counter, self.counter).value
        while self.meanwhile:
            self.flow.execute(self.meanwhile.pop(), by="E-2")
        second = facts.of(Counter, self.counter).value
        self.seen.append((first, second))
        yield CounterRaised(counter=self.counter, group="G", person=facts.act.person, to=first + second)


def test_a_decision_reads_each_subject_once(flow, monkeypatch):
    """What another thread stores between two readings is not half of a decision: the decision is made again."""
    flow.execute(Set(counter="A", to=1), by="E-1")
    monkeypatch.setattr(Double, "flow", flow, raising=False)
    monkeypatch.setattr(Double, "meanwhile", [Set(counter="A", to=50)])
    monkeypatch.setattr(Double, "seen", [])
    flow.execute(Double(counter="A"), by="E-1")

    assert Double.seen == [(1, 1), (50, 50)]
    assert [entry.event.to for entry in flow.entries()] == [1, 50, 100]
