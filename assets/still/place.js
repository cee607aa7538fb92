/* The page /place, made quicker: suggestions while typing, the device's position, a tap on the map, the answer without
   leaving the page. Everything works without this script but the position and the tap. No text is written here: words
   come from `data-*` attributes and from the server's html. */
(function () {
  "use strict";

  const ROUND = 1000; // a thousandth of a degree: about 100 m
  const PATIENCE_MS = 15000;
  const WITHOUT_ADDRESS = { method: "POST", headers: { Accept: "text/html" }, cache: "no-store" };

  const find = (selector) => document.querySelector(selector);
  const form = () => find("#place-form");
  const language = () => document.documentElement.lang;

  /* ---- What is said to the reader ---- */

  function tell(name) {
    const status = find("#place-status");
    if (status) status.textContent = name ? form().dataset[name] : "";
  }

  /* ---- A place is chosen ---- */

  const box = () => find("#place-q");

  function choose(option) {
    const params = new URLSearchParams(new FormData(form()));
    params.delete("q");
    params.set("place", option.dataset.id);
    go(params);
  }

  function go(params) {
    if (!params.get("lang")) params.delete("lang");
    location.assign(location.pathname + "?" + params.toString().replaceAll("%2C", ","));
  }

  /* ---- An answer without an address: a position or results are posted, and the page's content is replaced ---- */

  let posted = null;

  /** This page's address for a post: language and package, never the place. */
  function address(tongue) {
    const kept = new URLSearchParams({ lang: tongue });
    const dataset = new URLSearchParams(location.search).get("dataset");
    if (dataset) kept.set("dataset", dataset);
    return location.pathname + "?" + kept;
  }

  async function post(data, target) {
    const status = find("#place");
    status.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address(language()), { ...WITHOUT_ADDRESS, body: data });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.querySelector("#place");
      if (!answer.ok || !content) throw new Error("no answer");
      document.title = page.title;
      status.replaceWith(document.adoptNode(content));
      posted = data;
      live();
      const place = find(target) || find("#place");
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
    } catch (error) {
      status.removeAttribute("aria-busy");
      tell("offline");
    }
  }

  function locate() {
    tell("asking");
    navigator.geolocation.getCurrentPosition(
      (found) => {
        const round = (degrees) => (Math.round(degrees * ROUND) / ROUND).toFixed(3);
        const data = new FormData(form());
        data.delete("q");
        data.set("at", round(found.coords.latitude) + "," + round(found.coords.longitude));
        tell("");
        post(data, "#place-answer");
      },
      (error) => {
        tell(error.code === 1 ? "denied" : error.code === 3 ? "timeout" : "unavailable");
        box().focus();
      },
      { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 600000 },
    );
  }

  /* ---- The map: a tap asks about that point ---- */

  function tap(map, event) {
    const [west, south, east, north] = map.dataset.box.split(",").map(Number);
    const edge = map.getBoundingClientRect();
    const lon = west + ((event.clientX - edge.left) / edge.width) * (east - west);
    const lat = north - ((event.clientY - edge.top) / edge.height) * (north - south);
    const params = new URLSearchParams(new FormData(form()));
    params.delete("q");
    params.set("at", lat.toFixed(3) + "," + lon.toFixed(3));
    go(params);
  }

  /* ---- Sharing and printing ---- */

  async function share(link) {
    const shared = new URL(link.href, location.href);
    shared.searchParams.set("lang", language());
    const text = shared.href.replaceAll("%2C", ",");
    history.replaceState(history.state, "", text);
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ title: document.title, url: text }).catch(() => {});
      return;
    }
    await navigator.clipboard?.writeText(text);
    link.dataset.done = "true";
    const said = document.createElement("span");
    said.role = "status";
    said.textContent = form().dataset.copied;
    link.parentElement.querySelector("[role=status]")?.remove();
    link.after(said);
  }

  /** What a page without this script need not offer. */
  function live() {
    if (navigator.geolocation) document.querySelectorAll(".place-device").forEach((part) => (part.hidden = false));
    document.querySelectorAll(".place-tap, [data-print]").forEach((part) => (part.hidden = false));
    document.querySelectorAll(".place-map").forEach((map) => map.classList.add("can-tap"));
  }

  const within = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  atlas.combobox("place", { tell, choose });
  document.addEventListener("click", (event) => {
    if (within(event, "#place-locate")) return locate();
    if (within(event, "[data-print]")) return window.print();
    const link = within(event, "[data-share]");
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      return share(link);
    }
    const other = within(event, "[data-language]");
    if (other && posted) {
      event.preventDefault();
      return again(other.dataset.language);
    }
    const map = within(event, ".place-map.can-tap");
    if (map) tap(map, event);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "place-result-form") return;
    event.preventDefault();
    post(new FormData(event.target), "#place-result");
  });

  /** Ask the same question once more in another language; the position still stays out of the address. */
  function again(tongue) {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = address(tongue);
    posted.delete("lang");
    for (const [name, value] of posted) {
      if (value instanceof File) continue;
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  }

  live();
})();
