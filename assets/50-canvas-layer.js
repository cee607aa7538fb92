/* A Leaflet layer that paints itself on one canvas: the ground for the symbols and the labels. */
(function () {
  "use strict";

  /** Made on first use, because Leaflet arrives with dash-leaflet, after this file. */
  atlas.canvasLayer = function () {
    if (atlas._CanvasLayer) return atlas._CanvasLayer;

    atlas._CanvasLayer = L.Renderer.extend({
      options: { padding: 0.15 },

      _initContainer() {
        this._container = document.createElement("canvas");
        this._container.className = "atlas-canvas";
        this._ctx = this._container.getContext("2d");
      },

      onRemove() {
        this._container.remove();
      },

      _updatePaths() {},

      _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        const size = this._bounds.getSize();
        const ratio = Math.min(window.devicePixelRatio || 1, 3);
        const canvas = this._container;
        L.DomUtil.setPosition(canvas, this._bounds.min);
        canvas.width = Math.round(size.x * ratio);
        canvas.height = Math.round(size.y * ratio);
        canvas.style.width = size.x + "px";
        canvas.style.height = size.y + "px";
        this._ratio = ratio;
        this.redraw();
      },

      /** Paint again: nothing is created or thrown away but pixels. */
      redraw() {
        if (!this._map || !this._bounds) return;
        const ctx = this._ctx;
        ctx.setTransform(1, 0, 0, 1, 0, 0);
        ctx.clearRect(0, 0, this._container.width, this._container.height);
        ctx.setTransform(this._ratio, 0, 0, this._ratio, -this._bounds.min.x * this._ratio, -this._bounds.min.y * this._ratio);
        this.paint(ctx);
      },

      /** Pixels of a metre at a latitude, at the zoom of the map. */
      pixelsPerMetre(lat) {
        const circumference = 40075016.686 * Math.cos((lat * Math.PI) / 180);
        return (256 * Math.pow(2, this._map.getZoom())) / circumference;
      },
    });
    return atlas._CanvasLayer;
  };
})();
