"""Of every event it is decided whether it can be corrected, or by what else it is undone; and each correction works to the end."""

from typing import Any

import pytest

import civicflow as cf
import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import name_of
from civicflow.core.correction import Correction
from civicflow.core.fields import instant
from civicflow.core.recording import Claim, Recorded
from civicflow.flow import MODULES, Flow
from civicflow.organization.events import AuthorityDelegated
from civicflow.storage.folding import fold
from civicflow.testing import Given
from tests.corrected import as_if_right
from tests.correcting import COMMANDS, WRONG, Wrong
from tests.properties.happenings import VIEWS
from tests.stores import taken

DECIDED = {
    "act.refused": "nobody takes it down: the record itself says that an act was refused",
    "administration.founded": "an act of founding, which happens once; units and offices are set up after it",
    "authority.delegated": "withdraw-delegation",
    "authority.delegation_withdrawn": "delegate",
    "contact.replied": "the person's own words, which nobody puts right for them",
    "criteria.published": "replace-criteria",
    "criteria.replaced": "publish-criteria",
    "day.headcount_recounted": "recount-headcount",
    "day.opened": "recount-headcount",
    "day.place_booked": "correct-presence",
    "day.place_released": "book-place",
    "day.presence_corrected": "correct-presence",
    "deadline.alerted": "nobody takes it down: it was sent, and what was sent stays so",
    "deadline.escalated": "nobody takes it down: it was sent, and what was sent stays so",
    "deadline.reminded": "nobody takes it down: it was sent, and what was sent stays so",
    "discipline.withdrawn": "record-discipline",
    "dossier.branch_arrived": "the procedure's own course, which nobody takes down",
    "dossier.cancelled": "a new dossier is opened",
    "dossier.closed": "the procedure's own course, which nobody takes down",
    "dossier.held": "release-dossier",
    "dossier.instance_completed": "the procedure's own course, which nobody takes down",
    "dossier.instances_named": "the units are asked by then; another round asks others",
    "dossier.milestone_reached": "the procedure's own course, which nobody takes down",
    "dossier.migrated": "migrate-dossier, to the version after that",
    "dossier.opened": "the dossier goes its way to one of its results",
    "dossier.released": "hold-dossier",
    "dossier.reopened": "the dossier goes its way to one of its results",
    "dossier.reply_received": "the step waits again where the procedure leads back to it",
    "dossier.returned": "return-dossier, and the procedure, which leads on again",
    "dossier.step_cancelled": "return-dossier",
    "dossier.step_carried_over": "migrate-dossier, to the version after that",
    "dossier.step_completed": "the procedure's own course, which nobody takes down",
    "dossier.step_due_moved": "counted from the hold and its release, which nobody takes down",
    "dossier.step_entered": "the procedure's own course, which nobody takes down",
    "dossier.step_withdrawn": "the procedure's own course, which nobody takes down",
    "dossier.supplemented": "supplement-dossier, with the right document",
    "dossier.term_resumed": "the procedure's own course, which nobody takes down",
    "dossier.term_stopped": "the procedure's own course, which nobody takes down",
    "dossier.transferred": "transfer-dossier",
    "emergency_mode.lifted": "declare-emergency-mode",
    "employee.evaluated": "answer-grade-petition",
    "equipment.declared": "declare-equipment",
    "equipment.required": "require-equipment",
    "evaluation.grade_approved": "answer-grade-petition",
    "evaluation.grade_petition_answered": "open-finding",
    "evaluation.grade_petitioned": "the person's own words, which nobody puts right for them",
    "evaluation.grade_proposed": "propose-grade",
    "evaluation.grade_published": "publish-ratings",
    "evaluation.scores_forwarded": "forward-scores",
    "evaluation.self_assessed": "assess-oneself",
    "exit_review.concluded": "open-exit-review",
    "exit_review.opened": "conclude-exit-review",
    "finding.answer_accepted": "reopen-finding",
    "finding.answer_rejected": "accept-answer",
    "finding.answered": "reject-answer",
    "finding.closed": "reopen-finding",
    "finding.reopened": "close-finding",
    "group.dissolved": "establish-group",
    "group.established": "dissolve-group",
    "group.member_joined": "leave-group",
    "group.member_left": "join-group",
    "home_work.activated": "suspend-home-work",
    "home_work.approved": "end-home-work",
    "home_work.commitment_countersigned": "sign-commitment",
    "home_work.commitment_reviewed": "review-commitment",
    "home_work.commitment_signed": "sign-commitment",
    "home_work.eligibility_assessed": "assess-eligibility",
    "home_work.ended": "request-home-work",
    "home_work.recall_withdrawn": "recall-to-office",
    "home_work.recalled": "withdraw-recall",
    "home_work.refused": "request-home-work",
    "home_work.request_withdrawn": "request-home-work",
    "home_work.requested": "withdraw-request",
    "home_work.resumed": "suspend-home-work",
    "home_work.suspended": "resume-home-work",
    "incident.rejected": "report-incident",
    "income.calculated": "calculate-additional-income",
    "income.coefficient_set": "set-additional-income-coefficient",
    "initiative.decided": "record-initiative",
    "inspection.closed": "open-inspection",
    "petition.answered": "receive-petition",
    "petition.assigned": "assign-petition",
    "petition.forwarded": "forward-petition",
    "petition.withdrawn": "receive-petition",
    "pilot_record.approved": "pause-pilot",
    "pilot_record.assigned": "withdraw-unit",
    "pilot_record.completed": "draft-pilot",
    "pilot_record.decided": "evaluate-pilot",
    "pilot_record.drafted": "return-pilot",
    "pilot_record.evaluated": "evaluate-pilot",
    "pilot_record.paused": "resume-pilot",
    "pilot_record.rejected": "draft-pilot",
    "pilot_record.resumed": "pause-pilot",
    "pilot_record.returned": "draft-pilot",
    "pilot_record.started": "pause-pilot",
    "pilot_record.submitted": "return-pilot",
    "pilot_record.withdrawn": "assign-unit",
    "position.abolished": "establish-position",
    "position.established": "revise-position",
    "position.revised": "revise-position",
    "presence.checked_out": "the person's own word, which says nothing but that it was given",
    "presence.report_reviewed": "a judgement of the head, given once; the report that it read can be corrected",
    "procedure.published": "publish-procedure",
    "procedure.withdrawn": "publish-procedure",
    "ratings.agency_recognized": "an act from above; what was rated under it is revised by revise-ratings",
    "ratings.approved": "answer-grade-petition",
    "ratings.published": "publish-ratings",
    "ratings.revised": "answer-grade-petition",
    "reaction.dismissed": "a person's decision with reasons; what should have followed is still done by hand",
    "reaction.parked": "resume-reaction",
    "reaction.resumed": "dismiss-parked",
    "target.assigned": "revise-target",
    "target.revised": "revise-target",
    "task.allowed_home": "bring-task-to-office",
    "task.acknowledged": "the assignee's own act, which says nothing but that it was done",
    "task.activity_recorded": "another system's record; that system tells what is right",
    "task.assigned": "reassign-task",
    "task.attachment_withdrawn": "attach-document",
    "task.brought_to_office": "allow-task-at-home",
    "task.cancelled": "assign-task",
    "task.claimed": "release-claim",
    "task.claim_released": "claim-task",
    "task.commented": "comment-on-task",
    "task.completed": "reopen-task",
    "task.deadline_extended": "extend-deadline",
    "task.delegated": "take-back-task",
    "task.delegation_ended": "delegate-task",
    "task.document_attached": "withdraw-attachment",
    "task.dispute_resolved": "dispute-task",
    "task.disputed": "resolve-dispute",
    "task.draft_discarded": "draft-task",
    "task.drafted": "discard-draft",
    "task.held": "release-task",
    "task.hold_confirmed": "release-task",
    "task.hold_rejected": "hold-task",
    "task.hold_reviewed": "review-hold",
    "task.kept": "reassign-task",
    "task.offered": "cancel-task",
    "task.reassigned": "reassign-task",
    "task.released": "hold-task",
    "task.reopened": "complete-task",
    "task.resumed": "suspend-task",
    "task.returned_to_previous": "transfer-task",
    "task.result_returned": "submit-result",
    "task.result_submitted": "return-result",
    "task.review_handed_over": "hand-over-reviews",
    "task.suspended": "resume-task",
    "task.transferred": "return-to-previous",
    "task.started": "the assignee's own act, which says nothing but that it was done",
    "unit.appointed": "relieve",
    "unit.relieved": "appoint",
}
"""Of every event that is not corrected by what command it is undone, answered or done anew; or why by none."""

