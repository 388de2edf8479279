"""Looking a regulation up: by the day of the fact, the place, the mode, the people, and what was known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.provision import NotedRegulations, Provision, Regulations
from civicflow.errors import OverlappingRegulationsError, RegulationError
from civicflow.regulations import Gap, Lawbook
from tests.regulations.shipped import TERM, day, lawbook, record, shipped, strict_lawbook, texts

FIRST = date(2020, 1, 1)


def days(
    book: Regulations,
    on: str = "2020-06-01",
    locality: str = "vn",
    *,
    mode: str | None = None,
    category: str | None = None,
    known: str | None = None,
) -> object:
    """The number of days that a term has."""
    found = book.find(
        "term",
        on=day(on),
        locality=locality,
        mode=mode,
        category=category,
        known=day(known) if known else None,
    )
    return found and found.value["working_days"]


def test_the_shipped_regulations_can_be_relied_on() -> None:
    """Every shipped file is read, nothing overlaps, and each record names its source or says why it has none."""
    assert {sheet.file for sheet in shipped().sheets} == set(texts())
    assert all(each.source or each.status.value in ("memory", "design") for each in shipped().provisions)


def test_the_gaps_of_the_shipped_regulations_are_reported() -> None:
    """Between the measures of 2020 and 2021, before the return of 2022, and what was never on record (R6)."""
    assert [gap for gap in shipped().gaps() if gap.key == "vn.hcmc.on_site_cap"] == [
        Gap(key="vn.hcmc.on_site_cap", mode="emergency", first=day(first), last=day(last))
        for first, last in (("2020-04-23", "2021-06-02"), ("2021-11-01", "2022-01-15"))
    ]
    assert {Gap(key="remote_places"), Gap(key="remote_share")} <= set(shipped().gaps())
    uncovered = day("2021-01-01"), day("2023-07-31")
    assert [gap for gap in shipped().gaps() if gap.key == "vn.hcmc.additional_income"] == [
        Gap(key="vn.hcmc.additional_income", code=code, first=uncovered[0], last=uncovered[1])
        for code in ("above_3_00", "up_to_3_00")
    ]


def test_a_gap_is_counted_for_each_mode_and_category_apart() -> None:
    """Adjoining records leave none, nothing follows an open one, and what was repealed covers nothing."""
    book = lawbook(
        vn__term=record(effective_to="2020-02-29")
        + record(since="2020-03-01", effective_to="2020-03-31")
        + record(since="2020-04-01", repealed_on="2020-03-15"),
        vn__hcmc__term=record(mode='"pilot"', categories='["worker"]', effective_to="2020-01-31")
        + record(mode='"pilot"', categories='["worker"]', since="2020-03-01"),
    )
    assert set(book.gaps()) == {
        Gap(key="vn.term", first=day("2020-04-01")),
        Gap(
            key="vn.hcmc.term",
            mode="pilot",
            categories=("worker",),
            first=day("2020-02-01"),
            last=day("2020-02-29"),
        ),
    }


@pytest.mark.parametrize(
    "on, expected",
    [("2019-12-31", None), ("2020-01-01", 1), ("2020-01-31", 1), ("2020-02-01", None), ("2020-03-01", 2)],
)
def test_a_record_holds_from_its_first_to_its_last_day(on: str, expected: int | None) -> None:
    """Both days belong to it; a gap is not filled; an open record holds on."""
    book = lawbook(
        vn__term=record(effective_to="2020-01-31") + record("working_days = 2", since="2020-03-01")
    )
    assert days(book, on) == expected


def test_the_most_specific_place_wins() -> None:
    """K7: ward, district, city, country, everywhere; a place that only begins alike is another place."""
    book = lawbook(
        term=record("working_days = 1"),
        vn__term=record("working_days = 2"),
        vn__hcmc__term=record("working_days = 3"),
        **{"vn__hcmc__district-10__term": record("working_days = 4")},
    )
    asked = ("nl", "vn", "vn/hanoi", "vn/hcmc", "vn/hcmc/district-1", "vn/hcmc/district-10/ward-2")
    assert [days(book, locality=place) for place in asked] == [1, 2, 2, 3, 3, 4]


def test_all_levels_of_a_place_are_given_from_the_most_specific_on() -> None:
    """The chain of a ward has what its district, its city and its country have on record."""
    book = lawbook(vn__term=record(), vn__hcmc__term=record(), vn__hanoi__term=record(), term=record())
    chain = book.chain("term", on=FIRST, locality="vn/hcmc/district-10")
    assert [provision.key for provision in chain] == ["vn.hcmc.term", "vn.term", "term"]


def test_another_subject_of_the_same_place_is_another_parameter() -> None:
    """What is on record for one subject says nothing about another."""
    assert lawbook(vn__term=record()).find("other", on=FIRST, locality="vn") is None


def test_a_record_of_a_mode_is_seen_in_that_mode_alone() -> None:
    """A record without a mode holds in every mode; one of the emergency is not seen without asking for it."""
    book = lawbook(vn__term=record(), vn__hcmc__term=record("working_days = 2", mode='"emergency"'))
    seen = [days(book, locality="vn/hcmc", mode=mode) for mode in (None, "pilot", "emergency")]
    assert seen == [1, 1, 2]


def test_a_record_of_some_categories_is_seen_for_them_alone() -> None:
    """Two categories under two records of the same day; nobody in particular is under neither."""
    book = lawbook(
        vn__term=record(categories='["cadre", "worker"]')
        + record("working_days = 2", id='"others"', categories='["civil_servant"]')
    )
    seen = [days(book, category=category) for category in (None, "cadre", "civil_servant", "public_employee")]
    assert seen == [None, 1, 2, None]


def test_a_record_of_a_catalogue_is_seen_by_its_code_alone() -> None:
    """Two entries of the same days; who names none, or another, is under neither; a district adds to its city's."""
    city = record(code='"appeal"') + record("working_days = 2", code='"review"')
    district = record("working_days = 3", code='"review"') + record("working_days = 4", code='"visit"')
    book = lawbook(vn__hcmc__term=city, **{"vn__hcmc__thu-duc__term": district})
    seen = {
        place: [
            found and found.value["working_days"]
            for code in (None, "appeal", "review", "visit", "other")
            for found in [book.find("term", on=FIRST, locality=place, code=code)]
        ]
        for place in ("vn/hcmc", "vn/hcmc/thu-duc")
    }
    assert seen == {"vn/hcmc": [None, 1, 2, None, None], "vn/hcmc/thu-duc": [None, 1, 3, 4, None]}
    chain = book.chain("term", on=FIRST, locality="vn/hcmc/thu-duc", code="review")
    assert [each.id for each in chain] == [
        "vn.hcmc.thu-duc.term/review/2020-01-01",
        "vn.hcmc.term/review/2020-01-01",
    ]


