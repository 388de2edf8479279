"""What people read about an event, a refusal or an error."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.core.event import At, Event, micros, stream_of
from civicflow.core.fields import FreeText
from civicflow.core.log import Entry, Envelope
from civicflow.core.module import Module
from civicflow.core.refusal import ActRefused
from civicflow.core.rule import Refused, RefusedError
from civicflow.employee.events import Category
from civicflow.errors import (
    CivicflowError,
    ClockError,
    InvalidInputError,
    NotOnRecordError,
    StoreError,
    UnknownNameError,
)
from civicflow.flow import MODULES
from civicflow.messages import LANGUAGES, Words
from civicflow.organization.events import Office
from civicflow.storage.catalogue import MECHANISM
from civicflow.task import CompleteTask
from civicflow.task.events import TaskCompleted
from civicflow.testing import events
from tests.golden.specimens import specimens
from tests.task.tasks import task_given

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
VI, EN = (Words(language, (MECHANISM, *MODULES), ZONE) for language in ("vi", "en"))
KINDS = [event for module in (MECHANISM, *MODULES) for event in module.events]
NOON = datetime(2023, 11, 20, 5, 0, tzinfo=UTC)
NAMES = {"E-101": "Nguyễn Văn An", "E-204": "Trần Thị Ánh"}.get
ASSIGNED = task_given(
    "T-17",
    assignee="E-204",
    unit="U-12",
    assigned_by="E-101",
    work=FreeText(v="Thẩm định\n hồ sơ 1204"),
    due=datetime(2023, 11, 24, 10, 0, tzinfo=UTC),
    result=FreeText(v="Tờ trình"),
)


def line(event: Event, *, minutes: int = 0, **envelope: object) -> Entry:
    """An event as it stands in the log, recorded some minutes after it is said to have happened."""
    occurred = micros(NOON)
    at = At(1, occurred, occurred + minutes * 60_000_000)
    said = Envelope(**{"by": "E-101"} | envelope)  # type: ignore[arg-type]
    return Entry(at, stream_of(event), 1, event.topic, event, said)


def test_a_reason_is_not_taken_for_a_heading_that_means_something_else():
    """What is said of a task counts also where it reads like its code; "held" heads a column of clear assignments."""
    assert [EN.because(word) for word in ("held", "late", "overdue")] == ["held", "late", "overdue"]
    assert [VI.because(word) for word in ("held", "late", "overdue")] == ["đã tạm dừng", "trễ hạn", "quá hạn"]


def test_a_sentence_says_when_who_and_what():
    """Names where the directory knows them, times of the zone, quoted words on one line."""
    assert VI.sentence(line(ASSIGNED), NAMES) == (
        "20/11/2023 12:00: Nguyễn Văn An giao nhiệm vụ T-17 cho Trần Thị Ánh (đơn vị U-12):"
        " “Thẩm định hồ sơ 1204”; thời hạn 24/11/2023 17:00; kết quả cần đạt: “Tờ trình”"
    )
    assert EN.sentence(line(ASSIGNED)) == (
        "2023-11-20 12:00: E-101 assigned the task T-17 to E-204 (unit U-12):"
        " “Thẩm định hồ sơ 1204”; due 2023-11-24 17:00; expected result: “Tờ trình”"
    )


def test_a_sentence_says_on_whose_behalf():
    """Whoever acts for another is named with them."""
    entry = line(ASSIGNED, by="E-102", on_behalf_of="E-101")

    assert " E-102 (thay mặt Nguyễn Văn An) giao nhiệm vụ" in VI.sentence(entry, NAMES)
    assert " E-102, on behalf of E-101, assigned" in EN.sentence(entry)


def test_a_late_record_is_shown():
    """From a minute on, a sentence says when it was recorded (K3)."""
    assert "ghi nhận" not in VI.sentence(line(ASSIGNED))
    assert VI.sentence(line(ASSIGNED, minutes=1)).endswith(" (ghi nhận lúc 20/11/2023 12:01)")


def test_a_claim_names_its_source_and_the_people_in_it():
    """What another system says is said to be its word, with who did it."""
    completed = TaskCompleted(
        task="T-17",
        assignee="E-204",
        unit=None,
        approver="E-101",
        round=1,
        submitted_at=NOON,
        receipt=None,
    )
    claimed = EN.deed(line(completed, by="", source="register"))

    assert claimed.startswith("according to register, accepted the task T-17 of E-204 (approver: E-101)")
    assert "approver" not in EN.deed(line(completed, by="E-101"))
    assert "approver" not in EN.deed(line(completed, by="E-102", on_behalf_of="E-101"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.topic)
def test_every_event_is_a_sentence_filled_or_bare(language, kind):
    """With all its fields, and with all that may be empty left out, nothing is unsaid and no place is left."""
    words = Words(language, (MECHANISM, *MODULES), ZONE)
    for event, envelope in specimens(kind):
        text = words.sentence(Entry(At(1, 0, 0), stream_of(event), 1, kind.topic, event, envelope))
        assert not {"{", "}", "[", "]", "…"} & set(text), text
        assert kind.topic not in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.topic)
@settings(max_examples=15)
@given(data=st.data())
def test_whatever_an_event_says_it_is_one_line(kind, data):
    """No field breaks the sentence, nor the line."""
    event = data.draw(events(kind))
    for words in (VI, EN):
        assert words.sentence(line(event)).strip()


def test_a_refusal_says_what_stands_against_it_and_its_source():
    """Parameters are read as what they are: people, dates, states."""
    refused = Refused(rule="task_is_completed", parameters={"task": "T-17", "stage": "returned"}, basis="R43")
    clerical = Refused(rule="office_is_held", parameters={"person": "E-101", "office": "head"})

    assert VI.refusal(refused) == (
        "Nhiệm vụ T-17 không ở giai đoạn chờ đánh giá (hiện: bị trả lại). Căn cứ: R43."
    )
    assert EN.refusal(clerical, NAMES) == "Nguyễn Văn An does not hold the office of head there today."


def test_several_codes_in_one_text_are_each_a_word():
    """What is lacking is told in the reader's words; a code that the office made up stands as it is."""
    refused = Refused(rule="item_is_asked_for", parameters={"item": "printer", "known": "computer, X-1"})

    assert "máy in" in VI.refusal(refused)
    assert "(máy vi tính, X-1)" in VI.refusal(refused)


