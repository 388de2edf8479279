"""What stands behind a figure: the events by their positions, and the persons by the tasks on which they acted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen


@frozen(kw_only=True)
class ByPerson:
    """On how many tasks a person acted; without a person where another system does not say who."""

    person: str | None
    tasks: int


def behind(positions: Iterable[int], *, with_events: bool) -> tuple[int, ...]:
    """The events behind a figure by their positions, each once and in order of the log; none unless they are asked for."""
    return tuple(sorted(set(positions))) if with_events else ()


def by_person(acts: Iterable[tuple[str | None, str]]) -> tuple[ByPerson, ...]:
    """On how many tasks each person acted, most first; each act is said by the person and the task."""
    return most_first(Counter(person for person, _ in set(acts)))


def most_first(tasks: Mapping[str | None, int]) -> tuple[ByPerson, ...]:
    """Persons by their number of tasks, most first."""
    ordered = sorted(tasks.items(), key=lambda each: (-each[1], each[0] or ""))
    return tuple(ByPerson(person=person, tasks=number) for person, number in ordered)
