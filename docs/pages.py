"""
The pages that follow from the code, from the message catalogues and from the files of regulations.

    ./run python -m docs.pages    writes them anew
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.command import name_of
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, Identifier
from civicflow.core.module import Module
from civicflow.core.provision import Attestation, Provision, Stipulation
from civicflow.core.rule import Refused
from civicflow.exchange.described import meanings_of, sentence_of
from civicflow.exchange.json_text import json_line
from civicflow.flow import MODULES, lawbook
from civicflow.organization.events import Office
from civicflow.regulations import Sheet
from civicflow.storage.catalogue import stored_topic
from docs.procedures import procedures_page
from docs.requirements import requirements_page
from docs.sql_views import sql_views
from docs.states import states_page
from docs.words import ALL, EN, VI, table

DOCS = Path(__file__).parent
GOLDEN = DOCS.parent / "tests" / "golden"

PLAIN: Mapping[object, str] = {
    bool: "yes or no",
    int: "whole number",
    str: "text",
    date: "local day",
    time: "local time of day",
    datetime: "instant",
    FreeText: "a person's words",
    Refused: "refusal",
}
IDENTIFIERS = {
    "person": "person",
    "unit": "unit",
    "subject": "id",
    "actor": "person or system",
    "code": "code",
    "digest": "digest",
}

TERMS = (
    ("administration", "cơ quan quản lý hồ sơ", "whose record a log is; there is one a log"),
    ("body", "cơ quan", "what an order's cap binds: a department, a ward"),
    ("unit", "đơn vị", "a part of a body, or the body itself"),
    ("position", "vị trí việc làm", "what one employee does in a unit"),
    ("group of positions", "nhóm vị trí việc làm", "positions that are compared with each other"),
    ("head of a unit", "thủ trưởng, người đứng đầu", "who leads it; what is about them falls to the unit above"),
    ("delegation", "ủy quyền", "a right that is lent between two days and not passed on"),
    ("instrument", "văn bản, quyết định", "the decision or order on which an act rests"),
    ("personnel category", "đối tượng", "cadre, civil servant, public employee, worker, contract worker"),
    ("pilot", "thí điểm", "what is tried in a few units for a time, and weighed before it grows"),
    ("quota of remote places", "tỷ lệ, số chỗ làm việc tại nhà", "how many of a body may work at home under a pilot"),
    ("home arrangement", "thỏa thuận làm việc tại nhà", "asked for by the employee, decided by the office that leads"),
    ("eligibility", "điều kiện làm việc tại nhà", "judged by criteria, by the office that leads, for one position"),
    ("commitment", "cam kết", "what an employee signs on progress, volume and quality, and the office countersigns"),
    ("recall", "yêu cầu đến công sở", "somebody comes in on a day that was agreed to be at home"),
    ("right of reply", "quyền giải trình", "whoever could not be reached says why, beside what was recorded"),
    ("transfer", "điều động", "another unit comes first for a person; their home arrangement ends"),
    ("salary coefficient", "hệ số lương", "by what the base salary is multiplied for a person, from a day on"),
    ("discipline", "kỷ luật", "weighs in the grade of the year of its decision until it is set aside"),
    ("end of service", "thôi làm việc", "the person leaves every unit; their open tasks wait for the office"),
    ("additional income", "thu nhập tăng thêm", "salary times what was voted times the share of the grade, by the quarter"),
    ("salary fund", "quỹ tiền lương cơ bản", "a share of it is the most that an agency pays as additional income"),
    ("exit review", "xem xét cho thôi việc", "called for by grades, concluded above whoever gave them; never a dismissal by itself"),
    ("emergency mode", "chế độ làm việc khẩn cấp", "everybody works at home by order, but for those it lets in"),
    ("cap on site", "giới hạn số người có mặt", "how many of a body may be at the office on a day"),
    ("the four clears", "bốn rõ: rõ người, rõ việc, rõ thời gian, rõ kết quả", "what an assignment says (R31)"),
    ("due", "thời hạn", "until when; the first due never changes"),
    ("term", "thời hạn, số ngày", "how long somebody has, in working days or hours, sessions, or calendar days"),
    ("session", "buổi", "the morning or the afternoon of a working day"),
    ("office hours", "giờ hành chính, giờ làm việc", "when an office works; each place sets its own"),
    ("made-up Saturday", "ngày làm bù", "worked in exchange for a day off; a working day like any other"),
    ("objective cause", "nguyên nhân khách quan", "what delays work outside the person; confirmed one level up"),
    ("four eyes", "không tự duyệt việc của mình", "nobody decides on their own work, in person or through another"),
    ("baseline", "mức gốc", "what an indicator showed before the pilot, with which later figures are compared"),
    ("instrument of a survey", "bộ câu hỏi", "only waves asked with the same one are compared"),
    ("interim review", "sơ kết", "results are weighed before it is decided how to go on"),
    ("frozen answer", "số liệu đã chốt", "an answer that can be asked again to the byte, and the digest that proves it"),
    ("correction", "đính chính", "the right content of what was recorded wrongly, in a line of its own; what was known before stays"),
    ("part of a figure", "thành phần của số liệu", "one thing that a figure counts, why, and by which events"),
    ("supposed regulations", "quy định giả định", "files that take the place of others for one answer; nothing is decided anew"),
    ("recommendation", "kiến nghị", "what the figures speak for; the city decides"),
    ("target", "chỉ tiêu", "what a unit is to reach in a period; set above it, and never closed by who reported"),
    ("criteria", "tiêu chí đánh giá", "by what people are judged; published before the period begins"),
    ("incident", "sự cố", "what kept somebody from working; excuses nothing until it is confirmed one level up"),
    ("hold", "tạm dừng nhiệm vụ", "work rests for a cause outside the person; looked at again on a day"),
    ("confidentiality", "độ mật", "secret work is done at the office only"),
    ("deadline alert", "cảnh báo thời hạn", "a due that presses: green, yellow or red, and who is told"),
    ("reminder", "nhắc thời hạn", "told to whoever has the work before it is due, once for each due"),
    ("escalation", "báo cáo cấp trên", "overdue work is taken to the office above, which takes it up"),
    ("procedure", "quy trình", "by what steps a kind of file is dealt with; published, dated, checked whole"),
    ("dossier", "hồ sơ", "one file that goes its way by a procedure, under the version of the day it was opened"),
    ("step", "bước", "what is done at one place of a procedure: who, within which term, with which outcomes"),
    ("outcome", "kết quả của bước", "what a step came to; the procedure says where that leads"),
    ("round", "lượt", "the how manieth time a dossier has come to a step"),
    ("group", "nhóm", "people of a unit, and of those below it, before whom work is laid together"),
    ("offer", "đặt việc trước nhiều người", "work lies before several people, of whom one takes it on"),
    ("claim", "nhận việc", "one of those before whom work lies takes it on"),
    ("delegate of a task", "người làm thay", "does the work of another, whose work it stays; neither judges it"),
    ("reaction", "phản ứng tự động", "what the engine asks for because something has happened; the record decides on it"),
    ("parked event", "sự kiện bị tạm gác", "a reaction could not deal with it; a person lets it be tried again, or dismisses it"),
    ("outbox", "hộp gửi đi", "commands written down without a connection, sent when there is one, each taken once"),
    ("stage", "trạng thái", "how far something has come; each can be reached, and left unless it is final"),
    ("trail", "diễn biến hồ sơ", "who, what, when, by what right, one sentence an event"),
    ("inspection", "kiểm tra công vụ", "inspectors from outside look at a unit, sent from above under a mandate"),
    ("finding", "phát hiện", "what was found wrong, on which events and figures it rests, carried to closure"),
    ("petition", "phản ánh, kiến nghị", "what a citizen, a business or a colleague turns to the office with"),
    ("initiative", "sáng kiến", "how work could be done better, as somebody of the staff proposes it"),
    ("irregularity", "việc cần giải trình", "not wrong in itself, but for the accountable head to explain"),
    ("received report", "báo cáo nhận được đúng hạn", "on record by the cut-off of its day"),
    ("substantive report", "báo cáo có nội dung", "a received one beside which a word on a task stands, or that names an obstacle"),
    ("workload", "khối lượng công việc", "converted units a day at home, against the same person's days at the office before"),
    ("accountable head", "người đứng đầu chịu trách nhiệm", "who held the office when something was done or fell due"),
    ("group too small", "nhóm quá ít người", "nothing is told of it, nor of what would give it away"),
    ("basis", "căn cứ", "the law, order or requirement on which a rule rests"),
    ("record", "hồ sơ", "what is known to have happened, and when it became known"),
    ("provision", "quy định", "one dated, cited record of what a law or an order sets"),
    ("regime of evaluation", "chế độ đánh giá, xếp loại", "the law under which somebody's work in a period is evaluated"),
    ("grade", "mức xếp loại chất lượng", "excellent, good, completed or not completed; stated where it cannot be reckoned"),
    ("converted product", "sản phẩm quy đổi", "a piece of work by its weight, of which points are reckoned"),
    ("undetermined", "chưa xác định được mức xếp loại", "the law was read and gives no grade: the head decides with reasons"),
    ("self-assessment", "tự đánh giá, xếp loại", "what a person says of their own work of a period, in person"),
    ("proposal", "đề nghị mức xếp loại", "the score and grade of one person, reckoned from judged work, with all it rests on"),
    ("collective rating", "xếp loại tập trung trong cơ quan", "the grades of several people decided in one act, under one ceiling"),
    ("scope of publicity", "phạm vi công khai", "who may read grades: the unit, the agency, everybody"),
    ("petition against a grade", "kiến nghị về kết quả xếp loại", "a person turns against their own grade; answered above everybody who had a hand in it"),
    ("ceiling on excellent grades", "tỷ lệ xếp loại xuất sắc tối đa", "how many may be rated excellent, in an agency and in a group"),
    ("not on record", "chưa có quy định", "an answer: nobody has read such a law; never no limit"),
    ("catalogue", "danh mục", "a regulation with entries by code, such as the kinds of work"),
)  # fmt: skip


WRITTEN = "Written by `./run python -m docs.pages`."
QUOTES = '"'

JSON_HEAD = """\
# JSON

