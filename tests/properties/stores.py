"""The three stores, opened alike."""

STORES = ("memory", "sqlite", "postgresql")
