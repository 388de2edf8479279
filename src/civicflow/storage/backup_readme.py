"""What a backup tells a stranger who opens it years later, without civicflow."""

README = """\
This is a copy of the record of a public administration, made by "civicflow backup". It can be read without civicflow.
Đây là bản sao hồ sơ của một cơ quan hành chính, do lệnh "civicflow backup" tạo ra; có thể đọc mà không cần civicflow.

manifest.json   what is in it: release, last position, and of each part the lines, the bytes and their SHA-256
                nội dung: phiên bản phần mềm, vị trí cuối; mỗi phần có bao nhiêu dòng, bao nhiêu byte, mã SHA-256
events.jsonl    what happened, in the order in which it was recorded
                những việc đã xảy ra, theo thứ tự ghi nhận
keys.jsonl      by what an event is found, such as the person it concerns
                khóa để tìm sự kiện, ví dụ người có liên quan
commands.jsonl  the commands that were carried out, so that one that is sent again has no second effect
                các lệnh đã thực hiện, để lệnh gửi lại không có hiệu lực lần thứ hai
people.jsonl    personal data: who is behind an id; this part may have been left out
                dữ liệu cá nhân: mã số là của ai; phần này có thể không có

Each part has one JSON object a line, in UTF-8.
Mỗi phần gồm mỗi dòng một đối tượng JSON, mã hóa UTF-8.

events.jsonl
  position      place in the log, from 1, without a gap
  stream        what it is about: a kind and an id without meaning, such as task:T-17
  version       place in that stream, from 1
  topic         what happened, such as task.assigned; from the second schema on with its number, task.assigned@2
  occurred_at   when it is said to have happened, in microseconds since 1970-01-01T00:00:00 UTC
  recorded_at   when it was recorded, likewise
  body          what is said of it; between the colon and the comma stand the very bytes of the store
  envelope      who acted and for whom, by what right, and what the decision relied on; the same bytes as well
keys.jsonl
  key           name and value, such as person:E-204
  position      of the event that carries it
commands.jsonl
  id            under which it is remembered
  fingerprint   SHA-256 of its name and content, in hexadecimal digits
  first, last   positions of its events
  recorded_at   when it was recorded, in microseconds since 1970-01-01T00:00:00 UTC
people.jsonl
  id            as it stands in events
  name          as the person writes it
  contacts      where to reach them

What the topics mean is told in the documentation of the release that manifest.json names, on the page "Events".
Ý nghĩa của từng loại sự kiện (topic) có trong tài liệu của phiên bản ghi ở manifest.json, trang "Events".
"""
