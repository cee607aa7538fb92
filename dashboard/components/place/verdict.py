"""A verdict for an inhabitant: its word, its shape and colour, and the number it rests on."""

from collections.abc import Callable, Sequence

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.symbol import symbol
from dashboard.i18n import _, number, said, with_unit
from dashboard.limits import reason_words
from layers.place import LawVerdict
from layers.place.judged import Judged


def badge(atlas: Atlas, verdict: LawVerdict, *, large: bool = False) -> Element:
    """Return the word of a verdict with its symbol; grey and hollow where nobody can say."""
    kind, step = look(verdict)
    colour = step if kind == "step" and verdict.plain else "none"
    return _badge(atlas.term("plain_verdict", verdict.word), kind, step, colour, large)


def look(verdict: LawVerdict) -> tuple[str, str]:
    """Return the kind and the name of the symbol of a verdict, as `symbol` takes them."""
    kind = "unread" if verdict.plain and not verdict.read else "step"
    return kind, str(verdict.step if verdict.plain else -1)


def empty_badge(text: str) -> Element:
    """Return the badge of a place that nobody has measured."""
    return _badge(text, "step", "-1", "none", True)


def _badge(text: str, kind: str, step: str, colour: str, large: bool) -> Element:
    size = " badge-large" if large else ""
    parts = [symbol(kind, step), element("Span", text)]
    return element("Span", parts, className=f"badge badge-{colour}{size}")


def law_name(law: str, condition: str = "") -> str:
    """Name of a country's law; of a law for some land only, which land."""
    if condition == "agricultural soil":
        return _("Serbia, farm land")
    if condition == "if used for irrigation":
        return _("Serbia, water for irrigation")
    return _("Romania") if law == "RO" else _("Serbia")


def explained(atlas: Atlas, verdict: LawVerdict, amount: str) -> str:
    """Say how a value stands to the limit that decides, or why no law judges it.

    Parameters
    ----------
    atlas
        For the words of the registries.
    verdict
        What one law says.
    amount
        The value with its unit, as the reader sees it.
    """
    if not verdict.plain:
        reason = reason_words(atlas.limits, verdict.reason)
        return _("{law}: {reason}.", law=law_name(verdict.law), reason=reason)
    compared = _compared(verdict, amount)
    if verdict.read:
        return compared
    word = atlas.term("plain_verdict", verdict.plain)
    return _(
        "Nobody has read the numbers of {regulation} for this atlas. From memory it would be "
        "“{word}”; that is no verdict.",
        regulation=said(verdict.regulation),
        word=word,
    )


def explained_here(atlas: Atlas, judged: Judged, amount: str) -> str:
    """Explain the verdict that is shown of a value, and whose law it is where that may surprise."""
    told = [explained(atlas, judged.shown, amount), _whose(atlas, judged)]
    return " ".join(part for part in told if part)


def _whose(atlas: Atlas, judged: Judged) -> str:
    """Say whose law a verdict is where the country's own was not read, is silent, or is milder."""
    own, shown = judged.own, judged.shown
    read = [one for one in (*judged.further, judged.other) if one.read]
    if shown.plain and not shown.read and read:
        milder = max(read, key=lambda one: one.step)
        return _(
            "{regulation}, which was read, calls it “{word}”.",
            regulation=said(milder.regulation),
            word=atlas.term("plain_verdict", milder.plain),
        )
    if shown == own or not shown.read or judged.both:
        return ""
    country = law_name(shown.law, shown.condition)
    if not own.plain:
        return _("That is the law of: {law}. The law that applies here has no limit.", law=country)
    if not own.read:
        return _(
            "That is the law of: {law}. The numbers of {own}, which applies here, were not read.",
            law=country,
            own=said(own.regulation),
        )
    return _(
        "That is the law of: {law}. {own}, which applies here, is milder.",
        law=country,
        own=said(own.regulation),
    )


def _compared(verdict: LawVerdict, amount: str) -> str:
    if verdict.limit is None or verdict.times is None:
        return _("By {regulation}.", regulation=said(verdict.regulation))
    limit = with_unit(verdict.limit, verdict.limit_unit)
    name = verdict.limit_name.split(",")[0].strip()
    if verdict.times <= 1:
        return _not_above(name)(amount=amount, limit=limit, regulation=said(verdict.regulation))
    times = number(verdict.times, significant=3 if verdict.times < 1.1 else 2)
    return _above(name)(
        amount=amount, times=times, limit=limit, regulation=said(verdict.regulation)
    )


Sentence = Callable[..., str]


def _above(name: str) -> Sentence:
    """Return the sentence of a value above a limit: whole, since its name is declined."""
    sentences: dict[str, Sentence] = {
        "normal": lambda **v: _(
            "{amount} is {times} times the normal value of {limit} ({regulation}).", **v
        ),
        "alert": lambda **v: _(
            "{amount} is {times} times the alert level of {limit} ({regulation}).", **v
        ),
        "intervention": lambda **v: _(
            "{amount} is {times} times the action level of {limit} ({regulation}).", **v
        ),
        "remediation": lambda **v: _(
            "{amount} is {times} times the clean-up value of {limit} ({regulation}).", **v
        ),
        "maximum allowed": lambda **v: _(
            "{amount} is {times} times the largest allowed content of {limit} ({regulation}).", **v
        ),
        "target": lambda **v: _(
            "{amount} is {times} times the target value of {limit} ({regulation}).", **v
        ),
    }
    return sentences.get(
        name,
        lambda **v: _("{amount} is {times} times the limit of {limit} ({regulation}).", **v),
    )


