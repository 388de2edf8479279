"""How many are rated excellent and how many may be: both readings, each group, beside a count by trying (V12, K24, E7)."""

from typing import Any

import pytest

import civicflow as cf
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.rating_events import AgencyRecognized, RatedPerson, RatingsApproved
from civicflow.inquiry.answering import Standpoint, answered
from civicflow.regulations.evaluation_clauses import Denominator, Scheme
from civicflow.views.excellence_ceiling import CeilingLine, CeilingOfAgency, ExcellenceCeiling
from tests.evaluation.people import done
from tests.evaluation.told import Department
from tests.inquiry.test_explanations import wrong
from tests.views.administration import administration
from tests.views.past import Past

NOW = "2026-02-10T08:00"


def rated(
    number: int, grade: str, group: str | None = "drafting", scheme: Scheme = Scheme.POINTS
) -> RatedPerson:
    """Somebody who is rated."""
    return RatedPerson(
        person=f"E-{number}",
        group=group,
        category=Category.CIVIL_SERVANT,
        scheme=scheme,
        grade=Grade(grade),
        total=None,
    )


def approved(*people: RatedPerson) -> RatingsApproved:
    """One collective act."""
    return RatingsApproved(
        agency="A-1", period="2026-01", grades=people, ceilings=(), approved_by="D", signed_by="D"
    )


def some(excellent: int, good: int, completed: int = 0, **of: Any) -> list[RatedPerson]:
    """So many people of each grade."""
    grades = ["excellent"] * excellent + ["good"] * good + ["completed"] * completed
    return [rated(number, grade, **of) for number, grade in enumerate(grades)]


def asked(*events: Any) -> CeilingOfAgency:
    """The one agency."""
    past = administration(Past())
    for event in events:
        past.add("2026-02-03T08:00", event)
    (found,) = past.ask(ExcellenceCeiling(period="2026-01"), NOW)
    return found


def lines(found: CeilingOfAgency) -> dict[tuple[Denominator, str | None], CeilingLine]:
    """The lines by reading and group; the agency is no group."""
    return {(each.reading, None if each.whole else each.group): each for each in found.lines}


def by_trying(excellent_or_good: int, literal: bool) -> int:
    """The largest k of so many people, tried one by one."""
    fits = (
        k
        for k in range(excellent_or_good + 1)
        if 5 * k <= (excellent_or_good - k if literal else excellent_or_good)
    )
    return max(fits)


@pytest.mark.parametrize("people", [*range(31), 50, 99, 120])
def test_both_readings_are_those_of_a_count_by_trying(people):
    """E7: of ten rated good or better one may be excellent in the literal reading, two in the other."""
    found = lines(asked(approved(*some(0, people, 3))))

    for reading in (Denominator.GOOD_ONLY, Denominator.GOOD_OR_BETTER):
        line = found[reading, None]
        assert line.excellent_places == by_trying(people, reading is Denominator.GOOD_ONLY)
        assert (line.rated, line.of, line.rated_excellent, line.over) == (people + 3, people, 0, 0)
        assert line.binding is (reading is Denominator.GOOD_ONLY)


def test_who_is_over_is_counted_and_keeps_the_grade():
    """Three of ten where one may be: two over, and still three (V12)."""
    found = lines(asked(approved(*some(3, 7))))

    literal, wide = found[Denominator.GOOD_ONLY, None], found[Denominator.GOOD_OR_BETTER, None]
    assert (literal.rated_excellent, literal.excellent_places, literal.over) == (3, 1, 2)
    assert (wide.rated_excellent, wide.excellent_places, wide.over) == (3, 2, 1)


def test_each_group_has_a_ceiling_of_its_own_over_all_acts():
    """Two acts, two groups: the union of the acts counts, in the agency and in each group (K24)."""
    first, second = some(1, 5), [rated(9, "excellent", "archive"), rated(10, "good", "archive")]
    found = lines(asked(approved(*first), approved(*second)))

    agency = found[Denominator.GOOD_ONLY, None]
    drafting, archive = (found[Denominator.GOOD_ONLY, name] for name in ("drafting", "archive"))
    assert (agency.of, agency.rated_excellent, agency.excellent_places, agency.over) == (8, 2, 1, 1)
    assert (drafting.rated_excellent, drafting.excellent_places) == (1, 1)
    assert (archive.rated_excellent, archive.excellent_places, archive.over) == (1, 0, 1)


def test_an_outstanding_agency_has_a_wider_ceiling():
    """A quarter of those rated good, once it is on record from above (R44)."""
    recognized = AgencyRecognized(agency="A-1", period="2026-01", instrument="QĐ 50", recognized_by="C")
    found = asked(recognized, approved(*some(0, 10)))

    assert found.outstanding == "QĐ 50"
    assert lines(found)[Denominator.GOOD_ONLY, None].excellent_places == 2


def test_where_no_ceiling_is_on_record_none_is_made_up():
    """Rated under a regime whose criteria nobody has read: named, and no number (K8)."""
    found = asked(approved(*some(1, 1, scheme=Scheme.NOT_ON_RECORD)))

    assert (found.lines, found.not_on_record) == ((), ("E-0", "E-1"))


def test_every_number_can_be_followed_to_the_act():
    """R58: the share to the record, the people to the act that rated them; asked as a command asks."""
    department = Department(*(done(f"T-{each}", to=each) for each in ("E-1", "E-3", "E-4")))
    for each in ("E-1", "E-3", "E-4"):
        department.propose(each)
    department.approve(E_1="good", E_3="good", E_4="good")
    flow = department.flow
    question = cf.ExcellenceCeiling(period="2026-01")
    reply = answered(flow.store, flow.setting, question, Standpoint(), explaining=True).reply

    assert list(wrong(reply.answer, {line.at.position: line for line in flow.entries()})) == []
    (agency,) = reply.answer
    assert {(each.whole, each.of, each.excellent_places) for each in agency.lines} == {
        (True, 3, 0),
        (False, 3, 0),
    }
