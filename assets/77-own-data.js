/* The reader's own data on the map page: a file may be dropped anywhere, and what a session holds brings its script along.
   The values stay in this tab (sessionStorage); a dropped file goes to /contribute by way of the browser's own store. */
(function () {
  "use strict";

  const box = document.getElementById("own-box");
  if (!box) return;
  const LARGEST = 10_000_000;
  const words = { ...box.dataset };

  function held() {
    try {
      return sessionStorage.getItem("atlas.own");
    } catch {
      return null; // storage can be forbidden
    }
  }

  const seen = held();
  if (seen) {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: words.style });
    const script = Object.assign(document.createElement("script"), { src: words.script });
    document.head.append(style, script);
  }
  addEventListener("pageshow", (event) => event.persisted && held() !== seen && location.reload());

  function say(text) {
    const line = document.createElement("p");
    line.className = "note";
    line.setAttribute("role", "status");
    line.textContent = text;
    document.getElementById("own-box").prepend(line);
  }

  /** Put a file where the next page finds it; that page takes it out at once. */
  function keep(file) {
    return new Promise((done, failed) => {
      const opening = indexedDB.open("atlas-drop", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("files");
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const step = opening.result.transaction("files", "readwrite");
        step.objectStore("files").put(file, "file");
        step.onerror = step.onabort = () => failed(step.error);
        step.oncomplete = () => done(opening.result.close());
      };
    });
  }

  async function take(file) {
    if (file.size > LARGEST) return say(words.large);
    const way = new URL(document.querySelector(".own-add").href);
    try {
      await keep(file);
      way.hash = "dropped";
    } catch {
      way.hash = ""; // the reader chooses the file there
    }
    location.assign(way);
  }

  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const mark = (on) => document.getElementById("own-drop")?.toggleAttribute("hidden", !on);

  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
})();
