"""Terms of dossiers pass by themselves: each once, what ended first at the top, and none while the clock stands still (R57)."""

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.events import DossierClosed, StepCompleted, StepEntered
from civicflow.testing import violations
from tests.dossier.filed import CLERK, HEAD, TACIT
from tests.dossier.running import administration, publish
from tests.procedures.drawn import outcome, procedure, step

LONG_AFTER = "2023-10-10T07:00+07:00"

OBJECTION = procedure(
    step("post", outcome("on", "decide"), kind="timer", term="5 working_days"),
    step("decide", outcome("done", closes="granted"), role="head"),
    procedure="objection",
    roles=(CLERK, HEAD),
    term="20 working_days",
)
"""What is posted up may be objected to for five working days; then the head decides."""


@pytest.fixture
def administered():
    """A department at work with two procedures in which terms pass, and its clock."""
    flow, clock = administration()
    with flow:
        publish(flow, TACIT)
        publish(flow, OBJECTION)
        yield flow, clock
        assert list(violations(flow.entries())) == []


def opened(flow, dossier, procedure, unit="U-1", by="E-1"):
    """A dossier is opened, and its first work given out."""
    flow.execute(cf.dossier.OpenDossier(dossier=dossier, procedure=procedure, unit=unit), by=by)
    flow.react()


def events(flow, dossier, kind):
    """What happened to a dossier, of one kind."""
    told = (each.event for each in flow.entries(stream=f"dossier:{dossier}"))
    return [each for each in told if isinstance(each, kind)]


def test_a_term_passes_once_it_has_ended_and_not_before(administered):
    """To the minute; the task that nobody did is called off, and the dossier is closed as the procedure says."""
    flow, clock = administered
    opened(flow, "D-1", "tacit")
    clock.move_to("2023-10-05T17:00+07:00")
    assert flow.tick().passed == ()
    clock.move_to("2023-10-05T17:01+07:00")
    (passed,) = flow.tick().passed

    assert (passed.dossier, passed.step, passed.round) == ("D-1", "look", 1)
    assert events(flow, "D-1", DossierClosed) == [DossierClosed(dossier="D-1", result="tacit")]
    assert flow.tick().passed == ()
    assert len(events(flow, "D-1", StepCompleted)) == 1


def test_terms_that_pass_late_pass_in_the_order_in_which_they_ended(administered):
    """Nobody ticked for a week: what ended first goes on first; what a term leads to is given out."""
    flow, clock = administered
    opened(flow, "D-1", "objection")
    opened(flow, "D-2", "tacit")
    clock.move_to("2023-10-03T08:00+07:00")
    opened(flow, "D-3", "tacit")
    clock.move_to(LONG_AFTER)

    assert [each.dossier for each in flow.tick().passed] == ["D-2", "D-3", "D-1"]
    flow.react()
    assert [each.step for each in events(flow, "D-1", StepEntered)] == ["post", "decide"]
    assert len(list(flow.entries(stream="task:D-1/decide/1"))) == 1


def test_no_term_passes_while_its_dossier_rests_and_later_by_as_much(administered):
    """Held for two working days: it passes two working days later, and no refusal is left on record by the ticks between."""
    flow, clock = administered
    opened(flow, "D-1", "tacit")
    clock.move_to("2023-10-04T07:00+07:00")
    hold = cf.dossier.HoldDossier(dossier="D-1", cause="third_party", reason="Chờ")
    flow.execute(hold, by="HEAD-1")
    clock.move_to("2023-10-05T18:00+07:00")
    before = len(list(flow.entries()))
    assert flow.tick().passed == ()
    assert len(events(flow, "D-1", StepCompleted)) == 0
    assert not [each for each in flow.entries(after=before) if each.topic == "act.refused"]
    flow.execute(cf.dossier.ReleaseDossier(dossier="D-1"), by="HEAD-1")
    clock.move_to("2023-10-09T17:00+07:00")
    assert flow.tick().passed == ()
    clock.move_to("2023-10-09T17:01+07:00")
    assert [each.dossier for each in flow.tick().passed] == ["D-1"]


def test_a_term_passes_by_its_new_name_when_the_dossier_was_moved(administered):
    """The newer version calls the step otherwise; the term is the same, and passes once."""
    flow, clock = administered
    opened(flow, "D-1", "objection")
    renamed = attrs.evolve(OBJECTION.steps[0], step="display")
    newer = procedure(
        renamed,
        OBJECTION.steps[1],
        procedure="objection",
        version=2,
        roles=(CLERK, HEAD),
        term="20 working_days",
    )
    publish(flow, newer)
    move = cf.dossier.MigrateDossier(dossier="D-1", version=2, mapping={"post": "display"}, reason="Đổi tên")
    flow.execute(move, by="HEAD-1")
    clock.move_to(LONG_AFTER)

    assert [(each.step, each.round) for each in flow.tick().passed] == [("display", 1)]
    assert flow.tick().passed == ()


def test_what_somebody_has_done_by_then_does_not_pass(administered):
    """The work was done in time: there is no term any more that could pass."""
    flow, clock = administered
    opened(flow, "D-1", "tacit")
    flow.execute(cf.task.ClaimTask(task="D-1/look/1"), by="E-1")
    flow.execute(cf.task.ConcludeTask(task="D-1/look/1", outcome="agree", output="Xong"), by="E-1")
    flow.react()
    clock.move_to(LONG_AFTER)

    assert flow.tick().passed == ()
    assert events(flow, "D-1", DossierClosed) == [DossierClosed(dossier="D-1", result="granted")]
