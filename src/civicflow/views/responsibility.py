"""Whether the person responsible for a case has a hand in it."""

from collections import Counter
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.views import cases, task_history
from civicflow.views.behind import behind
from civicflow.views.cases import is_from


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
        acting = {
            case.task: {step.person for step in case.activities}
            for case in cases.recorded_cases(evidence, self.source)
        }
        named: Counter[str] = Counter()
        absent: Counter[str] = Counter()
        events: list[int] = []
        for task in evidence.rows(task_history.VIEW):
            if task.assignee is None or task.task not in acting or not is_from(self.source, task.task):
                continue
            named[task.assignee] += 1
            if task.assignee not in acting[task.task]:
                absent[task.assignee] += 1
                events.append(task.history[0].position)
        positions = behind(events, with_events=self.with_events)
        return ResponsibilityAnswer(
            absent=Figure(numerator=absent.total(), denominator=named.total(), events=positions),
            persons=tuple(
                Responsible(person=person, cases=named[person], absent=absent[person])
                for person in sorted(named, key=lambda person: (-absent[person], person))
            ),
        )
