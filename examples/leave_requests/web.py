"""A front end over HTTP: commands are posted, questions are got, and who acts comes from the host's own login."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from civicflow import Flow, errors
from civicflow.core import RefusedError
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import Failure, json_line
from civicflow.messages import Words

LONGEST_BODY = 65_536
"""Bytes; of what is longer only so much is read as civicflow needs to refuse it."""

STATUS: Mapping[type[errors.CivicflowError], HTTPStatus] = {
    errors.CivicflowError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InvalidInputError: HTTPStatus.BAD_REQUEST,
    errors.UnknownNameError: HTTPStatus.NOT_FOUND,
    errors.TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusedError: HTTPStatus.FORBIDDEN,
    errors.NotOnRecordError: HTTPStatus.NOT_FOUND,
    errors.NotRegulatedError: HTTPStatus.CONFLICT,
    errors.CommandIdReusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ClockError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.OutsideCalendarError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.LockTimeoutError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ConnectionLostError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ReadOnlyError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What an error means to a browser; one that is not named means what the kind above it does."""


def status_of(error: errors.CivicflowError) -> HTTPStatus:
    """The status of an error, or of the nearest kind above it that has one."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def front_end(
    flow: Flow, signed_in: Callable[[WSGIEnvironment], str | None], *, language: str = "vi"
) -> WSGIApplication:
    """
    Serve an open store: ``POST /grant-leave``, ``POST /check/grant-leave``, ``GET /absences?unit=U-1&…``.

    Args:
        flow: The store.
        signed_in: The host's own login: who makes a request; None when nobody is signed in.
        language: Of what people read.
    """
    edge = JsonEdge(flow.modules)
    words = Words(language, flow.modules, flow.setting.zone)

    def answer(environ: WSGIEnvironment, by: str) -> object:
        name = environ["PATH_INFO"].removeprefix("/")
        if environ["REQUEST_METHOD"] == "GET":
            return flow.ask(edge.question(name, dict(parse_qsl(environ["QUERY_STRING"]))))
        body = environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), LONGEST_BODY + 1))
        if name.startswith("check/"):
            refusals = flow.check(edge.command(name.removeprefix("check/"), body), by=by)
            return [words.refusal(refused) for refused in refusals]
        return flow.execute(edge.command(name, body), by=by, command_id=environ.get("HTTP_IDEMPOTENCY_KEY"))

    def serve(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        by = signed_in(environ)
        status, content = HTTPStatus.UNAUTHORIZED, None
        try:
            if by is not None:
                status, content = HTTPStatus.OK, answer(environ, by)
        except errors.CivicflowError as error:
            status = status_of(error)
            content = Failure(code=error.code, parameters=error.parameters, text=words.error(error))
        start(f"{status.value} {status.phrase}", [("Content-Type", "application/json; charset=utf-8")])
        return [json_line(content).encode()]

    return serve