What can be asked for and what can be asked, by name, with every field; {written} `civicflow execute NAME --json …` and
`civicflow ask NAME` take them on the command line, `JsonEdge` for an HTTP front end. A field that is missing, unknown,
repeated or of another kind is refused by its path, such as `$.due`, and nothing is stored.

| holds | written as |
| --- | --- |
| person, unit, id, code | text of letters, digits and `. _ / @ + -`, at most 100, the first a letter or digit |
| a line of text, a person's words | text that is not blank, at most 10,000 signs |
| instant | `2023-11-20T17:00+07:00`, to the microsecond at most; all instants of one command in one zone |
| local day | `2023-11-20`, from 1900 to 2199, as instants are |
| period | `2023`, `2023-Q4`, `2023-11`, `2023-11-20` or `2023-10-01/2023-11-15` |
| whole number | from −2⁶³ to 2⁶³ − 1 |
| yes or no | `true`, `false` |
| several | a list |
| … by … | an object |

## JSON Schema

`civicflow schema` prints all of this as JSON Schema (draft 2020-12), made from the classes: commands and questions as they
are taken, events and answers as they are given out, receipts, refusals, errors and lines of the log. `civicflow schema
commands assign-task` prints one of them with all that it refers to. The same from Python, with the modules of your own
application:

