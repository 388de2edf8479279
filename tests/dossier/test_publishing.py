"""A version of a procedure is published by the head it holds under, from today on, one after another."""

import attrs
import pytest

import civicflow as cf
from civicflow.core.event import At
from civicflow.core.fields import FreeText
from civicflow.dossier.procedure_events import ProcedureWithdrawn
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.testing import Given
from tests.dossier.filed import ONE_STOP, STAFF, published
from tests.procedures.drawn import TITLE

TODAY = attrs.evolve(ONE_STOP, since="2023-10-02")


def test_the_head_publishes_a_procedure_for_all_units_below():
    """The event keeps all that the version says."""
    outcome = Given(*STAFF).when(
        cf.dossier.PublishProcedure(unit="A-1", definition=TODAY), by="DIRECTOR", at="2023-10-02T09:00+07:00"
    )

    outcome.then(attrs.evolve(published(TODAY), since=TODAY.since))
    assert outcome.authority.startswith("head@unit:A-1#")


@pytest.mark.parametrize(
    "changed, rule",
    [
        ({"version": 3}, "version_follows_the_last"),
        ({"since": "2023-10-01"}, "version_holds_from_today_at_the_earliest"),
        (
            {
                "roles": (
                    *TODAY.roles,
                    cf.procedures.Role(role="far", title=TITLE, held_by="members", unit="U-9"),
                )
            },
            "units_of_its_roles_are_on_record",
        ),
        ({"opens_with": ("receive", "sign")}, "procedure_can_be_carried_out"),
        ({"steps": TODAY.steps[1:]}, "procedure_can_be_carried_out"),
    ],
)
def test_a_version_that_does_not_fit_is_refused(changed, rule):
    """A number left out, a day gone by, a unit that nobody knows."""
    second = attrs.evolve(TODAY, **{"version": 2} | changed)
    outcome = Given(*STAFF, published()).when(
        cf.dossier.PublishProcedure(unit="A-1", definition=second), by="DIRECTOR"
    )

    assert rule in outcome.refusals


def test_a_version_does_not_hold_before_the_one_that_precedes_it():
    """A dossier finds one version on its day."""
    first = attrs.evolve(TODAY, since="2023-12-01")
    second = attrs.evolve(TODAY, version=2, since="2023-11-01")
    outcome = Given(*STAFF, published(first)).when(
        cf.dossier.PublishProcedure(unit="A-1", definition=second), by="DIRECTOR"
    )

    outcome.refused_by("versions_begin_one_after_another")


def test_another_unit_does_not_take_a_procedure_over():
    """What one unit has published, another one cannot change for it."""
    second = attrs.evolve(TODAY, version=2)
    outcome = Given(*STAFF, published()).when(
        cf.dossier.PublishProcedure(unit="U-1", definition=second), by="HEAD-1"
    )

    outcome.refused_by("procedure_belongs_to_the_unit")


def test_nobody_but_the_head_publishes():
    """A manager of a division publishes nothing."""
    outcome = Given(*STAFF).when(cf.dossier.PublishProcedure(unit="U-1", definition=TODAY), by="MANAGER-1")

    outcome.refused_by("head_of_the_unit")


def test_a_procedure_is_withdrawn_once_and_from_today_on():
    """No dossier is opened any more; the event says since when and why."""
    withdraw = cf.dossier.WithdrawProcedure(procedure="one-stop", since="2023-10-03", reason="Thay quy trình")
    past = Given(*STAFF, published())

    past.when(withdraw, by="DIRECTOR").then(
        ProcedureWithdrawn(
            procedure="one-stop", since=withdraw.since, withdrawn_by="DIRECTOR", reason=withdraw.reason
        )
    )
    past.when(withdraw, by="HEAD-1").refused_by("head_of_the_unit_it_holds_in")
    late = attrs.evolve(withdraw, since="2023-10-01")
    past.when(late, by="DIRECTOR").refused_by("withdrawal_holds_from_today_at_the_earliest")
    again = past.and_then(*past.when(withdraw, by="DIRECTOR").events, at="2023-10-02T09:00+07:00")
    again.when(withdraw, by="DIRECTOR").refused_by("procedure_is_not_withdrawn")


def test_a_later_version_puts_a_withdrawn_procedure_in_force_again():
    """The state keeps all versions, and which one holds on a day follows from their days."""
    first, second = published(), published(attrs.evolve(TODAY, version=2))
    state: ProcedureOnRecord | None = None
    gone = ProcedureWithdrawn(
        procedure="one-stop", since=TODAY.since, withdrawn_by="DIRECTOR", reason=FreeText(v="Thay")
    )
    days = []
    for position, event in enumerate((first, gone, second), start=1):
        state = ProcedureOnRecord.evolve(state, event, At(position, 0, 0))
        assert state is not None
        found = state.in_force(TODAY.since)
        days.append(None if found is None else found.version)

    assert days == [1, None, 2]
