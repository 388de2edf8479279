"""What heads are to explain: each sort with its events, of whom, and a slow reading of the whole log (R17, R79, K10)."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from attrs import asdict
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.core.refusal import ActRefused
from civicflow.regulations import Lawbook
from civicflow.task.corrections import TaskEvaluationCorrected
from civicflow.views.irregularities import CorrectionsMade, Irregularities, IrregularitiesAnswer, Irregularity
from tests.task.tasks import CLEAR, task_given
from tests.views.administration import administration, appointed, relieved
from tests.views.enveloped import enveloped
from tests.views.lives import Life
from tests.views.past import LAWBOOK, Past

NOW = "2023-11-30T12:00"


@pytest.fixture
def past() -> Past:
    """The agency of two units."""
    return administration(Past())


def explained(answer: IrregularitiesAnswer, head: str = "E-101") -> dict[Irregularity, tuple[int, ...]]:
    """What a head is to explain, with the events."""
    return {each.irregularity: each.events for each in answer.lines if each.accountable == head}


def refused(past: Past, person: str, recorded: str = "2023-11-10T08:00") -> int:
    """A person tries what the rules do not allow."""
    event = ActRefused(
        person=person, day=date.fromisoformat(recorded[:10]), command="evaluate-task", refusals=()
    )
    return past.add(recorded, event, by=person)


def test_each_sort_is_found_with_its_events(past):
    """Extensions, cancellations, holds, reassignments; each where it stands in the log (R79)."""
    life = Life(past).assigned("2023-11-01T08:00")
    first = len(past.lines)
    life.extended("2023-11-02T08:00", "2023-12-01T17:00").held("2023-11-03T08:00").released(
        "2023-11-04T08:00"
    )
    life.cancelled("2023-11-05T08:00")
    again = task_given(
        task="T-18",
        assignee="E-205",
        unit="U-12",
        **CLEAR,
        assigned_by="E-101",
        due=None,
        work_units=1,
        replaces="T-17",
    )
    past.add("2023-11-06T08:00", again)

    assert explained(past.ask(Irregularities(), NOW)) == {
        Irregularity.EXTENSION: (first + 1,),
        Irregularity.HOLD: (first + 2,),
        Irregularity.CANCELLATION: (first + 4,),
        Irregularity.REASSIGNMENT: (first + 5,),
    }


def test_who_corrected_what_and_how_often_is_told(past):
    """By person and kind, with where the corrections stand and what they correct; for the head to explain."""
    life = Life(past).assigned("2023-11-01T08:00").submitted("2023-11-02T08:00").completed("2023-11-03T08:00")
    life.evaluated("2023-11-04T08:00")
    first = len(past.lines)
    said = {**asdict(past.lines[first - 1].event, recurse=False), "corrected_by": "E-101", "corrects": first}
    for number, reason in enumerate(("Nhập nhầm số lỗi", "Đếm lại"), start=1):
        wrong = said | {"major_errors": number, "because": FreeText(v=reason)}
        past.add(f"2023-11-0{4 + number}T08:00", TaskEvaluationCorrected(**wrong), by="E-101")

    answer = past.ask(Irregularities(), NOW)

    assert explained(answer)[Irregularity.CORRECTION] == (first + 1, first + 2)
    assert answer.corrections == (
        CorrectionsMade(
            by="E-101", topic="task.evaluated", times=2, events=(first + 1, first + 2), corrected=(first,)
        ),
    )


def test_work_given_to_another_is_explained_once_by_the_head_who_took_it_away(past):
    """By the act itself, not again by the assignment elsewhere that takes its place (K4, K18)."""
    life = Life(past).assigned("2023-11-01T08:00")
    position = len(past.lines) + 1
    life.reassigned("2023-11-02T08:00", Life(past, "T-18", unit="U-13", assignee="E-102"))

    answer = past.ask(Irregularities(), NOW)

    assert explained(answer) == {Irregularity.REASSIGNMENT: (position,)}
    assert explained(answer, "E-102") == {}


def test_more_time_is_an_extension_whatever_act_gives_it(past):
    """A dispute that ends with another due is one, as in ``OnTime``; one that moves none is not (K4)."""
    life = Life(past).assigned("2023-11-01T08:00").disputed("2023-11-01T09:00")
    life.resolved("2023-11-01T10:00", clock_ran=True).disputed("2023-11-01T11:00")
    first = len(past.lines)
    life.resolved("2023-11-01T12:00", clock_ran=True, due="2023-12-01T17:00")
    life.submitted("2023-11-02T08:00").returned("2023-11-02T09:00").extended(
        "2023-11-03T10:00", "2023-12-02T17:00"
    )

    assert explained(past.ask(Irregularities(), NOW)) == {Irregularity.EXTENSION: (first + 1, first + 4)}


def test_refused_attempts_belong_to_the_head_of_whoever_tried(past):
    """Of a member of the unit, and of a head to themselves (R17)."""
    member, head = refused(past, "E-204"), refused(past, "E-102")

    answer = past.ask(Irregularities(), NOW)

    assert explained(answer) == {Irregularity.REFUSED_ATTEMPT: (member,)}
    assert explained(answer, "E-102") == {Irregularity.REFUSED_ATTEMPT: (head,)}


@pytest.mark.parametrize("recorded,late", [("2023-11-02T08:00", False), ("2023-11-02T08:01", True)])
def test_a_record_is_late_after_the_hours_that_the_regulations_allow(past, recorded, late):
    """A day after it is said to have happened it is still in time (R62)."""
    Life(past).assigned("2023-10-20T08:00").submitted(recorded, claimed="2023-11-01T08:00")

    assert bool(explained(past.ask(Irregularities(), NOW))) is late


def test_where_nothing_says_how_soon_nothing_is_late():
    """What no regulation limits is counted, and called by no name."""
    sheets = tuple(sheet for sheet in LAWBOOK.sheets if sheet.subject != "record_quality")
    past = administration(Past(regulations=Lawbook(sheets)))
    Life(past).assigned("2023-10-20T08:00").submitted("2023-11-20T08:00", claimed="2023-11-01T08:00")

    answer = past.ask(Irregularities(), NOW)

    assert (answer.lines, answer.without_limit) == ((), len(past.lines))


def test_acts_by_delegation_are_told(past):
    """Whoever acts for another is named by the envelope of the line (K10)."""
    Life(past).assigned("2023-11-01T08:00")
    position = enveloped(past, len(past.lines), by="E-110", on_behalf_of="E-101")

    assert explained(past.ask(Irregularities(), NOW)) == {Irregularity.ACT_BY_DELEGATION: (position,)}


def test_k10_who_decides_for_each_other_is_listed(past):
    """A for B and B for A, however often; one way alone is nothing (K10)."""
    positions = []
    for number, (assignee, approver) in enumerate(
        (("E-1", "E-2"), ("E-2", "E-1"), ("E-1", "E-2"), ("E-3", "E-1"))
    ):
        Life(past, f"T-{number}", assignee=assignee).assigned("2023-11-01T08:00").submitted(
            "2023-11-02T08:00"
        ).completed("2023-11-03T08:00", by=approver)
        positions.append(len(past.lines))

    answer = past.ask(Irregularities(), NOW)
    (pair,) = answer.reciprocal

    assert (pair.one, pair.other, pair.one_for_other, pair.other_for_one) == ("E-1", "E-2", 1, 2)
    assert pair.events == explained(answer)[Irregularity.RECIPROCAL_APPROVAL] == tuple(positions[:3])


def test_what_a_head_explains_is_of_their_own_time_unit_and_period(past):
    """The head on the day it was recorded; only what is asked for (R79)."""
    refused(past, "E-204", "2023-11-01T08:00")
    relieved(past, "U-12", "E-101", "2023-11-05T08:00")
    appointed(past, "U-12", "E-105", recorded="2023-11-05T08:00")
    later = refused(past, "E-204", "2023-11-10T08:00")

    def heads(**asked: Any) -> list[str]:
        return [each.accountable for each in past.ask(Irregularities(**asked), NOW).lines]

    assert heads() == ["E-101", "E-105"]
    assert heads(head="E-105") == heads(period="2023-11-10") == ["E-105"]
    assert heads(unit="A-1") == heads(period="2023-10") == []
    assert heads(unit="A-1", with_subunits=True) == ["E-101", "E-105"]
    assert explained(past.ask(Irregularities(head="E-105"), NOW), "E-105") == {
        Irregularity.REFUSED_ATTEMPT: (later,)
    }


deeds = st.lists(
    st.tuples(
        st.sampled_from(("extended", "held", "cancelled", "refused", "submitted")),
        st.sampled_from(("U-12", "U-13")),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=12,
)


@given(deeds)
def test_counts_equal_a_slow_reading_of_the_log(written):
    """Whatever happened: every line is looked at once for every sort."""
    past = administration(Past())
    expected: Counter[tuple[str, str]] = Counter()
    heads, people = {"U-12": "E-101", "U-13": "E-102"}, {"U-12": "E-204", "U-13": "E-102"}
    for deed, unit, hours, lent in written:
        claimed = f"2023-11-{8 - hours // 24:02d}T{23 - hours % 24:02d}:30"
        life = Life(past, "T-1", unit=unit)
        if deed == "refused":
            refused(past, people[unit], "2023-11-08T23:30")
        elif deed == "submitted":
            life.submitted("2023-11-08T23:30", claimed=claimed)
        else:
            due = ("2023-12-01T17:00",) if deed == "extended" else ()
            getattr(life, deed)("2023-11-08T23:30", *due)
        if lent:
            enveloped(past, len(past.lines), by=people[unit], on_behalf_of="E-001")
        names = {
            "extended": "extension",
            "held": "hold",
            "cancelled": "cancellation",
            "refused": "refused_attempt",
        }
        sorts = [names[deed]] if deed in names else []
        sorts += ["late_record"] * (deed == "submitted" and hours > 24) + ["act_by_delegation"] * lent
        expected.update((heads[unit], sort) for sort in sorts)

    answer = past.ask(Irregularities(), NOW)

    found = {(each.accountable, each.irregularity.value): each.times for each in answer.lines}
    assert found == dict(expected)
    assert all(each.times == len(each.events) for each in answer.lines)
