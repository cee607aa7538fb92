"""POST /intake and /contribute: a file is read, checked and judged, and forgotten."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, Response, request, stream_with_context
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.contribute.form import PATH
from dashboard.components.contribute.result import mapping_trouble, result, trouble
from dashboard.components.plan.section import plan_parts
from dashboard.http.errors import BadRequestError, refusal
from dashboard.i18n import _, current_language
from dashboard.own.apart import RETRY_S, BusyError, FailedError, Message, read_apart
from dashboard.own.upload import MOST_BYTES, Said, Upload, Wanted
from dashboard.own.words import intake_registry, intake_words
from dashboard.pages.contribute import Shown, html_of, written
from dashboard.plans import Plans
from layers.intake.checks import Usual
from layers.intake.template import headings_table, template
from layers.intake.usual import usual_values
from layers.model import Selection

ROUTE = "/intake"
LONGEST_BODY = MOST_BYTES + 300_000
DRAINED = 4 * MOST_BYTES
"""Bytes of a body that is too long which are still read, so that its sender hears the answer."""

MOST_COLUMNS = 200
LONGEST_WORD = 300
LONGEST_NAME = 120
SETTINGS = ("medium", "unit", "coordinates", "dates", "comma", "zero", "title")
LINES = "application/x-ndjson"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNNAMED = re.compile(r"[^\w.\- ]+")


def register(server: Flask, atlases: Atlases, plans: Plans) -> None:
    """Add the routes. Nothing of a request is stored or logged, and no cache keeps its answer."""

    @server.post(ROUTE)
    def intake() -> Response | tuple[Response, int]:
        try:
            upload = read_upload(request)
        except BadRequestError as error:
            return refusal(error)
        atlas, selection = _atlas(atlases)
        if upload.wanted != "page":
            return _download(upload, atlas)
        lines = _lines(upload, atlas, selection)
        if request.accept_mimetypes.best == LINES:
            return _uncached(Response(stream_with_context(lines), mimetype=LINES))
        return _whole(lines)

    @server.route(PATH, methods=["GET", "POST"])
    def contribute_page() -> Response | tuple[Response, int]:
        atlas, selection = _atlas(atlases)
        if request.method == "GET":
            shown = Shown(atlas, selection, plan=_plan(plans))
            return _uncached(Response(written(shown), mimetype="text/html"))
        return _answered_page(Shown(atlas, selection, plan=_plan(plans)))

    @server.get("/template.<ending>")
    def empty_table(ending: str) -> Response:
        return _template(atlases.named("published"), ending)


def _atlas(atlases: Atlases) -> tuple[Atlas, Selection]:
    query = request.query_string.decode("utf-8", "replace")
    atlas = atlases.of(query)
    return atlas, atlas.read(query).but(language=current_language())


def _plan(plans: Plans) -> list[Any]:
    """Return the plan that the link asks for, beside whatever else the page is asked."""
    return plan_parts(plans, request.args, request.query_string.decode("utf-8", "replace"))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def read_upload(asked: Request) -> Upload:
    """Read the form: the file, a mapping beside it, and what was said of the columns.

    Raises
    ------
    BadRequestError
        413 for a body that is too long; no file.
    """
    asked.max_content_length = LONGEST_BODY
    try:
        form, files = asked.form, asked.files.getlist("file")
    except RequestEntityTooLarge:
        _drain(asked)
        most = f"{MOST_BYTES / 1e6:.0f} MB"
        message = f"the file is larger than {most}: divide it, for example by year"
        raise BadRequestError("file_too_large", message, "file", 413) from None
    tables, mapping = [], form.get("mapping", "")
    for file in files:
        if (file.filename or "").lower().endswith((".yaml", ".yml")):
            mapping = file.read().decode("utf-8", "replace")
        elif file.filename:
            tables.append(file)
    if not tables:
        raise BadRequestError("no_file", "the form has no file", "file")
    data = tables[0].read()
    if len(data) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES / 1e6:.0f} MB: divide it"
        raise BadRequestError("file_too_large", message, "file", 413)
    wanted: Wanted = "page"
    for one in ("marked", "sound"):
        if form.get("wanted") == one:
            wanted = one
    columns, was = _columns(form)
    settings = {name: form[name][:LONGEST_WORD] for name in SETTINGS if form.get(name)}
    name, language = _name(tables[0].filename), current_language()
    return Upload(name, data, mapping, columns, was, settings, wanted, language)


def _name(name: str | None) -> str:
    r"""Return a file's own name without folders and control signs.

    >>> _name("C:\\lab\\a\u202eb.csv")
    'ab.csv'
    """
    own = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in own if sign.isprintable()).strip()[-LONGEST_NAME:] or "table"


def _drain(asked: Request) -> None:
    rest, length = get_input_stream(asked.environ), 0
    while length <= DRAINED and (part := rest.read(1 << 16)):
        length += len(part)


def _columns(form: Mapping[str, str]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Return what is said of each column, and what had been understood of it."""
    now, was = [], []
    for at in range(MOST_COLUMNS):
        heading = form.get(f"h{at}")
        if heading is None:
            break
        before = [*form.get(f"w{at}", "").split("|"), "", "", ""][:3]
        role = form.get(f"r{at}", before[0])
        same = role == before[0]
        analyte = form.get(f"a{at}", before[1] if same else "")
        unit = form.get(f"u{at}", before[2] if same else "")
        now.append(Said(heading, role[:40], analyte[:40], unit[:40]))
        was.append(Said(heading, *(word[:40] for word in before)))
    return tuple(now), tuple(was)


