"""Reading one file of regulations, and naming what is wrong with it."""

import pytest

from civicflow.core.provision import Attestation, Provision
from civicflow.errors import RegulationError, UnsourcedRegulationError
from civicflow.regulations.sheet import read_sheet
from tests.regulations.shipped import TERM, day, record

CAP = """
about = "A cap."

[fields]
answer = ["share", "no-limit"]

[fields.share]
fraction = "ratio"
"""


def test_a_file_says_what_its_parameter_is_and_what_is_on_record() -> None:
    """Its name gives key, subject and place; every field of a record is kept."""
    sheet = read_sheet(
        "law/vn.hcmc.term.toml",
        TERM
        + record(
            "working_days = 5",
            status="verified",
            effective_to="2020-12-31",
            issued_on="2019-12-01",
            repealed_on="2021-01-01",
            mode='"pilot"',
            categories='["worker"]',
            code='"appeal"',
            article='"Article 3"',
            source='"https://example.org/order"',
            note='"Seen once."',
        ),
    )
    assert (sheet.key, sheet.subject, sheet.locality) == ("vn.hcmc.term", "term", "vn/hcmc")
    assert sheet.provisions == (
        Provision(
            id="vn.hcmc.term/appeal/2020-01-01",
            key="vn.hcmc.term",
            value={"working_days": 5},
            locality="vn/hcmc",
            effective_from=day("2020-01-01"),
            effective_to=day("2020-12-31"),
            issued_on=day("2019-12-01"),
            repealed_on=day("2021-01-01"),
            mode="pilot",
            categories=("worker",),
            code="appeal",
            instrument="An order",
            article="Article 3",
            source="https://example.org/order",
            status=Attestation.VERIFIED,
            note="Seen once.",
        ),
    )


def test_a_file_named_by_the_subject_alone_binds_everywhere() -> None:
    """A choice of design belongs to no place."""
    sheet = read_sheet("term.toml", TERM)
    assert (sheet.subject, sheet.locality, sheet.provisions) == ("term", "", ())


def test_a_word_that_a_record_chooses_asks_for_further_fields() -> None:
    """A share has a fraction, no limit has none."""
    share, free = read_sheet(
        "cap.toml",
        CAP
        + record('answer = "share"\nfraction = "1/3"')
        + record('answer = "no-limit"', since="2021-01-01"),
    ).provisions
    assert share.value == {"answer": "share", "fraction": "1/3"}
    assert free.value == {"answer": "no-limit"}


@pytest.mark.parametrize("status", ["verified", "corroborated"])
def test_an_attested_record_names_its_source(status: str) -> None:
    """Who says that a text was seen says where."""
    with pytest.raises(UnsourcedRegulationError, match="term/2020-01-01"):
        read_sheet("term.toml", TERM + record(status=status))


@pytest.mark.parametrize("status", ["memory", "design"])
def test_memory_and_design_need_no_source(status: str) -> None:
    """They say openly that no text stands behind them."""
    assert len(read_sheet("term.toml", TERM + record(status=status)).provisions) == 1


