"""How a text takes its values."""

from hypothesis import given
from hypothesis import strategies as st

from civicflow.messages.template import Place, fill, places


def show(value: object, kind: str) -> str:
    """A value as it is, with how it is to be read."""
    return f"{value}{kind and '/' + kind}"


def test_a_place_takes_its_value_read_as_asked():
    """The word behind the colon says how."""
    assert fill("{task} is {stage:state}", {"task": "T-1", "stage": "open"}, show) == "T-1 is open/state"


def test_a_part_is_left_out_with_any_value_it_names():
    """Nothing, no, an empty text or an empty list; nought is a value."""
    absences: list[object] = [None, False, "", (), {}]
    for absent in absences:
        assert fill("a[, b {x} {y}]", {"x": "1", "y": absent}, show) == "a"
    assert fill("a[, b {x}]", {}, show) == "a"
    assert fill("a[, b {x}]", {"x": 0}, show) == "a, b 0"


def test_a_part_is_left_out_when_its_value_needs_no_mention():
    """Outside brackets it is said all the same."""
    assert fill("{by}[ ({approver})]", {"by": "A", "approver": "A"}, show, silent={"approver"}) == "A"
    assert fill("{approver}", {"approver": "A"}, show, silent={"approver"}) == "A"


@given(st.text())
def test_what_a_value_says_is_never_read_as_a_text(words):
    """Whoever writes braces or brackets in a note gets them back."""
    assert fill("[{note}]{note}", {"note": words, "secret": "S"}, show) == words * 2
    assert fill("{note}", {"note": "{secret}[{secret}]", "secret": "S"}, show) == "{secret}[{secret}]"


def test_the_places_of_a_text_are_known():
    """In order, and whether each is needed."""
    assert list(places("{a}[ {b:day} {c}] {d:state}")) == [
        Place("a", "", needed=True),
        Place("b", "day", needed=False),
        Place("c", "", needed=False),
        Place("d", "state", needed=True),
    ]
