/* Parts that the server wrote and Dash does not own (components/kept.py) are carried over from the
   first html into the page that Dash builds. Until that is ready the first html stays on screen.
   A link to something inside a closed fold opens the fold. */
(function () {
  "use strict";

  const first = document.getElementById("react-entry-point");
  const boxes = first.querySelectorAll("[data-kept]");

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

  /* Dash builds behind the first html, in the same place and unseen, so that a map knows its size. The first html stays
     where it is: moved, it would have to be laid out again and lose the focus. */
  const entry = document.createElement("div");
  entry.id = first.id;
  entry.className = "is-building";
  first.removeAttribute("id");
  first.after(entry);

  function carryOver(built) {
    const focused = document.activeElement?.closest("[data-kept]") ? document.activeElement : null;
    first.querySelectorAll("details[id][open]").forEach((fold) => {
      const same = entry.querySelector(`details[id="${CSS.escape(fold.id)}"]`);
      if (same) same.open = true;
    });
    built.forEach((box, place) => box.append(...boxes[place].childNodes));
    first.remove();
    entry.classList.remove("is-building");
    focused?.focus({ preventScroll: true });
  }

  new MutationObserver((_changes, observer) => {
    const built = [...boxes].map((box) => entry.querySelector(`[data-kept][id="${CSS.escape(box.id)}"]`));
    if (built.some((box, place) => !box || box === boxes[place])) return;
    observer.disconnect();
    carryOver(built);
    atlas.alive = true;
    atlas.forms.wake();
    if (!scrolled) reveal();
  }).observe(entry, { childList: true, subtree: true });
})();
