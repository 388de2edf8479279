"""The first thing to try: three months of a pilot are told in an empty store, and accounted for."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.directory import names
from civicflow.cli.progress import progress
from civicflow.cli.terminal import DEFAULT_STORE, Terminal
from civicflow.errors import InvalidInputError, StoreError

if TYPE_CHECKING:
    from civicflow.core.question import Figure
    from civicflow.flow import Flow
    from civicflow.messages.words import People

STORE = "civicflow-demo"
PERIOD = "2023-Q4"
TASK = "task:T-02-013"
"""A task that did not go smoothly."""


@attrs.frozen(kw_only=True)
class AgencyAccount:
    """
    How an agency kept its dates, in the three readings of V1, and what stands beside them.

    Args:
        agency: The agency.
        title: Its name.
        raw: Submitted by the first due, of all that first fell due.
        on_time: Submitted by the excused due, of all that fell due.
        closed: In time, of what was completed.
        awaiting_decision: How many results were submitted in time and wait for a decision; they are in no reading.
        interventions: How many tasks were extended, held or cancelled.
    """

    agency: str
    title: str
    raw: "Figure"
    on_time: "Figure"
    closed: "Figure"
    awaiting_decision: int
    interventions: int


@attrs.frozen(kw_only=True)
class Refusal:
    """
    What was refused on a matter of law.

    Args:
        reason: Why, with the source it rests on.
        times: How often.
    """

    reason: str
    times: int


@attrs.frozen
class Said:
    """
    One line that people read.

    Args:
        sentence: What happened.
    """

    sentence: str


@attrs.frozen(kw_only=True)
class Account:
    """
    What became of the three months.

    Args:
        store: Where they are on record.
        events: How many events.
        refusals: What was refused on a matter of law.
        agencies: How each agency kept its dates.
        trail: What happened to one task, sentence by sentence.
    """

    store: str
    events: int
    refusals: tuple[Refusal, ...]
    agencies: tuple[AgencyAccount, ...]
    trail: tuple[Said, ...]


def demo(*, terminal: Terminal) -> int:
    """
    Tell three months of a pilot of 2023 in an empty store, the same in every run, and account for them.

    Three agencies, twelve divisions and 240 invented employees; in civicflow-demo unless a store is named. A store that
    holds them already is only accounted for.

    Args:
        terminal: Where the store is and the result goes.
    """
    from civicflow.scenario.demo import tell
    from civicflow.scenario.demo.weeks import WEEKS

    if terminal.store == DEFAULT_STORE:
        terminal = attrs.evolve(terminal, store=STORE)
    if _is_empty(terminal):
        with progress(terminal.words.heading("telling")) as told:
            tell(terminal.store, lambda week: told(week, WEEKS))
    with terminal.open(reading=True) as flow:
        terminal.show(_account(flow, terminal))
    return 0


def _is_empty(terminal: Terminal) -> bool:
    """
    Whether the three months are still to be told.

    Raises:
        InvalidInputError: When the store is memory, of which nothing would be left to account for.
        StoreError: When the store holds something else, or a demonstration that was broken off.
    """
    from civicflow.scenario.demo import is_told
    from civicflow.storage.stores import MEMORY

    if terminal.store == MEMORY:
        raise InvalidInputError(field="--store", problem="not-allowed", value=MEMORY)
    with terminal.open(reading=(Path(terminal.store) / "log.db").is_file()) as flow:
        empty = flow.store.log.head() == 0
        if not empty and not is_told(flow):
            raise StoreError(problem="not the demonstration", store=terminal.store)
    return empty


def _account(flow: "Flow", terminal: Terminal) -> Account:
    from civicflow.scenario.demo.city import AGENCIES

    people = names(flow)
    return Account(
        store=terminal.store,
        events=flow.store.log.head(),
        refusals=_refusals(flow, terminal, people),
        agencies=tuple(_agency(flow, agency, title) for agency, title in AGENCIES.items()),
        trail=tuple(Said(terminal.words.sentence(entry, people)) for entry in flow.entries(stream=TASK)),
    )


def _refusals(flow: "Flow", terminal: Terminal, people: "People") -> tuple[Refusal, ...]:
    from civicflow.core.refusal import ActRefused

    recorded = (entry.event for entry in flow.entries() if isinstance(entry.event, ActRefused))
    reasons = Counter(terminal.words.refusal(each, people) for event in recorded for each in event.refusals)
    return tuple(Refusal(reason=reason, times=times) for reason, times in reasons.items())


def _agency(flow: "Flow", agency: str, title: str) -> AgencyAccount:
    from civicflow.views import OnTime
    from civicflow.views.verdicts import Verdict

    answer = flow.ask(OnTime(period=PERIOD, unit=agency, with_subunits=True)).answer
    beside = {each.verdict: each.tasks for each in answer.raw.remainders}
    return AgencyAccount(
        agency=agency,
        title=title,
        raw=answer.raw.figure,
        on_time=answer.on_time.figure,
        closed=answer.closed.figure,
        awaiting_decision=beside[Verdict.AWAITING_DECISION],
        interventions=sum(each.tasks for each in answer.raw.interventions),
    )
