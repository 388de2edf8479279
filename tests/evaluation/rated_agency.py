"""A department with proposals for fourteen people in two groups, and whoever may act for whom; on a store of any kind."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from civicflow import evaluation
from civicflow.core.event import Event
from civicflow.core.log import Entry
from civicflow.core.recording import Claim, Recorded
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.events import GradeProposed
from civicflow.evaluation.rating_events import RatedPerson, RatingRevised, RatingsApproved
from civicflow.flow import Flow
from civicflow.regulations.evaluation_clauses import Scheme
from tests.employee.staff import placed, position
from tests.evaluation.people import TEXT, criteria, employed
from tests.organization.offices import DEPARTMENT, delegated, joined
from tests.stores import taken

PEOPLE = [f"E-{number}" for number in range(11, 25)]
GROUPS = {each: "drafting" if number < 9 else "archive" for number, each in enumerate(PEOPLE)}
PLACES = {"drafting": "P-1", "archive": "P-9"}
TOTALS = {"excellent": "95", "good": "80", "completed": "60"}
AT = "2023-10-02T07:00+07:00"


def proposed(person: str, grade: str = "excellent") -> GradeProposed:
    """The proposal for somebody of the department."""
    return GradeProposed(
        person=person,
        unit="U-1",
        agency="A-1",
        period="2026-01",
        category=Category.CIVIL_SERVANT,
        group=GROUPS[person],
        leads=False,
        scheme=Scheme.POINTS,
        regime="vn.evaluation_regime/month/2026-01-01",
        criteria="C-1",
        general={},
        products=(),
        left_out=(),
        led=(),
        periods=(),
        conduct=None,
        leading=None,
        a="100",
        b="100",
        c="100",
        d=None,
        dd=None,
        e=None,
        points_for_general="25",
        points_for_tasks="70",
        bonus="0",
        total=TOTALS[grade],
        grade=Grade(grade),
        most=None,
        undetermined=(),
        overrides=(),
        reason=None,
        proposed_by="HEAD-1",
        signed_by="HEAD-1",
    )


def staff(grades: Iterable[str], lent: Iterable[tuple[str, str]] = ()) -> Iterator[Event]:
    """Everybody in place, what was proposed for each, and who may act for whom."""
    yield from (*DEPARTMENT, criteria(), position("P-1"), evolve(position("P-9"), group="archive"))
    for person, grade in zip(PEOPLE, grades, strict=True):
        yield from (joined("U-1", person), employed(person), placed(person, PLACES[GROUPS[person]]))
        yield proposed(person, grade)
    for number, (giver, to) in enumerate(lent):
        yield evolve(delegated(giver, to, "A-1" if giver == "DIRECTOR" else "U-1"), delegation=f"D-{number}")


def recorded(flow: Flow, *events: Event) -> None:
    """Take events as they are."""
    claims = (Claim(event=event, occurred_at=AT, id=f"c-{number}") for number, event in enumerate(events))
    assert set(taken(flow, claims)) == {Recorded.NEW}


def act(grades: dict[str, str]) -> evaluation.ApproveRatings:
    """A collective act for some of the people."""
    ratings = [
        evaluation.Rating(person=person, grade=grade, reason=TEXT) for person, grade in sorted(grades.items())
    ]
    return evaluation.ApproveRatings(agency="A-1", period="2026-01", grades=ratings)


def standing(entries: Iterable[Entry]) -> dict[str, str]:
    """The grade of each person as the log tells it, gathered by hand."""
    found: dict[str, str] = {}
    for entry in entries:
        match entry.event:
            case RatingsApproved(grades=grades):
                assert not {each.person for each in grades} & found.keys()
                found |= {each.person: each.grade.value for each in grades if isinstance(each, RatedPerson)}
            case RatingRevised(person=person, grade=grade):
                found[person] = grade.value
            case _:
                pass
    return found


def keeps_the_ceiling(grades: dict[str, str]) -> bool:
    """Whether of everybody, and of each group, excellent ones are no more than a fifth of those rated good; counted by trying."""
    for group in (None, *PLACES):
        of_it = [grade for person, grade in grades.items() if group in (None, GROUPS[person])]
        if 5 * of_it.count("excellent") > of_it.count("good"):
            return False
    return True
