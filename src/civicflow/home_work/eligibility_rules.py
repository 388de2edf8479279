"""What must be true of position, pilot and unit, and how an office judges whether somebody may work at home (R2-R4, K18)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.employee.rules import ConcernsEmployee
from civicflow.home_work.eligibility import belongs_first_to, description_held, position_held
from civicflow.home_work.events import Criterion
from civicflow.home_work.model import HomeWork
from civicflow.home_work.regulated import regulated
from civicflow.organization.authority import leads, today
from civicflow.pilot_record.coverage import pilot_covering
from civicflow.regulations.parameters import HOME_WORK_CRITERIA


class AssessesEligibility(ConcernsEmployee, Protocol):
    """A command that judges whether a person may work at home."""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What was found of each criterion."""


def office_that_leads_the_position_held(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the position which the person holds; for a head, the one above (K11, R17)."""
    position = position_held(facts, command.person)
    if position is None:
        return Refused(parameters={"by": facts.act.by, "unit": ""}, basis="K18")
    return leads(facts, position.unit, about=command.person)


def position_meets_no_citizens(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Citizens do not come to the position (R4)."""
    position, described = position_held(facts, command.person), description_held(facts, command.person)
    if position is None or described is None:
        return ALLOWED
    return allowed_if(not described.citizen_contact, position=position.id, basis="R4")


def position_handles_no_procedures(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The position handles no administrative procedures (R3)."""
    position, described = position_held(facts, command.person), description_held(facts, command.person)
    if position is None or described is None:
        return ALLOWED
    return allowed_if(not described.handles_procedures, position=position.id, basis="R3")


def position_takes_part_in_a_running_pilot(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person holds a position, and a pilot that runs today covers it (R2)."""
    position = position_held(facts, command.person)
    if position is None:
        return Refused(parameters={"position": ""}, basis="R2")
    return allowed_if(pilot_covering(facts, position) is not None, position=position.id, basis="R2")


def person_belongs_to_the_unit(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The unit of the position is the person's primary unit (K18)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    own = belongs_first_to(facts, command.person, position.unit, today(facts))
    return allowed_if(own, person=command.person, unit=position.unit, basis="K18")


def person_is_found_eligible(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The last assessment found the person eligible, for the position that they hold (R4, R17)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    arrangement = facts.find(HomeWork, command.person)
    found = arrangement is not None and arrangement.is_found_eligible(position.id)
    return allowed_if(found, person=command.person, position=position.id, basis="R4")


ELIGIBILITY = (
    position_meets_no_citizens,
    position_handles_no_procedures,
    position_takes_part_in_a_running_pilot,
    person_belongs_to_the_unit,
    person_is_found_eligible,
)
"""What must be true whenever a home arrangement is asked for, granted, begun or taken up again."""


def criteria_of_the_law_are_judged(command: AssessesEligibility, facts: Facts) -> Verdict:
    """Every criterion that is laid down is judged; an office may judge more (R17)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    judged = {each.code for each in command.criteria}
    missing = [code for code in regulated(facts, HOME_WORK_CRITERIA, position.unit) if code not in judged]
    return allowed_if(not missing, missing=", ".join(missing), basis="R17")


def no_criterion_is_judged_twice(command: AssessesEligibility, _facts: Facts) -> Verdict:
    """Each criterion is met or it is not."""
    codes = [each.code for each in command.criteria]
    twice = dict.fromkeys(code for code in codes if codes.count(code) > 1)
    return allowed_if(not twice, criteria=", ".join(twice))


def citizen_contact_is_judged_as_recorded(command: AssessesEligibility, facts: Facts) -> Verdict:
    """Whether citizens come to the position is judged as the position has it on record (R4)."""
    described = description_held(facts, command.person)
    recorded = described is not None and not described.citizen_contact
    return _judged_as_recorded(command, "no_citizen_contact", recorded, "R4")


def procedures_are_judged_as_recorded(command: AssessesEligibility, facts: Facts) -> Verdict:
    """Whether the position handles procedures is judged as the position has it on record (R3)."""
    described = description_held(facts, command.person)
    recorded = described is not None and not described.handles_procedures
    return _judged_as_recorded(command, "no_procedures", recorded, "R3")


def pilot_is_judged_as_recorded(command: AssessesEligibility, facts: Facts) -> Verdict:
    """Whether a running pilot covers the position is judged as the pilots have it on record (R2)."""
    position = position_held(facts, command.person)
    recorded = position is not None and pilot_covering(facts, position) is not None
    return _judged_as_recorded(command, "in_a_running_pilot", recorded, "R2")


def primary_unit_is_judged_as_recorded(command: AssessesEligibility, facts: Facts) -> Verdict:
    """Whether the unit of the position is the person's own is judged as the units have it on record (K18)."""
    position = position_held(facts, command.person)
    own = position is not None and belongs_first_to(facts, command.person, position.unit, today(facts))
    return _judged_as_recorded(command, "primary_unit", own, "K18")


def _judged_as_recorded(command: AssessesEligibility, code: str, recorded: bool, basis: str) -> Verdict:
    judged = (each.met for each in command.criteria if each.code == code)
    return allowed_if(all(met is recorded for met in judged), person=command.person, basis=basis)


ASSESSMENT = (
    criteria_of_the_law_are_judged,
    no_criterion_is_judged_twice,
    citizen_contact_is_judged_as_recorded,
    procedures_are_judged_as_recorded,
    pilot_is_judged_as_recorded,
    primary_unit_is_judged_as_recorded,
)
"""What must be true of an assessment: nothing is passed over, and nothing said otherwise than the record knows it."""
