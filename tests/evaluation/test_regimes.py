"""Which regime of evaluation holds is a question to the records: by place, category, kind of period and its last day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.provision import Circumstances, NotedRegulations, Provision
from civicflow.evaluation.ceiling import ceiling_of
from civicflow.evaluation.rating_tests import rating_tests_of
from civicflow.evaluation.regimes import Regime, regime_of
from civicflow.evaluation.scales import scoring_of
from civicflow.regulations import Lawbook, NotOnRecord
from civicflow.regulations.evaluation_clauses import GRADE_THRESHOLDS, Scheme
from civicflow.regulations.evaluation_parameters import RATING_OVERRIDES
from civicflow.regulations.kinds import CATEGORIES
from tests.regulations.shipped import day, shipped, texts

HCMC, HANOI, ELSEWHERE = "vn/hcmc/district-1", "vn/hanoi", "vn/da-nang"


def regime(category: str, written: str, locality: str, *, strict: bool = False) -> Regime | NotOnRecord:
    """The regime of a period as it is written."""
    period = Period.parse(written)
    assert period.kind
    return regime_of(
        shipped(strict=strict), locality=locality, category=category, kind=period.kind, on=period.last
    )


@pytest.mark.parametrize(
    "category, period, locality, instrument, scheme",
    [
        ("civil_servant", "2025", ELSEWHERE, "Decree 90/2020", "tests"),
        ("civil_servant", "2025", HCMC, "Decree 90/2020", "tests"),
        ("civil_servant", "2025-Q4", HCMC, "Decision 20/2024", "not_on_record"),
        ("civil_servant", "2025-Q4", ELSEWHERE, None, None),
        ("civil_servant", "2026-01", HCMC, "Decree 335/2025", "points"),
        ("civil_servant", "2026-Q1", HCMC, "Decree 335/2025", "points"),
        ("civil_servant", "2026", HANOI, "Decree 335/2025", "points"),
        ("public_employee", "2025", ELSEWHERE, "Decree 90/2020", "tests"),
        ("public_employee", "2026-03", ELSEWHERE, None, None),
        ("public_employee", "2026-Q1", HCMC, "Decision 20/2024", "not_on_record"),
        ("public_employee", "2026-08", ELSEWHERE, "Decree 233/2026", "not_on_record"),
        ("public_employee", "2026-Q3", HCMC, "Decree 233/2026", "not_on_record"),
        ("public_employee", "2026", ELSEWHERE, "Decree 233/2026", "not_on_record"),
        ("cadre", "2025", HCMC, "Decree 90/2020", "tests"),
        ("cadre", "2026", HCMC, "Party Regulation 366", "not_on_record"),
        ("cadre", "2026-01", HCMC, None, None),
        ("worker", "2025", HCMC, None, None),
        ("contract_worker", "2025-Q4", HCMC, None, None),
        ("civil_servant", "2019", HCMC, "Decree 56/2015", "not_on_record"),
        ("civil_servant", "2020", HCMC, "Decree 90/2020", "tests"),
        ("civil_servant", "2014", HCMC, None, None),
        ("civil_servant", "2019-Q2", HCMC, "Decision 4631/QD-UBND of the City", "not_on_record"),
        ("civil_servant", "2020-Q2", HCMC, "Decision 4631/QD-UBND of the City", "not_on_record"),
        ("civil_servant", "2024-Q1", HCMC, "Decision 4631/QD-UBND of the City", "not_on_record"),
        ("civil_servant", "2024-Q2", HCMC, "Decision 20/2024", "not_on_record"),
        ("civil_servant", "2022-03", HANOI, "Decision 3814", "monthly_points"),
        ("contract_worker", "2022-03", HANOI, "Decision 3814", "monthly_points"),
        ("civil_servant", "2018-06", HANOI, None, None),
        ("civil_servant", "2022-Q1", HANOI, None, None),
        ("civil_servant", "2022", HANOI, "Decree 90/2020", "tests"),
    ],
)
def test_e9_k8_the_regime_of_a_place_a_category_and_a_period(
    category: str, period: str, locality: str, instrument: str | None, scheme: str | None
) -> None:
    """E9 as K8 has it: the year 2025 is Decree 90's, a quarter of the city its own, March 2026 nobody's."""
    found = regime(category, period, locality)
    if instrument is None:
        assert isinstance(found, NotOnRecord)
        return
    assert isinstance(found, Regime)
    assert found.instrument.startswith(instrument)
    assert found.scheme is Scheme(scheme)


@pytest.mark.parametrize(
    "category, period, locality, withheld",
    [
        ("public_employee", "2026", ELSEWHERE, "vn.evaluation_regime/year/2026-07-01"),
        ("public_employee", "2026-08", ELSEWHERE, "vn.evaluation_regime/month/2026-07-01"),
        ("cadre", "2026", HCMC, "vn.evaluation_regime/year/2026-01-01-cadres"),
    ],
)
def test_e9_strict_relies_on_no_regime_that_nobody_has_read(
    category: str, period: str, locality: str, withheld: str
) -> None:
    """Decree 233 is only corroborated and Regulation 366 only remembered for cadres: withheld, and named (K8)."""
    found = regime(category, period, locality, strict=True)
    assert isinstance(found, NotOnRecord)
    assert found.withheld == withheld


def test_what_was_read_stands_under_strict() -> None:
    """R51: the framework is dated records; the decrees of 2020 and 2025 and the decisions of the cities were read."""
    for category, period, locality in (
        ("civil_servant", "2025", ELSEWHERE),
        ("civil_servant", "2025-Q4", HCMC),
        ("civil_servant", "2026-01", HCMC),
        ("public_employee", "2025", ELSEWHERE),
        ("civil_servant", "2022-03", HANOI),
    ):
        assert isinstance(regime(category, period, locality, strict=True), Regime)


def test_a_regime_not_yet_issued_was_not_known() -> None:
    """In November 2025 nobody could know by what January 2026 would be judged (K7)."""
    asked = {"locality": HCMC, "category": "civil_servant", "kind": PeriodKind.MONTH, "on": day("2026-01-31")}
    before = regime_of(shipped(), known=day("2025-12-20"), **asked)  # type: ignore[arg-type]
    after = regime_of(shipped(), known=day("2025-12-21"), **asked)  # type: ignore[arg-type]
    assert isinstance(before, NotOnRecord)
    assert isinstance(after, Regime)


def test_the_record_of_a_regime_is_written_down() -> None:
    """A decision cites the record that chose its regime."""
    noted = NotedRegulations(shipped())
    found = regime_of(
        noted, locality=HCMC, category="civil_servant", kind=PeriodKind.YEAR, on=day("2025-12-31")
    )
    assert isinstance(found, Regime)
    assert list(noted.used) == [found.provision] == ["vn.evaluation_regime/year/2020-08-20"]


REGIMES = [each for each in shipped().provisions if each.key.endswith("evaluation_regime")]


@pytest.mark.parametrize("record", REGIMES, ids=lambda record: record.id)
def test_k8_what_a_scheme_needs_is_on_record_from_its_first_to_its_last_day(record: Provision) -> None:
    """No regime has points without a scale, thresholds and a ceiling, or tests without all four of them."""
    scheme = Scheme(record.value["scheme"])
    book = shipped()
    for category in record.categories:
        for on in (record.effective_from, record.effective_to or day("2031-12-31")):
            asked = Circumstances(on=on, locality=record.locality, category=category)
            needed: list[object] = []
            if scheme in (Scheme.POINTS, Scheme.MONTHLY_POINTS):
                needed = [
                    scoring_of(book, scheme, **asked),
                    GRADE_THRESHOLDS.at(book, code=scheme.value, **asked),
                    ceiling_of(book, scheme, **asked),
                    ceiling_of(book, scheme, outstanding=True, **asked),
                ]
            elif scheme is Scheme.TESTS:
                needed = [
                    rating_tests_of(book, **asked),
                    RATING_OVERRIDES.at(book, code=scheme.value, **asked),
                ]
            assert not any(isinstance(each, NotOnRecord) for each in needed), (category, on)


@given(
    st.dates(day("2014-01-01"), day("2031-12-31")),
    st.sampled_from((*CATEGORIES,)),
    st.sampled_from(PeriodKind),
    st.sampled_from((HCMC, HANOI, ELSEWHERE)),
)
def test_k8_strict_answers_the_same_or_says_what_it_withholds(on, category, kind, locality) -> None:
    """For any day, category, kind and place: never another regime in place of one that nobody has read."""
    asked = {"locality": locality, "category": category, "kind": kind, "on": on}
    loose, strict = (regime_of(shipped(strict=each), **asked) for each in (False, True))
    if isinstance(strict, NotOnRecord):
        assert strict.withheld == (loose.provision if isinstance(loose, Regime) else None)
    else:
        assert strict == loose


@pytest.mark.parametrize(
    "file",
    ["vn.score_scale", "incomplete_work_cap", "satisfaction_weight", "vn.score_deduction", "vn.task_score"],
)
def test_a_record_that_is_missing_is_named(file: str) -> None:
    """Without any one of the records no score is reckoned, and the answer says which it was."""
    book = Lawbook.parse({name: text for name, text in texts().items() if name != f"{file}.toml"})
    found = scoring_of(book, Scheme.POINTS, on=day("2026-01-31"), locality=HCMC, category="civil_servant")
    assert isinstance(found, NotOnRecord)
    assert found.subject == file.removeprefix("vn.")
