"""Freezing an answer for a review, and asking again what the reviews of a pilot rested on."""

import json

import pytest

import civicflow as cf
from civicflow.testing import FixedClock
from tests.cli.conftest import OCTOBER
from tests.pilot_record.walk import CHARTER, OFFICE

LATER = "2023-10-03T08:00+07:00"


@pytest.fixture(name="pilot")
def _pilot(tmp_path):
    """A store with a running pilot on which results are reported."""
    store = tmp_path / "store"
    with cf.open(store, clock=FixedClock(OCTOBER)) as flow:
        for by, command in (*OFFICE, *CHARTER):
            flow.execute(command, by=by, reason="Lập sổ ban đầu")
    return store


def review_of(*answers: str) -> dict[str, object]:
    """The body of ``evaluate-pilot``, with what ``civicflow freeze`` printed."""
    return {
        "pilot": "P",
        "recommended": "continue",
        "answers": [json.loads(each) for each in answers],
        "assessment": "Đạt yêu cầu",
    }


@pytest.mark.usefixtures("pilot")
def test_what_is_frozen_is_one_line_for_the_review(line, act):
    """The options of the question, one line of JSON, and the review takes it as it is."""
    frozen = line("freeze", "on-time", "--unit", "A-1", "--with-subunits")
    earlier = line("freeze", "worklist", "--person", "HEAD-1", "--known", "2023-10-02")

    assert (frozen.code, frozen.out.count("\n")) == (0, 1)
    assert frozen.json["arguments"] == '{"unit":"A-1","with_subunits":true}'
    assert earlier.json["known"] == "2023-10-02T16:59:59.999999Z"
    assert act("evaluate-pilot", review_of(frozen.out, earlier.out), by="CHAIR").code == 0


@pytest.mark.usefixtures("pilot")
def test_a_review_is_asked_again_and_found_equal(line, act):
    """Whatever was recorded since: every digest is the same, and both releases are named."""
    asked = ("--unit", "A-1", "--with-subunits")
    act("evaluate-pilot", review_of(line("freeze", "on-time", *asked).out), by="CHAIR")
    act("decide-pilot", {"pilot": "P", "decided": "continue", "instrument": "QĐ 20"}, by="CHAIR")

    again = line("review", "P", format="json")

    assert again.code == 0
    (answer,) = again.json
    assert answer["equal"] is True
    assert answer["digest"] == answer["digest_now"]
    assert (answer["code"], answer["regulations"]) == (answer["code_now"], answer["regulations_now"])


@pytest.mark.usefixtures("pilot")
@pytest.mark.parametrize(
    "changed", [{"digest": "0" * 64}, {"question": "punctuality"}, {"arguments": '{"mood":1}'}]
)
def test_what_is_answered_otherwise_is_named_with_both_digests(line, act, changed):
    """Another answer, and a question that this release does not know: exit code 1, and the row says so."""
    frozen = json.loads(line("freeze", "on-time").out)
    kept = json.dumps(frozen | changed | {"code": "0.0.9"})
    act("evaluate-pilot", review_of(kept, json.dumps(frozen)), by="CHAIR")

    again = line("review", "P", format="json")

    assert again.code == 1
    assert [each["equal"] for each in again.json] == [False, True]
    assert again.json[0]["digest_now"] == (frozen["digest"] if "digest" in changed else None)
    assert again.json[0]["code"] == "0.0.9"
    assert again.json[0]["code_now"] == frozen["code"]


@pytest.mark.usefixtures("pilot")
def test_the_same_strictness_gives_the_same_answer(line, act):
    """What was frozen under strict is asked again under strict; the table says which."""
    frozen = line("freeze", "worklist", "--person", "HEAD-1", "--strict")
    act("evaluate-pilot", review_of(frozen.out), by="CHAIR")

    (answer,) = line("review", "P", "--strict", format="json").json

    assert (answer["strict"], answer["strict_now"], answer["equal"]) == (True, True, True)


@pytest.mark.usefixtures("pilot")
@pytest.mark.parametrize("lang,heading", [("vi", "Giống nhau"), ("en", "Equal")])
def test_the_comparison_is_read_in_both_languages(line, act, lang, heading):
    """Every column has its heading."""
    act("evaluate-pilot", review_of(line("freeze", "on-time").out), by="CHAIR")
    told = line("review", "P", lang=lang)

    assert heading in told.out
    assert "_" not in told.out


@pytest.mark.usefixtures("pilot")
@pytest.mark.parametrize("lang,nothing", [("vi", "Không có gì khác."), ("en", "Differs in nothing.")])
def test_a_table_says_plainly_that_nothing_differs(line, act, lang, nothing):
    """And has no column of digests that nobody compares by eye."""
    act("evaluate-pilot", review_of(line("freeze", "on-time").out), by="CHAIR")
    told = line("review", "P", lang=lang)

    assert nothing in told.out
    assert max(map(len, told.out.splitlines())) < 160


@pytest.mark.usefixtures("pilot")
def test_a_table_names_what_is_otherwise_than_it_was(line, tmp_path):
    """The release then beside that of today, and nothing that is the same."""
    kept = json.loads(line("freeze", "on-time").out)
    (tmp_path / "kept.json").write_text(json.dumps(kept | {"code": "0.0.9"}), "utf-8")
    told = line("again", str(tmp_path / "kept.json"))
    below = told.out.partition("What differs")[2]

    assert [row.split()[-3:] for row in below.splitlines() if "0." in row] == [
        ["Release", "0.0.9", kept["code"]]
    ]
    assert kept["digest"] not in told.out
    assert "Differs in nothing." not in told.out


@pytest.mark.usefixtures("pilot")
def test_a_pilot_without_a_review_has_nothing_to_compare_and_none_at_all_is_said(line):
    """An empty list, and a subject that is not on record."""
    assert (line("review", "P", format="json").code, line("review", "P", format="json").json) == (0, [])
    assert line("review", "NONE").code == 1


@pytest.mark.usefixtures("pilot")
@pytest.mark.parametrize(
    "words,option",
    [
        (("freeze", "on-time", "--period", "2023-Q5"), "--period"),
        (("freeze", "on-time", "--known", "soon"), "--known"),
        (("ask", "on-time", "--position", "9999"), "--position"),
    ],
)
def test_a_wrong_option_is_named(line, words, option):
    """By the name that people wrote."""
    ended = line(*words)

    assert (ended.code, ended.out) == (2, "")
    assert option in ended.err


@pytest.mark.usefixtures("pilot")
def test_the_answer_itself_is_asked_of_the_same_log(line):
    """A frozen answer names the position and the instant with which ``ask`` shows what it said."""
    frozen = line("freeze", "on-time").json
    asked = line(
        "ask", "on-time", format="json", position=str(frozen["position"]), known=frozen["known"]
    ).json

    assert (asked["head"]["position"], asked["head"]["now"]) == (frozen["position"], frozen["known"])
