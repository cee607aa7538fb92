/* Charts linked with the map and the table: the same place is highlighted in all, a click opens its story. */
(function () {
  "use strict";

  const graph = () => document.querySelector("#chart-box .js-plotly-plot");
  const placeOf = (event) => event.points?.[0]?.customdata?.[0] || "";

  function wire(plot) {
    if (plot.atlasWired) return;
    plot.atlasWired = true;
    plot.on("plotly_hover", (event) => atlas.highlight(placeOf(event), "chart"));
    plot.on("plotly_unhover", () => atlas.highlight("", "chart"));
    plot.on("plotly_click", (event) => placeOf(event) && atlas.change({ site: placeOf(event) }));
    plot.on("plotly_afterplot", painted);
  }

  function painted() {
    performance.mark("charts-painted");
  }

  /** Marks of a place in the chart, as plotly names them; none for a place that is not drawn. */
  function marksOf(plot, place) {
    const found = [];
    (plot.data || []).forEach((trace, curveNumber) => {
      (trace.customdata || []).forEach((data, pointNumber) => {
        if (data && data[0] === place && trace.hoverinfo !== "skip") found.push({ curveNumber, pointNumber });
      });
    });
    return found.slice(0, 20);
  }

  atlas.onHighlight((place, from) => {
    const plot = graph();
    if (!plot || from === "chart" || !window.Plotly?.Fx || !plot._fullLayout) return;
    const marks = place ? marksOf(plot, place) : [];
    if (marks.length) Plotly.Fx.hover(plot, marks);
    else Plotly.Fx.unhover(plot);
  });

  function cells(row, tag, texts) {
    for (const text of texts) {
      const cell = document.createElement(tag);
      if (tag === "th") cell.scope = "col";
      cell.textContent = text; // never html: names come from files
      row.append(cell);
    }
  }

  /** Write the table behind a chart when its fold is opened. */
  function writeNumbers(fold) {
    const { head, rows } = JSON.parse(fold.dataset.numbers);
    const table = document.createElement("table");
    table.className = "values";
    cells(table.createTHead().insertRow(), "th", head);
    const body = table.createTBody();
    rows.forEach((texts) => cells(body.insertRow(), "td", texts));
    const box = fold.querySelector(".table-scroll");
    box.tabIndex = 0;
    box.replaceChildren(table);
  }
  document.addEventListener(
    "toggle",
    (event) => event.target.open && event.target.dataset?.numbers && writeNumbers(event.target),
    true,
  );

  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

  /** After new charts have come: wait until they are drawn, then link them. */
  async function link() {
    const box = document.getElementById("chart-box");
    for (let tries = 0; tries < 600; tries++) {
      await nextFrame();
      const plot = graph();
      if (plot?._fullLayout && plot.on) {
        wire(plot);
        break;
      }
      if (box && !box.querySelector(".chart, .chart-skeleton")) break;
    }
    painted();
    return window.dash_clientside.no_update;
  }

  /** A story takes the focus when it opens, keeps the charts behind it out of reach, and gives the focus back. */
  function tell(children) {
    const charts = document.querySelector(".chart-side");
    const over = matchMedia("(min-width: 900px)").matches;
    if (charts) charts.inert = Boolean(children) && over;
    requestAnimationFrame(() => {
      const heading = document.getElementById("story-title");
      if (heading) {
        if (document.activeElement !== document.body && !heading.closest("#story").contains(document.activeElement)) {
          before = document.activeElement.closest("[data-place]")?.dataset.place || "";
        }
        heading.focus({ preventScroll: true });
      } else if (before) {
        document.querySelector(`[data-place="${CSS.escape(before)}"] a`)?.focus();
        before = "";
      }
    });
    return window.dash_clientside.no_update;
  }
  let before = "";

  window.addEventListener("beforeprint", () => document.querySelectorAll(".story details, .reading details").forEach((fold) => (fold.open = true)));

  Object.assign(window.dash_clientside.atlas, { link, tell });
})();
