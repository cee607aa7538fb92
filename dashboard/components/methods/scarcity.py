"""The other end: too little of a metal that people, animals and plants need."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element
from dashboard.components.methods.parts import amount, paragraph, quoted_link, table
from dashboard.components.methods.proof import short_proof
from dashboard.i18n import _, place_name, said, with_unit
from layers.assess.answer import Yardsticks
from layers.assess.essential import Mark, judge_low_end


def scarcity_parts(atlas: Atlas, sticks: Yardsticks) -> list[Any]:
    """Return what is known of too little selenium, copper and zinc."""
    return [
        paragraph(
            _(
                "People, animals and plants need selenium, copper and zinc, and soils here are "
                "poor in selenium. The laws carried here know only too much: “below the limit” "
                "does not mean “enough”. No deficiency threshold for the total in a soil was found "
                "in any text that was read, so none is used. Selenium is held against the world "
                "mean that a Romanian survey counts from; copper and zinc only where DTPA "
                "extracted what plants can take up."
            )
        ),
        _marks(atlas, sticks),
        *_published(atlas, sticks),
        paragraph(
            _(
                "The words “deficiency to minimal enrichment” among the classes of the enrichment "
                "factor are those of its author. They speak of enrichment, not of nutrition."
            )
        ),
    ]


def _marks(atlas: Atlas, sticks: Yardsticks) -> Element:
    rows = [_row(atlas, mark) for mark in sticks.essential.marks]
    headings = [_("Metal"), _("In"), _("Number"), _("What it means"), _("Source"), _("How known")]
    caption = _("Numbers at the low end, and one at the high end of intake")
    return table(caption, headings, rows, wide=True)


def _row(atlas: Atlas, mark: Mark) -> list[Any]:
    sign = "<" if mark.side == "low" else ">"
    text = _("none found") if mark.value is None else f"{sign} {amount(mark.value)} {mark.unit}"
    return [
        atlas.analyte_name(mark.analyte),
        f"{atlas.medium_name(mark.medium)} ({mark.extraction})"
        if mark.extraction
        else atlas.medium_name(mark.medium),
        text,
        f"{said(mark.label_en)}: {said(mark.meaning)}" if mark.label_en else said(mark.meaning),
        quoted_link(mark.reference, mark.url) if mark.url else "",
        short_proof(mark) if mark.value is not None else "",
    ]


def _published(atlas: Atlas, sticks: Yardsticks) -> list[Element]:
    """List published means of selenium in soils, and on which side of the mark they lie."""
    values = atlas.values_of("Se")
    soils = values[(values["medium"] == "soil") & (values["statistic"] == "mean")]
    if soils.empty:
        return []
    judged = judge_low_end(soils, sticks.essential, atlas.registry)
    rows = []
    for (_index, row), low in zip(soils.iterrows(), judged.to_dict("records"), strict=True):
        word = {
            "below_mark": _("poorer than the world mean"),
            "not_below_mark": _("not poorer than the world mean"),
        }.get(low["low_end"], _("not comparable: only a part was extracted"))
        amount_text = with_unit(float(row["value"]), str(row["unit"]))
        rows.append(
            [place_name(row["name"], row["country"]), amount_text, row["extraction"] or "", word]
        )
    headings = [_("Place"), _("Mean"), _("Extraction"), _("At the low end")]
    return [table(_("Published means of selenium in soils"), headings, rows)]
