"""Whether the person responsible for a case has a hand in it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part, at_positions, counted
from civicflow.views import cases, task_history
from civicflow.views.behind import behind
from civicflow.views.cases import Case


@frozen(kw_only=True)
class Responsible:
    """For how many cases a person is responsible, and in how many of them they take no step."""

    person: str
    cases: int
    absent: int


@frozen(kw_only=True)
class ResponsibilityAnswer:
    """
    Whether those responsible take part.

    Args:
        absent: Cases in which the person responsible takes none of the recorded steps, of those that name one.
        persons: The same by person, most cases without them first.
    """

    absent: Figure
    persons: tuple[Responsible, ...]


@frozen(kw_only=True)
class Responsibility(Question[ResponsibilityAnswer]):
    """
    In how many recorded cases the person responsible takes no step themselves.

    Args:
        source: Only cases recorded from this system.
        with_events: Name the assignments of the cases in which they take none.
    """

    views: ClassVar[tuple[View[Any], ...]] = (cases.VIEW, task_history.VIEW)

    source: ShortText | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> ResponsibilityAnswer:
        """The cases with recorded steps and a person responsible."""
        acting = {case.task: case for case in cases.recorded_cases(evidence, self.source)}
        named: defaultdict[str, list[_Led]] = defaultdict(list)
        for task in evidence.rows(task_history.VIEW):
            case = acting.get(task.task)
            if task.assignee is not None and case is not None:
                named[task.assignee].append(_Led(task.history[0].position, case))
        absent = {
            person: [led for led in found if not led.takes_part(person)] for person, found in named.items()
        }
        everything = [led for found in absent.values() for led in found]
        positions = behind((led.position for led in everything), with_events=self.with_events)
        return ResponsibilityAnswer(
            absent=Figure(
                numerator=counted(evidence, everything, _because("absent")),
                denominator=counted(
                    evidence, [led for found in named.values() for led in found], _because("responsible")
                ),
                events=positions,
            ),
            persons=tuple(
                Responsible(
                    person=person,
                    cases=counted(evidence, named[person], _because("responsible")),
                    absent=counted(evidence, absent[person], _because("absent")),
                )
                for person in sorted(named, key=lambda person: (-len(absent[person]), person))
            ),
        )


@frozen
class _Led:
    """A case with recorded steps that names a person responsible, and where it does."""

    position: int
    case: Case

    def takes_part(self, person: str) -> bool:
        return any(step.person == person for step in self.case.activities)


def _because(because: str) -> Callable[[_Led], Part]:
    def part(led: _Led) -> Part:
        steps = (step.position for step in led.case.activities)
        return Part(of=f"task:{led.case.task}", because=because, events=at_positions(led.position, *steps))

    return part
