"""The single figures that the house asks its regulations for, each with its subject, its field and how it is read."""

from civicflow.regulations.parameter import Parameter
from civicflow.regulations.reading import count, factor, flag, ratio, term, terms, text, time_of_day, words

LATE_CLAIM_HOURS = Parameter("late_claim", "hours", count)
"""How many hours back an act may be claimed to have happened without giving a reason (K3)."""

INCIDENT_GRACE_MINUTES = Parameter("incident_grace", "minutes", count)
"""For how many minutes after a confirmed incident an act may still be recorded as having happened when claimed (K3)."""

RECORDED_WITHIN_HOURS = Parameter("record_quality", "hours", count)
"""Within how many hours, by the clock, an event is recorded after it happened, so that the record is live (R62, V22)."""

ALERT_HOURS_AHEAD = Parameter("deadline_alerts", "hours_ahead", count)
"""From how many hours before the due the assignee is alerted (V17)."""

ALERT_HOURS_LATE = Parameter("deadline_alerts", "hours_late", count)
"""From how many hours after the due the head of the agency is alerted (V17)."""

ALERT_CLOCK = Parameter("deadline_alerts", "clock", text)
"""By which clock these hours are counted: on the ``wall``, or the ``working`` one of office hours (K25)."""

REMINDED_BEFORE = Parameter("deadline_reminders", "before", terms)
"""How long before its due whoever has work to do is reminded of it, each time once (R53)."""

ESCALATED_AFTER = Parameter("deadline_escalations", "after", terms)
"""How long after the due the office one level above is told, then that another level up, and so on (R53)."""

NOTICE_IN_TIME_WITHIN = Parameter("deadline_notices", "within", term)
"""Within which term from the moment on which a notice falls due it is given in time; what comes later is marked late (R53)."""

REASSIGNMENT_WORKING_DAYS = Parameter("reassignment_window", "working_days", count)
"""How many working days before its due a reassignment of a task is shown beside the on-time figure (K4)."""

REVIEW_STOPS_THE_CLOCK_FOR_PERSONS = Parameter("review_time_stops_the_clock", "person_figures", flag)
"""Whether the time an approver takes is left out of a person's figures (K4)."""

REVIEW_STOPS_THE_CLOCK_FOR_UNITS = Parameter("review_time_stops_the_clock", "unit_figures", flag)
"""Whether the time an approver takes is left out of a unit's figures (K4)."""

# Terms within which somebody decides or answers

HOLD_REVIEWED_WITHIN = Parameter("hold_review", "within", term)
"""Within which term a task on hold is looked at again (K4)."""

DISPUTE_DECIDED_WITHIN = Parameter("dispute_decision", "within", term)
"""Within which term a disputed assignment is decided (R33, K17)."""

CLARITY_HOLDS_FOR = Parameter("clarity", "holds_for", term)
"""For which term from its assignment on a task must stay as clear as it was given, so that its clarity held (K22, V3)."""

REPORT_READ_WITHIN = Parameter("diligence_of_the_head", "report_read", term)
"""Within which term a head reads a report (K19)."""

RESULT_DECIDED_WITHIN = Parameter("diligence_of_the_head", "result_decided", term)
"""Within which term a head decides a submitted result (K19)."""

TASK_EVALUATED_WITHIN = Parameter("diligence_of_the_head", "task_evaluated", term)
"""Within which term a head evaluates a completed task (K19)."""

PETITION_ANSWERED_WITHIN = Parameter("petition_answer", "within", term)
"""Within which term a petition is answered (R56, K21)."""

FINDING_ANSWERED_WITHIN = Parameter("finding_answer", "within", term)
"""Within which term the head of a unit answers a finding of an inspection (R59)."""

# Working at home

HOME_WORK_DECIDED_WITHIN = Parameter("home_work_decision", "within", term)
"""Within which term a request to work at home is decided (R5)."""

HOME_WORK_REQUESTS = Parameter("home_work_requests", "requests", count)
"""How many requests to work at home a person may make (R5) within ``HOME_WORK_REQUEST_MONTHS``."""

HOME_WORK_REQUEST_MONTHS = Parameter("home_work_requests", "months", count)
"""Within how many months requests to work at home are counted (R5)."""

OFFICE_DAYS_A_WEEK = Parameter("office_days_remain", "days_a_week", count)
"""How many days a week everyone still works at the office: home work complements it, never replaces it (R1, K20)."""

REMOTE_PLACES = Parameter("remote_places", "places", count)
"""How many people of a body may work at home at the same time (R6): nothing is on record, the pilot must say it."""

REMOTE_SHARE = Parameter("remote_share", "fraction", ratio)
"""Which share of a person's days may be worked at home (R6, R38): nothing is on record, the pilot must say it."""

HOME_WORK_CRITERIA = Parameter("home_work_eligibility", "criteria", words)
"""What must be judged before it is said that somebody may work at home (R3, R4, R17)."""

COMMITMENT_TEXT_VERSION = Parameter("commitment", "text_version", text)
"""Which text of the commitment to work at home is signed (R28)."""

