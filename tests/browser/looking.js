/* What a reader with large type, a narrow screen or no mouse would stumble over; each function names what it found. */
window.looking = (() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const named = (node) => node.outerHTML.slice(0, 140);

  /** What makes the page wider than its window; a box that scrolls by itself may be wide inside. */
  function wider() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const held = (node) => {
      for (let box = node.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.querySelectorAll("body *")].filter(
      (node) => node.getBoundingClientRect().right > root.clientWidth + 1 && !held(node),
    );
    return [`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`, ...wide.slice(0, 5).map(named)];
  }

  const UNCUT = ".visually-hidden, .page-question, .leaflet-container, .chart-labels, caption, [aria-hidden=true], .js-plotly-plot";

  /** The box that hides a part of these words for good: one that scrolls does not. */
  function cutter(words, own) {
    for (let box = own; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      if (hides(style.overflowX) && (words.right > edge.right + 2 || words.left < edge.left - 2)) return box;
      if (hides(style.overflowY) && (words.bottom > edge.bottom + 3 || words.top < edge.top - 3)) return box;
      if (["auto", "scroll"].includes(style.overflowY) || style.position === "fixed") return null;
    }
    return null;
  }

  /** Texts of which a part is hidden. */
  function cut() {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const own = texts.currentNode.parentElement;
      const text = texts.currentNode.data.trim();
      if (!text || own.closest(UNCUT) || !shown(own)) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const box = cutter(range.getBoundingClientRect(), own);
      if (box) found.push(`“${text.slice(0, 60)}” in ${named(box)}`);
    }
    return found;
  }

  const seconds = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));

  /** What moves, or would. */
  function moving() {
    const slow = [...document.querySelectorAll("*")].filter((node) => {
      const style = getComputedStyle(node);
      const changes = seconds(style.transitionDuration) > 0.001;
      return changes || (style.animationName !== "none" && seconds(style.animationDuration) > 0.001);
    });
    const lasting = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime > 1);
    const running = lasting.map((one) => `running: ${one.animationName || one.transitionProperty}`);
    return [...slow.map(named), ...running];
  }

  /** Level and words of every heading, in the order of the page. */
  function headings() {
    return [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter(shown)
      .map((one) => [Number(one.tagName[1]), one.textContent.trim().slice(0, 50)]);
  }

  /* ---- The way by keyboard ---- */

  const stops = new Map();

  /** What is drawn for a control: itself, or the label over a box that is not to be seen. */
  function face(node) {
    const label = node.labels?.[0];
    const own = getComputedStyle(node);
    if (!label || (own.opacity !== "0" && own.outlineStyle !== "none")) return node;
    return label;
  }

  function ringed(node) {
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }

  /** Share of spots on the visible part of a control that nothing else covers. */
  function free(node, drawn) {
    const box = [...drawn.getClientRects()].find((one) => one.bottom > 0 && one.top < innerHeight) || drawn.getBoundingClientRect();
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]];
    const own = spots.filter(([x, y]) => {
      const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return at && (drawn.contains(at) || at.contains(drawn) || node.contains(at));
    });
    return own.length / spots.length;
  }

  /** The control that has the focus: its number, whether its ring shows, how much of it is free; null for none. */
  function focused() {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const drawn = face(node);
    if (!stops.has(node)) stops.set(node, stops.size);
    const ring = ringed(node) || ringed(drawn) || [...drawn.children].some(ringed);
    return { number: stops.get(node), what: named(node), ring, free: free(node, drawn) };
  }

  /** Controls at which the way has not stopped; of radio buttons one is enough. */
  function missed() {
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    return controls
      .filter((node) => shown(node) && !node.disabled && !node.closest("[inert]") && node.tabIndex >= 0)
      .filter((node) => node.type !== "radio" && !stops.has(node))
      .map(named);
  }

  return { wider, cut, moving, headings, focused, missed };
})();
