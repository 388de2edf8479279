"""Whoever acts for somebody decides nothing about them, by whatever other right they act: one table over the rules (K10)."""

from datetime import date

import pytest
from attrs import evolve, frozen

from civicflow import organization
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.home_work.model import Stage
from civicflow.organization.events import AuthorityDelegated, Office
from civicflow.testing import Given
from tests.employee import test_commands as record
from tests.employee import test_presence as presence
from tests.employee import test_standing as standing
from tests.employee.staff import OFFICE, STAFF, piloting
from tests.feedback import sent_in
from tests.home_work import arrangements as home
from tests.home_work.arrangements import STAGES
from tests.organization.offices import DEPARTMENT, appointed, delegated, withdrawn
from tests.oversight import inspected
from tests.pilot_record import offices as city
from tests.pilot_record import test_rules as pilots
from tests.pilot_record.test_decisions import review
from tests.steering import orders
from tests.task import test_commands as tasks
from tests.task import test_handing_over as handing

THEIRS = "actor_is_not_the_employee"
MANAGER = appointed("U-1", "E-1", Office.MANAGER)
"""E-1 leads beside the head, so there is something to lend."""


@frozen
class Decision:
    """A command that decides about somebody, what happened before, and whose right it takes."""

    rule: str
    command: Command
    past: tuple[Event, ...]
    about: str = "E-1"
    above: str = "HEAD-1"
    of: str = "U-1"
    """The unit of whoever decides."""
    at: str = tasks.NOW


def _at_home(command: Command, stage: Stage) -> Decision:
    return Decision(THEIRS, command, (*piloting(places=2), *STAGES[stage], MANAGER))


def _staff(rule: str, command: Command, *past: Event) -> Decision:
    return Decision(rule, command, (*OFFICE, *past, MANAGER))


def _task(command: Command, *past: Event) -> Decision:
    return Decision("actor_is_not_the_author", command, (*STAFF, MANAGER, tasks.assigned(), *past))


def _from_above(rule: str, command: Command, *past: Event, at: str = tasks.NOW) -> Decision:
    return Decision(rule, command, (*DEPARTMENT, *past), "HEAD-1", "DIRECTOR", "A-1", at)


SET_FOR, CHANGED_FOR = "unit_sets_nothing_for_itself", "unit_changes_nothing_for_itself"
LAST_DAY = "2023-12-31T08:00+07:00"
AMONG_PEOPLE = (
    _staff(THEIRS, standing.withdraw(), standing.DISCIPLINED),
    _staff(THEIRS, standing.discipline()),
    _staff(THEIRS, standing.record()),
    _staff(THEIRS, record.COURSE),
    _staff(THEIRS, record.record_leave()),
    _staff(THEIRS, record.end_leave("2023-10-03"), record.LEAVE),
    _staff(THEIRS, presence.REVIEW, presence.REPORTED),
    *(_staff("actor_did_not_report_the_incident", each, presence.incident()) for each in presence.DECISIONS),
    *(_task(command, *past) for command, past in tasks.JUDGEMENTS),
    Decision("actor_is_not_the_assignee", tasks.assign(), (*STAFF, MANAGER)),
    Decision(
        "nobody_hands_on_their_own_result",
        handing.REVIEWS,
        (*STAFF, MANAGER, tasks.assigned(), tasks.submitted()),
    ),
    _staff("actor_is_not_its_author", sent_in.DECIDE, sent_in.RECORDED),
    _staff("actor_is_not_its_author", sent_in.REPORT, sent_in.RECORDED, sent_in.decided()),
    _staff("actor_is_not_concerned", sent_in.WITHDRAW, sent_in.received(about="E-1")),
    _staff("actor_is_not_whom_it_concerns", inspected.ANSWER, inspected.found(person="E-1")),
    _at_home(home.APPROVE, Stage.REQUESTED),
    _at_home(home.REFUSE, Stage.REQUESTED),
    _at_home(home.COUNTERSIGN, Stage.COMMITTED),
    _at_home(home.REVIEW, Stage.COUNTERSIGNED),
    _at_home(home.ACTIVATE, Stage.COUNTERSIGNED),
    _at_home(home.RECALL, Stage.ACTIVE),
    _at_home(home.SUSPEND, Stage.ACTIVE),
    _at_home(home.RESUME, Stage.SUSPENDED),
)
OF_UNITS = (
    _from_above(
        "nobody_appoints_themselves",
        organization.Appoint(
            unit="U-2", person="HEAD-1", office="manager", since="2023-10-02", instrument="QĐ 12"
        ),
    ),
    _from_above(SET_FOR, orders.assign(since="2023-10-03")),
    _from_above(CHANGED_FOR, orders.revise(), orders.ASSIGNED),
    _from_above(CHANGED_FOR, orders.close(), orders.ASSIGNED, at=LAST_DAY),
    *(
        Decision("actor_is_no_author", command, (*city.CITY, *path), "HEAD-1", "CHAIR", "CITY")
        for command, path in pilots.DECISIONS
    ),
)
DECISIONS = (*AMONG_PEOPLE, *OF_UNITS)
ANSWERED_ABOVE = (inspected.found(), inspected.answered("DIRECTOR"))


