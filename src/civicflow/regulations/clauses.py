"""Records whose fields only mean something together, in words of their own."""

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from civicflow.calendars import Length, OfficeHours
from civicflow.regulations.composing import chosen, entry, said
from civicflow.regulations.evaluation_clauses import EVALUATION_CLAUSES
from civicflow.regulations.parameter import Clause
from civicflow.regulations.reading import count, flag, term, text, time_of_day, words


@attrs.frozen(kw_only=True)
class InspectionsPaused:
    """
    While a measure stands, inspections that are not necessary do not take place.

    Args:
        provision: The record that it rests on.
    """

    provision: str


@attrs.frozen(kw_only=True)
class InspectionTeam:
    """
    While a measure stands, an inspection takes place with few people.

    Args:
        people: How many may belong to a team.
        provision: The record that it rests on.
    """

    people: int
    provision: str


Inspections: TypeAlias = InspectionsPaused | InspectionTeam
"""What is on record about inspections while a measure stands (R60)."""


@attrs.frozen(kw_only=True)
class AnsweredWithin:
    """
    A request about personal data is answered within so many hours by the clock, whatever it asks for.

    Args:
        hours: How many.
        provision: The record that it rests on.
    """

    hours: int
    provision: str


@attrs.frozen(kw_only=True)
class AnsweredInSteps:
    """
    A request about personal data has a first response, and a term for what it asks for.

    Args:
        first_response: Until the first response.
        restriction: Until consent is withdrawn, or the use of the data restricted or ended.
        with_others: The same, when a processor or a third party is involved.
        extension: By how much such a term may be prolonged, once.
        provision: The record that it rests on.
    """

    first_response: Length
    restriction: Length
    with_others: Length
    extension: Length
    provision: str


DataRequest: TypeAlias = AnsweredWithin | AnsweredInSteps
"""How soon a person's request about their own data is answered (R63)."""


@attrs.frozen(kw_only=True)
class WorkType:
    """
    A kind of administrative work, as the catalogue of the administration has it (R15, K12).

    Args:
        code: Its code, which never changes.
        title_vi: What it is called in Vietnamese.
        title_en: What it is called in English.
        units: How many converted units one such task counts for.
        confidentiality: ``ordinary``, ``internal`` or ``secret``.
        may_be_done_at_home: Whether such work may be done at home; secret work may not (R71).
        acceptance_vi: By what a result is accepted when nothing else is said, in Vietnamese.
        acceptance_en: The same in English.
        provision: The record that it rests on.
    """

    code: str
    title_vi: str
    title_en: str
    units: int
    confidentiality: str
    may_be_done_at_home: bool
    acceptance_vi: str
    acceptance_en: str
    provision: str


@attrs.frozen(kw_only=True)
class SurveyInstrument:
    """
    A questionnaire: waves of a survey are compared only when they were asked with the same one (R10, R52).

    Args:
        code: Its code; other questions are another instrument.
        title_vi: What it is called in Vietnamese.
        title_en: What it is called in English.
        audience: ``citizens`` or ``staff``.
        questions_vi: What is asked, in Vietnamese.
        questions_en: The same in English.
        provision: The record that it rests on.
    """

    code: str
    title_vi: str
    title_en: str
    audience: str
    questions_vi: tuple[str, ...]
    questions_en: tuple[str, ...]
    provision: str


OFFICE_HOURS: Clause[OfficeHours] = Clause(
    "office_hours",
    said(
        OfficeHours,
        morning_from=time_of_day,
        morning_to=time_of_day,
        afternoon_from=time_of_day,
        afternoon_to=time_of_day,
    ),
)
"""When an office works on a working day (R25)."""

INSPECTIONS: Clause[Inspections] = Clause(
    "inspection_team",
    chosen("answer", paused=said(InspectionsPaused), limited=said(InspectionTeam, people=count)),
)
"""Whether inspections take place while a measure stands, and with how many people (R60)."""

PERSONAL_DATA_REQUEST: Clause[DataRequest] = Clause(
    "personal_data_request",
    chosen(
        "answered",
        within=said(AnsweredWithin, hours=count),
        in_steps=said(
            AnsweredInSteps, first_response=term, restriction=term, with_others=term, extension=term
        ),
    ),
)
"""How soon a person's request about their own data is answered (R63)."""

WORK_TYPE: Clause[WorkType] = Clause(
    "work_type",
    entry(
        WorkType,
        title_vi=text,
        title_en=text,
        units=count,
        confidentiality=text,
        may_be_done_at_home=flag,
        acceptance_vi=text,
        acceptance_en=text,
    ),
)
"""The kinds of administrative work, each an entry by its code (R15, K12)."""

SURVEY_INSTRUMENT: Clause[SurveyInstrument] = Clause(
    "survey_instrument",
    entry(
        SurveyInstrument,
        title_vi=text,
        title_en=text,
        audience=text,
        questions_vi=words,
        questions_en=words,
    ),
)
"""The questionnaires, each an entry by its code (R10, R14, R52)."""

CLAUSES: Mapping[str, Clause[object]] = {
    clause.subject: clause
    for clause in (
        *(OFFICE_HOURS, INSPECTIONS, PERSONAL_DATA_REQUEST, WORK_TYPE, SURVEY_INSTRUMENT),
        *EVALUATION_CLAUSES,
    )
}
"""Each clause by its subject."""
