"""The only place that knows eventsourcing, SQL and bytes."""