def test_the_entries_of_a_catalogue_on_a_day() -> None:
    """What find gives for each code that the day and the place have, in order; what has ended is not listed."""
    book = lawbook(
        term=record(code='"visit"') + record(code='"appeal"', effective_to="2020-01-31"),
        vn__term=record("working_days = 2", code='"visit"') + record("working_days = 3"),
    )
    listed = {
        (place, on): [
            (each.code, each.value["working_days"])
            for each in book.entries("term", on=day(on), locality=place)
        ]
        for place, on in (
            ("", "2020-01-01"),
            ("vn", "2020-01-01"),
            ("vn", "2020-02-01"),
            ("vn", "2019-12-31"),
        )
    }
    assert listed == {
        ("", "2020-01-01"): [("appeal", 1), ("visit", 1)],
        ("vn", "2020-01-01"): [("appeal", 1), ("visit", 2)],
        ("vn", "2020-02-01"): [("visit", 2)],
        ("vn", "2019-12-31"): [],
    }


def test_entries_are_listed_by_mode_category_and_what_was_known() -> None:
    """As find sees them."""
    book = lawbook(
        term=record(code='"a"', mode='"pilot"')
        + record(code='"b"', categories='["worker"]')
        + record(code='"c"', issued_on="2020-03-01")
    )

    def codes(**asked: object) -> list[str | None]:
        return [each.code for each in book.entries("term", on=FIRST, locality="vn", **asked)]  # type: ignore[arg-type]

    assert codes() == ["c"]
    assert codes(mode="pilot") == ["a", "c"]
    assert codes(category="worker", known=day("2020-02-29")) == ["b"]