def test_a_word_is_that_of_its_own_module():
    """A submitted pilot waits for approval, a submitted result for review."""
    pilot = Refused(rule="pilot_is_drafted", parameters={"pilot": "P", "stage": "submitted"})
    task = Refused(rule="task_is_at_work", parameters={"task": "T", "stage": "submitted"})

    assert "đã trình" in VI.refusal(pilot)
    assert "chờ duyệt kết quả" in VI.refusal(task)
    assert VI.state("submitted", module="task") == "chờ duyệt kết quả"


def test_refusals_on_record_are_told():
    """Who tried what, and why it was not allowed."""
    event = ActRefused(
        person="E-204",
        day=date(2023, 11, 20),
        command="complete-task",
        refusals=(Refused(rule="actor_is_not_the_author", parameters={"task": "T-17"}, basis="K10"),),
    )

    assert VI.deed(line(event, by="E-204"), NAMES) == (
        "Trần Thị Ánh không được phép thực hiện lệnh “Duyệt hoàn thành”: "
        "Không ai được tự quyết định về nhiệm vụ của mình, kể cả qua người khác (nhiệm vụ T-17). Căn cứ: K10."
    )


@pytest.mark.parametrize(
    "error,vi,en",
    [
        (
            NotOnRecordError(kind="task", id="T-17"),
            "Không có nhiệm vụ T-17 trong hồ sơ.",
            "There is no task T-17 on record.",
        ),
        (
            InvalidInputError(field="due", problem="zone", value="2023"),
            "Mục due: thời điểm phải có múi giờ, ví dụ 2023-11-20T17:00+07:00 (đã nhập: 2023).",
            "Field due: the time needs its zone, such as 2023-11-20T17:00+07:00 (given: 2023).",
        ),
        (
            InvalidInputError(field="$.until", problem="mixed-zones", value="2023-11-20T09:00Z"),
            "Mục $.until: được ghi theo múi giờ khác với các thời điểm trước đó (đã nhập: 2023-11-20T09:00Z).",
            "Field $.until: is written in another zone than the times before it (given: 2023-11-20T09:00Z).",
        ),
        (
            InvalidInputError(field="$.days", problem="out-of-range"),
            "Mục $.days: số quá lớn hoặc quá nhỏ, không lưu được.",
            "Field $.days: the number is too large or too small to be kept.",
        ),
        (
            ClockError(field="occurred_at", problem="future", claimed="2023-11-20T10:00:00+00:00"),
            "Không chấp nhận được thời điểm: thời điểm khai nằm ở tương lai (thời điểm khai: 20/11/2023 17:00).",
            "The time cannot be accepted: the time claimed lies in the future (claimed: 2023-11-20 17:00).",
        ),
        (
            StoreError(problem="disk I/O error"),
            "Kho dữ liệu không thực hiện được: disk I/O error.",
            "The store could not do what was asked: disk I/O error.",
        ),
        (
            RefusedError((Refused(rule="unit_is_new", parameters={"unit": "U-1"}),)),
            "Mã đơn vị U-1 đã được dùng.",
            "The unit U-1 exists already.",
        ),
    ],
    ids=lambda it: str(it) if isinstance(it, CivicflowError) else "",
)
def test_an_error_says_what_went_wrong(error, vi, en):
    """In the language of the reader, with what it carries."""
    assert VI.error(error) == vi
    assert EN.error(error) == en


