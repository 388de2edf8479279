"""Ids of commands that nobody named."""

import os
import time


def ordered_id() -> str:
    """A random id that begins with the time (UUID version 7): the index of commands then grows at its end."""
    since_1970, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)) >> 6
    digits = f"{since_1970:012x}7{chance >> 62:03x}{0b10 << 62 | chance & ((1 << 62) - 1):016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
