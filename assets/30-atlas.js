/* The atlas in the browser: what the other scripts share. Reads `data-*` attributes that the server wrote; sends nothing. */
(function () {
  "use strict";

  const listeners = [];
  let underWay = null; // the link asked for last, until the page has it
  const plain = (search) => new URLSearchParams(search || "").toString();

  const atlas = {
    /** Theme that is on screen now: the reader's choice, else the device's. */
    theme() {
      const chosen = document.documentElement.dataset.theme;
      if (chosen === "light" || chosen === "dark") return chosen;
      return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    },

    /** Value of a design token, for canvases that css does not reach. */
    token(name) {
      return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    },

    /** Query string of the newest state asked for; the address bar shows it a moment later. */
    search: () => underWay ?? plain(location.search),

    /** Go to another state of the page; the map stays where the reader has moved it. */
    go(search) {
      const params = new URLSearchParams(search);
      const view = new URLSearchParams(atlas.search()).get("map");
      if (view) params.set("map", view);
      if (plain(params) === atlas.search()) return;
      const next = "?" + atlas.query(params);
      if (!atlas.alive) {
        location.assign(next);
        return;
      }
      dash_clientside.set_props("url", { search: next });
      underWay = plain(params);
    },

    /** Whether this link, now on the page, is the newest one; while a newer one is under way it is not. */
    arrived(search) {
      if (underWay !== null && underWay !== plain(search)) return false;
      underWay = null;
      return true;
    },

    /** Change some keys of the link and keep the rest; an empty value removes the key. */
    change(changes) {
      const params = new URLSearchParams(atlas.search());
      for (const [key, value] of Object.entries(changes)) {
        if (value === "" || value === null) params.delete(key);
        else params.set(key, value);
      }
      atlas.go("?" + params);
    },

    /** Open the story of a place; the reader's own places are told by assets/later/own.js and are in no link. */
    open(place) {
      if (place.startsWith("own:")) atlas.own?.tell(place);
      else atlas.change({ site: place });
    },

    /** Ask the server about a state of the link; the reader's own data go along where there are any. */
    fetch(path, params, signal) {
      const body = atlas.own?.body(params) ?? null;
      const sent = body === null ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body };
      return fetch(path + "?" + params, { signal, ...sent });
    },

    /** Query string as the server writes it: commas and slashes stay readable. */
    query(params) {
      return params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    },

    /** Tell every view (map, table, charts) which place is under the pointer; "" for none. */
    highlight(place, from) {
      if (place === atlas.highlighted) return;
      atlas.highlighted = place;
      listeners.forEach((listener) => listener(place, from));
    },

    /** Call `listener(place, from)` whenever another place is highlighted. */
    onHighlight(listener) {
      listeners.push(listener);
    },

    /** Dash calls this just before it asks for the layout: the page has brought it along, so this one question is
        answered here. A request of its own could not say which page it is for where a browser sends no Referer. */
    layoutOfPage() {
      const fetched = window.fetch;
      window.fetch = () => {
        window.fetch = fetched;
        const text = document.getElementById("page-layout").textContent;
        return Promise.resolve(new Response(text, { headers: { "Content-Type": "application/json" } }));
      };
    },

    /** Dash has built the page. */
    alive: false,

    highlighted: "",
  };
  window.atlas = atlas;

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("atlas-theme", theme);
    } catch (error) {
      /* storage can be forbidden; the choice then lasts for this page */
    }
    if (atlas.alive) dash_clientside.set_props("theme", { data: theme });
  }

  function closestWith(event, attribute) {
    return event.target instanceof Element ? event.target.closest("[" + attribute + "]") : null;
  }

  document.addEventListener("click", (event) => {
    if (closestWith(event, "data-theme-switch")) {
      setTheme(atlas.theme() === "dark" ? "light" : "dark");
      return;
    }
    const copy = closestWith(event, "data-copy-link");
    if (copy) {
      navigator.clipboard?.writeText(location.href).then(() => {
        copy.dataset.done = "true";
        setTimeout(() => delete copy.dataset.done, 2000);
      });
      return;
    }
    const link = closestWith(event, "data-go");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    atlas.go(link.search || "?");
  });

  document.addEventListener("mouseover", (event) => {
    const row = closestWith(event, "data-place");
    if (row) atlas.highlight(row.dataset.place, "page");
    else if (atlas.highlightedFromPage) atlas.highlight("", "page");
    atlas.highlightedFromPage = Boolean(row);
  });
  document.addEventListener("focusin", (event) => {
    const row = closestWith(event, "data-place");
    if (row) atlas.highlight(row.dataset.place, "page");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (new URLSearchParams(atlas.search()).has("site")) atlas.change({ site: "" });
  });

  addEventListener("popstate", () => (underWay = null));

  atlas.onHighlight((place) => {
    document.querySelectorAll("[data-place].is-highlighted").forEach((row) => row.classList.remove("is-highlighted"));
    if (!place) return;
    document.querySelectorAll(`[data-place="${CSS.escape(place)}"]`).forEach((row) => row.classList.add("is-highlighted"));
  });
})();