def test_a_listed_entry_is_written_down_and_a_remembered_one_not_relied_on() -> None:
    """Whoever lists a catalogue rests on all of it; strict leaves out what is only remembered."""
    sheets = {"term": record(code='"a"') + record(code='"b"', status="memory")}
    noted = NotedRegulations(lawbook(**sheets))
    assert [each.code for each in noted.entries("term", on=FIRST, locality="vn")] == ["a", "b"]
    assert list(noted.used) == ["term/a/2020-01-01", "term/b/2020-01-01"]
    assert noted.unconfirmed == ("term/b/2020-01-01",)

    noted = NotedRegulations(strict_lawbook(**sheets))
    assert [each.code for each in noted.entries("term", on=FIRST, locality="vn")] == ["a"]
    assert noted.unconfirmed == ()


def test_what_is_used_and_unconfirmed_is_named() -> None:
    """Memory and hearsay are named, verified texts and choices of design are not; under strict nothing rests on them."""
    statuses = ("verified", "corroborated", "memory", "design")
    written = "".join(record(code=f'"{status}"', status=status, source='"seen"') for status in statuses)
    for book, named in ((lawbook, ["corroborated", "memory"]), (strict_lawbook, [])):
        noted = NotedRegulations(book(term=written))
        for status in statuses:
            noted.chain("term", on=FIRST, locality="vn", code=status)
        assert noted.unconfirmed == tuple(f"term/{status}/2020-01-01" for status in named)


@pytest.mark.parametrize(
    "known, expected", [("2020-04-15", 18), ("2020-04-20", 18), ("2020-04-21", 6), (None, 6)]
)
def test_retroactive_law_is_seen_from_its_issue_on(known: str | None, expected: int) -> None:
    """As E12b: a record of 21 April replaces, from 1 January on, what stood until then (K7)."""
    book = lawbook(
        vn__term=record("working_days = 18", issued_on="2018-03-16", repealed_on="2020-04-21")
        + record("working_days = 6", id='"dispatch-1456"', issued_on="2020-04-21")
    )
    assert days(book, "2020-02-01", known=known) == expected


def test_before_its_issue_nothing_is_on_record() -> None:
    """What had been issued by nobody yet is not seen, even on a day it applies to."""
    assert days(lawbook(vn__term=record(issued_on="2020-02-01")), known="2020-01-31") is None


@pytest.mark.parametrize(
    "status, relied_on", [("memory", False), ("corroborated", False), ("verified", True), ("design", True)]
)
def test_strict_relies_on_no_record_from_memory(status: str, relied_on: bool) -> None:
    """Nor on one only corroborated; the wider record does not step in, since it is known not to be the one."""
    local = record("working_days = 2", status=status, source='"seen"')
    sheets = {"vn__term": record(), "vn__hcmc__term": local}
    assert days(lawbook(**sheets), locality="vn/hcmc") == 2
    assert days(strict_lawbook(**sheets), locality="vn/hcmc") == (2 if relied_on else None)
    assert len(strict_lawbook(**sheets).chain("term", on=FIRST, locality="vn/hcmc")) == 2


def test_the_version_is_a_digest_of_the_records() -> None:
    """Another order of files, comments and strictness leave it; another figure, status or place changes it."""
    book = lawbook(vn__term=record(), vn__hcmc__term=record())
    turned = {sheet.file: TERM + "# a comment" + record() for sheet in reversed(book.sheets)}
    assert Lawbook.parse(turned, strict=True).version == book.version
    others = [
        lawbook(vn__term=record("working_days = 2"), vn__hcmc__term=record()),
        lawbook(vn__term=record(status="memory"), vn__hcmc__term=record()),
        lawbook(vn__term=record(), vn__hanoi__term=record()),
        lawbook(vn__term=record()),
    ]
    assert len({book.version, *(other.version for other in others)}) == 5


@pytest.mark.parametrize(
    "second",
    [
        record("working_days = 2"),
        record("working_days = 2", since="2020-01-31"),
        record("working_days = 2", since="2019-01-01"),
        record("working_days = 2", since="2020-01-02", mode='"pilot"'),
        record("working_days = 2", since="2020-01-02", categories='["worker"]'),
        record("working_days = 2", since="2020-01-02", code='"appeal"')
        + record("working_days = 3", since="2020-01-03", code='"appeal"'),
        record(since="2020-02-01", id='"2020-01-01"'),
    ],
)
def test_records_that_answer_for_the_same_day_are_refused(second: str) -> None:
    """The same first day, one day shared, one within another, every mode and one, all people and some, one id twice."""
    with pytest.raises(OverlappingRegulationsError) as refused:
        lawbook(vn__term=record(effective_to="2020-01-31") + second)
    assert refused.value.parameters["file"] == "vn.term.toml"
    assert str(refused.value.parameters["first"]) in ("vn.term/2020-01-01", "vn.term/appeal/2020-01-02")
    assert str(refused.value.parameters["second"]).startswith("vn.term/")