TOPICS = {event.topic for module in MODULES for event in module.events if not issubclass(event, Correction)}
NAMES = {name_of(command) for module in MODULES for command in module.commands}
ORDER = sorted(WRONG)
UNITS = {
    **dict.fromkeys(("target.reported", "target.closed"), "A-1"),
    **dict.fromkeys(("pilot_record.baseline_recorded", "pilot_record.reported", "survey.recorded"), "CITY"),
    "salary_fund.recorded": "C-1",
}
"""For which unit a right is lent, where it is not that of the person."""


def test_of_every_event_it_is_decided_whether_it_can_be_corrected():
    """An event that is added is corrected by a command, or is undone by another one, or says why by none; never two of them."""
    correctable = {kind.topic for kind in COMMANDS}

    assert not correctable & DECIDED.keys()
    assert (TOPICS | {"act.refused"}) - correctable == DECIDED.keys()
    assert {said for said in DECIDED.values() if " " not in said} <= NAMES


def test_every_correction_is_shown():
    """None goes untried."""
    assert WRONG.keys() == {kind.topic for kind in COMMANDS}


@pytest.mark.parametrize("topic", ORDER)
def test_what_was_recorded_wrongly_is_corrected(topic: str):
    """The whole right content by whoever may, which is none of those whom it is about or whose figures it feeds (K10, K11)."""
    wrong = WRONG[topic]
    given = Given(*wrong.before, wrong.event, at=wrong.at)

    given.when(wrong.command, by=wrong.by, at=wrong.later).then(wrong.becomes)
    for person in wrong.never:
        assert given.when(wrong.command, by=person, at=wrong.later).refusals, person


