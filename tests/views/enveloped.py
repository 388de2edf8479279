"""Lines of the log that say who acted for whom, or which other system claims them."""

from typing import Any

from civicflow.core.log import Envelope
from tests.views.past import Past


def enveloped(past: Past, position: int, **said: Any) -> int:
    """The line at a position, with what its envelope says; the position again."""
    past.lines[position - 1] = past.lines[position - 1]._replace(envelope=Envelope(**said))
    return position
