"""Start the NETMIN Atlas: `python app.py`, or `gunicorn app:server`."""

import logging
import os
import socket
import sys

from werkzeug.serving import make_server

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
    """Serve on HOST and PORT until interrupted; addresses asked for are not logged."""
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        sys.exit(f"PORT is {PORT!r}; expected a number from 1 to 65535, for example PORT=8050.")
    try:
        with socket.create_server((HOST, int(PORT)), reuse_port=False):
            pass
    except OSError as error:
        sys.exit(
            f"Port {PORT} on {HOST} is in use or not allowed ({error.strerror}). "
            f"Choose another: PORT={int(PORT) % 65535 + 1} python app.py"
        )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    http = make_server(HOST, int(PORT), server, threaded=True)
    sys.stderr.write(f"NETMIN Atlas: http://{HOST}:{PORT}/ (Ctrl+C ends it)\n")
    try:
        http.serve_forever()
    except KeyboardInterrupt:
        http.server_close()


if __name__ == "__main__":
    main()
