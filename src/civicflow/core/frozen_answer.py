"""An answer that was frozen: how to ask it again, and the digest by which it is known to be the same."""

from datetime import datetime

from attrs import field, frozen

from civicflow.core.fields import Digest, ShortText, instant


@frozen(kw_only=True)
class FrozenAnswer:
    """
    What a review, or a finding, rests on: an answer that can be asked again to the byte (R8, S0).

    The answer itself is not kept. It follows from the log up to a position, which never changes; a release or
    regulations that answer otherwise are seen by the digest, and named by their versions.

    Args:
        question: The name of the question, such as ``on-time``.
        arguments: Its arguments as JSON text, by name.
        position: The last position of the log that was taken into account.
        known: The instant it was asked for (UTC).
        digest: SHA-256 of the answer as canonical JSON, in hexadecimal.
        code: The release of civicflow that answered.
        regulations: The digest of its regulations.
        calendar: The version of its working calendar.
        strict: Whether only verified provisions and choices of design were allowed.
    """

    question: ShortText
    arguments: ShortText
    position: int
    known: datetime = field(converter=instant)
    digest: Digest
    code: ShortText
    regulations: ShortText
    calendar: ShortText
    strict: bool

    def was_given_by(self, now: datetime) -> bool:
        """Whether it was frozen for no instant after this one, and of a log that had begun."""
        return self.known <= now and self.position >= 1
