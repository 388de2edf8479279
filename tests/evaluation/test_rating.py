"""The collective rating: one act for several people, the ceiling over all acts, nobody above the score, nobody for themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from civicflow import evaluation
from civicflow.employee.events import Category, EmployeeEvaluated, Grade
from civicflow.evaluation.events import GradeApproved
from civicflow.evaluation.rating_events import RatingsApproved
from civicflow.organization.events import MemberJoined, MemberLeft, Office
from civicflow.testing import Given
from tests.employee.staff import placed, position
from tests.evaluation.people import NOW, TEXT, criteria, done, employed, lived, proposal
from tests.organization.offices import appointed, delegated, unit

SIX = ("E-1", "E-3", "E-4", "E-5", "E-6", "E-7")
LAST = criteria().until


def rating(person: str, grade: str, reason: Any = TEXT) -> evaluation.Rating:
    """The grade of one person."""
    return evaluation.Rating(person=person, grade=grade, reason=reason)


def approval(*grades: evaluation.Rating, period: str = "2026-01") -> evaluation.ApproveRatings:
    """The collective act of the department."""
    return evaluation.ApproveRatings(agency="A-1", period=period, grades=grades)


def all_but(*excellent: str, of: Iterable[str] = SIX) -> tuple[evaluation.Rating, ...]:
    """Some of the people excellent, the others good."""
    return tuple(rating(each, "excellent" if each in excellent else "good") for each in of)


def proposed(*people: str, given: Given | None = None) -> Given:
    """What was on record once for each of these people an excellent grade was proposed."""
    given = given or lived(*(done(f"T-{each}", to=each) for each in SIX))
    for each in people:
        given.and_then(*given.when(proposal(each), by="HEAD-1").events, at=NOW)
    return given


def test_the_grades_of_an_agency_are_decided_together():
    """One act on the record of the agency, then the grade of each on their own, and on that of the employee (K1, K24)."""
    outcome = proposed(*SIX).when(approval(*all_but("E-1")), by="DIRECTOR")

    together, *each = outcome.events
    assert isinstance(together, RatingsApproved)
    assert [type(event) for event in each] == [GradeApproved, EmployeeEvaluated] * 6
    assert {(event.person, event.grade) for event in each if isinstance(event, EmployeeEvaluated)} == {
        (person, Grade.EXCELLENT if person == "E-1" else Grade.GOOD) for person in SIX
    }
    agency, group = (line for line in together.ceilings if line.binding)
    assert (agency.whole, agency.excellent, agency.places, agency.rated) == (True, 1, 1, 6)
    assert (group.group, group.excellent, group.places) == ("drafting", 1, 1)
    assert {line.reading.value for line in together.ceilings} == {"good_only", "good_or_better"}


def test_the_ceiling_is_kept():
    """Of six rated good or better one may be excellent, read literally (E7)."""
    given = proposed(*SIX)

    given.when(approval(*all_but("E-1", "E-3")), by="DIRECTOR").refused_by("ceiling_is_kept")
    assert given.when(approval(*all_but("E-3")), by="DIRECTOR").events


def test_splitting_the_people_over_several_acts_lifts_no_ceiling():
    """The ceiling is that of everything decided by now (K24)."""
    given = proposed(*SIX)
    given.when(approval(rating("E-1", "excellent")), by="DIRECTOR").refused_by("ceiling_is_kept")
    first = given.when(approval(*all_but(of=SIX[:5])), by="DIRECTOR")
    given.and_then(*first.events, at=NOW)

    assert given.when(approval(rating("E-7", "excellent")), by="DIRECTOR").events
    given.and_then(*given.when(approval(rating("E-7", "excellent")), by="DIRECTOR").events, at=NOW)
    given.when(approval(rating("E-7", "good")), by="DIRECTOR").refused_by("no_grade_is_decided_yet")


def test_the_ceiling_holds_in_each_group():
    """A group of one has no excellent place of its own, though the agency has one (V12)."""
    given = lived(
        *(done(f"T-{each}", to=each) for each in SIX), before=(criteria(), ARCHIVE, placed("E-7", "P-9"))
    )

    given = proposed(*SIX, given=given)
    given.when(approval(*all_but("E-7")), by="DIRECTOR").refused_by("ceiling_is_kept")


ARCHIVE = evolve(position("P-9"), group="archive")


def test_an_outstanding_agency_has_a_wider_ceiling_once_somebody_above_says_so():
    """A quarter instead of a fifth: of ten, two instead of one; recognised from above and by nobody else (K24)."""
    recognised = evaluation.RecognizeAgency(agency="A-1", period="2026-01", instrument="QĐ 50")
    given = lived()

    given.when(recognised, by="DIRECTOR").refused_by("office_above_the_agency")
    assert given.when(recognised, by="CHAIR").events
    given.and_then(*given.when(recognised, by="CHAIR").events, at=NOW)
    given.when(recognised, by="CHAIR").refused_by("agency_is_not_recognized_yet")


def test_no_period_is_outstanding_before_it_begins():
    """Neither now nor by an act that claims a later day (K24)."""
    given = lived()
    later = evaluation.RecognizeAgency(agency="A-1", period="2026-03", instrument="QĐ 50")

    given.when(later, by="CHAIR").refused_by("period_has_begun")
    assert given.when(later, by="CHAIR", at="2026-03-01T08:00+07:00").events


def test_nobody_recognizes_their_own_agency():
    """Neither its head under the authority of whoever stands above, nor anybody who belongs to it (K10)."""
    recognised = evaluation.RecognizeAgency(agency="A-1", period="2026-01", instrument="QĐ 50")
    above = evolve(unit("B-1", None, "CHAIR"), body="B-1")
    staff = (
        above,
        evolve(unit("A-1", "B-1"), answers_to=None),
        appointed("A-1", "DIRECTOR"),
        appointed("B-1", "MINISTER"),
    )
    for by in ("DIRECTOR", "E-3"):
        given = lived(before=(criteria(), *staff, delegated("MINISTER", by, "B-1", LAST)))
        given.when(recognised, by=by, on_behalf_of="MINISTER").refused_by(
            "nobody_recognizes_their_own_agency"
        )
        assert given.when(recognised, by="MINISTER").events


def test_no_grade_is_above_what_the_score_gives():
    """Neither by the head's goodwill nor with a reason (R44)."""
    poor = lived(done("T-1"), done("T-2", submitted=None))
    given = proposed("E-1", given=poor)

    given.when(approval(rating("E-1", "excellent")), by="DIRECTOR").refused_by(
        "no_grade_is_above_what_is_proposed", "ceiling_is_kept"
    )
    given.when(approval(rating("E-1", "good")), by="DIRECTOR").refused_by(
        "no_grade_is_above_what_is_proposed"
    )


