"""One open matter: what must be done, about what, since and until when."""

from enum import Enum

from attrs import frozen

from civicflow.deadline.events import Alert


class Need(Enum):
    """What somebody must do."""

    ASSIGN_DRAFT = "assign_draft"
    TAKE_ON = "take_on"
    ACKNOWLEDGE = "acknowledge"
    WORK = "work"
    REWORK = "rework"
    RESOLVE_DISPUTE = "resolve_dispute"
    DECIDE_RESULT = "decide_result"
    EVALUATE = "evaluate"
    CONFIRM_HOLD = "confirm_hold"
    REVIEW_HOLD = "review_hold"
    FOLLOW_UP = "follow_up"
    TAKE_UP_ESCALATION = "take_up_escalation"
    REASSIGN = "reassign"
    DECIDE_HOME_WORK = "decide_home_work"
    SIGN_COMMITMENT = "sign_commitment"
    COUNTERSIGN_COMMITMENT = "countersign_commitment"
    ACTIVATE_HOME_WORK = "activate_home_work"
    REVIEW_COMMITMENT = "review_commitment"
    VERIFY_EQUIPMENT = "verify_equipment"
    CONFIRM_INCIDENT = "confirm_incident"
    READ_REPORT = "read_report"
    PLACE_ANEW = "place_anew"
    REVIEW_HOME_WORK = "review_home_work"
    CLOSE_TARGET = "close_target"
    ASSIGN_PETITION = "assign_petition"
    FORWARD_PETITION = "forward_petition"
    ANSWER_PETITION = "answer_petition"
    DECIDE_INITIATIVE = "decide_initiative"
    ANSWER_FINDING = "answer_finding"
    DECIDE_ANSWER = "decide_answer"
    CLOSE_FINDING = "close_finding"
    PROPOSE_GRADE = "propose_grade"
    APPROVE_RATINGS = "approve_ratings"
    PUBLISH_RATINGS = "publish_ratings"
    ANSWER_GRADE_PETITION = "answer_grade_petition"
    CALCULATE_INCOME = "calculate_income"
    OPEN_EXIT_REVIEW = "open_exit_review"
    CONCLUDE_EXIT_REVIEW = "conclude_exit_review"


OWN = frozenset({Need.ACKNOWLEDGE, Need.WORK, Need.REWORK, Need.SIGN_COMMITMENT, Need.ANSWER_PETITION})
"""What waits for the person whose work it is; all else waits for an office."""

INSPECTING = frozenset({Need.DECIDE_ANSWER, Need.CLOSE_FINDING})
"""What waits for an inspector; what else waits for an office waits for one that leads."""


@frozen(kw_only=True)
class Matter:
    """
    One open matter.

    Args:
        need: What must be done.
        subject: The stream it is about, such as ``task:T-17``.
        unit: The unit it belongs to.
        concerns: The person whom a decision would concern, who therefore does not take it (K10, K11).
        person: Whose work or request it is.
        since: Since when it waits, in microseconds since 1970 UTC.
        due: Until when it is to be done, likewise; None where nothing says so.
        alert: How pressing the due of a task is.
        laid_before: Before whom the decision was laid, in place of ``instead_of``.
        instead_of: Who would decide.
        among: Those of whom any one may do it.
    """

    need: Need
    subject: str
    unit: str | None
    concerns: str | None
    person: str | None
    since: int
    due: int | None
    alert: Alert | None = None
    laid_before: str | None = None
    instead_of: str | None = None
    among: frozenset[str] = frozenset()


def about_person(
    need: Need,
    kind: str,
    person: str,
    unit: str | None,
    since: int,
    due: int | None = None,
    *,
    id: str | None = None,
) -> Matter:
    """A matter of a person, in a stream that bears their id unless it has one of its own."""
    return Matter(
        need=need,
        subject=f"{kind}:{id or person}",
        unit=unit,
        concerns=person,
        person=person,
        since=since,
        due=due,
    )
