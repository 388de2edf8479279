"""
An event-sourced workflow engine for public administrations.

``open`` a store, ``execute`` commands, ``ask`` questions. Everything here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civicflow import deadline as deadline
    from civicflow import dossier as dossier
    from civicflow import employee as employee
    from civicflow import evaluation as evaluation
    from civicflow import exit_review as exit_review
    from civicflow import feedback as feedback
    from civicflow import home_work as home_work
    from civicflow import income as income
    from civicflow import organization as organization
    from civicflow import oversight as oversight
    from civicflow import pilot_record as pilot_record
    from civicflow import procedures as procedures
    from civicflow import roster as roster
    from civicflow import steering as steering
    from civicflow import task as task
    from civicflow.flow import Flow as Flow
    from civicflow.flow import open as open  # noqa: A004 - the verb of the library, as Python has one of its own
    from civicflow.views import AdditionalIncome as AdditionalIncome
    from civicflow.views import ApprovalLatency as ApprovalLatency
    from civicflow.views import CaseLoad as CaseLoad
    from civicflow.views import Cases as Cases
    from civicflow.views import Channels as Channels
    from civicflow.views import Clarity as Clarity
    from civicflow.views import DeadlineAlerts as DeadlineAlerts
    from civicflow.views import DeadlineNotices as DeadlineNotices
    from civicflow.views import Diligence as Diligence
    from civicflow.views import EqualTreatment as EqualTreatment
    from civicflow.views import EquipmentReadiness as EquipmentReadiness
    from civicflow.views import ExcellenceCeiling as ExcellenceCeiling
    from civicflow.views import ExitReviews as ExitReviews
    from civicflow.views import Findings as Findings
    from civicflow.views import FourClears as FourClears
    from civicflow.views import Grades as Grades
    from civicflow.views import Handovers as Handovers
    from civicflow.views import HotlineCoverage as HotlineCoverage
    from civicflow.views import IncidentRecord as IncidentRecord
    from civicflow.views import Irregularities as Irregularities
    from civicflow.views import MyRecord as MyRecord
    from civicflow.views import Omissions as Omissions
    from civicflow.views import OnSite as OnSite
    from civicflow.views import OnTime as OnTime
    from civicflow.views import OpenWork as OpenWork
    from civicflow.views import OrdersInForce as OrdersInForce
    from civicflow.views import Participation as Participation
    from civicflow.views import PetitionRecord as PetitionRecord
    from civicflow.views import Recommendation as Recommendation
    from civicflow.views import RecordQuality as RecordQuality
    from civicflow.views import RemoteDays as RemoteDays
    from civicflow.views import ReportCadence as ReportCadence
    from civicflow.views import Responsibility as Responsibility
    from civicflow.views import RoomLeft as RoomLeft
    from civicflow.views import Satisfaction as Satisfaction
    from civicflow.views import SecretWork as SecretWork
    from civicflow.views import SeparationOfDuties as SeparationOfDuties
    from civicflow.views import Targets as Targets
    from civicflow.views import TaskDates as TaskDates
    from civicflow.views import Trail as Trail
    from civicflow.views import UnitLeague as UnitLeague
    from civicflow.views import Worklist as Worklist
    from civicflow.views import Workload as Workload

_PLACES = {
    "dossier": "civicflow.dossier",
    "deadline": "civicflow.deadline",
    "employee": "civicflow.employee",
    "evaluation": "civicflow.evaluation",
    "exit_review": "civicflow.exit_review",
    "feedback": "civicflow.feedback",
    "home_work": "civicflow.home_work",
    "income": "civicflow.income",
    "organization": "civicflow.organization",
    "oversight": "civicflow.oversight",
    "pilot_record": "civicflow.pilot_record",
    "procedures": "civicflow.procedures",
    "roster": "civicflow.roster",
    "steering": "civicflow.steering",
    "task": "civicflow.task",
    "Flow": "civicflow.flow",
    "open": "civicflow.flow",
    "AdditionalIncome": "civicflow.views",
    "ApprovalLatency": "civicflow.views",
    "CaseLoad": "civicflow.views",
    "Cases": "civicflow.views",
    "Channels": "civicflow.views",
    "Clarity": "civicflow.views",
    "SecretWork": "civicflow.views",
    "DeadlineAlerts": "civicflow.views",
    "DeadlineNotices": "civicflow.views",
    "Diligence": "civicflow.views",
    "EqualTreatment": "civicflow.views",
    "EquipmentReadiness": "civicflow.views",
    "ExcellenceCeiling": "civicflow.views",
    "ExitReviews": "civicflow.views",
    "Findings": "civicflow.views",
    "FourClears": "civicflow.views",
    "Grades": "civicflow.views",
    "Handovers": "civicflow.views",
    "HotlineCoverage": "civicflow.views",
    "IncidentRecord": "civicflow.views",
    "Irregularities": "civicflow.views",
    "MyRecord": "civicflow.views",
    "Omissions": "civicflow.views",
    "OnSite": "civicflow.views",
    "OnTime": "civicflow.views",
    "OpenWork": "civicflow.views",
    "OrdersInForce": "civicflow.views",
    "Participation": "civicflow.views",
    "PetitionRecord": "civicflow.views",
    "Recommendation": "civicflow.views",
    "RecordQuality": "civicflow.views",
    "RemoteDays": "civicflow.views",
    "ReportCadence": "civicflow.views",
    "Responsibility": "civicflow.views",
    "RoomLeft": "civicflow.views",
    "Satisfaction": "civicflow.views",
    "SeparationOfDuties": "civicflow.views",
    "Targets": "civicflow.views",
    "TaskDates": "civicflow.views",
    "Trail": "civicflow.views",
    "UnitLeague": "civicflow.views",
    "Worklist": "civicflow.views",
    "Workload": "civicflow.views",
}
"""Each name and the module it is found in, or the module it is."""

__all__ = list(_PLACES)


def __getattr__(name: str) -> object:
    place = _PLACES.get(name)
    if place is None:
        message = f"module 'civicflow' has no attribute {name!r}"
        raise AttributeError(message)
    module = import_module(place)
    return module if place == f"{__name__}.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
