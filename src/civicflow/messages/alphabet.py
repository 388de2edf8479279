"""The Vietnamese alphabet, by which names and titles are put in order."""

import unicodedata
from typing import TypeAlias

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook above, tilde, acute, dot below: huyền, hỏi, ngã, sắc, nặng."""

SortKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...], str]

_PLACE = {letter: place for place, letter in enumerate(LETTERS)}


def sort_key(name: str) -> SortKey:
    """
    Where a name stands in a Vietnamese list: by letters, then by tones, then small before capital.

    Spaces, digits and signs come before letters.

    Args:
        name: A name or a title, in any Unicode form.
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    composed = unicodedata.normalize("NFC", name)
    for sign in composed:
        plain, tone = _without_tone(sign)
        letter = plain.lower()
        letters.append((1, _PLACE[letter]) if letter in _PLACE else (2 * letter.isalpha(), ord(letter[0])))
        tones.append(tone)
        capitals.append(plain != letter)
    return tuple(letters), tuple(tones), tuple(capitals), composed


def _without_tone(sign: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", sign)
    tone = next((mark for mark in marks[1:] if mark in TONES), None)
    if tone is None:
        return sign, 0
    return unicodedata.normalize("NFC", marks.replace(tone, "")), TONES.index(tone) + 1
