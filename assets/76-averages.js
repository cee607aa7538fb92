/* The means of what is shown: asked for when their fold is opened, and again while it is open and the answer changes. */
(function () {
  "use strict";

  let asked = "";

  function key() {
    const params = new URLSearchParams(location.search);
    ["map", "site", "chart", "sort", "page", "q"].forEach((name) => params.delete(name));
    params.sort();
    return params.toString();
  }

  async function fill() {
    const fold = document.getElementById("averages");
    const wanted = key();
    if (!fold?.open || wanted === asked) return;
    asked = wanted;
    const box = document.getElementById("averages-box");
    box.setAttribute("aria-busy", "true");
    let html = "";
    try {
      const response = await fetch("/averages?" + wanted);
      if (!response.ok) throw new Error(response.statusText);
      html = await response.text();
    } catch {
      html = null;
    }
    if (wanted !== asked) return;
    box.removeAttribute("aria-busy");
    if (html === null) {
      asked = "";
      box.textContent = fold.dataset.failed;
    } else box.innerHTML = html; // written by the server, every text of the data escaped
  }

  document.addEventListener("toggle", (event) => event.target.id === "averages" && fill(), true);
  document.addEventListener("atlas:answered", fill);
})();
