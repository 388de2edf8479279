"""What the page "add your application" says of errors, and an outbox that is interrupted."""

import re
import sqlite3
from pathlib import Path

import pytest

import civicflow as cf
from civicflow import exchange
from civicflow.core import FixedClock, RefusedError
from civicflow.errors import CivicflowError, LockTimeoutError
from civicflow.exchange.history import HistoryError
from civicflow.exchange.outbox import OutboxError
from leave_requests import MODULE, RequestLeave
from leave_requests.outbox import TABLES, ask_for_leave, deliver
from leave_requests.web import status_of
from tests.examples.division import division

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-your-application.md"
ROWS = re.findall(r"^\| (`.*?) \| (\d{3}) \|", PAGE.read_text(), re.MULTILINE)
SAID = {code: int(status) for codes, status in ROWS for code in re.findall(r"`([a-z-]+)`", codes)}
ASKED = RequestLeave(request="L-1", unit="U-1", since="2023-10-11", until="2023-10-16")


def kinds(root):
    """Every error of civicflow but those that only its own command line meets."""
    yield root
    for kind in root.__subclasses__():
        if kind.__module__.startswith("civicflow.") and not kind.__module__.startswith("civicflow.cli."):
            yield from kinds(kind)


def test_the_page_names_every_error_and_its_status():
    """A code that is added to civicflow is added to the page, with what it means to a browser."""
    assert exchange.__doc__, "the errors of recording are known once it is imported"
    assert (OutboxError.code, HistoryError.code) == ("outbox", "history")
    errors = [RefusedError(()) if kind is RefusedError else kind() for kind in kinds(CivicflowError)]

    assert {error.code: status_of(error).value for error in errors} == SAID


@pytest.fixture(name="flow")
def _flow():
    with cf.open(":memory:", modules=(MODULE,), clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        for command in division():
            flow.execute(command, by="ADMIN")
        yield flow


@pytest.fixture(name="tables")
def _tables():
    tables = sqlite3.connect(":memory:", factory=Interrupted)
    tables.executescript(TABLES)
    yield tables
    tables.close()


class Interrupted(sqlite3.Connection):
    """A database of the application that is lost, once, before it can note what became of a command."""

    power = True

    def execute(self, statement, *parameters):
        """As ever, until the power fails."""
        if not self.power and statement.startswith("UPDATE"):
            raise KeyboardInterrupt
        return super().execute(statement, *parameters)


def ask(tables, command=ASKED, *, telephone="0901", by="E-1", command_id="form-1"):
    """Fill in the form."""
    ask_for_leave(tables, command, telephone=telephone, by=by, command_id=command_id)


def test_a_crash_between_the_log_and_the_tables_is_harmless(flow, tables):
    """The command was carried out and not ticked off: it is sent again, and known."""
    ask(tables)
    tables.power = False
    with pytest.raises(KeyboardInterrupt):
        list(deliver(tables, flow))
    tables.power = True

    assert [getattr(result, "repeated", result) for result in deliver(tables, flow)] == [True]
    assert len(list(flow.entries(stream="leave_request:L-1"))) == 1
    assert list(deliver(tables, flow)) == []


def test_a_form_that_is_sent_twice_is_one_request(flow, tables):
    """Its id was made once; the second time neither table takes it."""
    ask(tables)
    with pytest.raises(sqlite3.IntegrityError):
        ask(tables)
    list(deliver(tables, flow))

    assert len(list(flow.entries(stream="leave_request:L-1"))) == 1


def test_what_is_refused_waits_no_longer(flow, tables):
    """Its code is noted, for the person to see; what comes after it is carried out."""
    ask(tables, by="E-9", command_id="form-1")
    ask(
        tables,
        RequestLeave(request="L-2", unit="U-1", since="2023-11-20", until="2023-11-20"),
        command_id="form-2",
    )

    assert [type(result).__name__ for result in deliver(tables, flow)] == ["RefusedError", "Receipt"]
    assert tables.execute("SELECT outcome FROM outbox ORDER BY command_id").fetchall() == [
        ("refused",),
        ("done",),
    ]


def test_what_the_store_cannot_take_now_goes_on_waiting(flow, tables, monkeypatch):
    """A locked store is no answer."""

    def locked(*_, **__):
        raise LockTimeoutError

    ask(tables)
    with monkeypatch.context() as patch:
        patch.setattr(flow, "execute", locked)
        with pytest.raises(LockTimeoutError):
            list(deliver(tables, flow))

    assert [type(result).__name__ for result in deliver(tables, flow)] == ["Receipt"]
