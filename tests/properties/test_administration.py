"""An administration in which everybody tries everything, in three stores at once and from two desks each."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from random import Random
from typing import Any, ClassVar, TypeAlias

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.execution import Execution
from civicflow.core.filing import Receipt
from civicflow.core.log import Entry
from civicflow.core.refusal import ActRefused, matters_of_law
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, CommandIdReusedError
from civicflow.testing import numbered_ids, violations
from tests.properties.clerks import NOW, Clerk, an_arrangement, first_orders
from tests.properties.ledger import Ledger
from tests.stores import STORES

FreshStore: TypeAlias = Callable[[str], AbstractContextManager[str]]
SEEDS = st.integers(0, 2**32 - 1)
DESKS = st.sampled_from((0, 1))
SILENCE = timedelta(days=4_000)


class Administration(RuleBasedStateMachine):
    """The same orders to all stores: the same receipts, errors and lines of the log, and nothing that must not be."""

    fresh_store: ClassVar[FreshStore]

    def __init__(self) -> None:
        super().__init__()
        fresh_store = type(self).fresh_store
        self.clock = FixedClock(NOW)
        self.stack = ExitStack()
        self.flows = [
            self.stack.enter_context(
                civicflow.flow.open(
                    self.stack.enter_context(fresh_store(kind)),
                    clock=self.clock,
                    ids=numbered_ids(),
                    longest_silence=SILENCE,
                )
            )
            for kind in STORES
        ]
        self.desks = [[Execution(flow.store.log, flow.setting) for _ in (0, 1)] for flow in self.flows]
        self.entries: list[Entry] = []
        self.ledger = Ledger()
        self.taken: list[tuple[Order, Receipt]] = []
        self.ids = numbered_ids("c")

    @initialize()
    def is_founded(self) -> None:
        """Everybody takes their place, one of them soon at home."""
        for order in (*first_orders(), *an_arrangement()):
            assert isinstance(self.carry_out(order, 0), Receipt)

    @rule(seed=SEEDS, desk=DESKS)
    def anybody_tries_anything(self, seed: int, desk: int) -> None:
        """Mostly refused."""
        self.carry_out(self.clerk(seed).order(command_id=self.ids()), desk)

    @rule(seed=SEEDS, desk=DESKS)
    def somebody_does_what_is_allowed(self, seed: int, desk: int) -> None:
        """Of many orders the first that is not refused."""
        clerk = self.clerk(seed)
        orders = (clerk.order(command_id=self.ids()) for _ in range(60))
        allowed = next((order for order in orders if self.is_allowed(order)), None)
        if allowed is not None:
            self.carry_out(allowed, desk)

    @rule(seed=SEEDS, desk=DESKS)
    def an_order_is_sent_again(self, seed: int, desk: int) -> None:
        """It has one effect and one receipt, whatever has happened since and whoever takes it."""
        order, receipt = Random(seed).choice(self.taken)
        again = self.carry_out(order, desk)
        assert isinstance(again, Receipt)
        assert (again.first, again.last, again.recorded_at) == (
            receipt.first,
            receipt.last,
            receipt.recorded_at,
        )
        assert again.repeated == (receipt.first > 0)

    @rule(seed=SEEDS, desk=DESKS)
    def an_id_is_used_again(self, seed: int, desk: int) -> None:
        """For another order; nothing comes of it but an error, and never the receipt of the first."""
        used, receipt = Random(seed).choice(self.taken)
        order = self.clerk(seed).order(command_id=used.command_id)
        if receipt.first and order.command != used.command:
            assert isinstance(self.carry_out(order, desk), CommandIdReusedError)

    @rule(seed=SEEDS, desk=DESKS, count=st.integers(1, 6))
    def orders_come_in_bulk(self, seed: int, desk: int, count: int) -> None:
        """A result for each, in order, the same on every store."""
        clerk = self.clerk(seed)
        orders = [clerk.order(command_id=self.ids()) for _ in range(count)]
        results = [list(map(comparable, desks[desk].execute_many(orders))) for desks in self.desks]
        assert all(each == results[0] for each in results)
        self.read_on()

    @rule(hours=st.sampled_from((1, 15, 24, 24 * 6)))
    def time_passes(self, hours: int) -> None:
        """An hour, a night, a day, most of a week."""
        self.clock.advance(hours=hours)

    @invariant()
    def no_decision_rested_on_stale_facts(self) -> None:
        """The oracle has nothing to say."""
        assert list(violations(self.entries)) == []

    def teardown(self) -> None:
        """Close the stores."""
        self.stack.close()

    def clerk(self, seed: int) -> Clerk:
        """Somebody with a chance of their own."""
        return Clerk(Random(seed), self.clock.now())

    def is_allowed(self, order: Order) -> bool:
        """Whether nothing would be said against an order; to ask stores nothing."""
        try:
            return self.desks[0][0].check(order) == ()
        except CivicflowError:
            return False

    def carry_out(self, order: Order, desk: int) -> Receipt | CivicflowError:
        """Give an order to every store; the one result that all of them gave."""
        note(repr(order))
        results = [outcome(desks[desk], order) for desks in self.desks]
        assert len(set(map(repr, map(comparable, results)))) == 1, results
        result, added = results[0], self.read_on()
        match result:
            case Receipt(repeated=False) if result.first:
                assert [entry.at.position for entry in added] == list(range(result.first, result.last + 1))
                assert {entry.envelope.by for entry in added} == {order.by}
            case RefusedError() if matters_of_law(result.refusals):
                assert [type(entry.event) for entry in added] in ([ActRefused], [])
            case _:
                assert added == []
        if isinstance(result, Receipt) and not result.repeated:
            self.taken.append((order, result))
        return result

    def read_on(self) -> list[Entry]:
        """What has come to the log since, the same in every store; entered in the books."""
        added = [list(flow.entries(after=len(self.entries))) for flow in self.flows]
        assert all(each == added[0] for each in added)
        self.ledger.add(added[0])
        self.entries += added[0]
        return added[0]


def outcome(desk: Execution, order: Order) -> Receipt | CivicflowError:
    """What a desk says to an order."""
    try:
        return desk.execute(order)
    except CivicflowError as error:
        return error


def comparable(result: Receipt | CivicflowError) -> Any:
    """A receipt as it is; an error by its code and all it says."""
    if isinstance(result, Receipt):
        return result
    return result.code, dict(result.parameters), getattr(result, "refusals", ())


def test_whatever_anybody_tries_the_log_stays_lawful(fresh_store):
    """Positions and versions are dense, one head, one primary unit, four eyes, no place too many; three stores agree."""
    examples = max(4, settings().max_examples // 25)
    Administration.fresh_store = staticmethod(fresh_store)
    run_state_machine_as_test(Administration, settings=settings(max_examples=examples))
