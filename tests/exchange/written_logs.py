"""Small logs that the tests of the exchange write themselves."""

import gzip
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

from civicflow.exchange.foreign_log import Columns

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
XES = Columns(case="concept:name", activity="concept:name", time="time:timestamp", event="id", zone=AMSTERDAM)
CSV = Columns(case="case", activity="activity", time="time", zone=AMSTERDAM)


def attribute(name: str, value: str, kind: str = "string", inside: str = "") -> str:
    """One attribute in XES."""
    return f"<{kind} key={quoteattr(name)} value={quoteattr(value)}>{inside}</{kind}>"


def event(activity: str, time: str, more: str = "") -> str:
    """One event in XES."""
    return f"<event>{attribute('concept:name', activity)}{attribute('time:timestamp', time, 'date')}{more}</event>"


def trace(case: str, *inside: str) -> str:
    """One case in XES."""
    return f"<trace>{attribute('concept:name', case)}{''.join(inside)}</trace>"


def xes(*inside: str) -> str:
    """A whole log in XES, with what a log says about itself."""
    head = '<extension name="Time" prefix="time" uri="urn:time"/>'
    globals_ = f'<global scope="trace">{attribute("concept:name", "UNKNOWN")}</global>'
    totals = attribute("meta:total", "2", "int", attribute("Resource01", "1", "int"))
    return f'<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">{head}{globals_}{totals}{"".join(inside)}</log>'


def written(folder: Path, content: str | bytes, name: str = "log", zipped: bool = False) -> Path:
    """The content as a file, plain or gzip."""
    plain = content.encode() if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(gzip.compress(plain) if zipped else plain)
    return path
