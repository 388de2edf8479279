"""A dossier goes on by itself: steps are given out, and what their tasks came to is taken over, each once."""

import pytest

import civicflow as cf
from civicflow.testing import violations
from tests.dossier.filed import ONE_STOP, OPINION
from tests.dossier.running import administration, do, publish


def course(flow, dossier="D-1"):
    """The steps that a dossier came to and what they came to, in order."""
    said = {
        "dossier.step_entered": lambda event: f"{event.step}/{event.round}",
        "dossier.step_completed": lambda event: f"{event.step}={event.outcome}",
        "dossier.closed": lambda event: event.result,
    }
    return [
        said[entry.topic](entry.event)
        for entry in flow.entries(stream=f"dossier:{dossier}")
        if entry.topic in said
    ]


@pytest.fixture
def flow():
    """A department at work with two procedures."""
    with administration()[0] as flow:
        publish(flow, ONE_STOP)
        publish(flow, OPINION)
        yield flow
        assert list(violations(flow.entries())) == []


def test_a_file_goes_its_way_with_a_supplement_and_a_return(flow):
    """Received twice, appraised twice by another person, signed in the end; nobody gave out a step."""
    flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
    flow.react()
    do(flow, "D-1/receive/1", "incomplete", "E-1")
    flow.execute(cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought"), by="E-1")
    flow.react()
    do(flow, "D-1/receive/2", "complete", "E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    do(flow, "D-1/sign/1", "back", "HEAD-1")
    do(flow, "D-1/appraise/2", "fit", "E-3")
    do(flow, "D-1/sign/2", "signed", "HEAD-1")

    assert course(flow) == [
        *("receive/1", "receive=incomplete", "supplement/1", "supplement=brought"),
        *("receive/2", "receive=complete", "appraise/1", "appraise=fit", "sign/1", "sign=back"),
        *("appraise/2", "appraise=fit", "sign/2", "sign=signed", "granted"),
    ]


def test_each_unit_that_is_asked_gets_its_own_task(flow):
    """Two of three agree: the third is asked no longer, and the head signs."""
    flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="opinion", unit="U-1"), by="E-1")
    flow.execute(
        cf.dossier.NameInstances(dossier="D-1", step="opine", units=("U-1", "U-2", "U-3")), by="HEAD-1"
    )
    flow.react()
    do(flow, "D-1/opine/1/U-3", "object", "E-4")
    do(flow, "D-1/opine/1/U-1", "agree", "E-3")
    do(flow, "D-1/opine/1/U-2", "agree", "E-2")
    do(flow, "D-1/sign/1", "signed", "HEAD-1")

    assert course(flow) == ["opine/1", "opine=agree", "sign/1", "sign=signed", "granted"]


def test_whoever_may_not_do_a_step_is_refused_and_another_does_it(flow):
    """The refusal is a matter of law, and stands in the record of whoever tried."""
    flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
    flow.react()
    do(flow, "D-1/receive/1", "complete", "E-1")

    with pytest.raises(cf.errors.CivicflowError, match="person_is_different_where_the_procedure_demands"):
        flow.execute(cf.task.ClaimTask(task="D-1/appraise/1"), by="E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    assert course(flow)[-1] == "sign/1"


def test_asking_again_changes_nothing(flow):
    """Reactions that are run again find nothing that is missing."""
    flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
    flow.react()
    before = len(list(flow.entries()))

    assert flow.react() == 0
    assert len(list(flow.entries())) == before


def test_nothing_is_given_out_while_a_dossier_rests_and_all_of_it_once_it_goes_on(flow):
    """What a task came to is taken over meanwhile; the next one is given out when the dossier goes on."""
    flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
    flow.react()
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")
    flow.execute(cf.task.ConcludeTask(task="D-1/receive/1", outcome="complete", output="Xong"), by="E-1")
    flow.execute(
        cf.dossier.HoldDossier(dossier="D-1", cause="third_party", reason="Chờ ngân hàng"), by="HEAD-1"
    )
    flow.react()
    assert course(flow)[-1] == "appraise/1"
    assert list(flow.entries(stream="task:D-1/appraise/1")) == []

    flow.execute(cf.dossier.ReleaseDossier(dossier="D-1"), by="HEAD-1")
    flow.react()
    do(flow, "D-1/appraise/1", "fit", "E-3")
    assert course(flow)[-1] == "sign/1"
