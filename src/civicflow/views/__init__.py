"""What anyone wants to know of what happened: views gathered from the events, and the questions answered from them."""

from civicflow.core.module import Module
from civicflow.views import (
    arrangements,
    cases,
    changed_assignments,
    circles,
    days,
    deadlines,
    declared_notices,
    employees,
    equipment_checks,
    exit_reviews,
    findings_on_record,
    four_clears,
    grades_on_record,
    handed_reviews,
    incidents,
    income_record,
    initiatives,
    measures,
    offers,
    offices,
    on_site,
    open_tasks,
    participants,
    passing_terms,
    petitions_on_record,
    pilots,
    positions,
    ratings_on_record,
    reports,
    targets,
    task_history,
    task_updates,
    units,
    ways_of_work,
)
from civicflow.views.additional_income import AdditionalIncome as AdditionalIncome
from civicflow.views.approval_latency import ApprovalLatency as ApprovalLatency
from civicflow.views.case_load import CaseLoad as CaseLoad
from civicflow.views.cases import Cases as Cases
from civicflow.views.channels import Channels as Channels
from civicflow.views.clarity import Clarity as Clarity
from civicflow.views.deadline_alerts import DeadlineAlerts as DeadlineAlerts
from civicflow.views.deadline_notices import DeadlineNotices as DeadlineNotices
from civicflow.views.diligence import Diligence as Diligence
from civicflow.views.equal_treatment import EqualTreatment as EqualTreatment
from civicflow.views.equipment_readiness import EquipmentReadiness as EquipmentReadiness
from civicflow.views.excellence_ceiling import ExcellenceCeiling as ExcellenceCeiling
from civicflow.views.exit_reviews import ExitReviews as ExitReviews
from civicflow.views.findings import Findings as Findings
from civicflow.views.four_clears import FourClears as FourClears
from civicflow.views.grades import Grades as Grades
from civicflow.views.handovers import Handovers as Handovers
from civicflow.views.hotline import HotlineCoverage as HotlineCoverage
from civicflow.views.incident_record import IncidentRecord as IncidentRecord
from civicflow.views.irregularities import Irregularities as Irregularities
from civicflow.views.my_record import MyRecord as MyRecord
from civicflow.views.omissions import Omissions as Omissions
from civicflow.views.on_site import OnSite as OnSite
from civicflow.views.on_time import OnTime as OnTime
from civicflow.views.open_work import OpenWork as OpenWork
from civicflow.views.orders_in_force import OrdersInForce as OrdersInForce
from civicflow.views.participation import Participation as Participation
from civicflow.views.petition_record import PetitionRecord as PetitionRecord
from civicflow.views.recommendation import Recommendation as Recommendation
from civicflow.views.record_quality import RecordQuality as RecordQuality
from civicflow.views.remote_days import RemoteDays as RemoteDays
from civicflow.views.report_cadence import ReportCadence as ReportCadence
from civicflow.views.responsibility import Responsibility as Responsibility
from civicflow.views.room_left import RoomLeft as RoomLeft
from civicflow.views.satisfaction import Satisfaction as Satisfaction
from civicflow.views.secret_work import SecretWork as SecretWork
from civicflow.views.separation_of_duties import SeparationOfDuties as SeparationOfDuties
from civicflow.views.targets import Targets as Targets
from civicflow.views.task_dates import TaskDates as TaskDates
from civicflow.views.trail import Trail as Trail
from civicflow.views.unit_league import UnitLeague as UnitLeague
from civicflow.views.worklist import Worklist as Worklist
from civicflow.views.workload import Workload as Workload

MODULE = Module(
    name="views",
    views=(
        handed_reviews.VIEW,
        task_history.VIEW,
        deadlines.VIEW,
        passing_terms.VIEW,
        declared_notices.VIEW,
        open_tasks.VIEW,
        offers.VIEW,
        cases.VIEW,
        incidents.VIEW,
        days.VIEW,
        units.VIEW,
        circles.VIEW,
        employees.VIEW,
        positions.VIEW,
        on_site.MODES,
        offices.DELEGATIONS,
        arrangements.VIEW,
        arrangements.EQUIPMENT,
        four_clears.VIEW,
        pilots.VIEW,
        measures.VIEW,
        participants.VIEW,
        targets.VIEW,
        reports.VIEW,
        equipment_checks.VIEW,
        equipment_checks.LISTS,
        task_updates.VIEW,
        ways_of_work.VIEW,
        changed_assignments.VIEW,
        findings_on_record.VIEW,
        petitions_on_record.VIEW,
        initiatives.VIEW,
        *income_record.VIEWS,
        exit_reviews.VIEW,
        grades_on_record.VIEW,
        ratings_on_record.VIEW,
    ),
    questions=(
        OnTime,
        OnSite,
        Worklist,
        OpenWork,
        TaskDates,
        Trail,
        FourClears,
        SeparationOfDuties,
        Handovers,
        Responsibility,
        Omissions,
        CaseLoad,
        Cases,
        Satisfaction,
        Recommendation,
        Participation,
        RemoteDays,
        RoomLeft,
        OrdersInForce,
        HotlineCoverage,
        ReportCadence,
        EquipmentReadiness,
        Workload,
        Channels,
        SecretWork,
        ApprovalLatency,
        Clarity,
        Findings,
        PetitionRecord,
        IncidentRecord,
        Irregularities,
        RecordQuality,
        Targets,
        UnitLeague,
        Diligence,
        DeadlineAlerts,
        DeadlineNotices,
        EqualTreatment,
        MyRecord,
        AdditionalIncome,
        ExitReviews,
        Grades,
        ExcellenceCeiling,
    ),
)
