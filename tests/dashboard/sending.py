"""A file as the page /contribute sends it, and its answer."""

import io

from flask.testing import FlaskClient

from tests.own_data import unpacked

GOOD = (
    "id;lat;lon;medium;date;Cu [mg/kg];Pb [mg/kg]\n"
    "A;44,08;22,1;soil;2024-05-31;150,5;12\n"
    "B;44,09;22,11;soil;2024-05-30;20;<5\n"
)
FAULTY = (
    "id;lat;lon;medium;date;Cu [mg/kg];Pb (yards);As [mg/kg];Colour\n"
    "A;44,08;22,1;soil;2024-05-31;150,5;12;n.d.;red\n"
    "B;22,11;44,09;mud;2024-05-30;20;13;4;red\n"
    "C;44,1;22,1;soil;2024-13-40;20;13;4;red\n"
    "D;44,1;22,2;soil;2023;1e9;13;abc;red\n"
)


def send(client: FlaskClient, text: str | bytes, name: str = "lab.csv", query: str = "", **form):
    data = text.encode() if isinstance(text, str) else text
    files = form.pop("file", [(io.BytesIO(data), name)])
    return client.post(
        f"/intake{query}", data={**form, "file": files}, content_type="multipart/form-data"
    )


def own_of(answer) -> dict:
    return unpacked(answer.get_json()["own"])


def confirmed(answer: dict, **changed: str) -> dict[str, str]:
    """Return the form of the columns as a browser sends it back, with what a person changed."""
    form = {"mapping": answer["mapping"]}
    for at, column in enumerate(answer["columns"]):
        was = [column["role"], column["analyte"], column["unit"]]
        form |= {f"h{at}": column["heading"], f"w{at}": "|".join(was), f"r{at}": was[0]}
        if was[0] == "measured":
            form |= {f"a{at}": was[1], f"u{at}": was[2]}
    return form | changed


def judged_rows(answer) -> list[tuple]:
    own = own_of(answer)
    names = ("analyte", "value", "unit", "fraction", "statistic")
    columns = own["columns"]
    return list(zip(*(columns.get(name, [""] * own["rows"]) for name in names), strict=True))
