"""
An inspector's hearing in 2020 is put off by the company that was to be heard: what becomes of the deadline.

Run it: ./run python examples/postponed_hearing.py
"""

import civicflow as cf
from offices import agency, division, of
from telling import Story, story

NAMES = {"TAM": "Trịnh Minh Tâm", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An"}
HEARING = cf.task.AssignTask(
    task="T-1",
    to="AN",
    work="Làm việc với doanh nghiệp Sao Mai về kết luận kiểm tra",
    due="2020-05-14T17:00+07:00",
    result="Biên bản làm việc có chữ ký số",
    acceptance="Có căn cứ, ý kiến và đề xuất",
)
PUT_OFF = cf.task.HoldTask(
    task="T-1",
    cause="third_party",
    reason="Doanh nghiệp xin dời buổi làm việc sang tuần sau",
    review_on="2020-05-19T09:00+07:00",
)
MINUTES = cf.task.SubmitResult(task="T-1", output="Biên bản 15/BB-TTra", signature="CKS-11")


def main() -> None:
    """Tell the two weeks."""
    with story("2020-05-11", NAMES) as told:
        told.quietly("ADMIN", agency("SO-TTTT", "Sở Thông tin và Truyền thông", head="TAM"))
        told.quietly(
            "ADMIN", division("THANH-TRA", "Thanh tra Sở", above="SO-TTTT", head="LE", people=["AN"])
        )

        print("On Monday the chief inspector gives out a hearing; its minutes are due on Thursday at five.")
        told.at("2020-05-11T09:00")
        told.does("LE", HEARING)
        told.does("AN", cf.task.AcknowledgeTask(task="T-1"))

        print(
            "\nOn Wednesday the company asks for another day. Not the inspector but his chief lets it rest,"
        )
        print("and says when one looks at it again.")
        told.at("2020-05-13T09:00")
        told.may_not("AN", PUT_OFF)
        told.does("LE", PUT_OFF)

        print("\nWhether the cause was objective is not for her to say: the director confirms it.")
        told.may_not("LE", cf.task.ConfirmHold(task="T-1"))
        told.does("TAM", cf.task.ConfirmHold(task="T-1"))

        print(
            "\nThursday at five has passed. The task is neither on time nor late; it rests, and is listed so."
        )
        told.at("2020-05-15T08:00")
        figures(told)

        print("\nOn Tuesday the hold is in her worklist again, and the company comes. The work goes on.")
        told.at("2020-05-19T09:00")
        for item in told.flow.ask(cf.Worklist(person="LE")).answer:
            print(
                f"  {NAMES['LE']} finds: {told.english.state(item.need)}, {item.subject}, {item.days} days old"
            )
        told.does("LE", cf.task.ReleaseTask(task="T-1"))

        print("\nThe minutes are handed in the next day, six days after the first due.")
        told.at("2020-05-20T11:00")
        told.does("AN", MINUTES)
        told.does("LE", cf.task.CompleteTask(task="T-1"))
        dates(told)
        figures(told)


def dates(told: Story) -> None:
    """The three dates of the task, and which acts moved them."""
    found, when = told.flow.ask(cf.TaskDates(task="T-1")).answer, told.english.value
    print(
        f"  first due {when(found.first_due)}, agreed {when(found.agreed_due)}, excused {when(found.excused_due)}"
    )
    for each in found.changes:
        effect = f"excused due {when(each.excused_due)}" if each.moved else "nothing moves"
        print(f"    {when(each.at)} {told.english.state(each.move)} by {NAMES[each.by or '']}: {effect}")


def figures(told: Story) -> None:
    """On time by the excused due, and by the first one, whatever happened later."""
    answer = told.flow.ask(cf.OnTime(person="AN")).answer
    resting = ", ".join(f"{each.task} for {each.days} days" for each in answer.open_holds) or "nothing"
    print(f"  on time {of(answer.on_time.figure)}, raw {of(answer.raw.figure)}; resting: {resting}")


if __name__ == "__main__":
    main()
