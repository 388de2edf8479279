"""Looking after a store from the command line: how it stands, and whether its views are what the log says."""

import sqlite3
from contextlib import closing

import pytest

from civicflow.flow import MODULES

VIEWS = [view.name for module in MODULES for view in module.views]


def changed(store, statement):
    """Change the table that answers for the histories of tasks, behind the back of civicflow."""
    with closing(sqlite3.connect(store / "views.db")) as database, database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        (table,) = (name for (name,) in found if name.startswith("task_history"))
        database.execute(statement.format(table=table))


@pytest.mark.usefixtures("office")
def test_the_status_of_a_store_names_position_version_and_every_view(line):
    """A view that nobody asked yet is behind by the whole log."""
    before = line("status", format="json").json
    line("ask", "on-time")
    after = line("status", format="json").json

    assert (before["position"], before["layout"]) == (6, 1)
    assert [view["name"] for view in before["views"]] == VIEWS
    assert [view["lag"] for view in before["views"] if view["name"] == "task_history"] == [6]
    assert [view["lag"] for view in after["views"] if view["name"] == "task_history"] == [0]
    assert {view["last_error"] for view in after["views"]} == {None}
    assert "task_history" in line("status").out


@pytest.mark.usefixtures("office")
def test_a_replay_of_untouched_views_finds_nothing(line):
    """Exit code 0, an empty list, and a word to the person who waits for it."""
    replayed = line("replay", format="json")

    assert (replayed.code, replayed.json) == (0, [])
    assert line("replay", lang="vi").err == "Mọi bảng tổng hợp đều đúng với nhật ký.\n"


@pytest.mark.parametrize(
    "statement,kind",
    [
        ("UPDATE {table} SET task = 'T-16'", {"extra", "missing"}),
        ("DELETE FROM {table}", {"missing"}),
        ("UPDATE {table} SET work_units = 99", {"changed"}),
    ],
)
def test_a_replay_names_each_row_that_is_not_what_the_log_says(line, office, statement, kind):
    """Exit code 1 with view, subject and how it differs; a rebuild puts it right."""
    line("ask", "on-time")
    changed(office, statement)

    replayed = line("replay", format="json")
    told = line("replay", "--rebuild", lang="vi")
    again = line("replay", format="json")

    assert replayed.code == told.code == 1
    assert {each["view"] for each in replayed.json} == {"task_history"}
    assert {each["kind"] for each in replayed.json} == kind
    assert "T-17" in told.out
    assert (again.code, again.json) == (0, [])


def test_migrate_makes_a_store_and_leaves_a_current_one_as_it_is(line, tmp_path):
    """Twice is as good as once."""
    assert (line("migrate").code, line("migrate").code) == (0, 0)
    assert line("migrate").err == "The store has the layout of this release.\n"
    assert line("status", format="json").json["position"] == 0
    assert (tmp_path / "store" / "log.db").is_file()


@pytest.mark.usefixtures("office")
def test_a_store_of_another_version_says_what_it_needs(line, office):
    """Exit code 3; nothing is guessed."""
    with closing(sqlite3.connect(office / "log.db")) as database, database:
        database.execute("PRAGMA user_version = 99")

    ended = line("status")

    assert (ended.code, ended.out) == (3, "")
    assert "newer civicflow" in ended.err


def test_a_server_is_a_store_like_any_other(line, act, postgres_schema_url):
    """Every verb works on PostgreSQL as it does on a folder."""
    store = postgres_schema_url
    found = {"instrument": "QĐ 1", "administrator": "ADMIN"}

    assert line("migrate", store=store).code == 0
    assert act("found", found, by="ADMIN", store=store).code == 0
    assert line("people", "set", "ADMIN", "--name", "Nguyễn Thị Bình", store=store).code == 0
    assert line("ask", "on-time", store=store).code == 0
    assert line("replay", store=store, format="json").json == []
    assert line("status", store=store, format="json").json["position"] == 1
    assert "Nguyễn Thị Bình" in line("trail", "administration:main", store=store).out


def test_a_server_that_does_not_answer_cannot_be_read(line):
    """Exit code 3 and a reason, no traceback."""
    ended = line("status", store="postgresql://nobody@127.0.0.1:1/nothing")

    assert (ended.code, ended.out) == (3, "")
    assert ended.err


def test_a_folder_that_cannot_be_made_cannot_be_opened(line, tmp_path):
    """Exit code 3 and the path, no traceback."""
    (tmp_path / "file").write_text("")

    ended = line("migrate", store=tmp_path / "file" / "store")

    assert (ended.code, ended.out) == (3, "")
    assert str(tmp_path / "file" / "store") in ended.err
