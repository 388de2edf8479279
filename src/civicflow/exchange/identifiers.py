"""Ids for what another system names: meaningless to us, the same every time, and never shared by two systems."""

import hashlib
import json
import re
from functools import lru_cache
from urllib.parse import unquote
from uuid import UUID, uuid5

_RECORDS = UUID("5f0d3a52-6f0e-5c39-9d0c-3b1d7f2a8e64")
_PLAIN = re.compile(r"[^A-Za-z0-9.-]")
_LONGEST = 100


@lru_cache(maxsize=4096)
def identifier(source: str, words: str) -> str:
    """
    The id of a person, unit or case that another system names.

    A space becomes ``_``; what an id may not hold becomes ``+`` and two hexadecimal digits for each byte of UTF-8;
    what would grow too long is cut and ends in ``@`` and a digest. Different words never share an id.

    Args:
        source: The name of the other system.
        words: What it calls the person, unit or case.
    """
    whole = f"{source}/{_PLAIN.sub(_escaped, words)}"
    if len(whole) <= _LONGEST:
        return whole
    digest = hashlib.sha256(words.encode()).hexdigest()[:32]
    return f"{whole[: _LONGEST - 33]}@{digest}"


def nameless_identifier(source: str, words: str) -> str:
    """
    The id of a person whom another system calls by their name: a digest, so that no name enters the log.

    Args:
        source: The name of the other system.
        words: What it calls the person.
    """
    return f"{source}/{hashlib.sha256(f'{source} {words}'.encode()).hexdigest()[:16]}"


def words_of(identified: str) -> str:
    """What the other system called it; only the beginning where the id was cut."""
    escaped = identified.partition("/")[2].partition("@")[0]
    return unquote(escaped.replace("_", " ").replace("+", "%"), errors="replace")


def claim_id(source: str, case: str, *key: str | int) -> str:
    """
    The id under which a claim is remembered, so that the same log again adds nothing.

    Args:
        source: The name of the other system.
        case: The id of the case there.
        key: What names the fact within the case.
    """
    return str(uuid5(_RECORDS, json.dumps((source, case, *key), ensure_ascii=False)))


def _escaped(found: re.Match[str]) -> str:
    if found[0] == " ":
        return "_"
    return "".join(f"+{byte:02X}" for byte in found[0].encode())