@pytest.mark.parametrize(
    "text, field",
    [
        ("", "fields"),
        ('about = "A term."', "fields"),
        (TERM.replace("A term.", ""), "about"),
        ("about_vi = 1\n" + TERM, "about_vi"),
        (TERM.replace("count", "number"), "working_days"),
        (TERM.replace('"count"', "[]"), "working_days"),
        (TERM.replace('"count"', "[1]"), "working_days"),
        ("title = 1\n" + TERM, "title"),
        ("record = 1\n" + TERM, "record"),
        ("record = [1]\n" + TERM, "record"),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(text: str, field: str) -> None:
    """A missing or unknown field, a kind that does not exist, records that are no tables."""
    with pytest.raises(RegulationError) as refused:
        read_sheet("term.toml", text)
    assert (refused.value.parameters["record"], refused.value.parameters["field"]) == ("", field)


@pytest.mark.parametrize(
    "name", ["Term.toml", "vn..term.toml", ".toml", "vn.hcmc.on-site.toml", "vn hcmc.toml"]
)
def test_a_file_is_named_after_its_parameter(name: str) -> None:
    """Places may have hyphens, the subject underscores; nothing else."""
    with pytest.raises(RegulationError, match="name"):
        read_sheet(name, TERM)


def test_what_is_not_toml_is_refused() -> None:
    """The file and the parser's own words say where."""
    with pytest.raises(RegulationError, match=r"term\.toml.*not-toml.*line 1"):
        read_sheet("term.toml", "about = A term\n")


def test_a_file_may_say_in_vietnamese_what_it_is_about() -> None:
    """Readers of either language find their own words; another authority's file need not have both."""
    assert read_sheet("term.toml", TERM).about_vi is None
    assert read_sheet("term.toml", 'about_vi = "Một thời hạn."\n' + TERM).about_vi == "Một thời hạn."


@pytest.mark.parametrize(
    "wrong, field, problem",
    [
        (record(titel='"x"'), "titel", "unknown"),
        (record(status="likely"), "status", "unknown-word"),
        (record().replace('status = "design"', ""), "status", "missing"),
        (record().replace('instrument = "An order"', ""), "instrument", "missing"),
        (record(since='"2020-01-01"'), "effective_from", "date"),
        (record(since="2020-01-01T00:00:00"), "effective_from", "date"),
        (record().replace("effective_from = 2020-01-01", ""), "effective_from", "missing"),
        (record(effective_to="2019-12-31"), "effective_to", "before-effective-from"),
        (record(mode='"war"'), "mode", "unknown-word"),
        (record(categories='["clerk"]'), "categories", "unknown-word"),
        (record(categories='"worker"'), "categories", "unknown-word"),
        (record(code='"Appeal"'), "code", "name"),
        (record(code='""'), "code", "text"),
        (record(note='" "'), "note", "text"),
        (record(article="3"), "article", "text"),
        (record("working_days = -1"), "working_days", "not-count"),
        (record("working_days = true"), "working_days", "not-count"),
        (record("working_days = 1.0"), "working_days", "not-count"),
        (record('working_days = "1"'), "working_days", "not-count"),
        (record("days = 1"), "days", "unknown"),
        (record(""), "working_days", "missing"),
        (record().replace("[record.value]\nworking_days = 1", ""), "value", "table"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused(wrong: str, field: str, problem: str) -> None:
    """What is missing, unknown or of another kind is named with its record and its field."""
    with pytest.raises(RegulationError) as refused:
        read_sheet("term.toml", TERM + record(since="2010-01-01", effective_to="2010-12-31") + wrong)
    named = refused.value.parameters
    assert (named["file"], named["record"], named["field"], named["problem"]) == (
        "term.toml",
        2,
        field,
        problem,
    )


@pytest.mark.parametrize(
    "kind, good, bad",
    [
        ("flag", "true", "1"),
        ("ratio", '"1/3"', '"0.33"'),
        ("ratio", '"1/1"', '"4/3"'),
        ("ratio", '"0/1"', '"1/0"'),
        ("ratio", '"1/2"', "0.5"),
        ("factor", '"9/5"', '"1.8"'),
        ("factor", '"0/1"', '"-1/2"'),
        ("factor", '"3/5"', "0.6"),
        ("term", '"10 working_days"', '"10 days"'),
        ("term", '"1 sessions"', '"0 sessions"'),
        ("term", '"15 calendar_days"', "15"),
        ("time", '"16:00"', '"16:60"'),
        ("time", '"07:30"', '"7:30"'),
        ("time", '"23:59"', "16"),
        ("text", '"a"', '""'),
        ("words", '["a", "b"]', '[""]'),
        ("terms", '["7 working_days", "1 sessions"]', '["7 working_days", "7 working_days"]'),
        ("terms", "[]", '["soon"]'),
        ("words", "[]", '"a"'),
        ("categories", '["worker"]', '["clerk"]'),
        ("categories", "[]", '["worker", "worker"]'),
    ],
)
def test_each_kind_takes_what_it_means_and_nothing_else(kind: str, good: str, bad: str) -> None:
    """Figures are exact: a share is written as one whole number over another, never as a decimal."""
    head = f'about = "x"\n[fields]\nvalue = "{kind}"\n'
    assert read_sheet("x.toml", head + record(f"value = {good}")).provisions
    with pytest.raises(RegulationError, match=f"not-{kind}"):
        read_sheet("x.toml", head + record(f"value = {bad}"))


def test_a_choice_takes_its_words_alone_and_their_fields_alone() -> None:
    """A word that is not offered, a field of a word that was not chosen, a chosen word without its field."""
    for value, field in (
        ('answer = "half"', "answer"),
        ('answer = "no-limit"\nfraction = "1/3"', "fraction"),
        ('answer = "share"', "fraction"),
        ('answer = ["share"]\nfraction = "1/3"', "fraction"),
    ):
        with pytest.raises(RegulationError) as refused:
            read_sheet("cap.toml", CAP + record(value))
        assert refused.value.parameters["field"] == field
