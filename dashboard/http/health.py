"""GET /healthz says whether the service can answer, and with which data."""

from flask import Flask, Response, jsonify

from dashboard.atlases import Atlases


def register(server: Flask, atlases: Atlases) -> None:
    """Add the route."""

    @server.get("/healthz")
    def health() -> tuple[Response, int]:
        try:
            store = atlases.named("published").store
            package = store.package
            answer = {
                "status": "ok",
                "package": {
                    "name": package.name,
                    "version": package.version,
                    "simulated": package.simulated,
                },
                "counts": store.counts(),
            }
        except Exception as error:  # a broken store must give a reason, not a stack trace
            return jsonify({"status": "unavailable", "reason": str(error)}), 503
        return jsonify(answer), 200
