/* The section "measure next", made quicker: what is chosen is drawn at once, a tap on the map marks a corner or the
   middle of the circle. The server does the rest, for this script as for a form that is sent. No text is written here. */
(function () {
  "use strict";

  const PAUSE_MS = 250;

  const form = () => document.getElementById("plan-form");
  const field = (name) => form().elements.namedItem(name);
  const within = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  let pause = 0;
  let asked = 0;

  function tell(name) {
    const said = document.getElementById("plan-places");
    if (said) said.textContent = name ? form().dataset[name] : "";
  }

  function say(text) {
    document.getElementById("plan-status").textContent = text;
  }

  /** What the form says, without what is empty. */
  function query(pressed) {
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(form())) if (value) params.set(name, value);
    if (pressed?.name) params.set(pressed.name, pressed.value);
    return params;
  }

  const written = (params) => params.toString().replaceAll("%2C", ",").replaceAll("%3B", ";");

  async function renew(pressed) {
    clearTimeout(pause);
    const turn = ++asked;
    const params = query(pressed);
    form().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form().dataset.part + "?" + written(params), { cache: "no-store" });
      if (!answer.ok) throw new Error("no answer");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn === asked) put(page);
    } catch (error) {
      if (turn === asked) say(form().dataset.offline);
    }
    if (turn === asked) form().removeAttribute("aria-busy");
  }

  /** Take over what the server made of it; the fields that a person types in keep their focus. */
  function put(page) {
    const held = document.activeElement?.closest(".plan-steps") ? document.activeElement.value : "";
    for (const id of ["plan-unseen", "plan-gaps", "plan-result"]) {
      document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
    }
    const corners = page.getElementById("plan-corners").value;
    if (document.activeElement !== field("area")) field("area").value = corners;
    live();
    if (held) document.querySelector('.plan-steps [value="' + held + '"]')?.focus();
    const faults = [...document.querySelectorAll("#plan-faults li")].map((fault) => fault.textContent);
    say(faults.length ? faults.join(" ") : document.getElementById("plan-said")?.textContent || "");
    history.replaceState(history.state, "", document.getElementById("plan-unseen").dataset.link);
  }

  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(renew, PAUSE_MS);
  };

  function forget(...names) {
    for (const name of names) field(name).value = "";
  }

  const suggestions = atlas.combobox("plan", {
    tell,
    choose: (option) => {
      document.getElementById("plan-q").value = option.querySelector("span").textContent;
      forget("at", "box");
      field("place").value = option.dataset.id;
      suggestions.fold();
      tell("");
      renew();
    },
  });

  function tap(map, event) {
    const [west, south, east, north] = map.dataset.box.split(",").map(Number);
    const edge = map.getBoundingClientRect();
    const lon = west + ((event.clientX - edge.left) / edge.width) * (east - west);
    const lat = north - ((event.clientY - edge.top) / edge.height) * (north - south);
    const at = lat.toFixed(5) + ", " + lon.toFixed(5);
    if (field("by").value === "outline") {
      if (map.dataset.far) field("box").value = lat.toFixed(5) + "," + lon.toFixed(5) + ",10";
      else field("area").value = (field("area").value.trim() + "\n" + at).trim();
    } else {
      forget("place", "q");
      field("at").value = at;
    }
    renew();
  }

  document.addEventListener("click", (event) => {
    const map = within(event, ".plan-map.can-tap");
    if (map) tap(map, event);
  });
  document.addEventListener("input", (event) => {
    const name = within(event, "#plan-form") && event.target.name;
    if (name === "q") forget("place");
    if (name === "at") forget("place", "q");
    if (["at", "area", "radius"].includes(name)) forget("box");
    if (name && !["q"].includes(name)) later();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    renew(event.submitter);
  });

  /** What a page without this script need not offer. */
  function live() {
    document.querySelectorAll(".plan .place-tap").forEach((part) => (part.hidden = false));
    document.querySelectorAll(".plan-map").forEach((map) => map.classList.add("can-tap"));
  }

  live();
})();
