"""Of every rule of a recording it is decided whether it binds the correction of what was recorded, or why it does not (R17)."""

from civicflow.core.command import Command
from civicflow.core.module import further_rules
from civicflow.flow import MODULES
from civicflow.organization.correcting import CorrectRecord
from tests.correcting import COMMANDS

FIXED = "what it asks about stays the same: a fixed field of the correction"
STANDS = "it asks whether there is none yet; what is corrected stands on record"
THEN = "it asks how things stood when it was recorded, which they need not do any more"
NOT_ASKED = {
    "actor_is_not_the_employee": "actor_is_not_concerned_by_the_correction asks it of every correction",
    "baseline_is_recorded_once": STANDS,
    "baseline_precedes_the_start": THEN,
    "contact_is_new": STANDS,
    "contact_is_recorded_soon_or_says_why": "a correction says why it comes",
    "discipline_is_new": STANDS,
    "employee_is_new": STANDS,
    "employee_is_registered": "it asks about the person, of whom something stands on record",
    "finding_belongs_to_its_inspection": FIXED,
    "finding_is_new": STANDS,
    "fund_is_of_an_agency": "the fund is named by its agency, and stands on record",
    "indicator_is_of_the_pilot_or_of_its_staff": FIXED,
    "initiative_is_new": STANDS,
    "initiative_is_taken_up": THEN,
    "inspection_begins_no_earlier_than_ordered": THEN,
    "inspection_is_new": STANDS,
    "inspectors_come_from_outside": FIXED,
    "instrument_asks_the_audience": FIXED,
    "leave_ends_before_its_day": "leave_ends_no_earlier_than_on_its_eve takes its place",
    "leave_is_new": STANDS,
    "mode_is_new": STANDS,
    "no_other_coefficient_begins_that_day": "no_other_coefficient_takes_that_day takes its place",
    "no_third_unit_comes_first": FIXED,
    "period_is_a_quarter": "the fund is named by its period, and stands on record",
    "period_of_the_target_is_over": THEN,
    "person_belongs_first_to_the_unit_they_leave": THEN,
    "person_does_not_belong_to_the_other_unit_yet": THEN,
    "person_is_in_service": "last_day_lies_in_that_service takes its place",
    "person_joins_no_unit_later": THEN,
    "petition_is_new": STANDS,
    "pilot_is_under_way": THEN,
    "survey_is_new": STANDS,
    "survey_uses_the_instrument_of_the_baseline": FIXED,
    "surveyed_unit_lies_in_scope": FIXED,
    "target_is_open": THEN,
    "task_is_completed": THEN,
    "team_consists_of_inspectors": FIXED,
    "team_is_small_enough": FIXED,
}
"""Of the rules of a recording those that do not bind its correction, and why."""

FURTHER = further_rules(MODULES)


def asked(command: type[Command]) -> set[str]:
    """The rules that bind a command, those of modules above it among them."""
    return {rule.__name__ for rule in (*command.rules, *FURTHER.get(command, ()))}


def test_every_rule_of_a_recording_binds_its_correction_or_says_why_not():
    """Those that modules above add to the recording as well; and no reason is given without need."""
    left = set()
    for command in COMMANDS.values():
        for recording in command.__mro__[1:]:
            if issubclass(recording, Command) and recording not in {CorrectRecord, Command}:
                left |= asked(recording) - asked(command)

    assert left == NOT_ASKED.keys()