@lru_cache(maxsize=4)
def usual_of(atlas: Atlas) -> dict[tuple[str, str], Usual]:
    """Return what is usual in a package, read once."""
    return usual_values(atlas.store.values())


def _read(upload: Upload, atlas: Atlas) -> Iterator[Message]:
    return read_apart(upload, intake_registry(atlas), usual_of(atlas))


def _lines(upload: Upload, atlas: Atlas, selection: Selection) -> Iterator[str]:
    """Yield lines of JSON: stages, then the answer; an empty line while the work goes on."""
    try:
        for message in _read(upload, atlas):
            if "stage" in message or not message:
                yield json.dumps(message) + "\n" if message else "\n"
            else:
                yield json.dumps(_answer(message, atlas, selection), ensure_ascii=False) + "\n"
    except BusyError:
        yield json.dumps({"error": "busy", "html": html_of(trouble(busy_words()))}) + "\n"
    except FailedError:
        yield json.dumps({"error": "failed", "html": html_of(trouble(failed_words()))}) + "\n"


def _answer(message: Message, atlas: Atlas, selection: Selection) -> dict[str, Any]:
    part = _part(message, atlas, selection)
    seen = message.get("seen", {})
    summary = {
        name: seen.get(name) for name in ("file", "refused", "values", "rejected", "rows", "counts")
    }
    return summary | {
        "html": html_of(part), "own": message.get("own", ""), "mapping": seen.get("mapping", ""),
        "columns": seen.get("columns", []), "problems": seen.get("problems", []),
    }  # fmt: skip


def _part(message: Message, atlas: Atlas, selection: Selection) -> Any:
    if "mapping_faults" in message:
        return mapping_trouble(intake_words(atlas), message["mapping_faults"])
    return result(atlas, selection, message["seen"])


def _whole(lines: Iterator[str]) -> Response | tuple[Response, int]:
    """Return the last line alone, for programs that do not follow the stages."""
    last = [line for line in lines if line.strip()][-1]
    response = _uncached(Response(last, mimetype="application/json"))
    if json.loads(last).get("error") == "busy":
        response.headers["Retry-After"] = str(RETRY_S)
        response.status_code = 503
    elif json.loads(last).get("error"):
        response.status_code = 500
    return response


def busy_words() -> str:
    """Say that others are being served."""
    return _("Many files are being read at this moment. Try again in a minute.")


def failed_words() -> str:
    """Say that the file could not be read at all."""
    return _(
        "The file could not be read: it takes too long or too much memory. Save it as CSV, or "
        "divide it."
    )


def _answered_page(shown: Shown) -> Response | tuple[Response, int]:
    """Return the whole page with the answer to a file, for browsers without JavaScript."""
    atlas, selection = shown.atlas, shown.selection
    status, settings, asked = 200, {}, False
    try:
        upload = read_upload(request)
        if upload.wanted != "page":
            return _download(upload, atlas)
        settings = upload.settings
        message = [message for message in _read(upload, atlas) if message][-1]
        part = _part(message, atlas, selection)
        codes = {kind["code"] for kind in message.get("seen", {}).get("problems", [])}
        asked = bool(codes & {"no_medium", "system_unclear"})
    except BadRequestError as error:
        large = _("The file is larger than 10 MB. Divide it, for example by year.")
        part = trouble(large if error.status == 413 else _("Choose a file first."))
        status = error.status
    except BusyError:
        part, status = trouble(busy_words()), 503
    except FailedError:
        part, status = trouble(failed_words()), 422
    page = written(replace(shown, answer=part, settings=settings, asked=asked))
    response = _uncached(Response(page, mimetype="text/html"))
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_S)
    response.status_code = status
    return response


def _download(upload: Upload, atlas: Atlas) -> Response | tuple[Response, int]:
    """Return the file with its problems marked, or its sound rows."""
    try:
        message = [message for message in _read(upload, atlas) if message][-1]
    except BusyError:
        return refusal(BadRequestError("busy", "try again in a minute", status=503))
    except FailedError:
        return refusal(BadRequestError("failed", "the file could not be read", status=422))
    if "data" not in message:
        return refusal(BadRequestError("nothing_read", "nothing of the file can be used"))
    kind, ending = (XLSX, "xlsx") if upload.wanted == "marked" else ("text/csv", "csv")
    stem = upload.name.rpartition(".")[0] or upload.name
    return _attached(message["data"], kind, f"{stem}.{upload.wanted}.{ending}")


def _attached(data: bytes, kind: str, name: str) -> Response:
    response = _uncached(Response(data, mimetype=kind))
    plain = _UNNAMED.sub("-", name.encode("ascii", "replace").decode().replace("?", "-"))
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def _template(atlas: Atlas, ending: str) -> Response:
    from werkzeug.exceptions import NotFound

    words, language = intake_words(atlas), current_language()
    if ending == "xlsx":
        return _attached(template(words, language), XLSX, "netmin-atlas-template.xlsx")
    if ending == "csv":
        data = headings_table(words, language)
        return _attached(data, "text/csv", "netmin-atlas-template.csv")
    raise NotFound
