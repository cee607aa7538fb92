"""Write the message catalogue from the code: `python -m dashboard.i18n.extract`.

With `--catalogues` the translations are brought into step as well: new messages are added empty,
for a translator to fill in, those that the code no longer has are left out.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from dashboard.i18n.catalogue import DATA_DOMAIN, DOMAIN, catalogue_path, read_catalogue
from dashboard.i18n.data_texts import texts
from layers.languages import languages

DASHBOARD = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parent / "messages.pot"


def messages() -> Catalog:
    """Collect every text that the code gives to `_` or `ngettext`, with the places of its use."""
    catalogue = Catalog(project="NETMIN Atlas", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        DASHBOARD,
        method_map=[("**.py", "python")],
        keywords={"_": None, "ngettext": (1, 2)},
    )
    for file, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
        catalogue.add(message, None, [(f"dashboard/{file}", None)], (), comments, context=context)
    return catalogue


def write(path: Path = CATALOGUE) -> None:
    """Write the catalogue in an order that does not depend on the machine."""
    with path.open("wb") as file:
        write_po(file, messages(), width=100, omit_header=True, sort_output=True)


def catalogues() -> list[str]:
    """Return the catalogues that translators fill in."""
    return list(dict.fromkeys(row.catalogue for row in languages().values() if row.catalogue))


def wanted_ids(domain: str) -> list[str | tuple[str, ...]]:
    """Return what the catalogues of a domain have to translate."""
    if domain == DATA_DOMAIN:
        return list(texts())
    return [message.id for message in messages() if message.id]


def in_step(name: str, domain: str = DOMAIN) -> Catalog:
    """Return a catalogue with exactly what is wanted, as far as it translates that."""
    translated = read_catalogue(name, domain)
    new = Catalog(locale=name, project="NETMIN Atlas", charset="utf-8", fuzzy=False)
    for wanted in wanted_ids(domain):
        known = translated.get(wanted)
        same = known is not None and known.id == wanted
        new.add(wanted, known.string if same else None)
    return new


def write_catalogue(name: str, domain: str = DOMAIN) -> None:
    """Bring a catalogue into step and write it: sorted, without dates, so that versions compare."""
    catalogue = in_step(name, domain)
    head = f'msgid ""\nmsgstr ""\n"Language: {name}\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    with catalogue_path(name, domain).open("wb") as file:
        file.write(head.encode())
        write_po(file, catalogue, width=100, omit_header=True, sort_output=True, no_location=True)


if __name__ == "__main__":
    write()
    if "--catalogues" in sys.argv:
        for each in catalogues():
            write_catalogue(each, DOMAIN)
            write_catalogue(each, DATA_DOMAIN)
