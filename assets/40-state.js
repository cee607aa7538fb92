/* The link is the state: controls -> query string -> map and charts, and back. Mirrors dashboard/state.py by its table. */
(function () {
  "use strict";
  const NONE = "none";

  function read(row, params) {
    const texts = params.getAll(row.key).filter(Boolean);
    const text = (row.many ? texts.join() : texts.pop())?.trim() ?? null; // of repeated keys the last, of a list's all
    if (text === null || text === "") return row.default;
    const known = (value) => !row.options || row.options.map(String).includes(value);
    if (!row.many) return known(text) ? text : row.default;
    if (text === NONE) return [];
    const good = text.split(",").filter(known);
    return good.length ? good : row.default;
  }

  function write(row, value, params) {
    const list = row.many ? value || [] : null;
    const written = Number.isNaN(value) ? "" : String(value ?? "");
    const text = row.many ? list.join(",") || NONE : written;
    const usual = row.many ? row.default.join(",") || NONE : String(row.default ?? "");
    const same = row.many ? [...list].sort().join() === [...row.default].sort().join() : text === usual;
    if (same || text === "") params.delete(row.key);
    else params.set(row.key, text);
  }

  /** A year as the server takes it: four digits from 1800 to 2200, else none. */
  const asYear = (value) => (/^\d{4}$/.test(value ?? "") && value >= 1800 && value <= 2200 ? Number(value) : null);

  function stateOf(table, params) {
    const state = {};
    table.keys.forEach((row) => (state[row.key] = read(row, params)));
    state.from = asYear(state.from);
    state.to = asYear(state.to);
    state.regime = state.law === "RS" ? "RS" : "RO_" + state.land_use;
    return state;
  }

  const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  /** Controls that only restyle the map: it is repainted before the server is asked for anything. */
  const RESTYLING = ["analyte", "law", "land_use", "colour"];

  let table = null;
  let touched = "";

  /** Write what the controls hold into the link; Dash then calls `sync`. */
  function choose(form, control) {
    const params = new URLSearchParams(atlas.search());
    const values = atlas.forms.valuesOf(form);
    table.keys.forEach((row) => row.key in values && write(row, values[row.key], params));
    params.delete("page");
    touched = control;
    atlas.go("?" + params);
  }
  atlas.forms.expect("link");

  /** The link has changed: set controls and map, and say what is to be asked. */
  function sync(search, theme, keys) {
    const first = table === null;
    table = keys;
    const params = new URLSearchParams(search || "");
    const state = stateOf(table, params);
    const form = document.querySelector("[data-form=link]");
    const newest = atlas.arrived(search); // else the form already holds what the reader has chosen since
    if (newest && !(first && atlas.forms.isWaiting(form))) atlas.forms.show(form, state);
    if (first) atlas.forms.taker("link", choose);
    state.theme = theme || atlas.theme();
    const query = atlas.query(params);
    const request = { search: query ? "?" + query : "?", theme: state.theme };
    const hideout = { ...state };
    delete hideout.page;
    if (atlas.usable) atlas.ask(request, RESTYLING.includes(touched));
    touched = "";
    return [request, hideout];
  }

  /** The state that a query string says, by the names of its keys. */
  atlas.stateOf = (params) => stateOf(table, params);

  /** What the story of a place depends on: it is asked for again only when this changes. */
  function storyKey(state) {
    const params = new URLSearchParams(state.search);
    if (!params.get("site")) return "";
    return ["dataset", "site", "law", "land_use", "analyte", "lang"].map((key) => params.get(key) || "").join("|");
  }

  /** Once the map is usable, ask the server for its words and charts, and for the story of the chosen place. */
  function ask(state, ready, told) {
    const { no_update } = window.dash_clientside;
    if (!ready || !state) return no_update;
    atlas.ask(state);
    const key = storyKey(state);
    if (same(key, told?.key)) return no_update;
    atlas.showPlace(new URLSearchParams(state.search).get("site"));
    return { key: key, search: state.search };
  }

  /** Layers that the reader can do without until the map is usable. */
  function later(ready, layers) {
    return ready ? layers : [];
  }

  /** Relief tiles of the theme that is on screen. */
  function relief(theme, template) {
    return template.replace("{theme}", theme || atlas.theme());
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { atlas: { sync, ask, later, relief } });

  /** Remember where the map stands without a step in the history for every move. */
  atlas.rememberView = function (text) {
    const params = new URLSearchParams(location.search);
    if (params.get("map") === text) return;
    params.set("map", text);
    history.replaceState(history.state, "", "?" + atlas.query(params));
  };
})();
