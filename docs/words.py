"""What the pages that are written from the code have in common: the words of both languages, and tables."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from civicflow.flow import MODULES, ZONE
from civicflow.messages import Words
from civicflow.storage.catalogue import MECHANISM

ALL = (MECHANISM, *MODULES)
EN, VI = (Words(language, ALL, ZoneInfo(ZONE)) for language in ("en", "vi"))


def table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A table as Markdown writes it."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
