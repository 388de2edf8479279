"""A command line that cannot be understood, and a store that cannot be read."""

from importlib.metadata import version

import pytest

from civicflow.cli.app import run

MISUSED = [
    (["nonsense"], "nonsense"),
    (["execut"], "execute"),
    (["ask", "on-tim"], "on-time"),
    (["events", "--nonsense"], "--nonsense"),
    (["events", "--limt", "3"], "--limit"),
    (["events", "--limit", "three"], "three"),
    (["events", "--limit", "-3"], "--limit"),
    (["events", "--limit", "1", "--limit", "2"], "--limit"),
    (["events", "surplus"], "surplus"),
    (["events", "--lang", "fr"], "fr"),
    (["events", "--format", "xml"], "xml"),
    (["events", "--module", "nowhere:MODULE"], "nowhere"),
    (["events", "--module", "civicflow.flow:ZONE"], "civicflow.flow:ZONE"),
    (["trail"], "STREAM"),
    (["execute", "found", "--json", "{}"], "--by"),
    (["record", "log.csv"], "--mapping"),
]


@pytest.mark.parametrize("words,named", MISUSED)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_mistake_is_named_in_the_language_of_the_reader(capsys, monkeypatch, words, named, language):
    """Exit code 2, nothing on standard output, one line on standard error."""
    monkeypatch.setenv("CIVICFLOW_LANG", language)

    code = run(words)

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert named in shown.err
    assert len(shown.err.splitlines()) == 1


def test_the_language_is_known_before_the_rest_is_understood(capsys):
    """--lang counts even on a line that is wrong; it wins over the environment."""
    run(["nonsense", "--lang", "vi"])
    vietnamese = capsys.readouterr().err
    run(["nonsense", "--lang=en"])
    english = capsys.readouterr().err

    assert vietnamese != english
    assert english.startswith("civicflow: There is no")


@pytest.mark.parametrize(
    "words", [["events"], ["trail", "task:T-1"], ["ask", "on-time"], ["status"], ["replay"]]
)
def test_a_store_that_is_not_there_is_not_made_by_reading(line, tmp_path, words):
    """Exit code 3, and no folder is left behind."""
    ended = line(*words, store=tmp_path / "nowhere")

    assert (ended.code, ended.out) == (3, "")
    assert ended.err
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("words", [["events"], ["status"], ["migrate"], ["ask", "on-time"]])
def test_a_store_that_is_none_cannot_be_read(line, tmp_path, words):
    """A file that is no log is no traceback."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "log.db").write_bytes(b"this is not a log" * 1_000)

    ended = line(*words, store=tmp_path / "broken")

    assert (ended.code, ended.out) == (3, "")
    assert "Traceback" not in ended.err


def test_the_store_may_be_named_by_the_environment(line, office, monkeypatch, capsys):
    """CIVICFLOW_STORE holds where --store does not."""
    monkeypatch.setenv("CIVICFLOW_STORE", str(office))

    assert run(["events", "--limit", "1", "--format", "json"]) == 0
    assert "administration.founded" in capsys.readouterr().out


def test_help_and_version_are_all_right(capsys):
    """Whoever asks for help has made no mistake."""
    assert run(["--version"]) == run(["--help"]) == run([]) == run(["ask"]) == run(["events", "--help"]) == 0
    assert version("civicflow") in capsys.readouterr().out
