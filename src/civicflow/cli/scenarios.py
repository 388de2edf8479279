"""Telling a city of any size, for whoever wants to try questions, reports and speed on more than a few people."""

from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.progress import progress
from civicflow.cli.terminal import DEFAULT_STORE, Terminal

if TYPE_CHECKING:
    from civicflow.flow import Flow

STORE = "civicflow-city"


@attrs.frozen(kw_only=True)
class TopicCount:
    """
    How often something happened.

    Args:
        topic: What, as it stands in the log.
        event: What it is called in the administration.
        times: How often.
    """

    topic: str
    event: str
    times: int


@attrs.frozen(kw_only=True)
class RuleCount:
    """
    How often a rule refused.

    Args:
        rule: The rule.
        times: How often.
    """

    rule: str
    times: int


@attrs.frozen(kw_only=True)
class ScenarioSummary:
    """
    What a telling came to.

    Args:
        store: Where it is on record.
        events: How many events.
        seconds: How long it took.
        events_a_second: How many events a second.
        topics: How often what happened.
        rules: How often which rule refused.
    """

    store: str
    events: int
    seconds: int
    events_a_second: int
    topics: tuple[TopicCount, ...]
    rules: tuple[RuleCount, ...]


def scenario(
    *,
    employees: int = 500,
    units: int = 5,
    months: int = 12,
    since: str = "2023-10-01",
    seed: int = 1,
    terminal: Terminal,
) -> int:
    """
    Tell the months of an invented city in an empty store, and count what happened.

    In civicflow-city unless a store is named. The same numbers and the same seed tell the same, byte for byte.

    Args:
        employees: How many people the city employs; the whole one has 50,000.
        units: How many departments and districts it has, each with divisions or wards; the whole one has 500.
        months: How many months are told.
        since: The first day of the first month.
        seed: The number from which everything follows that is left to chance.
        terminal: Where the store is and the result goes.
    """
    from civicflow.scenario.city import City, tell_city

    if terminal.store == DEFAULT_STORE:
        terminal = attrs.evolve(terminal, store=STORE)
    city = City(employees=employees, units=units, months=months, since=since, seed=seed)
    whole = (city.until - city.begins).days + 1
    began = perf_counter()
    with progress(terminal.words.heading("telling")) as passed:
        told = tell_city(city, terminal.store, lambda at: passed((at.date() - city.begins).days, whole))
    seconds = perf_counter() - began
    with terminal.open(reading=True) as flow:
        topics = _topics(flow, terminal)
    events = sum(each.times for each in topics)
    summary = ScenarioSummary(
        store=terminal.store,
        events=events,
        seconds=round(seconds),
        events_a_second=round(events / seconds),
        topics=topics,
        rules=tuple(RuleCount(rule=rule, times=times) for rule, times in Counter(told.refused).most_common()),
    )
    terminal.show(summary)
    return 0


def _topics(flow: "Flow", terminal: Terminal) -> tuple[TopicCount, ...]:
    """How often what happened, the most frequent first."""
    log = flow.store.log
    times = Counter(type(event) for _, event in log.read(0, log.head()))
    return tuple(
        TopicCount(topic=kind.topic, event=terminal.words.title(kind), times=number)
        for kind, number in times.most_common()
    )
