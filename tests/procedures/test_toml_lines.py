"""Which line a field stands in, for whatever TOML can be written."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from civicflow.procedures.toml_lines import line_of, lines_of

WRITTEN = '''\
# a = 1
a = "x # not = a comment"   # [not.a.table]
"b.c" . d = [1, # one
  2, { e = """
f = 3
""""", g.h = 'i # j' }]

[k."l m"] # n
o = 1979-05-27T07:32:00Z
[[k.p]]
q = '"'
[[k.p]]
r = """\\""""
s = """ \\" """
t = \'\'\'
u = 1
\'\'\'
v = { w = [{ x = 1 }, { y = -1.5 }],
}
'''

TEXTS = st.text(st.sampled_from("a=.#[]{}\"'\\\n,ạ "), max_size=8)
SCALARS = ["1", "-1.5e3", "true", "1979-05-27", "1979-05-27 07:32:00.5", "0xff"]
NAMES = st.text(st.sampled_from('ab-_.ạ #]"='), min_size=1, max_size=4)


def paths(content: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names that lead to all tables and fields that the standard reader has read."""
    match content:
        case dict():
            for name, value in content.items():
                yield (*path, name)
                yield from paths(value, (*path, name))
        case list():
            for value in content:
                yield from paths(value, path)
        case _:
            pass


def test_each_field_stands_in_its_line() -> None:
    """Whatever looks like a field in a comment or a text is none."""
    lines = lines_of(WRITTEN)
    assert {".".join(path): line for path, line in lines.items()} == {
        "a": 2, "b.c": 3, "b.c.d": 3, "b.c.d.e": 4, "b.c.d.g": 6, "b.c.d.g.h": 6, "k": 8, "k.l m": 8, "k.l m.o": 9,
        "k.p": 10, "k.p.q": 11, "k.p.r": 13, "k.p.s": 14, "k.p.t": 15, "k.p.v": 18, "k.p.v.w": 18, "k.p.v.w.x": 18,
        "k.p.v.w.y": 18,
    }  # fmt: skip


def test_what_is_not_written_stands_with_what_is_around_it() -> None:
    """A field that is missing is told in the line of its table, else in the first."""
    lines = lines_of("\n[steps.a]\nb = 1\n")
    assert [line_of(lines, path) for path in (("steps", "a", "c"), ("steps", "x"), ("y",))] == [2, 2, 1]


@st.composite
def documents(draw: Any) -> str:
    """TOML in every way of writing it: names bare and quoted, texts of four kinds, tables within lists."""

    def name() -> str:
        text: str = draw(NAMES)
        bare = all(sign in "ab-_" for sign in text)
        return text if bare and draw(st.booleans()) else quoted(text)

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def value(depth: int) -> str:
        text: str = draw(TEXTS)
        match draw(st.integers(0, 7 if depth < 3 else 5)):
            case 0:
                return quoted(text)
            case 1:
                return "'" + text.replace("'", "").replace("\n", "") + "'"
            case 2:
                body = text.replace("\\", "\\\\").replace('"""', "").rstrip('"')
                return f'"""{body}' + '"' * int(draw(st.integers(3, 5)))
            case 3:
                return "'''" + text.replace("'''", "").rstrip("'") + "'''"
            case 4:
                return str(draw(st.sampled_from(SCALARS)))
            case 5:
                return "[]"
            case 6:
                between = str(draw(st.sampled_from([", ", ",\n", " ,# a = 1\n"])))
                return "[" + between.join(value(depth + 1) for _ in range(draw(st.integers(0, 3)))) + "]"
            case _:
                fields = [f"{name()} = {value(depth + 1)}" for _ in range(draw(st.integers(0, 3)))]
                return "{ " + ", ".join(fields) + " }"

    lines = []
    for _ in range(draw(st.integers(0, 6))):
        key = " . ".join(name() for _ in range(draw(st.integers(1, 3))))
        form = draw(st.sampled_from(["[{}]", "[[{}]] # x", "{} = ", "# {}", ""]))
        lines.append(form.format(key) + (value(0) if form.endswith("= ") else ""))
    return "\n".join(lines)


@given(documents())
@example(WRITTEN.replace("],\n}", "] }"))
def test_the_lines_are_of_the_fields_that_the_standard_reader_finds(text: str) -> None:
    """No field is missed and none is made up, in anything that the standard reader accepts."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(text)) == set(paths(content))


def test_every_line_says_where_to_look() -> None:
    """When each field is cut out with its line, the field is gone."""
    text = "a = 1\n[b]\nc = 2\nd = 3\n[e.f]\ng = 4\n"
    for path, line in lines_of(text).items():
        kept = [each for number, each in enumerate(text.splitlines(), 1) if number != line]
        left = set(paths(tomllib.loads("\n".join(kept))))
        assert path not in left
