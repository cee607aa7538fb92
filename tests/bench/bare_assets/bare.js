(function () {
  "use strict";

  const CLASSES = [[10, "#2b8cbe"], [30, "#f2cf63"], [90, "#d95f0e"], [Infinity, "#67123f"]];
  let marking = false;

  // Like the atlas: a mark when the last drawing command of the canvas is given.
  function markEveryDrawing() {
    if (marking) return;
    marking = true;
    const draw = L.Canvas.prototype._draw;
    let usable = false;
    L.Canvas.include({
      _draw() {
        draw.call(this);
        if (!usable) performance.mark("map-usable");
        usable = true;
        performance.mark("map-painted");
      },
    });
  }

  function style(feature, context) {
    markEveryDrawing();
    const value = feature.properties[context.hideout.analyte];
    return { color: "#222", weight: 1, radius: 4, fillOpacity: 1,
             fillColor: CLASSES.find(([upper]) => value < upper)[1] };
  }

  window.dashExtensions = Object.assign({}, window.dashExtensions, {
    bare: { style, pointToLayer: (feature, latlng) => L.circleMarker(latlng, { radius: 4 }) },
  });

  new MutationObserver(() => {
    const plot = document.querySelector("#chart .js-plotly-plot");
    if (plot && plot.on && !plot.dataset.marked) {
      plot.dataset.marked = "yes";
      plot.on("plotly_afterplot", () => performance.mark("charts-painted"));
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
