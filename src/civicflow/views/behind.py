"""What stands behind a figure: the events by their positions, and the persons by the tasks on which they acted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from civicflow.core.working import Explains, Part, at_positions, counted


@frozen(kw_only=True)
class ByPerson:
    """On how many tasks a person acted; without a person where another system does not say who."""

    person: str | None
    tasks: int


def behind(positions: Iterable[int], *, with_events: bool) -> tuple[int, ...]:
    """The events behind a figure by their positions, each once and in order of the log; none unless they are asked for."""
    return tuple(sorted(set(positions))) if with_events else ()


def by_person(
    evidence: Explains, acts: Iterable[tuple[str | None, str, int]], because: str
) -> tuple[ByPerson, ...]:
    """
    On how many tasks each person acted, most first.

    Args:
        evidence: That of the answer.
        acts: Each by the person, the task and its position.
        because: What they did, in one word.
    """
    found: defaultdict[str | None, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for person, task, position in acts:
        found[person][task].append(position)

    def part(of: tuple[str, list[int]]) -> Part:
        task, positions = of
        return Part(of=f"task:{task}", because=because, events=at_positions(*positions))

    return most_first(
        {person: counted(evidence, tuple(tasks.items()), part) for person, tasks in found.items()}
    )


def most_first(tasks: Mapping[str | None, int]) -> tuple[ByPerson, ...]:
    """Persons by their number of tasks, most first."""
    ordered = sorted(tasks.items(), key=lambda each: (-each[1], each[0] or ""))
    return tuple(ByPerson(person=person, tasks=number) for person, number in ordered)
