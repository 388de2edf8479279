"""A correction has all that it corrects and three things more, and takes its place when the log is read."""

from typing import ClassVar

import pytest
from attrs import frozen

from civicflow.core.correction import CORRECTIONS, Correction, as_known, contents_of, put_right
from civicflow.core.event import At, Event, keys_of, stream_of
from civicflow.core.fields import PersonId
from tests.storage.permits import PermitMoved, corrected, filed


def told(*events: Event) -> list[tuple[At, Event]]:
    """Events at the positions from 1 on."""
    return [(At(place, place * 10, place * 100), event) for place, event in enumerate(events, start=1)]


def test_a_correction_lies_where_its_original_lies_and_is_found_as_one():
    """Its stream; the keys of what it corrects, whoever corrected, and the key of all corrections."""
    event = corrected("P-1", 1)

    assert stream_of(event) == "permit:P-1"
    assert keys_of(event) == (CORRECTIONS, "person:E-1")
    assert event.original is type(filed("P-1"))
    assert (type(event.content), event.content.fee) == (event.original, 100)  # type: ignore[attr-defined]  # what is filed has a fee


def test_the_last_correction_holds_at_the_place_and_time_of_what_it_corrects():
    """However many there are; what is between stays, and none is seen itself."""
    moved = PermitMoved(permit="P-1", out_of="O-1", into="O-2")
    history = told(filed("P-1"), corrected("P-1", 1, fee=7), moved, corrected("P-1", 1, fee=9))

    first, second = as_known(history)
    assert (first[0], first[1]) == (history[0][0], history[3][1].content)  # type: ignore[attr-defined]  # a correction
    assert second == history[2]
    assert as_known(history[:1]) == history[:1]


def test_what_does_not_fit_changes_nothing():
    """Of another kind, of another stream, of what comes later."""
    wrong = told(filed("P-2"), corrected("P-1", 1), corrected("P-2", 9), corrected("P-2", 4))

    assert list(contents_of(wrong)) == [1]
    assert list(put_right(wrong[:1], contents_of(wrong))) == wrong[:1]
    assert [event for _, event in as_known(wrong)] == [filed("P-2")]


def test_an_event_that_names_its_own_corrector_cannot_be_corrected_so():
    """A field would say two things."""

    @frozen(kw_only=True, eq=False, repr=False)
    class Settled(Event):
        """Somebody has set something right."""

        topic: ClassVar[str] = "matter.settled"
        stream: ClassVar[tuple[str, ...]] = ("matter", "matter")

        matter: str
        corrected_by: PersonId

    with pytest.raises(TypeError, match="corrected_by"):
        type("SettledCorrected", (Correction, Settled), {})
