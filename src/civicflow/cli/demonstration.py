"""The first thing to try: three months of a pilot are told in an empty store, and accounted for."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.directory import names
from civicflow.cli.progress import progress
from civicflow.cli.terminal import DEFAULT_STORE, Terminal

if TYPE_CHECKING:
    from civicflow.flow import Flow

STORE = "civicflow-demo"
PERIOD = "2023-Q4"
TASK = "task:T-02-013"
"""A task that did not go smoothly."""


@attrs.frozen(kw_only=True)
class AgencyAccount:
    """
    How an agency kept its dates, in the three readings of V1.

    Args:
        agency: The agency.
        raw: Submitted by the first due, of all that first fell due, as ``3/4``.
        on_time: Submitted by the excused due, of all that fell due.
        closed: In time, of what was completed.
        interventions: How many tasks were extended, held or cancelled.
    """

    agency: str
    raw: str
    on_time: str
    closed: str
    interventions: int


@attrs.frozen
class Said:
    """
    One line that people read.

    Args:
        sentence: What happened, or why something was refused.
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
    refusals: tuple[Said, ...]
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
    from civicflow.cli.demo import tell
    from civicflow.cli.demo.weeks import WEEKS

    if terminal.store == DEFAULT_STORE:
        terminal = attrs.evolve(terminal, store=STORE)
    if not (Path(terminal.store) / "log.db").exists():
        with progress(terminal.words.heading("telling")) as told:
            tell(terminal.store, lambda week: told(week, WEEKS))
    with terminal.open(reading=True) as flow:
        terminal.show(_account(flow, terminal))
    return 0


def _account(flow: "Flow", terminal: Terminal) -> Account:
    from civicflow.cli.demo.city import AGENCIES
    from civicflow.core.refusal import ActRefused

    people = names(flow)
    refused = (entry.event for entry in flow.entries() if isinstance(entry.event, ActRefused))
    reasons = (terminal.words.refusal(each, people) for event in refused for each in event.refusals)
    sentences = (terminal.words.sentence(entry, people) for entry in flow.entries(stream=TASK))
    return Account(
        store=terminal.store,
        events=flow.store.log.head(),
        refusals=tuple(map(Said, dict.fromkeys(reasons))),
        agencies=tuple(_agency(flow, agency) for agency in AGENCIES),
        trail=tuple(map(Said, sentences)),
    )


def _agency(flow: "Flow", agency: str) -> AgencyAccount:
    from civicflow.views import OnTime

    answer = flow.ask(OnTime(period=PERIOD, unit=agency, with_subunits=True)).answer
    return AgencyAccount(
        agency=agency,
        raw=_share(answer.raw.figure.numerator, answer.raw.figure.denominator),
        on_time=_share(answer.on_time.figure.numerator, answer.on_time.figure.denominator),
        closed=_share(answer.closed.figure.numerator, answer.closed.figure.denominator),
        interventions=sum(each.tasks for each in answer.raw.interventions),
    )


def _share(numerator: int, denominator: int) -> str:
    if not denominator:
        return "-"
    return f"{numerator}/{denominator} ({round(100 * Fraction(numerator, denominator))} %)"
