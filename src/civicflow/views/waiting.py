"""For how many days something waits, and which events say since when."""

from civicflow.core.event import DAY, micros
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence
from civicflow.core.working import Part, at_positions, reckoned


def waiting_days(evidence: Evidence, subject: str, since: int) -> int:
    """
    For how many whole days something waits at the moment the question is asked for.

    Args:
        evidence: That of the answer.
        subject: The stream it is about, such as ``task:T-17``.
        since: Since when, in microseconds since 1970 UTC.
    """
    now = micros(evidence.now)

    def parts() -> tuple[Part, Part]:
        lines = list(evidence.entries(stream=subject))
        then = [line for line in lines if since in {line.at.recorded, line.at.occurred}]
        told = at_positions(*(line.at.position for line in then or lines))
        since_then = Part(of=subject, adds=since, because="waits_since", events=told)
        return Part(of="moment", adds=now, because="until"), since_then

    return reckoned(evidence, (now - since) // DAY, Operation.DAYS, parts)
