"""A petition that was taken down wrongly is corrected; its term follows, under the law of that day (R56, K10, K21)."""

from typing import Any

from attrs import asdict

from civicflow import feedback
from civicflow.core.fields import FreeText, instant
from civicflow.feedback.corrections import PetitionCorrected
from civicflow.feedback.events import PetitionReceived
from civicflow.testing import Given
from tests.feedback.sent_in import ANSWERED, TEXT, assigned, received
from tests.organization.offices import DEPARTMENT, joined

WHY = FreeText(v="Dấu bưu điện ghi ngày 27/9")
PLACE = len(DEPARTMENT) + 2


def given(*events: Any) -> Given:
    """What came in was taken down, and then what is named."""
    return Given(*DEPARTMENT, joined("U-1", "E-3"), *events, at="2023-10-02T08:00+07:00")


def correct(**other: Any) -> feedback.CorrectPetition:
    """It came in on 27 September, but for what is said."""
    said: dict[str, Any] = {
        "petition": "P-1",
        "unit": "U-1",
        "petitioner": "citizen",
        "kind": "attitude",
        "channel": "post",
        "received_on": "2023-09-27",
        "text": TEXT,
        "corrects": PLACE,
        "because": WHY,
    }
    return feedback.CorrectPetition(**said | other)


def test_the_term_is_counted_anew():
    """Ten working days from the right day; whoever took it down stays, whoever corrects is named beside."""
    (event,) = given(received(), assigned(), ANSWERED).when(correct(), by="HEAD-1").events

    assert isinstance(event, PetitionCorrected)
    assert event.due == instant("2023-10-11T17:00+07:00")
    assert event.derivation is not None
    assert event.derivation.start == instant("2023-09-27T00:00+07:00")
    assert (event.received_by, event.corrected_by) == ("CLERK-1", "HEAD-1")
    assert event.content == PetitionReceived(**{name: getattr(event, name) for name in asdict(received())})


def test_who_is_concerned_does_not_correct():
    """Neither as it was taken down, nor as it would be right; for the head it falls to whoever stands above (K10, K11)."""
    about_head = given(received(about="HEAD-1"))
    plain = given(received())

    about_head.when(correct(), by="HEAD-1").refused_by("office_of_record_above")
    plain.when(correct(about="HEAD-1"), by="HEAD-1").refused_by("office_of_record_above")
    assert about_head.when(correct(), by="DIRECTOR").events


def test_it_stays_with_its_unit_and_keeps_to_the_rules():
    """It is forwarded, not corrected, to another unit; and what comes in from outside names nobody."""
    given(received()).when(correct(unit="U-2"), by="DIRECTOR").refused_by("subject_stays_the_same")
    given(received()).when(correct(from_person="E-3", received_on="2023-10-03"), by="DIRECTOR").refused_by(
        "only_staff_are_named", "petition_came_in_by_today"
    )
