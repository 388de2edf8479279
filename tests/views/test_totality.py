"""Whatever events come in whatever order: every fold takes them, and every question has an answer."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.core.event import Event, micros
from civicflow.core.question import Question
from civicflow.testing import events
from civicflow.views import (
    MODULE,
    AdditionalIncome,
    ApprovalLatency,
    CaseLoad,
    Cases,
    Channels,
    Clarity,
    DeadlineAlerts,
    DeadlineNotices,
    Diligence,
    EqualTreatment,
    EquipmentReadiness,
    ExcellenceCeiling,
    ExitReviews,
    Findings,
    FourClears,
    Grades,
    Handovers,
    HotlineCoverage,
    IncidentRecord,
    Irregularities,
    MyRecord,
    Omissions,
    OnSite,
    OnTime,
    OpenWork,
    OrdersInForce,
    Participation,
    PetitionRecord,
    Recommendation,
    RecordQuality,
    RemoteDays,
    ReportCadence,
    Responsibility,
    RoomLeft,
    Satisfaction,
    SecretWork,
    SeparationOfDuties,
    Targets,
    TaskDates,
    Trail,
    UnitLeague,
    Worklist,
    Workload,
)
from tests.views.past import Past, at

FEW: dict[str, st.SearchStrategy[Any]] = {
    "task": st.sampled_from(("T-1", "T-2")),
    "subject": st.sampled_from(("task:T-1", "task:T-2")),
    "replaces": st.sampled_from((None, "T-1", "T-2")),
    "person": st.sampled_from(("E-1", "E-2")),
    "assignee": st.sampled_from((None, "E-1", "E-2")),
    "unit": st.sampled_from(("U-1", "U-2")),
    "superior": st.sampled_from((None, "U-1", "U-2")),
    "body": st.sampled_from(("U-1", "U-2")),
    "incident": st.sampled_from(("I-1", "I-2")),
    "held_by": st.sampled_from((None, "E-1", "E-2")),
    "name": st.sampled_from(("received", "checked")),
    "locality": st.sampled_from(("vn", "vn/hcmc")),
    "pilot": st.sampled_from(("P-1", "P-2")),
    "petition": st.sampled_from(("S-1", "S-2")),
    "finding": st.sampled_from(("S-1", "S-2")),
    "initiative": st.sampled_from(("S-1", "S-2")),
    "survey": st.sampled_from(("S-1", "S-2")),
    "indicator": st.sampled_from(("satisfaction", "on_time")),
    "day": st.sampled_from((date(2023, 10, 2), date(2023, 10, 3))),
}
"""So few of each that they meet."""

QUESTIONS: tuple[Question[Any], ...] = (
    OnTime(with_events=True),
    OnTime(period="2023", unit="U-1", with_subunits=True),
    OnTime(person="E-1"),
    OnSite(with_events=True),
    Worklist(person="E-1"),
    Worklist(person="E-2", with_subunits=True),
    OpenWork(person="E-1", with_total=True),
    OpenWork(unit="U-1", with_subunits=True, overdue=True, limit=1, with_total=True),
    OpenWork(dossier="D-1", at_home=False, stage="assigned"),
    OpenWork(person="E-1", with_offered=True, with_total=True),
    OpenWork(group="G-1"),
    TaskDates(task="T-1"),
    Trail("task:T-1"),
    Trail(person="E-1"),
    FourClears(period="2023", with_events=True),
    SeparationOfDuties(first="received", second="checked", with_events=True),
    Handovers(by="unit", with_events=True),
    Handovers(),
    Responsibility(with_events=True),
    Omissions(step="checked", requires="received", with_events=True),
    CaseLoad(),
    CaseLoad(period="2023", unit="U-1"),
    Cases(),
    Satisfaction(pilot="P-1"),
    Satisfaction(pilot="P-1", unit="U-1", earlier="S-1", later="S-2"),
    Recommendation(pilot="P-1"),
    RemoteDays(period="2023", with_events=True),
    RemoteDays(period="2023-10", unit="U-1", with_subunits=True, by="group"),
    RoomLeft(period="2023-10"),
    OrdersInForce(locality="vn/hcmc", on="2023-10-03", with_events=True),
    Participation(),
    Participation(period="2023-10", head="E-1", by="head"),
    HotlineCoverage(period="2023-10"),
    ReportCadence(period="2023", with_events=True),
    ReportCadence(period="2023-10", unit="U-1", with_subunits=True, by="person"),
    EquipmentReadiness(with_events=True, by="unit"),
    EquipmentReadiness(on="2023-10-03", unit="U-1", with_subunits=True),
    UnitLeague(),
    UnitLeague(period="2023-10", unit="U-1", by="head"),
    Targets(with_events=True),
    Targets(period="2023-10", unit="U-1", with_subunits=True, indicator="on_time"),
    Workload(period="2023", with_events=True),
    Workload(period="2023-10", unit="U-1", with_subunits=True, by="group"),
    Channels(period="2023", with_events=True),
    Channels(unit="U-1", with_subunits=True, by="head"),
    SecretWork(with_events=True),
    SecretWork(period="2023-10", unit="U-1", with_subunits=True, by="person"),
    ApprovalLatency(with_events=True),
    ApprovalLatency(period="2023-10", unit="U-1", with_subunits=True, by="head"),
    Clarity(with_events=True, by="unit"),
    Clarity(period="2023-10", head="E-1", source="desk"),
    Findings(by="head", with_closed=True, with_events=True),
    PetitionRecord(by="unit", with_events=True),
    IncidentRecord(by="group", with_events=True),
    IncidentRecord(period="2023", unit="U-1", with_subunits=True),
    Irregularities(),
    Irregularities(period="2023", unit="U-1", with_subunits=True, head="E-1"),
    RecordQuality(by="unit", with_events=True),
    RecordQuality(period="2023-10"),
    PetitionRecord(period="2023", unit="U-1", with_subunits=True),
    Diligence(with_events=True),
    Diligence(period="2023", unit="U-1", with_subunits=True, by="person"),
    DeadlineNotices(person="E-1"),
    DeadlineNotices(person="E-2", late=True),
    DeadlineAlerts(),
    DeadlineAlerts(unit="U-1", with_subunits=True, to="E-1"),
    EqualTreatment(period="2023"),
    EqualTreatment(period="2023-10", unit="U-1", with_subunits=True),
    MyRecord(person="E-1", period="2023"),
    AdditionalIncome(quarter="2023-Q4", with_events=True),
    AdditionalIncome(quarter="2024-Q1", agency="A-1", person="E-1"),
    ExitReviews(with_events=True),
    ExitReviews(unit="U-1", with_subunits=True),
    Grades(period="2023", with_events=True),
    Grades(period="2023-10", unit="U-1", with_subunits=True, by="group", readers="agency"),
    ExcellenceCeiling(period="2023"),
    ExcellenceCeiling(period="2023-10", agency="U-1"),
)

KINDS = sorted({kind for view in MODULE.views for kind in view.subjects}, key=lambda kind: kind.topic)


@st.composite
def happenings(draw: st.DrawFn) -> Past:
    """A few events of any kind about the same few subjects, each claimed for some time before it was recorded."""
    past, clock = Past(), micros(at("2023-10-02T08:00"))
    for _ in range(draw(st.integers(0, 12))):
        event = draw(st.sampled_from(KINDS).flatmap(events))
        clock += draw(st.integers(0, 10**11))
        past.append(met(draw, event), clock - draw(st.integers(0, 10**11)), clock)
    return past


def met(draw: st.DrawFn, event: Event) -> Event:
    """The same event about subjects that others are about as well."""
    record: Any = event
    names = {field.name for field in attrs.fields(type(record))} & FEW.keys()
    return attrs.evolve(record, **{name: draw(FEW[name]) for name in names})  # type: ignore[no-any-return]


@settings(suppress_health_check=[HealthCheck.data_too_large])
@given(happenings())
def test_every_question_has_an_answer_whatever_happened(past):
    """No hole, no order and no date that a record may hold makes a report fail."""
    for question in QUESTIONS:
        past.ask(question, "2023-12-01T08:00")


def test_every_question_of_the_house_is_asked_here():
    """A question that is added is asked above as well."""
    assert {type(question) for question in QUESTIONS} == set(MODULE.questions)


@pytest.mark.parametrize("question", MODULE.questions)
def test_a_question_reads_only_views_of_its_module(question):
    """What it reads is brought up to date before it answers."""
    assert set(map(id, question.views)) <= set(map(id, MODULE.views))
