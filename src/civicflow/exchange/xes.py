"""Logs in XES (IEEE 1849), read as a stream: one trace in memory at a time."""

from collections.abc import Iterator
from xml.parsers import expat

from civicflow.exchange.foreign_log import Columns, ForeignCase, ForeignEvent, Reject, foreign_event
from civicflow.exchange.log_file import LONGEST_LINE, LogFile

DEEPEST = 24
_GROUPS = frozenset({"list", "container", "values"})


def cases_of_xes(file: LogFile, columns: Columns) -> Iterator[ForeignCase | Reject]:
    """
    Every trace of a log as a case, in the order of the file.

    What the log says about itself (extensions, globals, classifiers, statistics) is skipped.

    Args:
        file: The log, plain or gzip.
        columns: Which attributes hold case, activity, time and event id, and the zone of times without one.

    Raises:
        UnreadableLogError: When it is not well-formed XES, is cut off, nests without end or carries a DOCTYPE.
    """
    log = _Log(file, columns)
    given = 0
    for piece in file.pieces():
        given += len(piece)
        log.take(piece)
        if given - log.parser.CurrentByteIndex > LONGEST_LINE + len(piece):
            raise file.unreadable("element-too-long", row=log.parser.CurrentLineNumber)
        yield from log.handed_out()
    log.take(b"", last=True)
    yield from log.handed_out()


class _Log:
    """Follows the parser through ``log > trace > event > attribute`` and keeps the trace that is open."""

    def __init__(self, file: LogFile, columns: Columns) -> None:
        self.file = file
        self.columns = columns
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.ready: list[ForeignCase | Reject] = []
        self.path: list[str] = []
        self.trace: _Trace | None = None
        self.loose = False

    def take(self, piece: bytes, last: bool = False) -> None:
        """Read on."""
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as error:
            problem = expat.errors.messages.get(error.code, "not well-formed")
            raise self.file.unreadable("not-xes", row=error.lineno, detail=problem) from None

    def handed_out(self) -> list[ForeignCase | Reject]:
        """The traces that ended since the last call."""
        ready, self.ready = self.ready, []
        return ready

    def _doctype(self, *_: object) -> None:
        raise self.file.unreadable("doctype", row=self.parser.CurrentLineNumber)

    def _begins(self, name: str, written: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        depth = len(self.path)
        if depth == 0 and element != "log":
            raise self.file.unreadable(
                "not-xes", row=self.parser.CurrentLineNumber, detail=f"begins with {element[:50]}"
            )
        if depth > DEEPEST:
            raise self.file.unreadable("nested-too-deep", row=self.parser.CurrentLineNumber)
        self.path.append(element)
        if self.trace is not None:
            self.trace.begins(depth, element, written, self.parser.CurrentLineNumber)
        elif depth == 1 and element == "trace":
            self.trace = _Trace(self.columns, self.parser.CurrentLineNumber)
        elif depth == 1 and element == "event":
            self.ready.append(
                Reject(row=self.parser.CurrentLineNumber, reason="event-outside-case", events=1)
            )

    def _ends(self, _: str) -> None:
        self.path.pop()
        depth = len(self.path)
        if self.trace is None:
            return
        if depth == 1:
            self.ready += self.trace.told()
            self.trace = None
        else:
            self.trace.ends(depth)


class _Trace:
    """The trace that is being read: its own attributes, its finished events, and the event that is open."""

    def __init__(self, columns: Columns, row: int) -> None:
        self.columns = columns
        self.row = row
        self.attributes: dict[str, str] = {}
        self.events: list[tuple[int, dict[str, str], str | None]] = []
        self.names: list[str] = []
        self.open: dict[str, str] | None = None
        self.fault: str | None = None

    def begins(self, depth: int, element: str, written: dict[str, str], row: int) -> None:
        """An event or an attribute opens."""
        if depth == 2 and element == "event":
            self.open = {}
            self.events.append((row, self.open, None))
            return
        name = written.get("key", "")
        self.names.append(name)
        if element in _GROUPS:
            return
        value = written.get("value")
        if not name or value is None:
            self._broken("attribute-without-key" if not name else "attribute-without-value")
            return
        target = self.attributes if self.open is None else self.open
        whole = name if len(self.names) == 1 else "/".join(filter(None, self.names))
        target[_free(whole, target)] = value

    def ends(self, depth: int) -> None:
        """An event or an attribute closes."""
        if self.open is not None and depth == 2:
            self.open = None
        elif self.names:
            self.names.pop()

    def _broken(self, fault: str) -> None:
        if self.open is not None:
            row, attributes, earlier = self.events[-1]
            self.events[-1] = (row, attributes, earlier or fault)
        else:
            self.fault = self.fault or fault

    def told(self) -> Iterator[ForeignCase | Reject]:
        """The case, after what had to be left out of it."""
        case = self.attributes.get(self.columns.case)
        if self.fault or not case:
            missing = {"field": self.columns.case}
            yield Reject(
                row=self.row,
                case=case,
                reason=self.fault or "missing",
                cases=1,
                events=len(self.events),
                parameters=missing,
            )
            return
        understood: list[ForeignEvent] = []
        for ordinal, (row, attributes, fault) in enumerate(self.events):
            event = (
                Reject(row=row, case=case, reason=fault, events=1)
                if fault
                else foreign_event(attributes, self.columns, ordinal, row, case)
            )
            if isinstance(event, Reject):
                yield event
            else:
                understood.append(event)
        yield ForeignCase(case, self.row, self.attributes, tuple(understood))


def _free(name: str, taken: dict[str, str]) -> str:
    """The name, or with ``#2``, ``#3`` … where it is written more than once: nothing written is lost."""
    if name not in taken:
        return name
    count = 2
    while f"{name}#{count}" in taken:
        count += 1
    return f"{name}#{count}"
