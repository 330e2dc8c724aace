"""Numbers for Prometheus, counted from what is logged: an event is told once, and both the log and the count hear it.

A label's value is one of a closed list, or "other": no name, text, address or id of anybody can become one.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.process_collector import ProcessCollector
from typing_extensions import override

TYPE = CONTENT_TYPE_LATEST
Fields: TypeAlias = Mapping[str, str | float]

_LABELS: Mapping[str, frozenset[str]] = {
    "platform": frozenset(("slack", "discord", "terminal")),
    "outcome": frozenset(("told", "written", "refused", "failed", "stopped", "bug", "sent", "shed", "posted", "skipped", "silent")),
    "provider": frozenset(("github", "gitlab", "azure", "git")),
    "kind": frozenset(("core", "graphql", "search")),
    "way": frozenset(("command", "mention", "direct", "reply", "overheard", "button", "form")),
    "method": frozenset(("GET", "HEAD", "POST")),
}
_WAITS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0)  # seconds that a person notices
_LAGS = (0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0)  # seconds that a process is behind


class Metrics(logging.Handler):
    """Counts events; what it has counted is a page of text."""

    def __init__(self) -> None:
        super().__init__()
        self._registry = CollectorRegistry()
        ProcessCollector(namespace="recap", registry=self._registry)
        self._heard: Mapping[str, Callable[[Fields], None]] = {
            "recap": self._recap(),
            "source read": self._source(),
            "provider call": self._counter("recap_provider_calls", "Calls to providers", "provider", "kind"),
            "provider budget": self._budget(),
            "model wrote": self._model(),
            "model lines": self._lines(),
            "edit": self._counter("recap_edits", "Changes of live messages: sent, shed for a limit, failed", "platform", "outcome"),
            "turn": self._timed("recap_turns", "Turns that people took", _WAITS, "platform", "way", "outcome"),
            "standup": self._counter("recap_standups", "Standups that were due", "platform", "outcome"),
            "request": self._timed("recap_requests", "HTTP requests", _WAITS, "route", "method", "status"),
            "store lag": self._lag("recap_store_lag_seconds", "What the store takes to answer"),
            "loop lag": self._lag("recap_loop_lag_seconds", "How late the event loop is"),
            "store failed": self._counter("recap_store_failures", "Calls of the store that failed"),
            "slack events limited": self._counter("recap_events_limited", "Minutes in which a platform held events back"),
            "bug": self._counter("recap_bugs", "Mistakes of ours"),
        }

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if heard := self._heard.get(str(record.msg)):
            heard(getattr(record, "fields", {}))

    def text(self) -> bytes:
        """Return everything in Prometheus's text format, of type `TYPE`."""
        return generate_latest(self._registry)

    def _counter(self, name: str, about: str, *labels: str) -> Callable[[Fields], None]:
        counter = Counter(name, about, labels, registry=self._registry)

        def count(fields: Fields) -> None:
            values = _values(labels, fields)
            (counter.labels(*values) if labels else counter).inc()

        return count

    def _timed(self, name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Callable[[Fields], None]:
        seconds = Histogram(f"{name}_seconds", about, labels, buckets=buckets, registry=self._registry)
        return lambda fields: seconds.labels(*_values(labels, fields)).observe(_number(fields, "seconds"))

    def _lag(self, name: str, about: str) -> Callable[[Fields], None]:
        lag = Histogram(name, about, buckets=_LAGS, registry=self._registry)
        return lambda fields: lag.observe(_number(fields, "seconds"))

    def _recap(self) -> Callable[[Fields], None]:
        count = self._counter("recap_recaps", "Recaps by how they ended", "platform", "outcome")
        fetch = Histogram("recap_fetch_seconds", "From the question to the first whole recap", buckets=_WAITS, registry=self._registry)
        tell = Histogram("recap_tell_seconds", "From the first whole recap to the last", buckets=_WAITS, registry=self._registry)

        def heard(fields: Fields) -> None:
            count(fields)
            if "fetch" in fields:
                fetch.observe(_number(fields, "fetch"))
                tell.observe(_number(fields, "tell"))

        return heard

    def _source(self) -> Callable[[Fields], None]:
        return self._timed("recap_source", "Reading one account or repository", _WAITS, "provider", "outcome")

    def _model(self) -> Callable[[Fields], None]:
        return self._timed("recap_model", "Calls of the language model", _WAITS, "outcome")

    def _lines(self) -> Callable[[Fields], None]:
        taken = Counter("recap_model_lines_taken", "Lines of the model that passed the check", registry=self._registry)
        refused = Counter("recap_model_lines_refused", "Lines of the model that the check refused", registry=self._registry)

        def heard(fields: Fields) -> None:
            taken.inc(_number(fields, "taken"))
            refused.inc(_number(fields, "refused"))

        return heard

    def _budget(self) -> Callable[[Fields], None]:
        labels = ("provider", "kind")
        left = Gauge("recap_provider_budget_left", "Calls left to the account that has the fewest", labels, registry=self._registry)
        return lambda fields: left.labels(*_values(labels, fields)).set(_number(fields, "left"))


def _values(labels: tuple[str, ...], fields: Fields) -> list[str]:
    return [_value(label, str(fields.get(label, ""))) for label in labels]


def _value(label: str, value: str) -> str:
    """Return a label's value: routes and statuses come from our own tables, all else is looked up in a closed list."""
    return value if label in ("route", "status") or value in _LABELS[label] else "other"


def _number(fields: Fields, name: str) -> float:
    return float(fields.get(name, 0))
