/* Pointer on the symbols: tooltip, highlight in table and charts, story on click, zoom into a count. */
(function () {
  "use strict";

  function line(parent, className, text) {
    if (!text) return;
    const element = document.createElement("div");
    element.className = className;
    element.textContent = text; // never html: names come from files
    parent.append(element);
  }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  const STANDS_OVER = 0.15; // in steps of zoom; known to 50-map.css

  const SIGNS = ["", "<\u2009", ">\u2009"];

  /** The value as printed, with its metal, unit and censoring. */
  function amountOf(row, data) {
    const { values, names } = data;
    const unit = names.printedUnit[values.printedUnit[row]];
    const shown = ["", "-", "pH"].includes(unit) ? "" : "\u2009" + unit;
    return `${names.analyte[values.analyte[row]]} ${SIGNS[values.censored[row]]}${values.printed[row]}${shown}`;
  }

  /** What it was measured in, what kind of value it is, and when. */
  function aboutOf(row, data) {
    const { values, labels, words } = data;
    const kind = labels.statistic[values.statistic[row]];
    const n = values.samples[row];
    const pooled = values.statistic[row] !== data.single;
    const [first, last] = [values.first[row], values.last[row]];
    const years = first === null && last === null ? words.undated : first === last ? String(first) : `${first ?? ""}–${last ?? ""}`;
    return [
      labels.medium[values.medium[row]],
      pooled && n !== null ? fill(words.ofSamples, { statistic: kind, n: n }) : kind,
      years,
    ].join(" · ");
  }

  /** A distance in the numbers of the page's language. */
  function distanceOf(metres) {
    const far = metres >= 1000;
    const digits = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, useGrouping: false });
    return digits.format(far ? metres / 1000 : metres) + "\u2009" + (far ? "km" : "m");
  }

  const verdictOf = ({ data, row }, regime) => data.names.verdict[data.values.verdict[regime][row]];

  /** Of the reader's own value the verdicts of both laws, the file, and what it is not. */
  function ownLines(box, mark, regime) {
    const { words, names, values } = mark.data;
    const romanian = regime === "RS" ? "RO_sensitive" : regime;
    line(box, "tip-line", fill(words.RO, { verdict: verdictOf(mark, romanian) }));
    line(box, "tip-line", fill(words.RS, { verdict: verdictOf(mark, "RS") }));
    line(box, "tip-quiet", [words.mine, names.source[values.source[mark.row]], words.notOurs].filter(Boolean).join(" · "));
  }

  function tooltipOf(item, layer) {
    const words = layer.data.words;
    const box = document.createElement("div");
    if (item.cluster) {
      const own = item.cluster.filter((mark) => mark.own);
      const measured = item.cluster.filter((mark) => mark.kind === "sample").length - own.length;
      const objects = item.cluster.length - measured - own.length;
      if (measured) line(box, "tip-title", fill(words.measured, { count: measured }));
      if (own.length) line(box, "tip-title", fill(own[0].data.words.mineHere, { count: own.length }));
      if (objects) line(box, "tip-title", fill(words.objects, { count: objects }));
      line(box, "tip-quiet", words.closer);
      const named = [...new Set(item.cluster.map((mark) => mark.name))];
      named.slice(0, 5).forEach((name) => line(box, "tip-line", name));
      if (named.length > 5) line(box, "tip-line", fill(words.more, { count: named.length - 5 }));
      return box;
    }
    const mark = item.mark;
    line(box, "tip-title", mark.name);
    if (mark.kind !== "sample") {
      line(box, "tip-line", mark.what);
    } else {
      const { data } = mark;
      line(box, "tip-value", amountOf(mark.row, data));
      line(box, "tip-line", aboutOf(mark.row, data));
      if (mark.own) ownLines(box, mark, layer.view.regime);
      else line(box, "tip-line", verdictOf(mark, layer.view.regime));
      if (mark.count > 1) line(box, "tip-line", fill(mark.colour ? words.highest : words.values, { count: mark.count }));
    }
    if (mark.radius) line(box, "tip-quiet", fill(words.within, { distance: distanceOf(mark.radius) }));
    return box;
  }

  /** Pixels at the left edge that the legend takes, where it lies on the map. */
  function legendRoom() {
    const legend = document.querySelector(".legend");
    return legend && getComputedStyle(legend).position === "absolute" ? legend.offsetWidth + 16 : 0;
  }

  atlas.wireSymbols = function (layer, map) {
    const tip = L.tooltip({ direction: "top", offset: [0, -10], className: "atlas-tip", opacity: 1 });
    const find = (event) => (event.originalEvent.target.closest?.(".leaflet-control") ? null : layer.itemAt(map.containerPointToLayerPoint(event.containerPoint)));
    let current = null;
    let settled = false;

    /** The words of Leaflet's own buttons, which dash-leaflet cannot set. */
    const words = map.getContainer().closest(".map-box").dataset;
    for (const [button, text] of [["in", words.zoomIn], ["out", words.zoomOut]]) {
      const control = map.getContainer().querySelector(".leaflet-control-zoom-" + button);
      control?.setAttribute("title", text);
      control?.setAttribute("aria-label", text);
    }

    /** Without a place in the link, the region fills the frame, beside the legend where it lies on the map; it may stand
        over the edge a little, where it would be half as large otherwise. The frame has changed since Leaflet saw it. */
    function fitRegion() {
      const box = map.getContainer().closest(".map-box");
      map.invalidateSize({ animate: false });
      if (box.dataset.fit) {
        const [south, west, north, east] = box.dataset.fit.split(",").map(Number);
        const over = legendRoom();
        const [from, to] = [map.project([north, west], 0), map.project([south, east], 0)];
        const room = map.getSize().subtract([over, 0]).unscaleBy(to.subtract(from));
        const zoom = Math.floor(Math.log2(Math.min(room.x, room.y)) + STANDS_OVER);
        const middle = from.add(to).multiplyBy(2 ** zoom / 2);
        map.setView(map.unproject(middle.subtract([over / 2, 0]), zoom), zoom, { animate: false });
      }
      box.classList.add("is-usable");
      setTimeout(() => (settled = true), 300);
    }
    atlas.map = map;
    setTimeout(fitRegion, 0);

    function show(item) {
      if (item === current) return;
      current = item;
      map.getContainer().style.cursor = item ? "pointer" : "";
      if (!item) {
        map.closeTooltip(tip);
        atlas.highlight("", "map");
        return;
      }
      tip.setLatLng(map.layerPointToLatLng([item.x, item.y])).setContent(tooltipOf(item, layer));
      map.openTooltip(tip);
      atlas.highlight(item.mark ? item.mark.id : "", "map");
    }

    /** Where the device asks for less motion, the map steps: Leaflet's own sliding is no transition that css could stop. */
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const slide = map.panBy;
    map.panBy = (offset, options) => slide.call(map, offset, still.matches ? { ...options, animate: false } : options);
    function calm() {
      Object.assign(map.options, { inertia: !still.matches, zoomAnimation: !still.matches, fadeAnimation: !still.matches });
      map._zoomAnimated = !still.matches;
    }
    still.addEventListener("change", calm);
    calm();

    /** The relief is made for zoom 10; closer it would be a blur, so it steps back for the plain ground. */
    function fadeRelief() {
      const beyond = Math.max(0, map.getZoom() - 10);
      map.getContainer().style.setProperty("--relief-strength", Math.max(0.12, 1 - 0.22 * beyond).toFixed(2));
    }
    map.on("zoomend", fadeRelief);
    fadeRelief();

    map.on("mousemove", (event) => show(find(event)));
    map.on("mouseout movestart zoomstart", () => show(null));
    map.on("click", (event) => {
      const item = find(event);
      if (!item) return;
      if (item.mark) {
        atlas.open(item.mark.id);
        return;
      }
      const bounds = L.latLngBounds(item.cluster.map((mark) => [mark.lat, mark.lon]));
      const target = map.getBoundsZoom(bounds.pad(0.3));
      map.flyTo(bounds.getCenter(), Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, target)), { animate: !still.matches });
    });
    map.on("moveend", () => {
      if (!settled) return;
      const centre = map.getCenter();
      atlas.rememberView([Math.round(map.getZoom() * 10) / 10, centre.lat.toFixed(4), centre.lng.toFixed(4)].join("/"));
    });
    atlas.onHighlight((place, from) => {
      if (from !== "map") layer.redraw();
      else requestAnimationFrame(() => layer.redraw());
    });
    atlas.symbols = layer;
  };

  /** Fill the frame with some bounds, beside the legend where it lies on the map. */
  atlas.fit = function (bounds, options) {
    atlas.map.fitBounds(bounds, { paddingTopLeft: [legendRoom(), 0], animate: false, ...options });
  };

  /** Fly to a place when its story opens from the table or a chart and it is out of sight. */
  atlas.showPlace = function (id) {
    const layer = atlas.symbols;
    if (!layer || !id) return;
    const { points, objects } = layer.data;
    const index = points.id.indexOf(id);
    const at = index >= 0 ? [points.lat[index], points.lon[index]] : objects.filter((o) => o.id === id).map((o) => [o.lat, o.lon])[0];
    if (at && !atlas.map.getBounds().contains(at)) atlas.map.panTo(at);
  };
})();
