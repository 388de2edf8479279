"""Opening a store: under which regulations and by which calendar it decides and answers, and what an answer admits."""

import csv
import io

import pytest

import civicflow as cf
from civicflow.cli.app import run
from civicflow.core.module import Module
from civicflow.errors import OverlappingRegulationsError, UnknownNameError, UnreadableRegulationError
from civicflow.flow import lawbook, working_calendar
from civicflow.messages import Words
from civicflow.roster.cap import Answer
from civicflow.testing import FixedClock, numbered_ids
from tests.regulations.shipped import TERM, record
from tests.views.past import ZONE

REMEMBERED = "vn.hcmc.on_site_cap/2020-04-16"


@pytest.fixture(autouse=True)
def _nothing_said_by_the_environment(monkeypatch):
    for name in ("STORE", "STRICT", "ZONE", "CALENDAR", "REGULATIONS"):
        monkeypatch.delenv(f"CIVICFLOW_{name}", raising=False)


def test_the_calendar_is_chosen_by_argument_environment_or_neither(monkeypatch):
    """An object, a version, CIVICFLOW_CALENDAR, and vn-2026.1 when nobody says anything."""

    def chosen(**said: object) -> str:
        with cf.open(":memory:", **said) as flow:  # type: ignore[arg-type]
            return flow.setting.calendar.version

    assert chosen() == "vn-2026.1"
    assert chosen(calendar="vn-2026.2") == chosen(calendar=working_calendar("vn-2026.2")) == "vn-2026.2"
    monkeypatch.setenv("CIVICFLOW_CALENDAR", "vn-2026.2")
    assert chosen() == "vn-2026.2"
    assert chosen(calendar="vn-2026.1") == "vn-2026.1"


@pytest.mark.parametrize("name", ["vn-2026", "vn-2026.1.json", "../data/vn-2026.1", "x" * 500])
def test_a_calendar_that_is_not_there_is_named_in_both_languages(name, monkeypatch):
    """Nothing is opened, no path is followed; what comes near is said."""
    monkeypatch.setenv("CIVICFLOW_CALENDAR", name)
    for said in ({"calendar": name}, {}):
        with pytest.raises(UnknownNameError) as unknown:
            cf.open(":memory:", **said)
        assert (unknown.value.parameters["field"], unknown.value.parameters["value"]) == (
            "calendar",
            name[:100],
        )
    told = {Words(language, (), ZONE).error(unknown.value) for language in ("vi", "en")}
    assert len(told) == 2
    assert all(name[:100] in each for each in told)


def test_the_regulations_of_the_authority_are_read_with_ours(tmp_path, monkeypatch):
    """CIVICFLOW_REGULATIONS names their folders; a lawbook that is asked for by itself does not look there."""
    (tmp_path / "vn.term.toml").write_text(TERM + record(), "utf-8")
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(tmp_path))
    with cf.open(":memory:") as flow:
        assert "vn.term/2020-01-01" in {each.id for each in flow.setting.regulations.provisions}  # type: ignore[attr-defined]
        with_theirs = flow.setting.regulations.version
        assert lawbook().version != with_theirs
    monkeypatch.delenv("CIVICFLOW_REGULATIONS")
    with cf.open(":memory:") as flow:
        assert flow.setting.regulations.version == lawbook().version


def test_regulations_that_contradict_ours_open_nothing(tmp_path, monkeypatch):
    """The later file is named; so is a folder that is not there."""
    theirs = tmp_path / "petition_answer.toml"
    theirs.write_text('about = "x"\n[fields]\nwithin = "term"\n' + record('within = "1 sessions"'), "utf-8")
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(tmp_path))
    with pytest.raises(OverlappingRegulationsError, match=str(theirs)):
        cf.open(":memory:")
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(tmp_path / "absent"))
    with pytest.raises(UnreadableRegulationError, match="absent"):
        cf.open(":memory:")


def test_a_folder_of_a_module_that_is_not_there_is_named(tmp_path):
    """As one of the authority."""
    with pytest.raises(UnreadableRegulationError, match="absent"):
        cf.open(":memory:", modules=(Module(name="other", regulations=tmp_path / "absent"),))


@pytest.fixture(name="april")
def _april(tmp_path):
    """A store of an agency of Ho Chi Minh City, with the working day of 17 April 2020."""
    store = tmp_path / "store"
    office = cf.organization
    with cf.open(store, clock=FixedClock("2020-04-16T08:00+07:00"), ids=numbered_ids()) as flow:
        for command in (
            office.Found(instrument="QĐ 1", administrator="ADMIN"),
            office.EstablishUnit(
                unit="U-1", title="Sở", answers_to="ADMIN", locality="vn/hcmc", instrument="QĐ 2"
            ),
            office.Appoint(unit="U-1", person="E-101", office="head", since="2020-04-01", instrument="QĐ 3"),
        ):
            flow.execute(command, by="ADMIN")
        flow.execute(cf.roster.OpenDay(body="U-1", day="2020-04-17"), by="E-101")
    return store


def asked(store, *, strict: bool):
    """How many may be on site, asked a day later."""
    with cf.open(store, clock=FixedClock("2020-04-18T08:00+07:00"), strict=strict) as flow:
        return flow.ask(cf.OnSite(body="U-1"))


def test_an_answer_that_rests_on_memory_says_so_and_strict_refuses_it(april):
    """That Dispatch 1204 was prolonged beyond 15 April 2020 is only remembered."""
    reply = asked(april, strict=False)
    assert [day.answer for day in reply.answer] == [Answer.SHARE]
    assert REMEMBERED in reply.head.provisions
    assert reply.head.unconfirmed == (REMEMBERED,)

    reply = asked(april, strict=True)
    assert [(day.answer, day.withheld) for day in reply.answer] == [(Answer.NOT_ON_RECORD, REMEMBERED)]
    assert reply.head.unconfirmed == ()


def test_an_answer_that_rests_on_nothing_doubtful_admits_nothing():
    """The on-time rate rests on choices of design, which claim no law."""
    with cf.open(":memory:", clock=FixedClock("2020-04-18T08:00+07:00")) as flow:
        head = flow.ask(cf.OnTime()).head
    assert head.provisions
    assert head.unconfirmed == ()


@pytest.mark.parametrize(
    "language, heading", [("vi", "Quy định chưa kiểm chứng đã dùng"), ("en", "Unconfirmed regulations used")]
)
def test_whatever_is_printed_shows_what_is_unconfirmed(april, capsys, language, heading):
    """Table, JSON and CSV; under strict the table has no such line."""

    def printed(form: str, *more: str) -> str:
        words = ["ask", "on-site", "--store", str(april), "--format", form, "--lang", language, *more]
        assert run(words) == 0
        return str(capsys.readouterr().out)

    assert any(heading in row and REMEMBERED in row for row in printed("table").splitlines())
    assert f'"unconfirmed": [\n      "{REMEMBERED}"\n    ]' in printed("json")
    assert dict(csv.reader(io.StringIO(printed("csv"))))["head.unconfirmed"] == REMEMBERED
    assert heading not in printed("table", "--strict")
