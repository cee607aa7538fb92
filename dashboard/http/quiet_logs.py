"""Nobody's place is written down: access logs keep the path of a request and drop its query."""

import logging
import re

ACCESS_LOGS = ("werkzeug", "gunicorn.access", "waitress", "uvicorn.access", "hypercorn.access")
_QUERY = re.compile(r"\?[^\s\"']+")


class WithoutQueries(logging.Filter):
    """Cuts the query string out of every message of a log.

    >>> record = logging.makeLogRecord({"msg": '"GET /place?at=44.08,22.1 HTTP/1.1" 200'})
    >>> WithoutQueries().filter(record), record.getMessage()
    (True, '"GET /place HTTP/1.1" 200')
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record and let it pass."""
        record.msg, record.args = _QUERY.sub("", record.getMessage()), ()
        return True


def register() -> None:
    """Quieten the access logs of the servers that the app may run under.

    The address a reader came from is cut as well: a page's own scripts name the page they are on.
    """
    for name in ACCESS_LOGS:
        log = logging.getLogger(name)
        if not any(isinstance(one, WithoutQueries) for one in log.filters):
            log.addFilter(WithoutQueries())
