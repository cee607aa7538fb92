/* An answer that Dash writes anew keeps the folds as the reader left them. */
(function () {
  "use strict";

  const left = new Map();
  const watched = new WeakSet();

  function restore(box) {
    for (const [id, open] of left) {
      const fold = box.querySelector(`details[id="${CSS.escape(id)}"]`);
      if (fold && fold.open !== open) fold.open = open;
    }
  }

  document.addEventListener(
    "toggle",
    (event) => {
      const box = event.target.id && event.target.closest(".answer");
      if (!box) return;
      left.set(event.target.id, event.target.open);
      if (watched.has(box)) return;
      watched.add(box);
      new MutationObserver(() => restore(box)).observe(box, { childList: true, subtree: true });
    },
    true,
  );
})();
