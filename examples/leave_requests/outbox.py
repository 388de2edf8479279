"""The application's own tables beside the log: what it asks of civicflow waits in an outbox until it is carried out."""

import sqlite3
from collections.abc import Iterator

from civicflow import Flow
from civicflow.core import Receipt, name_of
from civicflow.errors import CivicflowError, StoreError
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import json_line
from leave_requests.commands import RequestLeave

TABLES = """
CREATE TABLE IF NOT EXISTS contact (request TEXT PRIMARY KEY, telephone TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    command_id TEXT PRIMARY KEY, command TEXT NOT NULL, body TEXT NOT NULL, by TEXT NOT NULL, outcome TEXT
);
"""
"""A telephone number is personal data: it stays in the application's own tables, where it can be erased."""


def ask_for_leave(
    tables: sqlite3.Connection, asked: RequestLeave, *, telephone: str, by: str, command_id: str
) -> None:
    """
    Keep what is the application's own and what it will ask of civicflow, both or neither.

    Args:
        tables: The application's own database.
        asked: The command.
        telephone: Where the person can be reached.
        by: Who asks, as the login says.
        command_id: Made once, by whoever filled in the form, so that a form sent twice is one request.
    """
    with tables:
        tables.execute("INSERT INTO contact VALUES (?, ?)", (asked.request, telephone))
        tables.execute(
            "INSERT INTO outbox VALUES (?, ?, ?, ?, NULL)",
            (command_id, name_of(type(asked)), json_line(asked), by),
        )


def deliver(tables: sqlite3.Connection, flow: Flow) -> Iterator[Receipt | CivicflowError]:
    """
    Carry out what waits, in order, and note what became of it; harmless to repeat, whenever it was interrupted.

    Args:
        tables: The application's own database.
        flow: The store.

    Raises:
        StoreError: When the store cannot take it now; it goes on waiting.
    """
    edge = JsonEdge(flow.modules)
    waiting = "SELECT command_id, command, body, by FROM outbox WHERE outcome IS NULL ORDER BY rowid"
    for command_id, command, body, by in tables.execute(waiting).fetchall():
        result = _carried_out(flow, edge, command_id, command, body, by)
        outcome = result.code if isinstance(result, CivicflowError) else "done"
        with tables:
            tables.execute("UPDATE outbox SET outcome = ? WHERE command_id = ?", (outcome, command_id))
        yield result


def _carried_out(
    flow: Flow, edge: JsonEdge, command_id: str, command: str, body: str, by: str
) -> Receipt | CivicflowError:
    try:
        return flow.execute(edge.command(command, body), by=by, command_id=command_id)
    except StoreError:
        raise
    except CivicflowError as error:
        return error
