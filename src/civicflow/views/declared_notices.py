"""How long before and after dues the steps of procedures have something told, in any version that was published (R57)."""

from operator import attrgetter

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.deadline.notices import Declared, Lengths
from civicflow.dossier.procedure_events import ProcedurePublished


@frozen(kw_only=True)
class DeclaredNotices:
    """
    What the steps of a procedure declare, all versions together.

    Args:
        procedure: Its code.
        before: How long before a due somebody is reminded, each length once.
        after: How long after it the next level is told, likewise.
    """

    procedure: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def declared(self) -> Declared:
        """All of it, whichever step has it."""
        source = f"procedure:{self.procedure}"
        before, after = (tuple(map(Length.parse, each)) for each in (self.before, self.after))
        return Declared(reminders=Lengths(source, before), escalations=Lengths(source, after))


def fold(row: DeclaredNotices | None, event: Event, at: At) -> DeclaredNotices | None:
    """The row after a version; none while no step declares anything."""
    if not isinstance(event, ProcedurePublished):
        return row
    steps = event.definition.steps
    before = dict.fromkeys(() if row is None else row.before)
    after = dict.fromkeys(() if row is None else row.after)
    before |= dict.fromkeys(str(each) for step in steps for each in step.reminders)
    after |= dict.fromkeys(str(each) for step in steps for each in step.escalations)
    if not before and not after:
        return None
    return DeclaredNotices(procedure=event.procedure, before=tuple(before), after=tuple(after))


VIEW: View[DeclaredNotices] = View(
    name="declared_notices",
    version=1,
    row=DeclaredNotices,
    subjects={ProcedurePublished: attrgetter("procedure")},
    fold=fold,
)
