"""A step of a procedure declares its own reminders and escalations: they are told in place of the regulations' (R57)."""

import pytest

from civicflow.calendars import Length
from civicflow.core.event import Event
from civicflow.deadline.declared import declared_by
from civicflow.deadline.notices import Lengths
from civicflow.dossier.events import DossierOpened, StepEntered
from civicflow.dossier.procedure_events import ProcedurePublished
from civicflow.procedures import Procedure
from tests.deadline.agency import Agency, agency, local, told
from tests.deadline.test_ticks import MICROSECOND
from tests.procedures.drawn import outcome, procedure, step
from tests.task.tasks import CLEAR, task_given

DUE = local("2023-11-15T17:00")
MOMENTS = {
    "reminder 2 sessions": "2023-11-14T13:00",
    "reminder 4 working_hours": "2023-11-15T11:30",
    "escalation 1": "2023-11-16T08:30",
    "escalation 2": "2023-11-20T17:00",
}
"""What the step declares, and when that is, counted by hand."""


def lengths(*written: str) -> tuple[Length, ...]:
    """Several lengths of time."""
    return tuple(map(Length.parse, written))


OWN = procedure(
    step(
        "appraise",
        outcome("fit", closes="granted"),
        reminders=lengths("2 sessions", "4 working_hours"),
        escalations=lengths("1 working_hours", "3 working_days"),
    )
)
LEFT_TO_THE_LAW = procedure(
    step("appraise", outcome("fit", closes="granted"), reminders=lengths("2 sessions"))
)


def filed(office: Agency, definition: Procedure, dossier: str = "D-1") -> None:
    """A dossier has come to the step, and its task was given to E-1."""
    office.happen(
        ProcedurePublished(
            procedure=definition.procedure,
            version=1,
            unit="A-1",
            since=local("2023-01-01T08:00").date(),
            definition=definition,
            published_by="DIRECTOR",
        ),
        DossierOpened(
            dossier=dossier,
            procedure=definition.procedure,
            version=1,
            unit="U-1",
            opened_by="E-1",
            reference=None,
            due=None,
            derivation=None,
        ),
    )
    office.happen(
        StepEntered(dossier=dossier, step="appraise", round=1, due=DUE, derivation=None, passes_to=None)
    )
    office.happen(of_step(dossier, office.flow.store.log.head()), at="2023-11-01T09:00")


def of_step(dossier: str, position: int) -> Event:
    """The task of the step."""
    said = {"assignee": "E-1", "unit": "U-1", "assigned_by": "HEAD-1", "due": DUE} | CLEAR
    return task_given(f"{dossier}/appraise/1", **said, because_of=f"dossier:{dossier}#{position}")


@pytest.mark.parametrize("name", MOMENTS)
def test_what_a_step_declares_fires_at_its_moment_and_not_before(office: Agency, name: str):
    """Each reminder and each escalation, on every store, at the moment counted by hand."""
    filed(office, OWN)
    office.clock.move_to(local(MOMENTS[name]) - MICROSECOND)
    before = told(office.flow.tick().given)
    office.clock.move_to(local(MOMENTS[name]))

    assert office.tick() == [f"D-1/appraise/1 {name}"]
    assert [each for each in before if name in each] == []


def test_what_a_step_declares_takes_the_place_of_the_regulations():
    """No reminder of seven days; the colours stay, since no step sets them; the record names the version."""
    with agency() as office:
        filed(office, OWN)
        given = [each for day in range(2, 30) for each in office.tick(f"2023-11-{day:02}T17:00:01")]
        sources = {
            each.event.counted.source  # type: ignore[attr-defined]
            for each in office.flow.entries()
            if each.topic in {"deadline.reminded", "deadline.escalated"}
        }

        assert sorted(each.removeprefix("D-1/appraise/1 ").removesuffix(" late") for each in given) == sorted(
            (*MOMENTS, "alert green", "alert yellow", "alert red")
        )
        assert sources == {"procedure:one-stop@1"}


def test_what_a_step_leaves_out_is_as_the_regulations_say():
    """Its own reminder, and the escalations of everybody."""
    with agency() as office:
        filed(office, LEFT_TO_THE_LAW)
        office.clock.move_to(local("2023-11-24T17:00"))
        given = [each.removeprefix("D-1/appraise/1 ").removesuffix(" late") for each in office.tick()]

        assert [each for each in given if "alert" not in each] == [
            "reminder 2 sessions",
            "escalation 1",
            "escalation 2",
        ]
        assert office.tick() == []


def test_a_length_that_is_declared_twice_is_told_once():
    """By the same name there is one reminder, whichever way it was written down."""
    twice = step("appraise", outcome("fit"), reminders=lengths("2 sessions", "2 sessions"))
    found = declared_by(twice, "procedure:one-stop@1")

    assert found.reminders == Lengths("procedure:one-stop@1", lengths("2 sessions"))
    assert found.escalations is None
