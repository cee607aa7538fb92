"""Results as a laboratory prints them: three significant digits, no exponent."""

import numpy as np

from layers.simulate.draws import Floats

LOWEST, HIGHEST = -6, 7


def _printed(mantissa: int, exponent: int) -> str:
    decimals = 2 - exponent
    if decimals <= 0:
        return str(mantissa * 10**-decimals)
    return f"{mantissa / 10**decimals:.{decimals}f}"


_PRINTED = np.array(
    [_printed(m, e) for e in range(LOWEST, HIGHEST + 1) for m in range(100, 1000)], dtype=object
)


def three_digits(values: Floats) -> list[str]:
    """Print positive values with three significant digits.

    There are few such numbers, so each is looked up instead of formatted; that makes printing
    millions of them quick.

    Raises
    ------
    ValueError
        When a value is not between 1e-6 and 1e8: no concentration of this survey is.

    Examples
    --------
    >>> three_digits(np.array([0.04567, 9.996, 25432.0]))
    ['0.0457', '10.0', '25400']
    """
    exponent = np.floor(np.log10(values)).astype(np.int64)
    mantissa = np.rint(values * 10.0 ** (2 - exponent)).astype(np.int64)
    carried = mantissa == 1000
    exponent, mantissa = exponent + carried, np.where(carried, 100, mantissa)
    index = (exponent - LOWEST) * 900 + mantissa - 100
    if values.size and not (exponent.min() >= LOWEST and exponent.max() <= HIGHEST):
        raise ValueError(f"a value lies outside 1e{LOWEST} to 1e{HIGHEST + 1}")
    return [str(text) for text in _PRINTED[index]]