COMMITMENT_REVIEW_MONTHS = Parameter("commitment", "review_months", count)
"""How many months may pass at most until a commitment is reviewed (R28, K17)."""

REQUIRED_EQUIPMENT = Parameter("required_equipment", "items", words)
"""What everybody must have who works at home; a unit may ask for more (R19-R22)."""

EMPLOYEE_COURSES = Parameter("required_training", "employee", words)
"""The courses that an employee completes before working at home (R76)."""

MANAGER_COURSES = Parameter("required_training", "manager", words)
"""The courses that whoever leads people at home completes before (R76)."""

REACHABILITY_WINDOW = Parameter("reachability", "window", text)
"""When a person at home must be reachable, by mode: in ``office_hours``, or ``all_day`` (R24)."""

RECALL_NOTICE_HOURS = Parameter("recall_notice", "hours", count)
"""How many hours, by the clock, before the working day a person is recalled to the office unless it is urgent (R38)."""

HOTLINE_PEOPLE = Parameter("hotline_coverage", "people", count)
"""How many people are on hotline duty at least in each session (R42, K21)."""

TRAVEL_PERMIT_SHARE = Parameter("travel_permit_share", "fraction", ratio)
"""Which share of an agency's staff may hold a travel permit during an emergency (K6)."""

# Reports and workload

DAILY_REPORT_CUT_OFF = Parameter("daily_report", "cut_off", time_of_day)
"""Until what local time the report of a day counts as received that day (R36, V7)."""

CADENCE_MISSES = Parameter("report_cadence", "consecutive_misses", count)
"""From how many reports missed one after another a person is flagged (R36, V7)."""

CADENCE_SHARE = Parameter("report_cadence", "share", ratio)
"""Below which share of reports received in a month a person is flagged (R36, V7)."""

WORKLOAD_LOWEST = Parameter("workload_band", "lowest", factor)
"""From which part of the baseline on the work assigned at home is equivalent (R27, V8)."""

WORKLOAD_HIGHEST = Parameter("workload_band", "highest", factor)
"""Up to which part of the baseline the work assigned at home is equivalent (R27, V8)."""

WORKLOAD_BASELINE_MONTHS = Parameter("workload_baseline", "months", count)
"""How many months of office sessions before activation make the baseline of a person (K16)."""

SMALLEST_GROUP = Parameter("small_counts", "smallest_group", count)
"""How many people a group has at least whose figures are told (K25)."""

REMOTE_DAYS_OFTEN = Parameter("remote_days", "often_in_two_weeks", count)
"""From how many days in two weeks on somebody works at home often (R38, V5)."""

REMOTE_DAYS_SOMETIMES = Parameter("remote_days", "sometimes_in_two_weeks", count)
"""From how many days in two weeks on somebody works at home sometimes (R38, V5)."""

REMOTE_DAYS_MONTHLY = Parameter("remote_days", "monthly_in_a_month", count)
"""From how many days in a month on somebody works at home monthly (R38, V5)."""

# The pilot as a whole

BASELINE_ANSWERS = Parameter("pilot_baseline", "answers", count)
"""How many answers a survey has at least to be the baseline of a pilot (R10)."""

BASELINE_MONTHS = Parameter("pilot_baseline", "months", count)
"""How many months before the start the baseline of a pilot covers at least (R10)."""

MOST_ANSWERS = Parameter("survey_size", "most_answers", count)
"""How many answers a baseline or a wave has at most: more were a slip of the pen (R77)."""

RECOMMENDATION_MARGIN = Parameter("pilot_recommendation", "margin", ratio)
"""By how much a share may fall and still not be worse (R13, K15)."""

RECOMMENDATION_QUARTERS = Parameter("pilot_recommendation", "full_quarters", count)
"""How many full quarters a recommendation rests on at least (K15)."""

RECOMMENDATION_ANSWERS = Parameter("pilot_recommendation", "answers", count)
"""How many answers a wave of a survey has at least for a recommendation (K15)."""

RECOMMENDATION_ANSWERS_BY_MARGIN = Parameter("pilot_recommendation", "answers_by_margin", flag)
"""Whether a wave also has as many answers as the margin needs to be seen at all (K15)."""

RECOMMENDATION_CLARITY = Parameter("pilot_recommendation", "clarity", ratio)
"""From which share of assignments with four clears on an expansion may be recommended (R31, K15)."""

RECOMMENDATION_CADENCE = Parameter("pilot_recommendation", "cadence", ratio)
"""From which share of reports received on an expansion may be recommended (R36, K15)."""

RECOMMENDATION_IN_BAND = Parameter("pilot_recommendation", "in_band", ratio)
"""From which share of people with an equivalent workload on an expansion may be recommended (R27, K15)."""

RECOMMENDATION_FINDING_DAYS = Parameter("pilot_recommendation", "critical_finding_days", count)
"""For how many days a critical finding may be open before stopping is recommended (K15)."""

ADDITIONAL_INCOME_MAXIMUM = Parameter("additional_income", "maximum_coefficient", factor)
"""By what salary is multiplied at most for additional income, by band of the salary coefficient (R46, K7)."""
