"""The surfaces that estimates are read from: fitted once each, kept, and never waited for long."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

import pandas as pd

from layers.errors import AtlasError
from layers.space.surface import NoEstimate, Surface, fit_surface

Fitted = Surface | NoEstimate


class Surfaces:
    """Surfaces of one package, by analyte and medium.

    Parameters
    ----------
    values : DataFrame
        As `layers.store.Store.values` returns.
    patience_s : float
        How long an answer waits for surfaces that are not fitted yet, seconds. A refusal takes
        milliseconds, a fit some seconds.
    """

    def __init__(self, values: pd.DataFrame, patience_s: float = 60.0) -> None:
        self._values = values
        self._patience_s = patience_s
        self._fits: dict[tuple[str, str], Future[Fitted]] = {}
        self._fitter: ThreadPoolExecutor | None = None

    def of(self, medium: str, analytes: list[str]) -> dict[str, Fitted | None]:
        """Return the surfaces of some analytes in a medium; None for what is still being fitted."""
        fits = {analyte: self._fit(analyte, medium) for analyte in analytes}
        wait(fits.values(), timeout=self._patience_s)
        return {analyte: _result(fit) for analyte, fit in fits.items()}

    def _fit(self, analyte: str, medium: str) -> Future[Fitted]:
        key = analyte, medium
        if key not in self._fits:
            self._fitter = self._fitter or ThreadPoolExecutor(1, "surface")
            self._fits[key] = self._fitter.submit(
                fit_surface, self._values, analyte, medium, apart=True
            )
        return self._fits[key]


def _result(fit: Future[Fitted]) -> Fitted | None:
    if not fit.done():
        return None
    error = fit.exception()
    if isinstance(error, AtlasError):
        return None
    return fit.result()
