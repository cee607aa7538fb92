/* Native controls (components/controls.py): what a form holds goes to whom its `data-form` names, and what the link
   says goes back into the form. The folds with a search inside, and the folds that float over the page. */
(function () {
  "use strict";

  const TYPING_MS = 300;
  const typed = (field) => ["text", "search", "number"].includes(field.type) && Boolean(field.name);
  const box = (field) => field.type === "checkbox";
  const takers = {}; // data-form -> function(form); any other name is the id of a dcc.Store
  const waiting = new Set(); // forms changed before Dash could take it
  let alive = false;
  let pause = 0;

  /** Values by name: a text, a list of texts for boxes to tick; what cannot be read counts as empty. */
  function valuesOf(form) {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || field.disabled) continue;
      if (box(field)) values[field.name] = [...(values[field.name] || []), ...(field.checked ? [field.value] : [])];
      else if (field.type === "radio") values[field.name] = field.checked ? field.value : (values[field.name] ?? "");
      else values[field.name] = field.validity.valid ? field.value.trim() : "";
    }
    return values;
  }

  function tell(form, control) {
    clearTimeout(pause);
    pause = 0;
    fit(form);
    const taker = takers[form.dataset.form];
    if (!alive || (taker && !taker.ready)) waiting.add(form.id);
    else if (taker) taker.take(form, control);
    else dash_clientside.set_props(form.dataset.form, { data: valuesOf(form) });
  }

  /** Show what fits the other choices (`data-when="medium=soil sediment"`), and name what is chosen in the folds. */
  function fit(form) {
    const values = valuesOf(form);
    form.querySelectorAll("[data-when]").forEach((part) => {
      const [name, wanted] = part.dataset.when.split("=");
      const fits = wanted.split(" ").includes(values[name]);
      part.hidden = !fits;
      if (part.tagName === "OPTION") part.disabled = !fits;
    });
    form.querySelectorAll("select").forEach((list) => {
      if (list.selectedOptions[0]?.disabled) list.value = [...list.options].find((option) => !option.disabled)?.value;
    });
    document.querySelectorAll("[data-picker]").forEach(nameChosen);
  }

  function nameChosen(picker) {
    const chosen = [...picker.querySelectorAll(":checked")].map((field) => field.parentElement.textContent.trim());
    const now = picker.querySelector(".picker-now");
    const words = chosen.join(", ") || picker.dataset.picker;
    if (now.textContent !== words) now.textContent = words;
  }

  const beingTyped = (field) => field === document.activeElement && (pause !== 0 || !field.validity.valid);

  /** Put values into the form; what is being typed stays. */
  function show(form, values) {
    for (const field of form.elements) {
      if (!(field.name in values)) continue;
      const value = values[field.name];
      if (box(field)) field.checked = value.map(String).includes(field.value);
      else if (field.type === "radio") field.checked = field.value === String(value);
      else if (field.value.trim() !== String(value ?? "") && !beingTyped(field)) field.value = value ?? "";
    }
    fit(form);
  }

  atlas.forms = {
    valuesOf,
    show,
    /** Hand the forms of this kind to `take(form, name of the control)` from now on. */
    taker(kind, take) {
      takers[kind] = { take, ready: true };
      atlas.forms.wake(true);
    },
    /** Keep the forms of this kind until somebody takes them. */
    expect(kind) {
      takers[kind] = { ready: false };
    },
    isWaiting: (form) => waiting.has(form.id),
    /** Dash has built the page: pass on what was changed before. */
    wake(only) {
      if (!only) {
        alive = true;
        document.querySelectorAll("[data-form]").forEach(fit);
      }
      const forms = [...waiting].map((id) => document.getElementById(id));
      waiting.clear();
      forms.forEach((form) => form && tell(form));
    },
  };

  const formOf = (event) => (event.target.form?.dataset.form ? event.target.form : null);

  document.addEventListener("input", (event) => {
    const form = formOf(event);
    if (!form || !typed(event.target)) return;
    clearTimeout(pause);
    pause = setTimeout(() => tell(form, event.target.name), TYPING_MS);
  });
  document.addEventListener("change", (event) => {
    const form = formOf(event);
    if (!form) return;
    if (typed(event.target)) event.target.reportValidity();
    tell(form, event.target.name);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.form) return;
    event.preventDefault();
    tell(event.target);
  });

  /* Folds that float over the page: closed by Escape, by a press elsewhere, and when the focus has left them. */
  const floats = (fold) => fold.open && getComputedStyle(fold.lastElementChild).position === "absolute";

  function close(fold, refocus) {
    fold.open = false;
    if (refocus) fold.querySelector("summary").focus();
  }

  function closeOthers(target) {
    document.querySelectorAll("[data-float][open]").forEach((fold) => {
      if (!fold.contains(target) && floats(fold)) close(fold, false);
    });
  }
  document.addEventListener("pointerdown", (event) => closeOthers(event.target));
  document.addEventListener("keyup", (event) => event.key === "Tab" && closeOthers(document.activeElement));
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      const inside = event.target.closest?.("[data-picker][open], [data-float][open]");
      const fold = inside || [...document.querySelectorAll("[data-float][open]")].find(floats);
      if (!fold) return;
      event.preventDefault(); // before others take Escape to close what lies behind
      close(fold, true);
    },
    true,
  );

  /* The fold with a search inside. */
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shown = (picker) => [...picker.querySelectorAll(".picker-list label:not([hidden]) input")];

  function find(picker, text) {
    const wanted = bare(text.trim());
    picker.querySelectorAll(".picker-list label").forEach((label) => {
      label.hidden = !bare(`${label.textContent} ${label.dataset.search || ""}`).includes(wanted);
    });
    picker.querySelector(".picker-none").hidden = shown(picker).length > 0;
  }

  document.addEventListener(
    "toggle",
    (event) => {
      const picker = event.target.matches?.("[data-picker]") ? event.target : null;
      if (!picker) return;
      const search = picker.querySelector("[type=search]");
      if (!picker.open) {
        search.value = "";
        find(picker, "");
        return;
      }
      const chosen = picker.querySelector(":checked");
      if (chosen) chosen.parentElement.scrollIntoView({ block: "nearest" });
      if (!matchMedia("(pointer: coarse)").matches) search.focus({ preventScroll: true });
    },
    true,
  );
  document.addEventListener("input", (event) => {
    const picker = event.target.closest(".picker-find") && event.target.closest("[data-picker]");
    if (picker) find(picker, event.target.value);
  });
  document.addEventListener("keydown", (event) => {
    const picker = event.target.closest?.("[data-picker][open]");
    if (!picker) return;
    // "toggle" comes a moment after the fold is open: what is typed by then is meant for the search too
    if (event.target.closest("summary")) {
      const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (letter) picker.querySelector("[type=search]").focus();
      return;
    }
    const options = shown(picker);
    const searching = Boolean(event.target.closest(".picker-find"));
    const single = options[0]?.type === "radio";
    if (searching && event.key === "ArrowDown") (options.find((field) => field.checked) || options[0])?.focus();
    else if (event.key === "Enter" && searching) options[0]?.click();
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter" && single) close(picker, true);
  });
  /** A press on one of several closes the fold; the arrow keys, which choose as they go, leave it open. */
  document.addEventListener("click", (event) => {
    const field = event.target.matches?.(".picker-list input[type=radio]") ? event.target : null;
    if (field && event.detail > 0) setTimeout(() => close(field.closest("[data-picker]"), true)); // its change comes first
  });
})();