def test_another_application_brings_its_own_texts(tmp_path):
    """From its own folder; what it did not write is said by its bare name, and its errors as those they are."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = tmp_path / "leave.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "rule.a"\nmsgstr "No {x}."\n'
    )
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as written, (folder / "leave.mo").open("wb") as compiled:
        write_mo(compiled, read_po(written))
    words = Words("en", (*MODULES, Module(name="leave", locale=tmp_path)), ZONE)

    class LeaveError(StoreError):
        code = "leave"

    assert words.refusal(Refused(rule="a", parameters={"x": "leave"})) == "No leave."
    assert words.refusal(Refused(rule="leave_is_due")) == "leave is due"
    assert words.error(LeaveError(problem="broken")) == EN.error(StoreError(problem="broken"))


def test_a_language_that_nobody_wrote_is_refused():
    """Better than a page of keys."""
    with pytest.raises(UnknownNameError) as refused:
        Words("xx", MODULES, ZONE)

    assert EN.error(refused.value) == "There is no language named xx."


def test_values_are_written_as_people_write_them():
    """Days and times of the zone, yes and no, exact figures, lists and tables."""
    midnight = datetime(2023, 11, 19, 17, 30, tzinfo=UTC)

    assert VI.value(midnight) == "20/11/2023 00:30"
    assert VI.value(date(2023, 11, 20)) == "20/11/2023"
    assert VI.value(time(7, 30)) == "07:30"
    assert (VI.value(True), EN.value(False)) == ("có", "no")
    assert VI.value((Fraction(19, 20), 3, None)) == "19/20, 3, …"
    assert EN.value({"A-1": 4, "A-2": 1}) == "A-1: 4, A-2: 1"
    assert EN.value(FreeText(v="{by} [x]")) == "“{by} [x]”"
    assert VI.value(Office.CLERK_OF_RECORD) == VI.state("clerk_of_record", kind="office") == "văn thư"
    assert VI.value(Category.CADRE) == VI.state("cadre") == "cán bộ"


def test_a_parameter_that_is_not_what_it_should_be_is_shown_as_it_is():
    """A text never fails on what it tells."""
    broken = ClockError(field="clock", problem="silence", now="yesterday", last="2023-99-99")

    assert EN.error(broken).endswith("(clock: yesterday; last record: 2023-99-99).")
    assert EN.error(CivicflowError()) == "Something went wrong."
    assert EN.error(NotOnRecordError()) == "There is no … … on record."


def test_headings_and_titles_have_a_name_of_last_resort():
    """What has no text is still shown."""
    assert EN.heading("recorded_at") == "Recorded"
    assert EN.heading("no_such_column [{x}]") == "no such column [{x}]"
    assert (EN.title(CompleteTask), VI.title(type(ASSIGNED))) == ("Complete a task", "Giao nhiệm vụ")


def test_an_event_of_nobody_is_told_by_its_topic():
    """A module without texts has a sentence all the same."""

    @attrs.frozen(kw_only=True, eq=False, repr=False)
    class LeaveGranted(Event):
        """Leave is granted."""

        topic = "leave.granted"
        stream = ("leave", "leave")
        leave: str

    assert EN.deed(line(LeaveGranted(leave="L-1"))) == "E-101: leave.granted"
