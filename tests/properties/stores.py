"""The three stores, opened alike."""

STORES = ("sqlite",)