def test_an_overlay_may_not_contradict_the_file_it_adds_to() -> None:
    """A city's own file for the same parameter adds records; two for one day are named with the later file."""
    shipped_file = {"vn.term.toml": TERM + record(effective_to="2020-12-31")}
    added = Lawbook.parse({**shipped_file, "ours/vn.term.toml": TERM + record(since="2021-01-01")})
    assert days(added, "2021-06-01") == 1
    with pytest.raises(OverlappingRegulationsError, match=r"vn\.term\.toml"):
        Lawbook.parse({**shipped_file, "ours/vn.term.toml": TERM + record(since="2020-12-31")})


def test_one_subject_says_the_same_fields_everywhere() -> None:
    """A city that lays a subject down in other fields would be read wrongly: it is refused when read."""
    other = 'about = "A term."\n[fields]\nhours = "count"\n'
    with pytest.raises(RegulationError, match=r"vn\.term\.toml"):
        Lawbook.parse({"vn.hcmc.term.toml": TERM, "vn.term.toml": other})


DAYS = st.integers(0, 9).map(lambda place: FIRST + timedelta(days=place))
SOME_DAYS = st.lists(DAYS | st.none(), min_size=3, max_size=3)


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record of a small world: ten days, two modes, two categories, an entry or none."""
    start, (end, issued, repealed) = draw(DAYS), draw(SOME_DAYS)
    more = {
        "effective_to": max(start, end).isoformat() if end else None,
        "issued_on": issued.isoformat() if issued else None,
        "repealed_on": repealed.isoformat() if repealed else None,
        "code": draw(st.sampled_from([None, '"appeal"'])),
        "mode": draw(st.sampled_from([None, '"pilot"', '"emergency"'])),
        "categories": draw(st.sampled_from([None, '["cadre"]', '["worker"]', '["cadre", "worker"]'])),
    }
    return record(since=start.isoformat(), **{name: value for name, value in more.items() if value})


def numbered(written: list[str]) -> str:
    """Records with an id each."""
    return "".join(
        each.replace("[[record]]", f'[[record]]\nid = "{place}"') for place, each in enumerate(written)
    )


def answering(
    provisions: list[Provision], on: date, known: date, mode: str, category: str, code: str | None
) -> list[str]:
    """The ids of the records that a slow reading finds for one point of the small world."""
    return [
        each.id
        for each in provisions
        if each.effective_from <= on <= (each.effective_to or date.max)
        and (each.issued_on or date.min) <= known < (each.repealed_on or date.max)
        and each.mode in (None, mode)
        and category in (each.categories or (category,))
        and each.code == code
    ]


POINTS = [
    (FIRST + timedelta(days=on), FIRST + timedelta(days=known), mode, category, code)
    for on in range(11)
    for known in range(-1, 11)
    for mode in ("pilot", "emergency")
    for category in ("cadre", "worker")
    for code in (None, "appeal")
]


@given(st.lists(records(), max_size=4))
def test_overlap_means_that_two_records_answer_at_some_point(written: list[str]) -> None:
    """Files are refused exactly when a slow reading finds two answers anywhere; else find gives the one there is."""
    singly = [lawbook(vn__term=numbered([""] * place + [each])) for place, each in enumerate(written)]
    provisions = [provision for book in singly for provision in book.provisions]
    expected = {point: answering(provisions, *point) for point in POINTS}
    twice = any(len(found) > 1 for found in expected.values())
    try:
        book = lawbook(vn__term=numbered(written))
    except OverlappingRegulationsError:
        assert twice
        return
    assert not twice
    for (on, known, mode, category, code), found in expected.items():
        answer = book.find("term", on=on, locality="vn", mode=mode, category=category, code=code, known=known)
        assert ([answer.id] if answer else []) == found
