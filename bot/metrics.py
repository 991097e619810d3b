"""Prometheus figures. Labels come from closed lists: no words, no identifiers, no raw paths."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


class Metrics:
    """One registry per application, so that two of them in one process do not clash."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter(
            "relais_turns",
            "Messages answered, by who answered",
            ["route", "safe"],
            registry=self.registry,
        )
        self._turn_seconds = Histogram(
            "relais_turn_seconds",
            "From message to answer",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._engine_seconds = Histogram(
            "relais_engine_seconds", "Calls to the engine", buckets=_BUCKETS, registry=self.registry
        )
        self._incidents = Counter(
            "relais_incidents", "What went wrong", ["kind"], registry=self.registry
        )
        self._requests = Counter(
            "relais_http_requests",
            "Calls by route template",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.engine_up = Gauge(
            "relais_engine_up", "1 when the engine answered its last probe", registry=self.registry
        )

    def turn(self, route: str, safe: bool, seconds: float) -> None:
        self._turns.labels(route, str(safe).lower()).inc()
        self._turn_seconds.labels(route).observe(seconds)

    def engine(self, seconds: float) -> None:
        self._engine_seconds.observe(seconds)

    def engine_failed(self, kind: str) -> None:
        self.incident(kind)

    def incident(self, kind: str) -> None:
        self._incidents.labels(kind).inc()

    def request(self, method: str, route: str, status: int) -> None:
        self._requests.labels(method, route, str(status)).inc()

    def render(self) -> bytes:
        return generate_latest(self.registry)
