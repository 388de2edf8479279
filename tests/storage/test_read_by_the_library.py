"""A plain tool of eventsourcing reads and follows a log that civicflow writes."""

from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, NotSupportedError, Tracking
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.system import NotificationLogReader

from civicflow.core.fields import FreeText
from civicflow.errors import UnknownTopicError
from civicflow.storage.log import CivicflowApplication, LoggedEvent
from civicflow.storage.stores import Store
from tests.storage.letters import NOW, answered, filing, opened, received
from tests.storage.library_stores import Counters

LETTER = received(subject=FreeText(v="Đơn xin nghỉ"), readers=("E-1", "E-2"))


@pytest.fixture(name="store")
def _store(address) -> Iterator[Store]:
    with opened(address) as store:
        store.log.append(filing(LETTER, answered()), NOW)
        yield store


def test_a_reader_of_notification_logs_reads_ours(store):
    """Positions are notification ids, streams are originators, bodies are states."""
    application = store.application()

    read = list(NotificationLogReader(application.notification_log).read(start=1))

    assert [(each.id, each.originator_id, each.originator_version, each.topic) for each in read] == [
        (1, "letter:L-1", 1, "letter.received"),
        (2, "letter:L-1", 2, "letter.answered@2"),
    ]
    events = [application.mapper.to_domain_event(each) for each in read]
    assert events == [LoggedEvent("letter:L-1", 1, LETTER), LoggedEvent("letter:L-1", 2, answered())]


def test_a_repository_rebuilds_a_stream_with_a_function(store):
    """The functional style of the library works on our events."""

    def count(initial, events):
        return sum((event.event.letter == "L-1" for event in events), initial or 0)

    assert store.application().repository.get("letter:L-1", projector_func=count) == 2


def test_a_follower_receives_what_is_filed_while_it_waits(store):
    """First what is there, then what comes."""
    with store.log.recorder().subscribe(gt=1) as subscription:
        seen = [next(subscription).id]
        later = Thread(target=store.log.append, args=(filing(received("L-2"), command_id="c-2"), NOW))
        later.start()
        seen.append(next(subscription).id)
        later.join()

    assert seen == [2, 3]


def test_a_follower_of_few_topics_does_not_look_at_the_others_twice(store):
    """It moves on past what it does not want."""
    recorder = store.log.recorder()
    asked = []
    select = recorder.select_notifications

    def noted(*given, **named):
        asked.append(given[0])
        return select(*given, **named)

    recorder.select_notifications = noted

    with recorder.subscribe(topics=["letter.answered@2"]) as subscription:
        assert next(subscription).id == 2
        store.log.append(filing(received("L-2"), received("L-3"), command_id="c-2"), NOW)
        store.log.append(filing(answered("L-3"), command_id="c-3", versions={"letter:L-3": 1}), NOW)
        assert next(subscription).id == 5

    assert asked[0] == 0
    assert set(asked[1:]) <= {2, 4}


def test_the_environment_of_the_host_does_not_move_our_log(store, monkeypatch):
    """An application that keeps its own events elsewhere does not take ours there."""
    monkeypatch.setenv("PERSISTENCE_MODULE", "module.that.is.not.there")
    monkeypatch.setenv("CIVICFLOW_PERSISTENCE_MODULE", "module.that.is.not.there")
    monkeypatch.setenv("COMPRESSOR_TOPIC", "module.that.is.not.there")
    monkeypatch.setenv("CIPHER_TOPIC", "module.that.is.not.there")
    monkeypatch.setenv("MAPPER_TOPIC", "module.that.is.not.there")
    monkeypatch.setenv("IS_SNAPSHOTTING_ENABLED", "y")

    application = store.application()

    assert application.snapshots is None
    assert application.recorder.max_notification_id() == 2


def test_what_the_library_saves_stands_in_our_log(store):
    """It has keys, a position and a time like any event, and nobody's name beside it."""
    application = store.application()

    application.save(LoggedEvent("letter:L-2", 1, received("L-2", office="B")))

    (entry,) = store.log.entries(key="office:B")
    assert entry.event == received("L-2", office="B")
    assert (entry.at.position, entry.stream, entry.version) == (3, "letter:L-2", 1)
    assert entry.at.recorded == entry.at.occurred >= NOW
    assert entry.envelope.by == entry.envelope.command == ""
    assert store.log.holders("office:B", "letter") == (("letter:L-2",), 3)


def test_the_library_cannot_save_over_what_is_there(store):
    """A version of a stream is taken once; nothing of such a save remains."""
    application = store.application()

    with pytest.raises(IntegrityError):
        application.save(
            LoggedEvent("letter:L-2", 1, received("L-2")), LoggedEvent("letter:L-1", 2, answered(days=9))
        )

    assert store.log.head() == 2
    assert store.log.version("letter:L-2") == 0
    assert store.log.holders("office:A", "letter") == (("letter:L-1",), 2)


def test_the_library_cannot_save_what_nobody_could_read(store):
    """A row with a topic outside the catalogue would stop every reader for ever."""
    recorder = store.log.recorder()
    (stored,) = recorder.select_events("letter:L-1", lte=1)

    for stranger in ("letter.burnt", "os:system"):
        with pytest.raises(UnknownTopicError):
            recorder.insert_events([type(stored)(stored.originator_id, 3, stranger, stored.state)])
    with pytest.raises(NotSupportedError):
        recorder.insert_events([], tracking=Tracking("elsewhere", 1))

    assert store.log.head() == 2


class Mirror(Projection[Counters]):
    """Counts the letters of our log in a view of the library's own."""

    topics = ("letter.received",)

    def process_event(self, event, tracking):
        """One more letter."""
        self.view.incr_created_event_counter(tracking)


def test_a_projection_of_the_library_runs_over_our_log(store):
    """The library's own runner follows it, on SQLite too, where its own recorder cannot be followed."""

    class OurLog(CivicflowApplication):
        """Made without arguments, as the runner does."""

        def __init__(self, env=None):
            super().__init__(store.log.recorder(), store.codec)

    with ProjectionRunner(application_class=OurLog, projection_class=Mirror, view_class=Counters) as runner:
        store.log.append(filing(received("L-2"), command_id="c-2"), NOW)
        runner.wait(3)
        assert runner.projection.view.get_created_event_counter() == 2


def test_a_listener_whose_connection_is_cut_hears_again(server_address):
    """A follower on a server survives the loss of its connection."""
    with opened(server_address) as store, store.log.recorder().subscribe() as subscription:
        store.log.append(filing(received()), NOW)
        assert next(subscription).id == 1
        with psycopg.connect(server_address, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
        assert next(subscription).id == 2
