"""Start the NETMIN Atlas: `python app.py`, or `gunicorn app:server`."""

import errno
import os
import sys

from dashboard.server import create_app
from layers.errors import AtlasError

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8050")

try:
    app = create_app()
except AtlasError as error:
    sys.exit(f"The atlas does not start.\n{error}")
server = app.server


def main() -> None:
    """Serve on HOST and PORT until interrupted."""
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        sys.exit(f"PORT is {PORT!r}; expected a number from 1 to 65535, for example PORT=8050.")
    try:
        app.run(host=HOST, port=int(PORT), debug=False)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"Port {PORT} on {HOST} is in use. Choose another: PORT=8051 python app.py")


if __name__ == "__main__":
    main()