@pytest.mark.parametrize(
    "topic, lender, hand, rule",
    [
        ("target.reported", "DIRECTOR", "HEAD-1", "unit_changes_nothing_for_itself"),
        ("target.closed", "DIRECTOR", "HEAD-1", "unit_changes_nothing_for_itself"),
        ("pilot_record.baseline_recorded", "CHAIR", "HEAD-1", "actor_is_not_concerned_by_the_correction"),
        ("pilot_record.reported", "CHAIR", "HEAD-1", "actor_is_not_concerned_by_the_correction"),
        ("survey.recorded", "CHAIR", "HEAD-1", "actor_is_not_concerned_by_the_correction"),
        ("salary_fund.recorded", "MAYOR", "DIRECTOR", "agency_takes_no_hand_in_its_fund"),
        ("salary.coefficient_recorded", "HEAD-1", "E-1", "actor_is_not_concerned_by_the_correction"),
        ("initiative.result_reported", "HEAD-1", "E-1", "actor_is_not_its_author"),
        ("task.reported", "HEAD-1", "E-1", "actor_is_not_concerned_by_the_correction"),
    ],
)
def test_nobody_corrects_their_own_figures_or_pay_by_a_right_that_was_lent_to_them(topic, lender, hand, rule):
    """The right is there, by delegation, and is refused all the same (K10)."""
    wrong, at = WRONG[topic], instant(WRONG[topic].at)
    lent = AuthorityDelegated(
        person=lender,
        delegation="D-9",
        to=hand,
        unit=UNITS.get(topic, "U-1"),
        since=at.date(),
        until=at.date(),
        instrument="GUQ 9",
    )
    given = Given(*wrong.before, wrong.event, lent, at=at)

    refused = given.when(wrong.command, by=hand, on_behalf_of=lender).refusals
    assert rule in refused
    assert not {each for each in refused if each.startswith("office")}


@pytest.mark.parametrize("topic", ORDER)
def test_whoever_reads_the_record_sees_what_is_right(topic: str):
    """Rows are those of a log that said so from the start; what was known stays; who corrected it, and how often, is told."""
    wrong, clock = WRONG[topic], FixedClock(WRONG[topic].at)
    with civicflow.flow.open(":memory:", clock=clock) as flow:
        tell(flow, clock, wrong)
        old, before = rows_of(flow), clock.now()
        clock.advance(minutes=1)
        flow.execute(wrong.command, by=wrong.by)

        assert rows_of(flow) == rows_if_right(flow)
        assert rows_of(flow, known=before) == old
        assert flow.store.views is not None
        assert list(flow.store.views.compare()) == []
        (told,) = flow.ask(cf.Irregularities()).answer.corrections
        assert (told.by, told.topic, told.times, told.corrected) == (wrong.by, topic, 1, (wrong.position,))
        (line,) = [each for each in flow.entries() if isinstance(each.event, Correction)]
        assert line.event == wrong.becomes


def tell(flow: Flow, clock: FixedClock, wrong: Wrong) -> None:
    """Put on record what stood before, and what was wrong."""
    for number, event in enumerate((*wrong.before, wrong.event)):
        claim = Claim(event=event, occurred_at=clock.now(), id=f"told-{number}")
        assert taken(flow, [claim]) == [Recorded.NEW]
    clock.advance(minutes=1)
    if wrong.later:
        clock.move_to(wrong.later)


def rows_of(flow: Flow, known: Any = None) -> dict[str, list[Any]]:
    """What stands in the tables of the views, or stood there as it was known."""
    with flow.store.reading(VIEWS, known=known, as_of=None) as reading:
        return {view.name: sorted(reading.rows(view), key=repr) for view in VIEWS}


def rows_if_right(flow: Flow) -> dict[str, list[Any]]:
    """What they would say had it been recorded rightly."""
    right = [(line.at, line.event) for line in as_if_right(list(flow.entries()))]
    return {view.name: sorted((row for _, row in fold(view, right).items()), key=repr) for view in VIEWS}
