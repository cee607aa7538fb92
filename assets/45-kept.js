/* Parts that the server wrote and Dash does not own (components/kept.py) are carried over from the
   first html into the page that Dash builds. Until that is ready the first html stays on screen,
   except where every part is a live one: such a page has a map, which must not be built unseen.
   A link to something inside a closed fold opens the fold. */
(function () {
  "use strict";

  const entry = document.getElementById("react-entry-point");
  const boxes = entry.querySelectorAll("[data-kept]");

  function reveal() {
    const key = decodeURIComponent(location.hash.slice(1));
    const target = key && document.getElementById(key);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    document.querySelectorAll(".is-target").forEach((old) => old.classList.remove("is-target"));
    target.classList.add("is-target");
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", reveal);
  if (!boxes.length) return;

  let scrolled = false;
  ["wheel", "touchmove", "keydown"].forEach((kind) => window.addEventListener(kind, () => (scrolled = true), { once: true, passive: true }));

  const first = document.createElement("div");
  if ([...boxes].some((box) => box.dataset.kept !== "live")) {
    first.append(...entry.childNodes);
    entry.before(first);
    entry.hidden = true;
  }

  new MutationObserver((_changes, observer) => {
    const built = [...boxes].map((box) => entry.querySelector(`[data-kept][id="${CSS.escape(box.id)}"]`));
    if (built.some((box, place) => !box || box === boxes[place])) return;
    observer.disconnect();
    built.forEach((box, place) => box.append(...boxes[place].childNodes));
    entry.hidden = false;
    first.remove();
    if (!scrolled) reveal();
  }).observe(entry, { childList: true, subtree: true });
})();
