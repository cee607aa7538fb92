/* On paper: light colours whatever the screen has, map and charts as wide as the sheet, folds open, and whence and when. */
(function () {
  "use strict";

  const SHEET_PX = 640; // what A4 holds between its margins
  const root = document.documentElement;
  let undo = [];

  function set(node, property, value) {
    const before = node.style[property];
    node.style[property] = value;
    undo.push(() => (node.style[property] = before));
  }

  /** What is painted for the screen keeps its size there, and is made smaller as a picture would be. */
  function pin(box) {
    const { width, height } = box.getBoundingClientRect();
    if (!width) return;
    set(box, "width", width + "px");
    set(box, "height", height + "px");
    set(box, "zoom", Math.min(1, SHEET_PX / width));
  }

  /** Light theme at once: the dark relief is left out, as another could not be fetched in time. */
  function lighten() {
    if (atlas.theme() === "light") return;
    const chosen = root.dataset.theme;
    root.dataset.theme = "light";
    root.classList.add("is-lightened");
    undo.push(() => {
      root.classList.remove("is-lightened");
      if (chosen) root.dataset.theme = chosen;
      else delete root.dataset.theme;
    });
    repaint(JSON.parse(document.querySelector("[data-paper]")?.dataset.paper || "{}"));
    undo.push(repaintLater);
  }

  function repaint(colours) {
    atlas.symbols?.redraw();
    atlas.labels?.redraw();
    atlas.recolour?.(colours);
  }

  /** After printing the page is still in the colours of paper for a moment. */
  const repaintLater = () => requestAnimationFrame(() => setTimeout(() => repaint({})));

  /** A canvas painted while printing begins is printed stroke by stroke, its cleared ground as white over all below. */
  function photograph(canvas) {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    copy.getContext("2d").drawImage(canvas, 0, 0);
    const picture = canvas.cloneNode();
    picture.getContext("bitmaprenderer").transferFromImageBitmap(copy.transferToImageBitmap());
    canvas.after(picture);
    set(canvas, "display", "none");
    undo.push(() => picture.remove());
  }

  function fill(part, text) {
    document.querySelectorAll(`[data-printed=${part}]`).forEach((box) => (box.textContent = text));
  }

  function unfold(fold) {
    if (fold.open) return;
    fold.open = true;
    undo.push(() => (fold.open = false));
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".story details, .reading details").forEach(unfold);
    document.querySelectorAll(".map-box, .chart").forEach(pin);
    lighten();
    document.querySelectorAll(".atlas-canvas").forEach(photograph);
    fill("address", location.href);
    fill("day", new Date().toLocaleDateString(root.lang, { dateStyle: "long" }));
  });
  window.addEventListener("afterprint", () => {
    undo.reverse().forEach((step) => step());
    undo = [];
  });
})();
