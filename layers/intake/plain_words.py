"""Words that tell how and in what was measured, and cannot tell where or whose."""

from __future__ import annotations

import re

_INSTRUMENTS = """
icp ms oes aes afs aas faas gfaas etaas cv cvaas hg hgaas vp xrf pxrf edxrf wdxrf ed wd inaa naa
ic gc hplc lc uv vis dma dma80 ftir asv dpasv voltammetry potentiometry titration gravimetry
colorimetry photometry spectrophotometry spectrometry spectrometric spectroscopy gamma alpha
beta hpge scintillation atomic absorption emission fluorescence plasma flame furnace graphite
hydride cold vapour vapor mercury analyser analyzer direct x ray portable handheld field
laboratory electrode glass ph meter loi loss on ignition combustion elemental
"""
_EXTRACTIONS = """
aqua regia royal hno3 hcl hf hclo4 h2so4 h2o2 h3bo3 nitric hydrochloric hydrofluoric perchloric
sulphuric sulfuric acid acids water distilled deionised deionized edta dtpa cacl2 nh4no3 nh4oac
nano3 ch3coonh4 ch3cooh nh4f nh4cl kcl bacl2 acetate acetic ammonium calcium chloride nitrate
oxalate citrate mehlich olsen bcr tessier sequential step single total pseudototal pseudo
digestion digest microwave fusion lithium borate metaborate leach leaching extraction extract
extractable exchangeable mobile bioavailable hot boiling room temperature open closed vessel
hotplate sbet pbet ubm in vitro ase
"""
_KINDS = """
urtica dioica robinia pseudoacacia taraxacum officinale helianthus annuus zea mays triticum
aestivum spinacia oleracea allium sativum cepa betula aesculus hippocastanum silphium
perfoliatum hypnum cupressiforme homolothecium brachythecium cladonia macrolepiota procera
potamogeton perfoliatus ceratophyllum demersum abramis brama barbus carassius gibelio cyprinus
carpio silurus glanis perca fluviatilis hypophthalmichthys molitrix anas platyrhynchos bos
taurus homo sapiens solanum tuberosum lycopersicum daucus carota lactuca sativa brassica
petroselinum crispum capsicum annuum phaseolus vulgaris malus domestica prunus vitis vinifera sp
spp species several aquatic macrophytes medicinal plants vegetables vegetable fruits fruit moss
lichen mushroom mushrooms fungi honey milk egg eggs fish potato tomato carrot lettuce cabbage
parsley onion garlic leek pepper bean beans apple pear plum grape maize wheat barley spinach
basil tarragon nettle dandelion grass hay
"""
_PARTS = """
bulb cap stem stipe stalk digestive tract liver kidney gill gills bone muscle edible part parts
grain seed leaf leaves needle needles bark wood root roots tuber shoot shoots flower flowers
pollen scalp hair nail nails serum plasma urine blood whole plant body peeled unpeeled washed
unwashed vegetative stage
"""
_BETWEEN = "and or with by after of the at not stated unknown"
_KNOWN = frozenset(
    f"{_INSTRUMENTS} {_EXTRACTIONS} {_KINDS} {_PARTS} {_BETWEEN}".split()  # of all columns alike
)
_STANDARD = re.compile(
    r"\b(?:(?:en|iso|epa|srps|stas|sr|din|astm|usepa)[ /-]*)+[a-z]?\d{1,5}[a-z]?\b"
)
_STRENGTH = re.compile(r"\b\d{1,2}(?:[.,]\d{1,2})? ?(?:m|n|mol|mol/l|%)(?![a-z])")
_NUMBERED = re.compile(r"\b(ph|mehlich|bcr|dma|step) ?\d{1,2}(?:[.,]\d)?\b")
_WORD = re.compile(r"\w+")


def is_plain(text: str) -> bool:
    """Say whether a text holds known words only: methods, extractions, kinds, parts of them.

    >>> [is_plain(text) for text in ("ICP-MS", "7 M HNO3", "EPA 3051A, microwave", "Urtica dioica")]
    [True, True, True, True]
    >>> [is_plain(text) for text in ("AAS, Zelena 12", "ICP 12", "Petrović", "44 04 N")]
    [False, False, False, False]
    """
    left = text.lower()
    for named in (_STANDARD, _STRENGTH, _NUMBERED):
        left = named.sub(" ", left)
    return all(word in _KNOWN for word in _WORD.findall(left))
