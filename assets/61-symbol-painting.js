/* How a symbol looks: shape = medium, colour and inner mark = verdict, dashed ring = pooled, tick = censored. */
(function () {
  "use strict";
  const sprites = new Map();

  function palette() {
    const token = atlas.token;
    return {
      outline: token("--outline"),
      halo: token("--halo"),
      ink: token("--ink"),
      surface: token("--surface"),
      unknown: token("--unknown"),
      unknownFill: token("--unknown-fill"),
      labelHalo: token("--label-halo"),
      accent: token("--accent"),
      own: token("--selected"),
      steps: [0, 1, 2, 3].map((step) => token("--verdict-" + step)),
      marks: [0, 1, 2, 3].map((step) => token(`--verdict-${step}-ink`)),
    };
  }

  const GREY = "unknown";

  /** Colour of a mark: a verdict step, a concentration, or grey where nothing is judged. */
  function fillOf(mark, colours) {
    if (mark.kind !== "sample") return mark.active ? colours.ink : colours.surface;
    if (mark.colour) return mark.colour === GREY ? null : mark.colour;
    return mark.step < 0 || !mark.read ? null : colours.steps[mark.step];
  }

  function spriteKey(mark) {
    return [mark.kind, mark.shape, mark.step, mark.read, mark.colour, mark.pooled, mark.censored, mark.active, mark.planned, mark.own].join("|");
  }

  function pathOf(mark, shapes) {
    if (mark.kind === "mine") return shapes.sites[mark.shape] || shapes.sites.mine;
    return shapes.shapes[shapes.same_shape[mark.shape] || mark.shape] || shapes.shapes.soil;
  }

  /** One shape with halo, fill and dark outline, all in the 24-unit box of the symbols' file. */
  function outlined(ctx, path, fill, outline, halo, unit) {
    ctx.lineJoin = "round";
    ctx.lineWidth = 4.5 * unit;
    ctx.strokeStyle = halo;
    ctx.stroke(path);
    ctx.fillStyle = fill;
    ctx.fill(path);
    ctx.lineWidth = 1.5 * unit;
    ctx.strokeStyle = outline;
    ctx.stroke(path);
  }

  function drawSample(ctx, mark, shapes, colours, unit) {
    const shape = pathOf(mark, shapes);
    const path = new Path2D(shape.d);
    const fill = fillOf(mark, colours);
    const state = mark.pooled ? shapes.states.pooled : mark.censored ? shapes.states[mark.censored] : null;
    if (mark.pooled) {
      const ring = new Path2D(state.ring);
      ctx.lineWidth = 4 * unit;
      ctx.strokeStyle = colours.labelHalo;
      ctx.stroke(ring);
      ctx.setLineDash(state.ring_dash_px.map((px) => px * unit));
      ctx.lineWidth = state.ring_px * unit;
      ctx.strokeStyle = fill === null ? colours.unknown : colours.ink;
      ctx.stroke(ring);
      ctx.setLineDash([]);
    }
    ctx.save();
    if (state?.shift) ctx.translate(...state.shift);
    if (state) ctx.scale(state.shape_scale, state.shape_scale);
    const own = state ? unit / state.shape_scale : unit;
    const known = fill !== null;
    outlined(ctx, path, known ? fill : colours.unknownFill, known ? colours.outline : colours.unknown, known ? colours.halo : colours.unknownFill, own);
    if (mark.censored && !mark.pooled) {
      drawCore(ctx, shape, path, state.core_scale, colours);
    } else if (mark.step >= 0 && !mark.colour) {
      drawMark(ctx, shape, shapes.marks, mark.step, known ? colours.marks[mark.step] : colours.unknown, colours);
    }
    ctx.restore();
    if (mark.censored && !mark.pooled) drawTick(ctx, state, colours);
  }

  /** A censored value is hollow: its middle is empty. */
  function drawCore(ctx, shape, path, scale, colours) {
    ctx.translate(...shape.mark);
    ctx.scale(scale, scale);
    ctx.translate(-shape.mark[0], -shape.mark[1]);
    ctx.fillStyle = colours.halo;
    ctx.fill(path);
  }

  function drawTick(ctx, state, colours) {
    const tick = new Path2D(state.tick);
    ctx.lineWidth = state.tick_width * 2.2;
    ctx.strokeStyle = colours.halo;
    ctx.stroke(tick);
    ctx.lineWidth = state.tick_width;
    ctx.strokeStyle = colours.outline;
    ctx.stroke(tick);
  }

  /** The inner mark of a verdict step, so that colour never speaks alone; grey where no limit was read. */
  function drawMark(ctx, shape, marks, step, ink, colours) {
    if (!marks[step] && ink === colours.marks[step]) return;
    ctx.save();
    ctx.translate(...shape.mark);
    if (!marks[step]) {
      ctx.fillStyle = ink;
      ctx.beginPath();
      ctx.arc(0, 0, 1.8, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.lineWidth = marks.width;
    ctx.strokeStyle = ink;
    ctx.stroke(new Path2D(marks[step]));
    ctx.restore();
  }

  function drawObject(ctx, mark, shapes, colours, unit) {
    const path = new Path2D(pathOf(mark, shapes).d);
    if (mark.planned) ctx.setLineDash([2.5 * unit, 2 * unit]);
    const dark = mark.kind === "mine" && !mark.planned;
    outlined(ctx, path, dark ? (mark.active ? colours.ink : colours.unknown) : colours.surface, colours.ink, colours.labelHalo, unit * 0.8);
    ctx.setLineDash([]);
    if (mark.kind !== "waste") return;
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = mark.active ? colours.ink : colours.unknown;
    ctx.stroke(new Path2D("M-5,5L5,-5M-7,1L1,-7M-1,7L7,-1"));
  }

  function drawShape(ctx, mark, shapes, colours, size) {
    const scale = size / 24;
    ctx.save();
    ctx.scale(scale, scale);
    ctx.lineCap = "round";
    if (mark.kind === "sample") drawSample(ctx, mark, shapes, colours, 1 / scale);
    else drawObject(ctx, mark, shapes, colours, 1 / scale);
    ctx.restore();
    if (mark.own) frameOwn(ctx, 0, 0, size * 0.72, colours);
  }

  /** The square round what is the reader's own. */
  function frameOwn(ctx, x, y, half, colours) {
    for (const [width, colour] of [[4.5, colours.labelHalo], [2.2, colours.own]]) {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.strokeRect(x - half, y - half, 2 * half, 2 * half);
    }
  }

  function sprite(mark, layer, colours) {
    const key = spriteKey(mark) + layer._ratio + colours.surface;
    if (sprites.has(key)) return sprites.get(key);
    const size = atlas.symbolSize;
    const side = size * 1.45 + 8;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(side * layer._ratio);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(layer._ratio, 0, 0, layer._ratio, canvas.width / 2, canvas.height / 2);
    drawShape(ctx, mark, layer.data.shapes, colours, size);
    sprites.set(key, canvas);
    return canvas;
  }

  function drawRings(ctx, layer, colours) {
    ctx.lineWidth = 1;
    for (const item of layer.items) {
      const mark = item.mark;
      if (!mark || !mark.radius) continue;
      const pixels = mark.radius * layer.pixelsPerMetre(mark.lat);
      if (pixels < atlas.symbolSize / 2 + 3) continue;
      const at = item.from || item;
      const chosen = mark.id === layer.view.site || mark.id === atlas.highlighted;
      ctx.globalAlpha = chosen ? 1 : 0.35;
      ctx.strokeStyle = colours.ink;
      ctx.setLineDash([1, 4]);
      ctx.beginPath();
      ctx.arc(at.x, at.y, pixels, 0, 2 * Math.PI);
      ctx.stroke();
      if (chosen) {
        ctx.globalAlpha = 0.06;
        ctx.fillStyle = colours.accent;
        ctx.fill();
      }
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  function drawLeaders(ctx, layer, colours) {
    ctx.strokeStyle = colours.ink;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const item of layer.items) {
      if (!item.from) continue;
      ctx.moveTo(item.from.x, item.from.y);
      ctx.lineTo(item.x, item.y);
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  /** A count: of measurements where there are any, else a smaller one of mines and waste areas. */
  function drawCluster(ctx, item, layer, colours) {
    const measured = item.cluster.filter((mark) => mark.kind === "sample"); // of highest rank first
    const own = measured.filter((mark) => mark.own);
    const published = measured.filter((mark) => !mark.own);
    const samples = published.length ? published : own; // never counted together
    const worst = samples[0];
    const sure = samples.find((mark) => fillOf(mark, colours) !== null);
    const radius = !samples.length ? 11 : samples.length > 99 ? 18 : 15;
    ctx.beginPath();
    ctx.arc(item.x, item.y, radius + 2.5, 0, 2 * Math.PI);
    ctx.fillStyle = colours.halo;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(item.x, item.y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = colours.surface;
    ctx.fill();
    const judged = worst && !worst.colour && worst.step >= 0;
    ctx.lineWidth = sure ? 5 : 2;
    ctx.strokeStyle = sure ? fillOf(sure, colours) : colours.unknown;
    if (sure?.pooled) ctx.setLineDash([5, 2.5]);
    ctx.beginPath();
    ctx.arc(item.x, item.y, radius - 2.5, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.outline;
    ctx.beginPath();
    ctx.arc(item.x, item.y, radius, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.fillStyle = colours.ink;
    ctx.font = "650 12px 'Atlas Sans', system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(samples.length || item.cluster.length), item.x, item.y + 0.5);
    if (own.length) {
      frameOwn(ctx, item.x, item.y, radius + 3, colours);
      if (published.length) countOwn(ctx, item.x - radius - 3, item.y + radius + 3, own.length, colours);
    }
    if (!samples.length) {
      const image = sprite(item.cluster[0], layer, colours);
      const side = image.width / layer._ratio / 1.35;
      ctx.drawImage(image, item.x + 2, item.y - 20, side, side);
    }
    if (judged) {
      const image = sprite({ ...worst, pooled: false, censored: false }, layer, colours);
      const side = image.width / layer._ratio / 1.35;
      ctx.drawImage(image, item.x + radius * 0.75 - side / 2, item.y - radius * 0.75 - side / 2, side, side);
    }
  }

  /** How many of a count's measurements are the reader's own, on a tag at the corner of its square. */
  function countOwn(ctx, x, y, count, colours) {
    const half = 5 + 3.5 * String(count).length;
    ctx.fillStyle = colours.own;
    ctx.fillRect(x - half, y - 7, 2 * half, 14);
    ctx.fillStyle = colours.surface;
    ctx.fillText(String(count), x, y + 0.5);
  }

  function drawFrame(ctx, item, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(item.x, item.y, (item.cluster ? 17 : atlas.symbolSize / 2) + 5, 0, 2 * Math.PI);
    ctx.stroke();
  }

  const holds = (item, id) => Boolean(id) && (item.cluster ? item.cluster.some((mark) => mark.id === id) : item.mark.id === id);

  atlas.paintSymbols = function (ctx, layer) {
    const colours = palette();
    drawRings(ctx, layer, colours);
    drawLeaders(ctx, layer, colours);
    const items = [...layer.items].reverse(); // the most serious on top
    for (const item of items) {
      if (item.cluster) {
        drawCluster(ctx, item, layer, colours);
        continue;
      }
      const image = sprite(item.mark, layer, colours);
      const side = image.width / layer._ratio;
      ctx.drawImage(image, item.x - side / 2, item.y - side / 2, side, side);
    }
    for (const item of items) {
      if (holds(item, layer.view.site)) drawFrame(ctx, item, colours.accent, 3.5);
      if (holds(item, atlas.highlighted)) drawFrame(ctx, item, colours.ink, 2);
    }
  };
})();
