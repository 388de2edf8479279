"""How satisfaction has changed since before the pilot: E24, what cannot be compared, and a slow second opinion (V16)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.cli.tables import points
from civicflow.pilot_record.events import Audience, BaselineRecorded, SurveyRecorded
from civicflow.views.newcombe import change
from civicflow.views.satisfaction import Incomparable, Satisfaction, SatisfactionLine
from tests.views.past import Past
from tests.views.pilots import counted_before, surveyed, under_way

NOW = "2024-07-01T08:00"


def asked(
    past: Past, now: str = NOW, *, known: str | None = None, as_of: str | None = None, **said: Any
) -> Any:
    """The lines of the pilot."""
    return past.ask(Satisfaction(pilot="P", **said), now, known=known, as_of=as_of)


def shown(line: SatisfactionLine) -> str:
    """A change as people read it."""
    assert line.change is not None
    lower, upper = points(line.change.lower), points(line.change.upper)
    return f"{points(line.change.difference)} {lower} {upper}"


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ((430, 500), (438, 500), "+1.60 -2.61 +5.82"),
        ((430, 500), (400, 500), "-6.00 -10.64 -1.34"),
        ((86, 100), (84, 100), "-2.00 -12.04 +8.05"),
    ],
)
def test_e24_the_last_wave_is_compared_with_the_baseline(before, after, expected):
    """E24 by number: difference and 95 per cent interval, with both countings and the events behind them."""
    past = under_way()
    first = counted_before(past, *before)
    surveyed(past, "S-1", 1, 500)
    last = surveyed(past, "S-2", *after, until=date(2024, 6, 28), recorded="2024-06-30T08:00")

    (line,) = asked(past)

    assert shown(line) == expected
    assert line.earlier is not None
    assert line.later is not None
    assert (line.indicator, line.earlier.wave, line.later.wave) == ("satisfaction", "baseline", "S-2")
    assert (line.earlier.figure.events, line.later.figure.events) == ((first,), (last,))
    assert line.incomparable is None


@pytest.mark.parametrize(
    "wave, said, why",
    [
        ({"instrument": "citizens_2024"}, {}, Incomparable.INSTRUMENT),
        ({"unit": "U-12"}, {"unit": "U-12"}, Incomparable.POPULATION),
        ({"unit": "U-12"}, {}, Incomparable.NOT_MEASURED),
        ({"indicator": "health"}, {}, Incomparable.NOT_MEASURED),
        ({}, {"earlier": "S-9"}, Incomparable.NOT_MEASURED),
        ({}, {"later": "S-9"}, Incomparable.NOT_MEASURED),
    ],
)
def test_what_was_not_counted_in_the_same_way_is_not_compared(wave, said, why):
    """Another instrument, another population, nothing to compare with: no figure, and the reason (R10)."""
    past = under_way()
    counted_before(past, 430, 500)
    surveyed(past, "S-1", 438, 500, **wave)

    (line,) = (each for each in asked(past, **said) if each.indicator == "satisfaction")

    assert (line.change, line.incomparable) == (None, why)


def test_two_named_waves_are_compared_with_each_other():
    """Also waves about one unit, or of staff; but not one of staff with one of citizens, nor of two indicators."""
    past = under_way()
    for survey, numerator, said in (
        ("S-1", 300, {"unit": "U-12"}),
        ("S-2", 320, {"unit": "U-12"}),
        ("S-3", 330, {"unit": "U-12", "audience": Audience.STAFF}),
        ("S-4", 330, {"unit": "U-12", "indicator": "health"}),
    ):
        surveyed(past, survey, numerator, 400, **said)

    (line,) = asked(past, earlier="S-1", later="S-2")
    assert shown(line).startswith("+5.00 ")
    (line,) = asked(past, earlier="S-1", later="S-3")
    assert line.incomparable is Incomparable.POPULATION
    (line,) = asked(past, earlier="S-1", later="S-4")
    assert (line.indicator, line.incomparable) == ("health", Incomparable.INDICATOR)
    (line,) = asked(past, earlier="S-1", unit="U-12", indicator="satisfaction")
    assert (line.later and line.later.wave, line.incomparable) == ("S-3", Incomparable.POPULATION)


def test_each_indicator_has_its_line():
    """What citizens say and what staff say stand beside each other (R14)."""
    past = under_way()
    counted_before(past, 430, 500)
    counted_before(past, 250, 500, indicator="health", instrument="staff_2023")
    surveyed(past, "S-1", 400, 500, audience=Audience.STAFF, indicator="health", instrument="staff_2023")

    health, satisfaction = asked(past)

    assert (health.indicator, shown(health)[:6]) == ("health", "+30.00")
    assert (satisfaction.indicator, satisfaction.incomparable) == ("satisfaction", Incomparable.NOT_MEASURED)
    assert [line.indicator for line in asked(past, indicator="health")] == ["health"]
    assert past.ask(Satisfaction(pilot="OTHER"), NOW) == ()


def test_what_was_recorded_later_does_not_count_yet():
    """Known at an instant, and of what had happened by one."""
    past = under_way()
    counted_before(past, 430, 500)
    surveyed(past, "S-1", 438, 500, recorded="2024-04-02T08:00")
    surveyed(past, "S-2", 400, 500, until=date(2024, 6, 28), recorded="2024-06-30T08:00")

    for told in ({"known": "2024-05-01T08:00"}, {"as_of": "2024-05-01T08:00"}):
        (line,) = asked(past, **told)
        assert line.later is not None
        assert line.later.wave == "S-1"


def test_what_is_no_share_is_not_measured():
    """More than were asked, or nobody asked: another system may claim it, and no figure comes of it."""
    for numerator, denominator in ((6, 5), (-1, 5), (0, 0)):
        past = under_way()
        counted_before(past, 430, 500)
        surveyed(past, "S-1", numerator, denominator)
        (line,) = asked(past)
        assert line.incomparable is Incomparable.NOT_MEASURED


Told = tuple[str, dict[str, Any]]
INDICATORS, INSTRUMENTS, UNITS = ("a", "b"), ("x", "y"), (None, "U-12")


@st.composite
def countings(draw: st.DrawFn) -> list[Told]:
    """Baselines and surveys in any order, some of them twice."""
    told: list[Told] = []
    for number in range(draw(st.integers(0, 10))):
        counted = draw(st.integers(1, 50))
        said: dict[str, Any] = {
            "indicator": draw(st.sampled_from(INDICATORS)),
            "instrument": draw(st.sampled_from(INSTRUMENTS)),
            "numerator": draw(st.integers(0, counted)),
            "denominator": counted,
            "since": date(2023, 1, 1),
            "until": date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 3))),
        }
        if draw(st.booleans()):
            said |= {"survey": f"S-{number % 4}", "unit": draw(st.sampled_from(UNITS))}
            said |= {"audience": draw(st.sampled_from(Audience))}
        told.append((draw(st.sampled_from(("P", "Q"))), said))
    return told


def slow(told: list[Told], unit: str | None) -> list[tuple[Any, ...]]:
    """What the answer must be: the first baseline, the last wave, and why they may not be compared."""
    surveys: list[dict[str, Any]] = []
    for pilot, said in told:
        if "survey" in said and said["survey"] not in [each["survey"] for each in surveys]:
            surveys.append({"pilot": pilot} | said)
    mine = [each for each in surveys if each["pilot"] == "P"]
    baselines = [said for pilot, said in told if pilot == "P" and "survey" not in said]
    lines = []
    for indicator in sorted({said["indicator"] for said in (*mine, *baselines)}):
        before = next((said for said in baselines if said["indicator"] == indicator), None)
        waves = [each for each in mine if (each["indicator"], each["unit"]) == (indicator, unit)]
        after = None
        for wave in waves:
            after = wave if after is None or wave["until"] >= after["until"] else after
        why = None
        if before is None or after is None:
            why = Incomparable.NOT_MEASURED
        elif before["instrument"] != after["instrument"]:
            why = Incomparable.INSTRUMENT
        elif unit is not None:
            why = Incomparable.POPULATION
        lines.append((indicator, before and before["numerator"], after and after["survey"], why))
    return lines


@given(told=countings(), unit=st.sampled_from(UNITS), known=st.integers(0, 11))
def test_satisfaction_equals_a_slow_reading(told, unit, known):
    """For any countings in any order, asked for any population, with any knowledge."""
    past = Past()
    for number, (pilot, said) in enumerate(told):
        of = said | {"pilot": pilot, "recorders": ()}
        event = SurveyRecorded(**of) if "survey" in said else BaselineRecorded(**of)
        past.add(f"2023-02-01T08:{number:02}", event)

    lines = asked(past, unit=unit, known=f"2023-02-01T08:{known:02}")

    assert [
        (
            line.indicator,
            line.earlier and line.earlier.figure.numerator,
            line.later and line.later.wave,
            line.incomparable,
        )
        for line in lines
    ] == slow(told[: known + 1], unit)
    for line in lines:
        compared = line.incomparable is None
        assert line.change == (change(line.earlier.figure, line.later.figure) if compared else None)
