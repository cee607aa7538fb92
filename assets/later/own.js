/* The reader's own data beside the published: read from this tab, judged and put into words by the server, which keeps
   nothing of them, then painted by the symbol layer and sent along with every question for words and charts. */
(function () {
  "use strict";

  const KEY = "atlas.own";
  const HIDDEN = "atlas.own.hidden";
  const TEXTS = ["name", "file", "country", "land_use", "medium", "fraction", "taxon", "organ", "analyte", "unit", "censoring", "statistic", "method", "extraction", "foodstuff", "date_start", "date_end"];
  const NUMBERS = ["lat", "lon", "uncertainty_m", "value", "n", "depth_top_cm", "depth_bottom_cm", "clay_pct", "organic_matter_pct", "hardness_mg_l"];

  const byId = (id) => document.getElementById(id);
  let table = null; // columns as they are sent: numbers, and words with a code for each row
  let data = null; // the same as the symbol layer reads them
  let version = 0;
  let opener = "";

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(plain).text());
  }

  /** A column of words: each once, and for every row which. */
  function coded(texts) {
    const codes = new Map();
    const rows = texts.map((text) => {
      if (!codes.has(text)) codes.set(text, codes.size);
      return codes.get(text);
    });
    return { words: [...codes.keys()], rows };
  }

  function tableOf({ columns, file }) {
    const found = { point: coded(columns.point) };
    found.point.words = found.point.words.map((_word, number) => String(number));
    TEXTS.filter((name) => columns[name]).forEach((name) => (found[name] = coded(columns[name].map((text) => String(text ?? "")))));
    NUMBERS.filter((name) => columns[name]).forEach((name) => (found[name] = columns[name].map((number) => (Number.isFinite(number) ? number : null))));
    found.file ??= { words: [String(file ?? "")], rows: columns.value.map(() => 0) };
    return found;
  }

  /** Some rows of the table, their words numbered anew. */
  function cut(rows) {
    const part = {};
    for (const [name, column] of Object.entries(table)) {
      part[name] = column.words ? coded(rows.map((row) => column.words[column.rows[row]])) : rows.map((row) => column[row]);
    }
    return part;
  }

  /** Own values know no publication and no kind of published place: these filters ask nothing of them. */
  const viewOf = (view) => ({ ...view, source: [], scope: ["own"], layers: ["samples"] });

  /** Of every place and metal the value that decides, and how many there are: all that the matrix needs. */
  function deciding(state) {
    const { values, names } = data;
    const [step, read, times] = ["step", "read", "times"].map((name) => values[name][state.regime]);
    const passes = atlas.rowTest(data, viewOf(state));
    const rank = (row) => (step[row] < 0 ? -2 : read[row] ? step[row] : -1);
    const size = (row) => (step[row] < 0 ? values.standard[row] : times[row]) ?? 0;
    const cells = new Map();
    values.analyte.forEach((analyte, row) => {
      if (!passes(row)) return;
      const key = values.point[row] * names.analyte.length + analyte;
      const cell = cells.get(key) || { row, count: 0 };
      cell.count += 1;
      if ((rank(row) - rank(cell.row) || size(row) - size(cell.row)) > 0) cell.row = row;
      cells.set(key, cell);
    });
    const kept = [...cells.values()];
    return { ...cut(kept.map((cell) => cell.row)), count: kept.map((cell) => cell.count) };
  }

  /** What goes along with a question of this state; nothing where no own value could be in its answer. */
  function body(params) {
    const state = atlas.stateOf(params);
    if (state.chart === "matrix") {
      const cells = deciding(state);
      return cells.value.length ? JSON.stringify(cells) : null;
    }
    const rows = data.rows[data.names.analyte.indexOf(state.analyte)] || [];
    return rows.length ? JSON.stringify(cut(rows)) : null;
  }

  async function post(path, sent) {
    const response = await fetch(path + (location.search || "?"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(sent),
    });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  /** Show or hide own data everywhere: on the map at once, in words and charts with the next answer. */
  function show(on) {
    atlas.own = on ? { data, body, viewOf, tell, version: ++version } : null;
    atlas.symbols?.renew();
    atlas.askAgain();
    document.querySelectorAll("[data-own-when]").forEach((part) => (part.hidden = (part.dataset.ownWhen === "shown") !== on));
    const turned = document.querySelector("[data-own=switch]");
    if (turned) turned.checked = on;
    const zoom = document.querySelector("[data-own=zoom]");
    if (zoom) zoom.hidden = !on;
    if (!on) close(false);
  }

  function remember(on) {
    if (on) sessionStorage.removeItem(HIDDEN);
    else sessionStorage.setItem(HIDDEN, "1");
    show(on);
  }

  function remove() {
    [KEY, HIDDEN, KEY + ".about"].forEach((key) => sessionStorage.removeItem(key));
    show(false);
    table = data = null;
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = byId("own-box").dataset.removed;
    byId("own-box").replaceChildren(said);
    byId("own-switch").replaceChildren();
    [...document.querySelectorAll(".own-add")].find((way) => way.offsetParent)?.focus();
  }

  function zoom() {
    const { lat, lon } = data.points;
    const places = lat.map((north, i) => [north, lon[i]]).filter(([north]) => north !== null);
    atlas.fit(L.latLngBounds(places).pad(0.1), { maxZoom: 13 });
  }

  /** Open the panel of one own place: every value that was measured there. */
  async function tell(place) {
    const number = data.points.id.indexOf(place);
    const rows = [...data.values.point.keys()].filter((row) => data.values.point[row] === number);
    if (!rows.length) return;
    opener = place;
    const { panel } = await post("/own/place", cut(rows)).catch(() => ({ panel: "" }));
    if (!panel || opener !== place || !data) return;
    atlas.change({ site: "" });
    byId("own-story").innerHTML = panel; // written by the server, every text of the file escaped
    keepChartsBehind(true);
    byId("own-title").focus({ preventScroll: true });
  }

  function keepChartsBehind(on) {
    document.querySelector(".chart-side").inert = on && matchMedia("(min-width: 900px)").matches;
  }

  function close(refocus = true) {
    if (!byId("own-story")?.firstChild) return;
    byId("own-story").replaceChildren();
    keepChartsBehind(false);
    if (refocus) document.querySelector(`tr[data-place="${CSS.escape(opener)}"] a`)?.focus();
    opener = "";
  }

  const ACTS = { hide: () => remember(false), show: () => remember(true), remove, zoom, close };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const act = target?.closest("[data-own]")?.dataset.own;
    if (act in ACTS) {
      ACTS[act]();
      const other = { hide: "show", show: "hide" }[act];
      if (other) document.querySelector(`[data-own=${other}]`)?.focus();
      return;
    }
    const place = target?.closest("a") && target.closest('[data-place^="own:"]');
    if (!place || !data) return;
    event.preventDefault();
    tell(place.dataset.place);
  });
  document.addEventListener("change", (event) => event.target.matches?.("[data-own=switch]") && remember(event.target.checked));
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  document.addEventListener("atlas:answered", () => new URLSearchParams(location.search).has("site") && close(false));

  async function start() {
    let answer = null;
    try {
      table = tableOf(await unpacked(sessionStorage.getItem(KEY)));
      answer = await post("/own", table);
    } catch {
      byId("own-box").textContent = byId("own-box").dataset.failed;
      return;
    }
    data = atlas.prepared(answer.data);
    data.own = true;
    Object.entries(answer.parts).forEach(([id, html]) => (byId(id).innerHTML = html)); // written by the server, every text escaped
    show(sessionStorage.getItem(HIDDEN) !== "1");
    performance.mark("own-shown");
  }
  start();
})();
