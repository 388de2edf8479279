"""A store as an application of ``eventsourcing``, so that its tools can read and follow our log."""

import attrs
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    ApplicationRecorder,
    JSONTranscoder,
    Mapper,
    Notification,
    StoredEvent,
    Transcoder,
)
from eventsourcing.utils import Environment, EnvType

from civicflow.core.event import Event
from civicflow.storage.catalogue import stored_topic
from civicflow.storage.codec import EventCodec


@attrs.frozen
class LoggedEvent:
    """
    An event with its place in its stream, as the library wants its domain events.

    Args:
        originator_id: The stream.
        originator_version: The place in it, from 1.
        event: What happened.
    """

    originator_id: str
    originator_version: int
    event: Event


class BodyMapper(Mapper[str]):
    """
    Turns bodies into events of the catalogue and back; a topic is looked up there and never imported.

    Args:
        codec: For the bodies.
    """

    def __init__(self, codec: EventCodec) -> None:
        super().__init__(JSONTranscoder())
        self._codec = codec

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The body of an event."""
        assert isinstance(domain_event, LoggedEvent)
        event = domain_event.event
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=stored_topic(type(event)),
            state=self._codec.encode(event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """
        The event of a body.

        Raises:
            UnreadableEventError: When the catalogue does not know it, or its fields are not as they should be.
        """
        position = stored_event.id if isinstance(stored_event, Notification) else 0
        stream = str(stored_event.originator_id)
        event = self._codec.decode(stored_event.topic, stored_event.state, position, stream)
        return LoggedEvent(stream, stored_event.originator_version, event)


class CivicflowApplication(Application[str]):
    """
    Our log as an application of the library; whatever the host has set for its own application is not looked at.

    Args:
        recorder: The log.
        codec: For the bodies.
    """

    name = "civicflow"

    def __init__(self, recorder: ApplicationRecorder, codec: EventCodec) -> None:
        self._log_recorder = recorder
        self._codec = codec
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """No setting of the process reaches this application."""
        return Environment(name, dict(env or {}))

    def construct_recorder(self) -> ApplicationRecorder:
        """The log."""
        return self._log_recorder

    def construct_transcoder(self) -> Transcoder:
        """Unused: bodies are the codec's affair."""
        return JSONTranscoder()

    def construct_mapper(self) -> BodyMapper:
        """Bodies by the catalogue."""
        return BodyMapper(self._codec)
