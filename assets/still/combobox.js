/* A line to type a place into, with suggestions: the combobox with a list, as the ARIA practices describe it. Without
   this script the form is sent and the server lists what it found. No text is written here. */
(function () {
  "use strict";

  const TYPING_MS = 120;

  /** Serve the line `<name>-q` and the list `<name>-list`, whenever the page has them.
      `tell` gets the name of a message, `choose` the chosen option with its `data-id`. */
  atlas.combobox = function (name, { tell, choose }) {
    const box = () => document.getElementById(name + "-q");
    const list = () => document.getElementById(name + "-list");
    const options = () => [...list().children];
    let pause = 0;
    let asked = 0;
    let active = -1;

    function fold() {
      active = -1;
      list().hidden = true;
      list().replaceChildren();
      box().setAttribute("aria-expanded", "false");
      box().removeAttribute("aria-activedescendant");
    }

    /** Go to a suggestion; those of an answer under way would take it from under the reader. */
    function mark(index) {
      asked++;
      clearTimeout(pause);
      const all = options();
      active = (index + all.length) % all.length;
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      box().setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }

    function shown(place, i) {
      const option = document.createElement("li");
      option.id = name + "-option-" + i;
      option.role = "option";
      option.dataset.id = place.place_id;
      option.setAttribute("aria-selected", "false");
      const called = document.createElement("span");
      called.textContent = place.name;
      const detail = document.createElement("small");
      detail.textContent = place.detail;
      option.append(called, detail);
      return option;
    }

    /** Show what was found; a place that was marked while the answer was on its way stays marked. */
    function show(places) {
      const marked = options()[active]?.dataset.id;
      fold();
      if (!places.length) return tell("none");
      list().append(...places.map(shown));
      list().hidden = false;
      box().setAttribute("aria-expanded", "true");
      const again = options().findIndex((option) => option.dataset.id === marked);
      if (again >= 0) mark(again);
      tell("found");
    }

    async function suggest() {
      const text = box().value.trim();
      const turn = ++asked;
      if (text.length < 2) {
        fold();
        return tell("");
      }
      try {
        const query = new URLSearchParams({ q: text, lang: document.documentElement.lang });
        const answer = await fetch("/api/places?" + query, { cache: "no-store" });
        const found = await answer.json();
        if (turn === asked) show(found.places);
      } catch (error) {
        if (turn === asked) fold();
      }
    }

    /** Take a suggestion; what was asked meanwhile comes too late. */
    function take(option) {
      asked++;
      clearTimeout(pause);
      choose(option);
    }

    function onKey(event) {
      if (event.target !== box()) return;
      const open = !list().hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (open) mark(active < 0 && step < 0 ? -1 : active + step);
        else suggest();
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        take(options()[active]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        fold();
        tell("");
      }
    }

    document.addEventListener("input", (event) => {
      if (event.target !== box()) return;
      clearTimeout(pause);
      pause = setTimeout(suggest, TYPING_MS);
    });
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusout", (event) => {
      if (event.target === box() && !list().contains(event.relatedTarget)) setTimeout(() => box() && fold(), 150);
    });
    document.addEventListener("pointerdown", (event) => {
      const option = event.target instanceof Element ? event.target.closest("#" + name + "-list > li") : null;
      if (!option) return;
      event.preventDefault();
      take(option);
    });
    return { fold };
  };
})();