def test_a_lower_grade_says_why():
    """The ceiling may be the reason, but it is said (R44)."""
    given = proposed("E-1")

    given.when(approval(rating("E-1", "good", None)), by="DIRECTOR").refused_by("other_grades_say_why")
    assert given.when(approval(rating("E-1", "good")), by="DIRECTOR").events


def test_what_is_left_open_is_decided_with_a_reason():
    """Who was assigned nothing has no score; the head decides and says why (K9)."""
    given = proposed("E-1", given=lived())

    given.when(approval(rating("E-1", "completed", None)), by="DIRECTOR").refused_by("other_grades_say_why")
    assert given.when(approval(rating("E-1", "completed")), by="DIRECTOR").events


def test_excellence_is_reached_and_never_granted():
    """Neither without work nor with nought points; at best what the points stated could still have reached (R44, K9)."""
    poor = {"discipline": "0", "competence": "0", "innovation": "0"}
    for general in (None, poor):
        given = lived()
        given.and_then(*given.when(proposal(general=general), by="HEAD-1").events, at=NOW)
        refused = given.when(approval(rating("E-1", "excellent")), by="DIRECTOR").refusals
        assert "no_grade_is_above_what_is_proposed" in refused
        assert given.when(approval(rating("E-1", "good")), by="DIRECTOR").events