def _lent(person: str, to: str, unit: str) -> AuthorityDelegated:
    return evolve(delegated(person, to, unit), delegation=f"D-{to}")


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda it: type(it.command).__name__)
def test_whoever_acts_for_somebody_decides_nothing_about_them_for_another(decision: Decision):
    """E-9 acts for both; E-8, who acts for the office above alone, decides (K10)."""
    lent = [_lent(decision.above, each, decision.of) for each in ("E-8", "E-9")]
    given = Given(*decision.past, *lent, _lent(decision.about, "E-9", "U-1"), at=decision.at)

    given.when(decision.command, by="E-9", on_behalf_of=decision.above).refused_by(decision.rule)
    assert given.when(decision.command, by="E-8", on_behalf_of=decision.above).events


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda it: type(it.command).__name__)
def test_whoever_acted_for_somebody_before_decides_about_them_now(decision: Decision):
    """What is judged is whom it is about, not whose hand it was: a delegation that has ended bars nobody (K10)."""
    lent = (_lent(decision.above, "E-9", decision.of), delegated(decision.about, "E-9", "U-1"))
    over = withdrawn(decision.about, "E-9", date(2023, 9, 30))
    given = Given(*decision.past, *lent, over, at=decision.at)

    assert given.when(decision.command, by="E-9", on_behalf_of=decision.above).events


def test_an_inspector_who_acts_for_somebody_of_the_unit_finds_and_judges_nothing_there():
    """Neither for its head nor for whom the finding concerns; the other inspector does (K10)."""
    lent = _lent("MANAGER-1", "INSPECTOR-1", "U-1")
    finding, judging = Given(*inspected.PEOPLE, lent), Given(*inspected.PEOPLE, lent, *ANSWERED_ABOVE)

    finding.when(inspected.inspect(), by="DIRECTOR").refused_by("inspectors_come_from_outside")
    assert finding.when(inspected.inspect(team=("INSPECTOR-2",)), by="DIRECTOR").events
    finding.when(inspected.find(), by="INSPECTOR-1").refused_by("finder_comes_from_outside")
    judging.when(inspected.ACCEPT, by="INSPECTOR-1").refused_by("actor_stands_outside_the_finding")
    for given, command in ((finding, inspected.find()), (judging, inspected.ACCEPT)):
        assert given.when(command, by="INSPECTOR-2").events


def test_results_are_laid_before_nobody_who_acts_for_whoever_did_the_work():
    """They could not decide on them (K10)."""
    past = (*STAFF, MANAGER, tasks.assigned(), tasks.submitted())
    given = Given(*past, _lent("E-1", "MANAGER-1", "U-1"))

    given.when(handing.REVIEWS, by="HEAD-1").refused_by("receiver_may_decide")
    assert Given(*past).when(handing.REVIEWS, by="HEAD-1").events


def test_whoever_could_find_it_for_another_does_not_answer_it():
    """The finder leads as well and had lent that: it may have been the deputy who found it, withdrawn since or not (K10)."""
    leading = appointed("A-1", "INSPECTOR-1", Office.MANAGER)
    lent = (_lent("HEAD-1", "E-9", "U-1"), delegated("INSPECTOR-1", "E-9", "A-1"))
    given = Given(*inspected.PEOPLE, leading, *lent, inspected.found(), withdrawn("INSPECTOR-1", "E-9"))

    given.when(inspected.ANSWER, by="E-9", on_behalf_of="HEAD-1").refused_by("actor_did_not_find_it")
    assert given.when(inspected.ANSWER, by="HEAD-1").events


def test_whoever_acts_for_one_who_reported_holds_no_review():
    """What HEAD-1 reported is not weighed by a deputy of theirs for the leadership (K10)."""
    past = (city.drafted(authors=("HEAD-U",)), *pilots.RUNNING[1:], city.REPORTED)
    lent = [_lent("CHAIR", each, "CITY") for each in ("E-8", "E-9")]
    given = Given(*city.CITY, *past, *lent, _lent(city.REPORTED.reporters[0], "E-9", "A-1"))

    given.when(review(), by="E-9", on_behalf_of="CHAIR").refused_by("actor_is_no_reporter")
    assert given.when(review(), by="E-8", on_behalf_of="CHAIR").events