def _not_above(name: str) -> Sentence:
    """Return the sentence of a value that is not above the lowest limit."""
    sentences: dict[str, Sentence] = {
        "normal": lambda **v: _(
            "{amount} is not above the normal value of {limit} ({regulation}).", **v
        ),
        "maximum allowed": lambda **v: _(
            "{amount} is not above the largest allowed content of {limit} ({regulation}).", **v
        ),
        "target": lambda **v: _(
            "{amount} is not above the target value of {limit} ({regulation}).", **v
        ),
    }
    return sentences.get(
        name, lambda **v: _("{amount} is not above the limit of {limit} ({regulation}).", **v)
    )


def difference(judged: Judged) -> str:
    """Say in one sentence why the two countries' laws say what they say."""
    own, other = judged.own, judged.other
    raised, normal = sorted((own, other), key=lambda one: one.step, reverse=True)
    sentences: dict[str, Callable[[], str]] = {
        "neither_judges": lambda: _neither_judges(own, other),
        "only_own": lambda: _only_own(own, other),
        "only_other": lambda: _only_other(own, other),
        "both_unread": lambda: _(
            "Nobody has read the numbers of {own} and {other} for this atlas yet, so neither gives "
            "a verdict.",
            own=said(own.regulation),
            other=said(other.regulation),
        ),
        "own_unread": lambda: _(
            "Nobody has read the numbers of {unread} for this atlas yet, so of the two only {read} "
            "gives a verdict.",
            unread=said(own.regulation),
            read=said(other.regulation),
        ),
        "other_unread": lambda: _(
            "Nobody has read the numbers of {unread} for this atlas yet, so of the two only {read} "
            "gives a verdict.",
            unread=said(other.regulation),
            read=said(own.regulation),
        ),
        "same": lambda: _("Both countries’ laws say the same."),
        "fewer_steps": lambda: _(
            "{regulation} knows no step between normal and its limit, so it does not call this "
            "raised.",
            regulation=said(normal.regulation),
        ),
        "other_limits": lambda: _(
            "The same number, two laws: {one} draws its line at {one_limit}, {other} at "
            "{other_limit}.",
            one=said(raised.regulation),
            one_limit=with_unit(raised.limit or 0.0, raised.limit_unit),
            other=said(normal.regulation),
            other_limit=with_unit(normal.limit or 0.0, normal.limit_unit),
        ),
    }
    return sentences[judged.difference]()


_NOT_HELD = frozenset(("no_law_for_medium", "medium_not_judged"))
"""Reasons that tell of the atlas, not of the law: what it does not hold may well have a limit."""


def _neither_judges(own: LawVerdict, other: LawVerdict) -> str:
    reasons = {own.reason, other.reason}
    if reasons == {"no_limit"}:
        return _("Neither country’s law has a limit for this.")
    if reasons <= _NOT_HELD:
        return _("This atlas holds neither country’s law for this: they may well have limits.")
    return _("Neither country’s law judges this value; why stands beside each.")


def _only_own(own: LawVerdict, other: LawVerdict) -> str:
    regulation = said(own.regulation)
    if other.reason == "no_limit":
        return _(
            "Only {regulation} has a limit for this; the other country’s law has none.",
            regulation=regulation,
        )
    if other.reason in _NOT_HELD:
        return _(
            "Only {regulation} is held by this atlas for this: the other country’s law is missing "
            "here, and may well have a limit.",
            regulation=regulation,
        )
    return _(
        "Only {regulation} judges this value; why the other country’s law does not stands beside "
        "it.",
        regulation=regulation,
    )


def _only_other(own: LawVerdict, other: LawVerdict) -> str:
    regulation = said(other.regulation)
    if own.reason == "no_limit":
        return _(
            "Only {regulation} has a limit for this; the law that applies here has none.",
            regulation=regulation,
        )
    if own.reason in _NOT_HELD:
        return _(
            "Only {regulation} is held by this atlas for this: the law that applies here is "
            "missing, and may well have a limit.",
            regulation=regulation,
        )
    return _(
        "Only {regulation} judges this value; why the law that applies here does not stands "
        "beside it.",
        regulation=regulation,
    )


def by_law(judged: Judged) -> list[tuple[str, LawVerdict]]:
    """Return the name of every law with its verdict, the place's own first."""
    return [
        (law_name(judged.own.law), judged.own),
        *((law_name(one.law, one.condition), one) for one in judged.further),
        (law_name(judged.other.law), judged.other),
    ]


def both_laws(atlas: Atlas, judged: Judged, amount: str) -> Element:
    """Return every law's verdict on one value, the place's own first, and why they differ."""
    return element(
        "Div",
        [
            laws(atlas, by_law(judged), amount),
            element("P", difference(judged), className="place-difference"),
        ],
    )


def laws(atlas: Atlas, verdicts: Sequence[tuple[str, LawVerdict]], amount: str) -> Element:
    """Return the verdicts of laws on one value, each under the name of its law."""
    parts = [
        part
        for name, verdict in verdicts
        for part in (
            element("Dt", name),
            element(
                "Dd",
                [badge(atlas, verdict), element("Small", explained(atlas, verdict, amount))],
            ),
        )
    ]
    return element("Dl", parts, className="place-laws")
