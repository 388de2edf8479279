"""Whether a step was taken without the one it rests on, or before it: a payment without its final approval."""

from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.views import cases
from civicflow.views.behind import behind
from civicflow.views.cases import Activity


@frozen(kw_only=True)
class OmissionsAnswer:
    """
    Steps taken without the one they rest on.

    Args:
        without: Cases in which the step was taken and the other one never was, of those in which it was taken.
        before: Cases in which it was taken before the other one was for the first time.
        tasks: The cases of both kinds.
    """

    without: Figure
    before: Figure
    tasks: tuple[str, ...]


@frozen(kw_only=True)
class Omissions(Question[OmissionsAnswer]):
    """
    In how many recorded cases a step was taken without the one it rests on.

    Args:
        step: The activity, such as a payment.
        requires: The activity that must come first, such as its final approval.
        source: Only cases recorded from this system.
        with_events: Name the steps that were taken so.
    """

    views: ClassVar[tuple[View[Any], ...]] = (cases.VIEW,)

    step: ShortText
    requires: ShortText
    source: ShortText | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> OmissionsAnswer:
        """The cases in which the step was taken."""
        taken, without, before = 0, [], []
        for case in cases.recorded_cases(evidence, self.source):
            steps = case.in_time_order()
            first = _first(steps, self.step)
            if first is None:
                continue
            taken += 1
            required = _first(steps, self.requires)
            if required is None:
                without.append((case.task, first.position))
            elif steps.index(first) < steps.index(required):
                before.append((case.task, first.position))
        return OmissionsAnswer(
            without=self._figure(without, taken),
            before=self._figure(before, taken),
            tasks=tuple(sorted(task for task, _ in (*without, *before))),
        )

    def _figure(self, found: list[tuple[str, int]], taken: int) -> Figure:
        events = behind((position for _, position in found), with_events=self.with_events)
        return Figure(numerator=len(found), denominator=taken, events=events)


def _first(steps: list[Activity], name: str) -> Activity | None:
    return next((step for step in steps if step.name == name), None)
