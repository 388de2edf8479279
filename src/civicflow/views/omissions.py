"""Whether a step was taken without the one it rests on, or before it: a payment without its final approval."""

from collections.abc import Callable
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part, at_positions, counted
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
        taken: list[_Taken] = []
        for case in cases.recorded_cases(evidence, self.source):
            steps = case.in_time_order()
            first = _first(steps, self.step)
            if first is not None:
                taken.append(_Taken(case.task, first, _first(steps, self.requires), steps))
        without = [each for each in taken if each.required is None]
        before = [each for each in taken if each.comes_before]
        return OmissionsAnswer(
            without=self._figure(evidence, "never_done", without, taken),
            before=self._figure(evidence, "done_later", before, taken),
            tasks=tuple(sorted(each.task for each in (*without, *before))),
        )

    def _figure(
        self, evidence: Evidence, because: str, found: list["_Taken"], taken: list["_Taken"]
    ) -> Figure:
        return Figure(
            numerator=counted(evidence, found, _because(because)),
            denominator=counted(evidence, taken, _because("step_taken")),
            events=behind((each.first.position for each in found), with_events=self.with_events),
        )


@frozen
class _Taken:
    """A case in which the step was taken, with the one that it rests on."""

    task: str
    first: Activity
    required: Activity | None
    steps: list[Activity]

    @property
    def comes_before(self) -> bool:
        if self.required is None:
            return False
        return self.steps.index(self.first) < self.steps.index(self.required)


def _because(because: str) -> Callable[[_Taken], Part]:
    def part(each: _Taken) -> Part:
        required = None if each.required is None else each.required.position
        return Part(
            of=f"task:{each.task}", because=because, events=at_positions(each.first.position, required)
        )

    return part


def _first(steps: list[Activity], name: str) -> Activity | None:
    return next((step for step in steps if step.name == name), None)
