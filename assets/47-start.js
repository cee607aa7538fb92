/* Dash comes to life once the first html is on screen. Its scripts wait in a template, so that they neither hold up the
   first paint nor share a slow line with what is in it; a reader who acts before that starts them at once. */
(function () {
  "use strict";

  const LONGEST_WAIT_MS = 4000; // of a picture that does not come
  const ACTS = ["pointerdown", "keydown", "touchstart"];
  const kept = document.getElementById("dash-scripts");
  if (!kept) return;

  /** A copy that runs: scripts of a template never do. Those with an address keep their order. */
  function alive(still) {
    const script = document.createElement("script");
    for (const { name, value } of still.attributes) script.setAttribute(name, value);
    script.textContent = still.textContent;
    script.async = false;
    return script;
  }

  let begun = false;
  function start() {
    if (begun) return;
    begun = true;
    ACTS.forEach((kind) => removeEventListener(kind, start, true));
    const scripts = [...kept.content.querySelectorAll("script")].map(alive);
    const fetched = scripts.filter((script) => script.src);
    fetched.at(-1).addEventListener("load", () => document.body.append(...scripts.filter((script) => !script.src)));
    document.body.append(...fetched);
  }

  const nextFrame = (then) => (document.hidden ? then() : requestAnimationFrame(then));
  const afterPaint = () => nextFrame(() => nextFrame(() => setTimeout(start)));

  ACTS.forEach((kind) => addEventListener(kind, start, { capture: true, passive: true }));
  if (document.readyState === "complete") afterPaint();
  else addEventListener("load", afterPaint, { once: true });
  setTimeout(start, LONGEST_WAIT_MS);
})();