def test_nobody_is_rated_who_was_not_proposed_there():
    """Nobody without a proposal, and nobody of another agency (R43)."""
    given = proposed("E-1")

    given.when(approval(rating("E-3", "good")), by="DIRECTOR").refused_by(
        "everybody_was_proposed_in_the_agency"
    )
    given.when(approval(rating("E-1", "good"), period="2026-02"), by="DIRECTOR").refused_by(
        "everybody_was_proposed_in_the_agency"
    )
    given.when(approval(), by="DIRECTOR").refused_by("everybody_is_rated_once")
    given.when(approval(*(rating("E-1", "good"),) * 2), by="DIRECTOR").refused_by("everybody_is_rated_once")


def test_grades_are_decided_for_an_agency_and_by_its_head():
    """Not within a division, and not by a division's head (K5, R43)."""
    given = proposed("E-1")
    of_a_division = evaluation.ApproveRatings(agency="U-1", period="2026-01", grades=(rating("E-1", "good"),))

    assert "agency_compares_its_people" in given.when(of_a_division, by="DIRECTOR").refusals
    for by in ("HEAD-1", "MANAGER-1", "E-1"):
        given.when(approval(rating("E-1", "good")), by=by).refused_by("head_above_everybody_rated")


def test_the_grade_of_a_head_is_decided_from_above():
    """That of the director by the chair, whom the department answers to; not in the director's own act (K11)."""
    own = approval(rating("DIRECTOR", "good"), rating("E-1", "good"))

    proposed("E-1").when(own, by="DIRECTOR").refused_by("head_above_everybody_rated")
    assert "head_above_everybody_rated" not in proposed("E-1").when(own, by="CHAIR").refusals


def test_nobody_has_a_hand_in_their_own_grade_through_a_delegation():
    """Whoever acts for the director does not decide on themselves, nor on whom they act for (K10)."""
    deputy = appointed("A-1", "E-1", Office.DEPUTY)
    given = lived(
        *(done(f"T-{each}", to=each) for each in SIX),
        before=(criteria(), deputy, delegated("DIRECTOR", "E-1", "A-1", LAST)),
    )
    given = proposed("E-3", given=given)

    act = approval(rating("E-3", "good"))
    assert given.when(act, by="E-1", on_behalf_of="DIRECTOR").events
    given.when(approval(rating("E-1", "good")), by="E-1", on_behalf_of="DIRECTOR").refused_by(
        "nobody_has_a_hand_in_their_own_grade", "everybody_was_proposed_in_the_agency"
    )
    lent = proposed(
        "E-3",
        given=lived(
            *(done(f"T-{each}", to=each) for each in SIX),
            before=(criteria(), delegated("E-3", "DIRECTOR", "U-1", LAST)),
        ),
    )
    lent.when(act, by="DIRECTOR").refused_by("nobody_has_a_hand_in_their_own_grade")


def test_who_is_moved_to_another_group_is_proposed_anew():
    """Nobody is placed where there is room between the proposal and the decision (V12, K24)."""
    given = proposed(*SIX).and_then(ARCHIVE, placed("E-7", "P-9"), at=NOW)

    given.when(approval(*all_but("E-1")), by="DIRECTOR").refused_by("nobody_has_changed_groups")
    given.and_then(*given.when(proposal("E-7", reason=TEXT), by="HEAD-1").events, at=NOW)
    assert given.when(approval(*all_but(of=SIX)), by="DIRECTOR").events


def test_whoever_has_another_unit_or_category_by_now_is_proposed_anew():
    """As the record has it when it is decided, though it was put right for a day before the proposal (K8, K18)."""
    elsewhere = (
        MemberLeft(unit="U-1", person="E-7", until=date(2025, 12, 31), reason=TEXT),
        MemberJoined(unit="U-2", person="E-7", primary=True, since=date(2026, 1, 1)),
    )
    for later in (elsewhere, (employed("E-7", category=Category.PUBLIC_EMPLOYEE),)):
        given = proposed(*SIX).and_then(*later, at=NOW)
        refused = given.when(approval(*all_but("E-1")), by="DIRECTOR").refusals
        assert "nobody_has_changed_unit_or_category" in refused