```python
import civicflow as cf
from civicflow.exchange.json_schema import JsonSchemas
from civicflow.messages import titles

with cf.open(":memory:") as flow:
    schemas = JsonSchemas(flow.modules, titles(flow.modules))

assert schemas.of("commands", "acknowledge-task")["$ref"] == "#/$defs/command.acknowledge-task"
assert "event.task.assigned" in schemas.all()["$defs"]
```

The names `command.…`, `question.…`, `event.…`, `answer.…`, `receipt`, `refusal`, `error` and `line` stay as they are; what
else stands under `$defs` is named after classes, which may be renamed.

Whatever the schema of a command or question refuses is refused. A few things that a schema cannot say are refused besides:

- a body of more than 64 KiB, and a field that stands twice in an object;
- a zero byte in a text, and half of a surrogate pair;
- a whole number with a fraction or an exponent, such as `2.0` or `2e0`;
- a day that its month does not have, such as 30 February;
- an instant whose year in UTC lies outside 1900 to 2199, though the written one does not;
- instants of one command that are written in different zones, `Z` beside `+07:00` among them;
- a period that ends before it begins;
- in `trail`, neither or both of stream and person, or a stream that is none; in `separation-of-duties`, one activity without
  the other; in `case-load`, a number of days outside 1 to 36,500; in `open-work`, nobody and nothing whose work is asked for,
  a page of less than 1 or more than 500 tasks, or a place to go on from that no page has named."""


def glossary() -> str:
    """The words of the administration, in both languages."""
    offices = [(office.value, office) for office in Office]
    parts = [
        "# Glossary",
        f"The words of the administration, as code, messages and this documentation use them. {WRITTEN}",
        "## Terms",
        table(("English", "tiếng Việt", "meaning"), TERMS),
        "## Offices",
        table(HEAD, ((EN.state(it, kind="office"), VI.state(it, kind="office"), f"`{name}`") for name, it in offices)),
        "## What can be asked for",
        table(HEAD, (titles(it, f"`{it.__name__}`") for module in ALL for it in (*module.commands, *module.questions))),
        "## What can have happened",
        table(HEAD, (titles(event, f"`{event.topic}`") for module in ALL for event in module.events)),
        "## Stages",
        table(("English", "tiếng Việt", "of", "in the code"), stages()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


HEAD = ("English", "tiếng Việt", "in the code")


def titles(kind: Any, code: str) -> tuple[str, str, str]:
    """A command, question or event in both languages."""
    return EN.title(kind), VI.title(kind), code


def stages() -> Iterator[tuple[str, ...]]:
    """The stages of each aggregate in both languages."""
    for module in MODULES:
        for kind in stages_of(module):
            for stage in kind:
                names = (words.state(stage, module=module.name) for words in (EN, VI))
                yield (*names, module.name.replace("_", " "), f"`{stage.value}`")


def stages_of(module: Module) -> Iterator[type[Enum]]:
    """The stages that the states of a module go through."""
    for state in module.states:
        stage = get_type_hints(state).get("stage")
        if isinstance(stage, type) and issubclass(stage, Enum):
            yield stage


def events_page() -> str:
    """Every event: what it means, its fields, the keys it is found by, and since which release."""
    parts = [
        "# Events",
        f"Everything that can have happened, by its frozen topic; see {{doc}}`/explanation/compatibility`. {WRITTEN}",
    ]
    for module in ALL:
        if module.events:
            parts.append(f"## {module.name.replace('_', ' ').capitalize()}")
            parts += [part for event in module.events for part in event_parts(event)]
    return "\n\n".join(parts) + "\n"


def event_parts(event: type[Event]) -> Iterator[str]:
    """One event."""
    kind, *named = event.stream
    keys = ", ".join(f"`{key}` ← `{field}`" for key, field in event.keys) or "none"
    yield f"### `{event.topic}`"
    yield f"**{event.__name__}** · {EN.title(event)} · {VI.title(event)}"
    yield sentence_of(event)
    yield table(("field", "holds"), ((f"`{name}`", holds(hint)) for name, hint in fields(event)))
    yield f"Stream `{kind}:{':'.join(f'⟨{name}⟩' for name in named)}` · keys {keys} · since {since(event)}"


def fields(event: type) -> Iterator[tuple[str, Any]]:
    """The fields of an event, or of a record in one, with their types."""
    hints = get_type_hints(event, include_extras=True)
    return ((name, hints[name]) for name in attrs.fields_dict(event))


def holds(hint: Any) -> str:
    """What a field holds, in words."""
    parts = get_args(hint)
    match get_origin(hint):
        case origin if origin is Annotated:
            marks = [IDENTIFIERS[mark.of] for mark in parts[1:] if isinstance(mark, Identifier)]
            return marks[0] if marks else "a line of text"
        case origin if origin in (Union, UnionType):
            said = [holds(part) for part in parts if part is not NoneType]
            return f"{' or '.join(said)}, or nothing"
        case origin if origin is tuple:
            return f"several: {holds(parts[0])}"
        case origin if origin is not None and issubclass(origin, Mapping):
            return f"{holds(parts[1])} by {holds(parts[0])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{each.value}`" for each in hint)
    if hasattr(hint, "parse"):
        return name_of(hint).replace("-", " ")
    if attrs.has(hint) and hint not in PLAIN:
        inner = (f"{name}: {holds(each)}" for name, each in fields(hint))
        return f"{hint.__name__} ({'; '.join(inner)})"
    return PLAIN[hint]


def json_page() -> str:
    """Every command and every question as JSON has them."""
    parts = [JSON_HEAD.format(written=WRITTEN)]
    for title, sort in (("Commands", "commands"), ("Questions", "questions")):
        parts.append(f"## {title}")
        parts += [part for module in MODULES for kind in getattr(module, sort) for part in asked_parts(kind)]
    return "\n\n".join(parts) + "\n"


def asked_parts(kind: Any) -> Iterator[str]:
    """One command or question."""
    yield f"### `{name_of(kind)}`"
    yield f"**{EN.title(kind)}** · {VI.title(kind)}"
    yield sentence_of(kind)
    meanings = meanings_of(kind)
    rows = ((f"`{name}`", holds(hint), needed(kind, name), meanings[name]) for name, hint in fields(kind))
    yield table(("field", "holds", "needed", "meaning"), rows)


def needed(kind: Any, name: str) -> str:
    """Whether a field must be given, and what holds when it is left out."""
    default = attrs.fields_dict(kind)[name].default
    if default is attrs.NOTHING:
        return "yes"
    return "no" if default in (None, (), "") else f"no, else `{json_line(default).strip(QUOTES)}`"


def since(event: type[Event]) -> str:
    """The first release that has a golden file of an event."""
    found = sorted(path.parent.name for path in GOLDEN.glob(f"*/{stored_topic(event)}.jsonl"))
    return found[0] if found else "the next release"


ON_RECORD = "## What is on record\n"
AFTER_IT = "## The working calendar\n"
REGULATIONS = DOCS / "reference" / "regulations.md"


def regulations_page() -> str:
    """The reference of regulations: what is written there, and between two chapters every record of ours."""
    before, _, rest = REGULATIONS.read_text("utf-8").partition(ON_RECORD)
    _, _, after = rest.partition(AFTER_IT)
    sheets = sorted(lawbook().sheets, key=lambda sheet: (sheet.subject, sheet.key))
    said = "\n\n".join(part for sheet in sheets for part in sheet_parts(sheet))
    return f"{before}{ON_RECORD}\n{WRITTEN}\n\n{said}\n\n{AFTER_IT}{after}"


def sheet_parts(sheet: Sheet) -> Iterator[str]:
    """One parameter with its records."""
    yield f"### `{sheet.key}`"
    yield f"{sheet.about} · {sheet.about_vi}"
    if sheet.provisions:
        yield table(("applies", "to", "says", "by"), map(record_cells, sheet.provisions))
    else:
        yield "Nothing is on record."


def record_cells(record: Provision) -> tuple[str, ...]:
    """One record: when, for whom, what, and by which instrument."""
    known = (
        f"issued {record.issued_on}" if record.issued_on else "",
        f"repealed {record.repealed_on}" if record.repealed_on else "",
    )
    days = f"{record.effective_from} – {record.effective_to or ''}".strip()
    scope = (f"`{each}`" for each in (record.code, record.mode, *record.categories) if each)
    says = ", ".join(f"`{name}` {shown(stipulation)}" for name, stipulation in record.value.items())
    instrument = f"[{record.instrument}]({record.source})" if record.source else record.instrument
    attested = (
        record.status.value if record.status is Attestation.DESIGN else f"{record.status.value}: {instrument}"
    )
    by = (attested, record.article or "", record.note or "")
    return (
        " · ".join(filter(None, (days, *known))),
        ", ".join(scope) or "all",
        says,
        ". ".join(filter(None, by)),
    )


def shown(stipulation: Stipulation) -> str:
    """What a field of a record says."""
    match stipulation:
        case bool():
            return "yes" if stipulation else "no"
        case tuple():
            return ", ".join(stipulation) or "none"
        case _:
            return str(stipulation)


PAGES = {
    DOCS / "explanation" / "glossary.md": glossary,
    DOCS / "reference" / "events.md": events_page,
    DOCS / "reference" / "json.md": json_page,
    DOCS / "reference" / "procedures.md": procedures_page,
    REGULATIONS: regulations_page,
    DOCS / "reference" / "requirements.md": requirements_page,
    DOCS / "reference" / "sql-views.md": sql_views,
    DOCS / "reference" / "states.md": states_page,
}


def write() -> None:
    """Write every page anew."""
    for path, page in PAGES.items():
        path.write_text(page(), "utf-8")


if __name__ == "__main__":
    write()
