/* Measurements, mines and waste areas as one layer of symbols: chosen, coloured, kept apart and painted in the browser. */
(function () {
  "use strict";
  const SIZE = 18;
  const REACH = 13; // half of the 24 px target, and a pixel
  const APART = 25;
  const SPREAD_AT_MOST = 6;
  const CIVIDIS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"];

  /** Rows of each analyte, found once: switching the metal then touches only its own rows. */
  function indexRows(values, analytes) {
    const rows = analytes.map(() => []);
    values.analyte.forEach((analyte, row) => rows[analyte].push(row));
    return rows;
  }

  function codes(list, names) {
    if (!list || !list.length) return null;
    const chosen = new Set(list);
    return names.map((name) => chosen.has(name));
  }

  /** Test of one row against the filters of the link; the same rules as dashboard/filters. */
  function rowTest(data, view) {
    const { values, points, names } = data;
    const medium = codes(view.medium, names.group);
    const country = codes(view.country, names.country);
    const statistic = codes(view.statistic, names.statistic);
    const use = codes(view.use, names.use);
    const source = codes(view.source, names.source);
    const steps = view.verdict.length ? new Set(view.verdict.map(Number)) : null;
    const step = values.step[view.regime];
    const scope = new Set(view.scope.length ? view.scope : ["border", "pooled", "comparison"]);
    return (row) => {
      const point = values.point[row];
      if (!scope.has(points.scope[point])) return false;
      if (medium && !medium[values.group[row]]) return false;
      if (country && !country[points.country[point]]) return false;
      if (statistic && !statistic[values.statistic[row]]) return false;
      if (use && !use[points.use[point]]) return false;
      if (source && !source[values.source[row]]) return false;
      if (steps && !steps.has(step[row])) return false;
      if (view.from !== null && !(values.last[row] !== null && values.last[row] >= view.from)) return false;
      if (view.to !== null && !(values.first[row] !== null && values.first[row] <= view.to)) return false;
      return true;
    };
  }

  /** One mark a place, medium and kind of statistic; its colour is that of the most serious value. */
  function sampleMarks(data, view) {
    const { values, points, names } = data;
    const analyte = names.analyte.indexOf(view.analyte);
    if (analyte < 0 || !view.layers.includes("samples")) return [];
    const passes = rowTest(data, view);
    const step = values.step[view.regime];
    const groups = names.group.length;
    const byAmount = view.colour === "concentration";
    const marks = new Map();
    for (const row of data.rows[analyte]) {
      if (!passes(row)) continue;
      const key = (values.point[row] * groups + values.group[row]) * 2 + (values.statistic[row] === data.single ? 0 : 1);
      const mark = marks.get(key);
      if (!mark) {
        marks.set(key, { kind: "sample", point: values.point[row], row, count: 1 });
        continue;
      }
      mark.count += 1;
      const better = (!byAmount && step[row] - step[mark.row]) || values.standard[row] - values.standard[mark.row];
      if (better > 0) mark.row = row;
    }
    return Array.from(marks.values(), (mark) => describe(mark, data, view, step));
  }

  function describe(mark, data, view, step) {
    const { values, points, names } = data;
    const row = mark.row;
    mark.data = data;
    mark.own = data.own === true; // the reader's, beside the published
    mark.id = points.id[mark.point];
    mark.name = points.name[mark.point];
    mark.lat = points.lat[mark.point];
    mark.lon = points.lon[mark.point];
    mark.radius = points.uncertainty[mark.point];
    mark.shape = names.group[values.group[row]];
    mark.step = step[row];
    mark.read = Boolean(values.read[view.regime][row]);
    mark.pooled = values.statistic[row] !== data.single;
    mark.censored = ["", "below_detection", "above_range"][values.censored[row]];
    const share = view.colour === "concentration" ? shareOf(data, view, row) : null;
    mark.colour = share === null ? null : share < 0 ? "unknown" : CIVIDIS[Math.round(share * 9)];
    mark.rank = share ?? mark.step;
    return mark;
  }

  /** Where a concentration stands on the colour scale of its unit, 0 to 1; -1 where it has no place. */
  function shareOf(data, view, row) {
    const { values, names } = data;
    const range = data.ranges[view.analyte]?.[names.unit[values.unit[row]]];
    const value = values.standard[row];
    if (!range || !(value > 0)) return -1;
    const [low, high] = range.map(Math.log10);
    return high > low ? Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low))) : 0.5;
  }

  function objectMarks(data, view) {
    return data.objects.filter((object) => view.layers.includes(object.layer) && (!view.country.length || view.country.includes(object.country)));
  }

  /** The most serious first, or the highest where colours are concentrations; mines and waste last. */
  const byRank = (a, b) => (b.rank ?? -2) - (a.rank ?? -2) || (a.id < b.id ? -1 : 1);

  /** Keep symbols apart: far ones stand where they are, a few are spread on a ring, many become a count. */
  function arrange(marks, project, canSplit) {
    const cells = new Map();
    const groups = [];
    for (const mark of marks) {
      const at = project(mark);
      const cx = Math.floor(at.x / APART);
      const cy = Math.floor(at.y / APART);
      let home = null;
      for (let dx = -1; dx <= 1 && !home; dx++) {
        for (let dy = -1; dy <= 1 && !home; dy++) {
          const near = cells.get((cx + dx) * 100003 + cy + dy) || [];
          home = near.find((group) => Math.hypot(group.x - at.x, group.y - at.y) < APART) || null;
        }
      }
      if (home) home.marks.push([mark, at]);
      else {
        const group = { x: at.x, y: at.y, marks: [[mark, at]] };
        groups.push(group);
        const cell = cx * 100003 + cy;
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(group);
      }
    }
    return merged(groups, canSplit).flatMap((group) => place(group, canSplit));
  }

  /** Radius on which so many symbols stand a target apart. */
  const ringOf = (count) => Math.max(15, APART / (2 * Math.sin(Math.PI / count)));

  /** Room that a group takes on the map, as a radius. */
  function reach(group, canSplit) {
    const count = group.marks.length;
    if (count === 1) return SIZE / 2;
    if (count > SPREAD_AT_MOST && canSplit) return 19;
    return ringOf(count) + SIZE / 2;
  }

  /** Join groups whose drawings would cover each other, until none does. */
  function merged(groups, canSplit) {
    for (let again = true; again; ) {
      again = false;
      groups.sort((a, b) => b.marks.length - a.marks.length);
      for (let i = 0; i < groups.length && groups[i].marks.length > 1; i++) {
        const own = reach(groups[i], canSplit);
        for (let j = groups.length - 1; j > i; j--) {
          const gap = Math.hypot(groups[i].x - groups[j].x, groups[i].y - groups[j].y);
          if (gap >= own + reach(groups[j], canSplit)) continue;
          groups[i].marks.push(...groups[j].marks);
          groups.splice(j, 1);
          again = true;
        }
      }
    }
    return groups;
  }

  function place(group, canSplit) {
    const members = group.marks;
    if (members.length === 1) return [{ mark: members[0][0], x: members[0][1].x, y: members[0][1].y }];
    const { x, y } = group;
    if (members.length > SPREAD_AT_MOST && canSplit) {
      return [{ cluster: members.map(([mark]) => mark).sort(byRank), x, y }];
    }
    const ring = ringOf(members.length);
    return members.map(([mark, at], i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / members.length;
      return { mark, x: x + ring * Math.cos(angle), y: y + ring * Math.sin(angle), from: at };
    });
  }

  /** Columns of values made ready to choose from. */
  atlas.prepared = function (data) {
    data.rows = indexRows(data.values, data.names.analyte);
    data.single = data.names.statistic.indexOf("single");
    return data;
  };
  atlas.rowTest = rowTest;

  atlas.symbolsLayer = function () {
    if (atlas._SymbolsLayer) return atlas._SymbolsLayer;
    atlas._SymbolsLayer = atlas.canvasLayer().extend({
      setData(data) {
        this.data = atlas.prepared(data);
      },

      setView(view) {
        this.view = view;
        this.renew();
      },

      /** Choose the marks anew and paint them. */
      renew() {
        this._marks = null;
        this._room = null;
        this.redraw();
      },

      /** Marks of the reader's own data, where the session has some: with no position they are in the charts only. */
      ownMarks() {
        return atlas.own ? sampleMarks(atlas.own.data, atlas.own.viewOf(this.view)).filter((mark) => mark.lat !== null) : [];
      },

      marks() {
        if (!this._marks) {
          const samples = sampleMarks(this.data, this.view).concat(this.ownMarks());
          this._marks = samples.sort(byRank).concat(objectMarks(this.data, this.view));
        }
        return this._marks;
      },

      paint(ctx) {
        if (!this.data || !this.view) return;
        const map = this._map;
        const bounds = this._bounds;
        const project = (mark) => map.latLngToLayerPoint([mark.lat, mark.lon]);
        const near = (mark) => bounds.contains(project(mark));
        this.items = arrange(this.marks().filter(near), project, map.getZoom() < map.getMaxZoom());
        atlas.paintSymbols(ctx, this);
        this.tellLabels();
        if (!atlas.usable) {
          atlas.usable = true;
          performance.mark("map-usable");
          dash_clientside.set_props("ready", { data: true });
        }
        performance.mark("map-painted");
      },

      /** Names make room for symbols that have come or moved, but only after these have been painted. */
      tellLabels() {
        const room = this.items.map((item) => [Math.round(item.x), Math.round(item.y)]).join();
        if (room === this._room) return;
        this._room = room;
        if (this._telling) return;
        this._telling = true;
        requestAnimationFrame(() => setTimeout(() => ((this._telling = false), atlas.labels?.redraw()), 0));
      },

      /** Item under a layer point: the nearest within the 24 px target. */
      itemAt(point) {
        let best = null;
        let least = REACH;
        for (const item of this.items || []) {
          const distance = Math.hypot(item.x - point.x, item.y - point.y) - (item.cluster ? 6 : 0);
          if (distance < least) [best, least] = [item, distance];
        }
        return best;
      },

      onAdd(map) {
        L.Renderer.prototype.onAdd.call(this, map);
        if (this._wired) return;
        this._wired = true;
        atlas.wireSymbols(this, map);
      },
    });
    return atlas._SymbolsLayer;
  };
  atlas.symbolSize = SIZE;
})();
