"""By which way work is given and whether it is signed: an October counted by hand, and a slow second opinion (V9)."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.task.events import Channel
from civicflow.views.among import Part
from civicflow.views.channels import Channels, ChannelsLine, OtherChannel
from tests.views.november import counts
from tests.views.past import Past
from tests.views.reporting import office, placed
from tests.views.ways import given_out, handed_in

WHY = FreeText(v="Văn bản đến bằng giấy")


def asked(past: Past, **said: Any) -> tuple[ChannelsLine, ...]:
    """The lines of October."""
    return past.ask(Channels(period="2023-10", with_events=True, **said), "2023-11-02T08:00")


def test_an_october_counted_by_hand():
    """Three of five through the electronic office; one of two signed; one file on paper of four (R29, R30, R37)."""
    past = office()
    given_out(past, "T-1", needs_signature=True)
    given_out(past, "T-2", needs_signature=True)
    given_out(past, "T-3")
    on_paper = given_out(past, "T-4", channel=Channel.PAPER, channel_reason=WHY)
    unsaid = given_out(past, "desk/T-5", channel=None)
    given_out(past, "T-6", "2023-11-01T08:00", channel=Channel.OTHER)
    handed_in(past, "T-1", signature="CKS-1")
    file = handed_in(past, "T-2", paper_file="HS-12/2023")
    handed_in(past, "T-3")
    handed_in(past, "T-4", signature="CKS-2")
    handed_in(past, "T-3", "2023-11-01T09:00")

    (line,) = asked(past)

    assert (counts(line.e_office), line.e_office.events) == ((3, 5), (on_paper, unsaid))
    assert line.otherwise == (
        OtherChannel(channel=Channel.PAPER, tasks=1, with_reason=1, events=(on_paper,)),
        OtherChannel(channel=None, tasks=1, with_reason=0, events=(unsaid,)),
    )
    assert (counts(line.signed), line.signed.events) == ((1, 2), (file,))
    assert (counts(line.paper), line.paper.events) == ((1, 4), (file,))


@pytest.mark.parametrize(
    "said, parts",
    [
        ({"unit": "U-12"}, {"E-1": 1, "E-2": 1}),
        ({"unit": "A-1"}, {}),
        ({"unit": "A-1", "with_subunits": True}, {"E-1": 1, "E-2": 1, "E-3": 1}),
        ({"head": "E-102"}, {"E-3": 1}),
        ({"group": "drafting"}, {"E-2": 1}),
    ],
)
def test_of_whom_the_figure_is(said, parts):
    """A unit, what stands below it, an accountable head, a group of positions (K18, R79)."""
    past = placed(office(), "E-2")
    for person, unit in (("E-1", "U-12"), ("E-2", "U-12"), ("E-3", "U-13")):
        given_out(past, f"T-{person}", unit=unit, person=person)

    everybody, *lines = asked(past, by="person", **said)

    assert {line.of: line.e_office.denominator for line in lines} == parts
    assert everybody.e_office.denominator == sum(parts.values())


def test_without_tasks_there_is_no_share():
    """An empty denominator is nothing, never all or none."""
    (line,) = asked(Past())

    assert [each.share for each in (line.e_office, line.signed, line.paper)] == [None] * 3


def test_what_was_handed_in_of_an_assignment_that_nobody_recorded_requires_no_signature():
    """A hole in another system's record: it counts among results, and not among those to be signed."""
    past = office()
    handed_in(past, "desk/T-1", paper_file="HS-1")

    (line,) = asked(past)

    assert (counts(line.signed), counts(line.paper)) == ((0, 0), (1, 1))


ACTS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(("given", "handed_in")),
        st.sampled_from(("2023-09-29T10:00", "2023-10-02T10:00", "2023-10-31T23:30", "2023-11-01T00:30")),
        st.sampled_from((*Channel, None)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=16,
)


@given(acts=ACTS, by=st.sampled_from((None, Part.UNIT, Part.PERSON)))
def test_channels_equal_a_slow_count(acts, by):
    """For any tasks and results in any order, with holes and repetitions: each counted by itself."""
    past = office()
    of = {1: ("E-1", "U-12"), 2: ("E-2", "U-12"), 3: ("E-3", "U-13"), 4: ("E-5", "U-14")}
    for number, deed, when, channel, flag, paper in acts:
        person, unit = of[number]
        if deed == "given":
            given_out(
                past, f"T-{number}", when, unit=unit, person=person, channel=channel, needs_signature=flag
            )
        else:
            signature, file = "CKS" if flag else None, "HS" if paper else None
            handed_in(
                past, f"T-{number}", when, unit=unit, person=person, signature=signature, paper_file=file
            )

    expected: defaultdict[str | None, Counter[str]] = defaultdict(Counter, {None: Counter()})
    for number, (person, unit) in of.items():
        own = [act for act in acts if act[0] == number]
        assignment = next((act for act in own if act[1] == "given"), None)
        counted = [act for act in own if act[1] == "handed_in" or act is assignment]
        for _, deed, when, channel, flag, paper in counted:
            if not "2023-10-01" <= when[:10] <= "2023-10-31":
                continue
            for name in {None, {None: None, Part.UNIT: unit, Part.PERSON: person}[by]}:
                count = expected[name]
                if deed == "given":
                    count["given"] += 1
                    count["e_office"] += channel is Channel.E_OFFICE
                    continue
                required = assignment is not None and assignment[4]
                count["handed_in"] += 1
                count["required"] += required
                count["signed"] += required and flag
                count["paper"] += paper

    assert {
        line.of: (*counts(line.e_office), *counts(line.signed), *counts(line.paper))
        for line in asked(past, by=by)
    } == {
        name: tuple(count[each] for each in ("e_office", "given", "signed", "required", "paper", "handed_in"))
        for name, count in expected.items()
    }
