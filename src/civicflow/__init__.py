"""Decide, record and account for the work of a public administration that pilots working from home."""
