"""The engine from the command line: the daemon, its form for once, and how reactions stand."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

import civicflow.flow
from civicflow.cli.reacting import _told
from civicflow.cli.terminal import Terminal
from civicflow.core.clock import FixedClock
from civicflow.core.recording import Claim
from civicflow.errors import LockTimeoutError
from tests.automation import post_office
from tests.automation.post_office import LetterStamped
from tests.cli.conftest import OCTOBER
from tests.organization.offices import DEPARTMENT
from tests.stores import taken

MODULE = "tests.automation.post_office:MODULE"
PATIENCE = 60


@pytest.fixture(autouse=True)
def post(monkeypatch, tmp_path):
    """A store of a department with a post office."""
    monkeypatch.setenv("CIVICFLOW_MODULES", MODULE)
    clock = FixedClock(OCTOBER)
    with civicflow.flow.open(tmp_path / "store", modules=(post_office.MODULE,), clock=clock) as flow:
        events = enumerate(DEPARTMENT)
        taken(
            flow, (Claim(event=event, occurred_at=clock.now(), id=f"c-{number}") for number, event in events)
        )
    return tmp_path / "store"


def reaction(status):
    """How the reaction of the post office stands."""
    (found,) = (each for each in status["reactions"] if each["name"] == "stamping")
    return found


def test_once_deals_with_what_there_is(line, act):
    """The status shows how far the reaction is behind, and that it has caught up; nobody holds it then."""
    act("put-in", {"box": "B-1", "letter": "L-1"}, by="E-1")
    before = line("status", format="json").json
    ended = line("run", "--once")
    after = line("status", format="json").json

    assert (reaction(before)["lag"], reaction(before)["position"]) == (before["position"], 0)
    assert (ended.code, ended.out, ended.err) == (0, "", "Events dealt with: 1\n")
    assert after["position"] == before["position"] + 1
    assert (reaction(after)["lag"], reaction(after)["held_by"], reaction(after)["held_until"]) == (
        0,
        None,
        None,
    )
    assert (after["tried_again"], after["parked"]) == ([], [])


def test_what_is_tried_again_is_shown_with_when(line, act):
    """It waits for nobody, and so the exit code is 0."""
    act("put-in", {"box": "B-1", "letter": "TORN"}, by="E-1")
    ended = line("run", "--once")
    status = line("status", format="json").json

    assert ended.code == 0
    (again,) = status["tried_again"]
    assert (again["reaction"], again["stream"], again["tries"]) == ("stamping", "box:B-1", 1)
    assert again["again_at"] > "2026"
    assert status["parked"] == []
    assert "Sẽ thử lại" in line("status", lang="vi").out


def test_what_waits_for_a_person_is_shown_until_they_decide(line, act, monkeypatch):
    """Exit code 1, the letter and what was wrong; the administrator lets it be tried again, or dismisses it with a reason."""
    monkeypatch.setattr("civicflow.automation.turn.PAUSES", ())
    act("turn", {"box": "B-1", "locked": True}, by="E-1")
    act("put-in", {"box": "B-1", "letter": "L-1"}, by="E-1")
    act("put-in", {"box": "B-2", "letter": "TORN"}, by="E-1")
    ended = line("run", "--once")
    locked, torn = line("status", format="json").json["parked"]

    assert ended.code == 1
    assert (locked["stream"], locked["error"], locked["command"]) == ("box:B-1", "refused", "stamp")
    assert locked["refused_by"] == ["box_is_not_locked"]
    assert (torn["stream"], torn["error"], torn["command"]) == ("box:B-2", "unexpected", None)
    for lang, title in (("vi", "Chờ người quyết định"), ("en", "Waits for a person")):
        assert title in line("status", lang=lang).out

    act("turn", {"box": "B-1", "locked": False}, by="E-1")
    act("resume-reaction", {"reaction": "stamping", "position": locked["position"]}, by="ADMIN")
    dismissed = {"reaction": "stamping", "position": torn["position"], "reason": "Đã trả người gửi"}
    assert act("dismiss-parked", dismissed, by="ADMIN").code == 0
    assert line("run", "--once", lang="vi").err == "Số sự kiện đã xử lý: 2\n"
    assert line("status", format="json").json["parked"] == []


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_daemon_reacts_as_letters_come_and_ends_cleanly_when_it_is_told(post, line, act, ending):
    """It says when it begins and ends, what it parks at once; its exit code is 0 and nobody holds the reaction."""
    with daemon(post) as worker:
        assert worker.stderr is not None
        begun = worker.stderr.readline()
        act("put-in", {"box": "B-1", "letter": "L-1"}, by="E-1")
        wait_for(lambda: "L-1" in stamped(post))
        worker.send_signal(ending)
        rest, code = worker.stderr.read(), worker.wait(PATIENCE)

    assert begun == "Reacting to what happens; SIGTERM or Ctrl+C ends it.\n"
    assert (rest, code) == ("Ended; nothing is left half done.\n", 0)
    assert reaction(line("status", format="json").json)["held_by"] is None


def daemon(store: Path) -> subprocess.Popen[str]:
    """The daemon in a process of its own."""
    code = "import sys; from civicflow.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, "run", "--store", str(store)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def stamped(store: Path) -> list[str]:
    """The letters that bear a stamp."""
    with civicflow.flow.open(store, modules=(post_office.MODULE,)) as flow:
        return [each.event.letter for each in flow.entries() if isinstance(each.event, LetterStamped)]


def wait_for(condition) -> None:
    """Wait until something holds."""
    patience = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < patience
        sleep(0.02)


def test_what_the_daemon_parks_is_said_at_once(post, act, monkeypatch, capsys):
    """With the reaction, the place of the event, its stream and what was wrong."""
    monkeypatch.setattr("civicflow.automation.turn.PAUSES", ())
    act("put-in", {"box": "B-1", "letter": "TORN"}, by="E-1")
    stop, say = Event(), _told(Terminal(language="vi"))

    def told(of):
        say(of)
        stop.set()

    with civicflow.flow.open(post, modules=(post_office.MODULE,)) as flow:
        position = flow.store.log.head()
        flow.run(stop, told=told)

    assert capsys.readouterr().err == f"Chờ người quyết định: stamping {position} box:B-1 (unexpected)\n"


def test_trouble_with_the_store_is_said_as_an_error(capsys):
    """In the language of the reader; the daemon goes on by itself."""
    _told(Terminal(language="en"))(LockTimeoutError(problem="another process writes"))

    assert capsys.readouterr().err == "The store is busy, try again later (another process writes).\n"
