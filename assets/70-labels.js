/* Names on the map: towns, districts, rivers, in the page's language, thinned so that none covers another. */
(function () {
  "use strict";
  const STYLES = {
    country: { font: "600 13px", token: "--label-quiet", spacing: "0.18em", upper: true },
    admin1: { font: "500 12px", token: "--label-quiet", spacing: "0.08em", upper: false },
    river: { font: "italic 450 12px", token: "--label-water", spacing: "0px", upper: false },
    place: { font: "500 12px", token: "--label", spacing: "0px", upper: false },
    town: { font: "600 13px", token: "--label", spacing: "0px", upper: false },
  };

  const GAP = 4;
  const HALF = 9; // half the height of a line

  /** Where a name can stand: a place beside its dot, then further off; other names on their point or above and below it. */
  const BESIDE = [[1, 0], [-1, 0], [1, 14], [1, -14], [-1, 14], [-1, -14]];
  const FAR = 28;
  const UPON = [0, 16, -16, 32, -32];

  const overlaps = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

  /** Room that the symbols take, so that no name lies under one. */
  function symbolBoxes() {
    const half = (item) => (item.cluster ? 20 : atlas.symbolSize / 2 + 3);
    return (atlas.symbols?.items || []).map((item) => {
      const reach = half(item);
      return { left: item.x - reach, right: item.x + reach, top: item.y - reach, bottom: item.y + reach };
    });
  }

  function boxAt(left, y, width) {
    return { left: left - GAP, right: left + width + GAP, top: y - HALF, bottom: y + HALF };
  }

  /** The first free place for a name, or none. */
  function room(at, width, dot, taken) {
    const free = (box) => !taken.some((other) => overlaps(box, other));
    if (!dot) return UPON.map((dy) => boxAt(at.x - width / 2, at.y + dy, width)).find(free);
    const beside = (gap) => BESIDE.map(([side, dy]) => boxAt(side > 0 ? at.x + gap : at.x - gap - width, at.y + dy, width));
    return beside(6).find(free) || beside(FAR).find(free);
  }

  atlas.labelsLayer = function () {
    if (atlas._LabelsLayer) return atlas._LabelsLayer;
    atlas._LabelsLayer = atlas.canvasLayer().extend({
      setView(view) {
        this.view = view;
        this.redraw();
      },

      wanted(label) {
        const zoom = this._map.getZoom();
        const layers = this.view.layers;
        if (zoom < label.zoom || (label.until && zoom > label.until)) return false;
        if (label.kind === "river") return layers.includes("rivers");
        if (label.kind === "admin1") return layers.includes("admin");
        return layers.includes("labels");
      },

      paint(ctx) {
        if (!this.labels || !this.view) return;
        const taken = symbolBoxes();
        this.placed = [];
        ctx.lineJoin = "round";
        ctx.textBaseline = "middle";
        const halo = atlas.token("--label-halo");
        for (const label of this.labels) {
          if (!this.wanted(label)) continue;
          const at = this._map.latLngToLayerPoint([label.lat, label.lon]);
          if (this._bounds.contains(at)) this.write(ctx, label, at, taken, halo);
        }
      },

      write(ctx, label, at, taken, halo) {
        const style = STYLES[label.kind];
        const text = style.upper ? label.name.toLocaleUpperCase() : label.name;
        const dot = label.kind === "place" || label.kind === "town";
        ctx.font = style.font + " 'Atlas Sans', system-ui, sans-serif";
        ctx.letterSpacing = style.spacing;
        const box = room(at, ctx.measureText(text).width, dot, taken);
        if (!box) return;
        taken.push(box);
        this.placed.push({ name: label.name, box: box });
        ctx.lineWidth = 3;
        ctx.strokeStyle = halo;
        ctx.fillStyle = atlas.token(style.token);
        if (dot) {
          ctx.beginPath();
          ctx.arc(at.x, at.y, label.kind === "town" ? 2.6 : 2, 0, 2 * Math.PI);
          ctx.stroke();
          ctx.fill();
        }
        ctx.strokeText(text, box.left + GAP, box.top + HALF);
        ctx.fillText(text, box.left + GAP, box.top + HALF);
      },
    });
    return atlas._LabelsLayer;
  };

  /* dash-leaflet calls these with the one feature of each layer's file, again at every change of the view. */
  window.dashExtensions = Object.assign({}, window.dashExtensions, {
    atlas: {
      symbols(feature, latlng, context) {
        const Layer = atlas.symbolsLayer();
        if (!atlas.symbols || atlas.symbols.source !== feature.properties) {
          const layer = new Layer({ pane: "symbols" });
          layer.setData(feature.properties);
          layer.source = feature.properties;
          atlas.symbols = layer;
        }
        for (const layer of ["rivers", "admin", "waste"]) {
          context.map.getContainer().classList.toggle("hide-" + layer, !context.hideout.layers.includes(layer));
        }
        atlas.symbols.setView(context.hideout);
        if (atlas.labels) atlas.labels.view = context.hideout;
        return atlas.symbols;
      },

      labels(feature, latlng, context) {
        const Layer = atlas.labelsLayer();
        if (!atlas.labels || atlas.labels.labels !== feature.properties.labels) {
          atlas.labels = new Layer({ pane: "names" });
          atlas.labels.labels = feature.properties.labels;
          document.fonts?.ready.then(() => atlas.labels.redraw());
        }
        atlas.labels.setView(atlas.symbols.view);
        return atlas.labels;
      },
    },
  });
})();
