/* The page /contribute, made quicker: a drop zone, progress with its stages, an answer without leaving the page, downloads
   without choosing the file again, and the values kept for the map. Without this script the form is posted as it is.
   No text is written here: words come from `data-*` attributes and from the server's html. */
(function () {
  "use strict";

  const MOST_BYTES = 10000000;
  const MOST_STAGES = 4000; // bytes of an answer in which stages are looked for
  const STAGES = ["sending", "reading", "recognising", "checking", "judging"];
  const TABLE = /\.(csv|tsv|txt|xlsx|xls|ods|parquet|geojson|json|gpkg)$/i;
  const MAPPING = /\.ya?ml$/i;
  const LINES = "application/x-ndjson";

  const find = (selector) => document.querySelector(selector);
  const form = () => find("#contribute-form");
  const result = () => find("#contribute-result");
  const word = (name, values = {}) =>
    Object.entries(values).reduce(
      (text, [key, value]) => text.replaceAll("{" + key + "}", value),
      form().getAttribute("data-word-" + name) || "",
    );
  const say = (text) => (find("#contribute-status").textContent = text);

  let files = []; // what was dropped, pasted or chosen last: it stays in this page
  let asking = null;

  /* ---- The file ---- */

  function take(list) {
    const taken = [...list].filter((file) => file && file.size >= 0);
    if (!taken.length) return;
    const tables = taken.filter((file) => !MAPPING.test(file.name));
    const mappings = taken.filter((file) => MAPPING.test(file.name));
    files = [...(tables.length ? tables.slice(0, 1) : files.filter((file) => !MAPPING.test(file.name))), ...mappings];
    find("#contribute-chosen").textContent = word("chosen", { name: files.map((file) => file.name).join(", ") });
    if (!tables.length && !files.some((file) => TABLE.test(file.name))) return;
    send(new FormData(form()), false);
  }

  /** The form with the file in memory; what was said of another file's columns stays behind. */
  function filled(data, again) {
    data.delete("file");
    if (!again) [...data.keys()].filter((key) => /^([hwrau]\d+|mapping|title)$/.test(key)).forEach((key) => data.delete(key));
    const sent = again ? files.filter((file) => !MAPPING.test(file.name)) : files;
    sent.forEach((file) => data.append("file", file, file.name));
    return data;
  }

  /* ---- Progress ---- */

  function show(stage) {
    const at = STAGES.indexOf(stage);
    document.querySelectorAll("[data-stage]").forEach((item) => {
      const own = STAGES.indexOf(item.dataset.stage);
      item.classList.toggle("is-done", own < at);
      if (own === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  function begin() {
    find("#contribute-progress").hidden = false;
    find("#contribute").setAttribute("aria-busy", "true");
    working(true);
    find("#contribute-sent").value = 0;
    say("");
    show("sending");
    find("#contribute-progress").scrollIntoView({ block: "nearest" });
  }

  function working(on) {
    for (const selector of ["#contribute-cancel", "#contribute-sent", "#contribute-progress > ol"]) find(selector).hidden = !on;
  }

  function end(text) {
    asking = null;
    find("#contribute").removeAttribute("aria-busy");
    working(false);
    say(text);
  }

  /* ---- Asking ---- */

  function address() {
    const kept = new URLSearchParams(location.search);
    kept.set("lang", document.documentElement.lang);
    return "/intake?" + kept;
  }

  function send(data, again) {
    asking?.abort();
    if (files.some((file) => file.size > MOST_BYTES)) {
      find("#contribute-progress").hidden = false;
      return end(word("large"));
    }
    begin();
    const request = new XMLHttpRequest();
    asking = request;
    request.open("POST", address());
    request.setRequestHeader("Accept", LINES);
    request.upload.onprogress = (sent) => sent.lengthComputable && (find("#contribute-sent").value = sent.loaded / sent.total);
    request.upload.onload = () => asking === request && show("reading");
    request.onprogress = (got) => {
      if (asking !== request || got.loaded > MOST_STAGES) return; // the answer itself, megabytes of it
      const stages = request.responseText.match(/^{"stage": "\w+"}$/gm);
      if (stages) show(JSON.parse(stages.at(-1)).stage);
    };
    request.onload = () => asking === request && answered(request);
    request.onerror = () => asking === request && end(word("failed"));
    request.send(filled(data, again));
  }

  function answered(request) {
    if (request.status === 413) return end(word("large"));
    if (request.status === 503) return end(word("busy"));
    let answer = null;
    try {
      answer = JSON.parse(request.responseText.trim().split("\n").at(-1));
    } catch (error) {
      /* the connection was cut: there is no last line */
    }
    if (!answer || !answer.html) return end(word("failed"));
    put(answer);
  }

  function put(answer) {
    const page = new DOMParser().parseFromString(answer.html, "text/html");
    result().replaceWith(document.adoptNode(page.querySelector("#contribute-result")));
    let said = answer.error ? "" : word("done");
    if (answer.own) {
      const fits = atlasOwn.put(answer.own, { file: answer.file, values: answer.values });
      if (fits) find("#contribute-map").hidden = false;
      else said = word("full");
    }
    if (result().dataset.asked) find("#contribute-settings").open = true;
    live();
    end(said);
    result().focus({ preventScroll: true });
    result().scrollIntoView({ block: "start" });
  }

  /* ---- Downloads: the file is posted once more, its answer saved ---- */

  async function download(button) {
    const data = filled(new FormData(form()), true);
    data.set("wanted", button.value);
    const text = button.textContent;
    button.disabled = true;
    say((button.textContent = word("preparing"))); // a large table takes its time
    try {
      const answer = await fetch(address(), { method: "POST", body: data, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const name = decodeURIComponent((answer.headers.get("Content-Disposition") || "").split("UTF-8''")[1] || button.value);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name;
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      say("");
    } catch (error) {
      find("#contribute-progress").hidden = false;
      end(word(error.message === "503" ? "busy" : "failed"));
    }
    button.textContent = text;
    button.disabled = false;
  }

  /* ---- A column that is told to be measured is asked at once of what, and in which unit ---- */

  function ask(role) {
    const number = role.name.slice(1);
    const asked = [...find("#contribute-measured").children];
    if (!/^\d+$/.test(number) || role.value !== "measured" || find(`select[name=a${number}]`)) return;
    role.parentElement.after(...asked.map((part) => part.cloneNode(true)));
    for (const letter of ["a", "u"]) {
      const made = role.closest("td").querySelector(`select[name=${letter}]`);
      made.name = letter + number;
      made.disabled = false;
    }
  }

  /* ---- What this tab keeps ---- */

  function kept() {
    const about = atlasOwn.about();
    const box = find("#own-kept");
    box.hidden = !about;
    if (!about) return;
    const words = find("#own-kept-words");
    const count = new Intl.NumberFormat(document.documentElement.lang).format(about.values);
    words.textContent = words.dataset.wordKept.replaceAll("{count}", count).replaceAll("{file}", about.file);
  }

  /** What a page without this script need not offer. */
  function live() {
    document.querySelectorAll(".needs-script").forEach((part) => (part.hidden = false));
    kept();
  }

  /** A file that was dropped on the map page waits in this browser's own store; it is taken out of it. */
  function dropped() {
    if (location.hash !== "#dropped") return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const opened = indexedDB.open("atlas-drop");
    opened.onupgradeneeded = () => opened.result.createObjectStore("files");
    opened.onsuccess = () => {
      const store = opened.result.transaction("files", "readwrite").objectStore("files");
      const got = store.get("file");
      got.onsuccess = () => {
        store.delete("file");
        if (got.result) take(Array.isArray(got.result) ? got.result : [got.result]);
      };
    };
  }

  /* ---- Events ---- */

  const within = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    find("#contribute-drop").classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) find("#contribute-drop").classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    find("#contribute-drop").classList.remove("is-over");
    take(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (within(event, "input:not([type=file]), textarea, select")) return;
    const pasted = event.clipboardData;
    if (pasted.files.length) return take(pasted.files);
    const text = pasted.getData("text/plain");
    if (text.trim().includes("\n")) take([new File([text], word("pasted") + ".csv", { type: "text/csv" })]);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "contribute-file") take(event.target.files);
    if (event.target.id === "contribute-filter") {
      document.querySelectorAll(".contribute-kind").forEach((kind) => {
        kind.hidden = Boolean(event.target.value) && kind.dataset.kind !== event.target.value;
        if (event.target.value && !kind.hidden) kind.open = true;
      });
    }
  });
  document.addEventListener("change", (event) => within(event, "select[name^=r]") && ask(event.target));
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    const table = files.some((file) => !MAPPING.test(file.name));
    find("#contribute-progress").hidden = false;
    if (!table) return end(word("nothing"));
    if (event.submitter?.name === "wanted") return download(event.submitter);
    send(new FormData(form()), Boolean(event.submitter?.closest("#contribute-result")));
  });
  document.addEventListener("click", (event) => {
    if (within(event, "#contribute-cancel")) {
      asking?.abort();
      end(word("cancelled"));
      find("#contribute-file").focus();
    }
    if (within(event, "#own-remove")) {
      atlasOwn.remove();
      const map = find("#contribute-map");
      if (map) map.hidden = true;
      find("#contribute-progress").hidden = false;
      working(false);
      say(word("removed"));
      find("#contribute-file").focus();
    }
  });
  window.addEventListener("atlas:own", kept);

  live();
  dropped();
})();
