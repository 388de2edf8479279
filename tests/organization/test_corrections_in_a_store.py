"""A correction on its way: from the order to states, views, trail, another process and a restored store (K10, K13)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

import civicflow as cf
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.rule import RefusedError
from civicflow.exchange.json_text import json_text
from civicflow.flow import MODULES, Flow
from civicflow.messages import Words
from civicflow.storage.backup import back_up, restore
from civicflow.views import employees
from tests.stores import STORES

BEFORE = "2023-10-02T09:00+07:00"
SINCE = "2023-01-01"
office, staff = cf.organization, cf.employee
SETTING_UP = (
    (office.Found(instrument="QĐ 1", administrator="ADMIN"), "ADMIN"),
    (
        office.EstablishUnit(
            unit="U-1", title="Phòng 1", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
        ),
        "ADMIN",
    ),
    (office.Appoint(unit="U-1", person="HEAD", office="head", since=SINCE, instrument="QĐ 3"), "CHAIR"),
    (office.JoinUnit(unit="U-1", person="E-1", since=SINCE), "ADMIN"),
    (staff.RegisterEmployee(person="E-1", unit="U-1", category="civil_servant", hired_on=SINCE), "ADMIN"),
    (
        staff.RecordLeave(person="E-1", leave="L-1", kind="annual", since="2023-10-09", until="2023-10-10"),
        "HEAD",
    ),
)
PLACE = len(SETTING_UP)
CORRECT = staff.CorrectLeave(
    person="E-1",
    leave="L-1",
    kind="sick",
    since="2023-10-09",
    until="2023-10-20",
    corrects=PLACE,
    because="Giấy ra viện ghi đến ngày 20/10",
)
END = staff.EndLeave(person="E-1", leave="L-1", until="2023-10-16")


@pytest.fixture(params=STORES)
def address(request, fresh_store) -> Iterator[str]:
    """An empty store of each kind."""
    with fresh_store(request.param) as address:
        yield address


def set_up(flow: Flow) -> None:
    """An office in which a leave is recorded."""
    for command, by in SETTING_UP:
        flow.execute(command, by=by)


def days_of_leave(flow: Flow, known: str | None = None) -> str:
    """What the view of employees says of the leaves of E-1, live or as known at a time."""
    moment = None if known is None else FixedClock(known).now()
    with flow.store.reading((employees.VIEW,), known=moment, as_of=None) as reading:
        return repr([row.leaves for row in reading.rows(employees.VIEW)])


def test_states_and_views_follow_at_once_and_what_was_known_stays(address):
    """The same process decides on what is right in its next order; the past answers as it did, byte for byte."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(address, clock=clock) as flow:
        set_up(flow)
        with pytest.raises(RefusedError):
            flow.execute(END, by="HEAD")
        live, trail = days_of_leave(flow), cf.Trail("employee:E-1")
        told = json_text(flow.ask(trail, known=BEFORE))
        clock.move_to("2023-10-03T08:00+07:00")
        receipt = flow.execute(CORRECT, by="HEAD")

        assert days_of_leave(flow) != live == days_of_leave(flow, BEFORE)
        assert json_text(flow.ask(trail, known=BEFORE)) == told
        assert [line.topic for line in flow.ask(trail).answer][-2:] == [
            "employee.leave_recorded",
            "employee.leave_corrected",
        ]
        flow.execute(END, by="HEAD")
        again = evolve(CORRECT, kind="annual")
        flow.execute(again, by="HEAD")
        (ended,) = [entry for entry in flow.entries() if entry.topic == "employee.leave_ended"]
        assert ended.at.position == receipt.last + 1
        assert list(flow.store.views.compare()) == []  # type: ignore[union-attr]


def test_a_correction_is_a_sentence_in_both_languages(address):
    """Who corrected which line, why, and what is right in the words of what was corrected."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(address, clock=clock) as flow:
        set_up(flow)
        flow.execute(CORRECT, by="HEAD")
        *_, entry = flow.entries()
    vi, en = (Words(language, MODULES, flow.setting.zone).deed(entry) for language in ("vi", "en"))

    assert vi == (
        f"HEAD đính chính nội dung đã ghi tại vị trí {PLACE}, lý do: “Giấy ra viện ghi đến ngày 20/10”; nội dung đúng: "
        "người thực hiện ghi nhận E-1 nghỉ ốm đau từ 09/10/2023 đến 20/10/2023 (cả hai buổi), mã L-1"
    )
    assert en == (
        f"HEAD corrected what stands at position {PLACE}, because “Giấy ra viện ghi đến ngày 20/10”; right is that the "
        "person who acted recorded sick leave of E-1 from 2023-10-09 to 2023-10-20 (whole day), leave L-1"
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_another_process_that_remembers_what_was_wrong_decides_on_what_is_right(kind, fresh_store):
    """Its memory is stale; neither its refusal nor its decision rests on it."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with (
        fresh_store(kind) as address,
        cf.open(address, clock=clock) as hall,
        cf.open(address, clock=clock) as annexe,
    ):
        set_up(hall)
        assert [refused.rule for refused in annexe.check(END, by="HEAD")] == ["leave_ends_before_its_day"]
        hall.execute(CORRECT, by="HEAD")
        assert annexe.check(END, by="HEAD") == ()
        annexe.execute(END, by="HEAD")
        (refused,) = hall.check(CORRECT, by="HEAD")
        assert refused.rule == "correction_says_something_else"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restored_store_answers_alike(kind, fresh_store, tmp_path: Path):
    """Corrections and their key are in the copy; now and as known before."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with fresh_store(kind) as address, cf.open(address, clock=clock) as flow:
        set_up(flow)
        clock.move_to("2023-10-03T08:00+07:00")
        flow.execute(CORRECT, by="HEAD")
        now, then = days_of_leave(flow), days_of_leave(flow, BEFORE)
        back_up(flow.store, tmp_path / "copy.zip", release="0.1.0")
    restore(tmp_path / "copy.zip", str(tmp_path / "store"), MODULES)
    with cf.open(tmp_path / "store", clock=clock) as flow:
        assert (days_of_leave(flow), days_of_leave(flow, BEFORE)) == (now, then)
    with cf.open(tmp_path / "store", clock=clock, read_only=True) as flow:
        assert (days_of_leave(flow), days_of_leave(flow, BEFORE)) == (now, then)


def test_orders_in_bulk_see_a_correction_before_they_are_committed(address):
    """Under one lock: the leave is corrected and then ended within the days that it has only now."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(address, clock=clock) as flow:
        set_up(flow)
        done = list(flow.execute_many(Order(command=each, by="HEAD") for each in (CORRECT, END)))

        assert [type(each).__name__ for each in done] == ["Receipt", "Receipt"]
