// Put into the page before its own scripts: when did the reader act, when was the answer on screen?
(function () {
  "use strict";

  const SHOWN = ":shown";
  const bench = (window.bench = { gesture: null });

  // The first event of the deciding gesture starts the clock.
  for (const kind of ["pointerup", "keydown", "click", "input", "change"]) {
    window.addEventListener(kind, (event) => {
      if (bench.gesture === null) bench.gesture = event.timeStamp;
    }, { capture: true, passive: true });
  }

  // A page marks the end of its drawing commands; what they drew is on screen a frame later.
  const mark = Performance.prototype.mark;
  Performance.prototype.mark = function (name, ...rest) {
    if (name.endsWith("-painted")) {
      requestAnimationFrame(() => setTimeout(() => mark.call(this, name + SHOWN)));
    }
    return mark.call(this, name, ...rest);
  };

  bench.restart = () => {
    bench.gesture = null;
    performance.clearMarks();
    performance.clearResourceTimings();
  };

  /** Milliseconds from the gesture to each frame that a mark of this name brought. */
  bench.waits = (name) => (bench.gesture === null ? [] : performance.getEntriesByName(name + SHOWN)
    .map((entry) => entry.startTime - bench.gesture)
    .filter((wait) => wait >= 0));

  bench.allShown = (names) => names.every((name) => bench.waits(name).length > 0);
  bench.lastWait = (names) => Math.max(...names.flatMap(bench.waits));

  /** Requests begun after the gesture and before the last of these drawings was done. */
  bench.requestsBefore = (names) => {
    const drawn = Math.max(...names.flatMap((name) => performance.getEntriesByName(name).map((entry) => entry.startTime)));
    return performance.getEntriesByType("resource")
      .filter((entry) => entry.startTime >= bench.gesture && entry.startTime <= drawn).length;
  };

  bench.unfold = (element) => {
    for (let fold = element; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS") fold.open = true;
  };
})();
