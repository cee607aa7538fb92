/* Charts linked with the map and the table: the same place is highlighted in all, a click opens its story. */
(function () {
  "use strict";

  let shown = null;
  let loading = null;

  const plotBox = () => document.querySelector("#chart-box [data-plot]");
  const placeOf = (event) => event.points?.[0]?.customdata?.[0] || "";

  /** Fetch plotly.js once. Charts need only its basic part. */
  function library() {
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.plotly;
      script.onload = () => setTimeout(done); // read and drawn in two steps, with room for the reader between them
      script.onerror = () => {
        loading = null;
        failed(new Error(script.src));
      };
      document.head.append(script);
    });
    return loading;
  }

  /** Wait until a chart's box is on screen, or a screen's half below it: on a phone it lies under the map, and many a
      reader never goes there. A chart that is drawn already is kept up to date wherever it is. */
  let coming = null;
  function nearby(plot) {
    coming?.disconnect();
    if (plot._fullLayout || plot.getBoundingClientRect().top < innerHeight * 1.5) return null;
    return new Promise((done) => {
      // on a busy phone several changes come at once: the last one counts, and after it nothing may change any more
      const seen = (entries) => entries.at(-1).isIntersecting && (coming.disconnect(), done());
      coming = new IntersectionObserver(seen, { rootMargin: "50%" });
      coming.observe(plot);
    });
  }

  /** Draw again when the column gets another width. */
  const widths = new ResizeObserver(([entry]) => {
    const plot = entry.target;
    const width = Math.round(entry.contentRect.width);
    if (width && plot._fullLayout && plot._fullLayout.width !== width) Plotly.Plots.resize(plot);
  });

  /** Give the marks the shapes that their media have on the map; plotly draws the nearest that it knows. */
  function shapeMarks(plot) {
    plot.data.forEach((trace) => {
      if (!trace.meta?.d) return;
      plot.querySelectorAll(`.trace${trace.uid} path.point`).forEach((mark) => mark.setAttribute("d", trace.meta.d));
    });
  }

  /** Move the words on the limits' lines along with their axes when a reader zooms. */
  function moveLabels(plot) {
    document.querySelectorAll(".chart-labels [data-axis]").forEach((label) => {
      const [low, high] = plot.layout[label.dataset.axis].range;
      const share = (label.dataset.at - low) / (high - low);
      label.style.left = share * 100 + "%";
      label.hidden = share < -0.001 || share > 1.001;
    });
  }

  function wire(plot) {
    plot.on("plotly_relayout", () => moveLabels(plot));
    plot.on("plotly_afterplot", () => shapeMarks(plot));
    plot.on("plotly_hover", (event) => atlas.highlight(placeOf(event), "chart"));
    plot.on("plotly_unhover", () => atlas.highlight("", "chart"));
    plot.on("plotly_click", (event) => placeOf(event) && atlas.open(placeOf(event)));
    widths.observe(plot);
  }

  /** Save the chart as a picture that stands alone: the server writes title, labels, key and whose data it is into it. */
  async function save() {
    const params = new URLSearchParams(location.search);
    const response = await atlas.fetch("/picture", params);
    if (!response.ok) return;
    const figure = await response.json();
    const filename = ["netmin-atlas", params.get("analyte") || "", params.get("chart") || ""].filter(Boolean).join("-");
    const { width, height } = figure.layout;
    await Plotly.downloadImage(figure, { format: "png", scale: 2, width, height, filename });
  }

  /** Settings of the chart; the button that saves is our own. */
  function settings(plot) {
    const config = JSON.parse(plot.closest("[data-config]").dataset.config);
    const words = config.locales[config.locale].dictionary;
    const button = { name: "toImage", title: words["Download plot as a PNG"], icon: Plotly.Icons.camera, click: save };
    config.modeBarButtons = config.modeBarButtons.map((group) => group.map((name) => (name === "toImage" ? button : name)));
    return config;
  }

  /** Draw the figure of an answer into the box that stays in the page, or let go of a box that has left it. */
  atlas.draw = async function (answer) {
    const before = shown;
    shown = answer;
    document.querySelectorAll(".chart-numbers[open]").forEach(writeNumbers);
    if (answer.figure) {
      const plot = plotBox();
      if (before?.plot !== plot) forget(before?.plot);
      await nearby(plot);
      if (shown === answer) await library();
      if (shown !== answer) return;
      answer.plot = plot;
      const known = plot._fullLayout;
      answer.figure.data.forEach((trace, i) => (trace.uid = "marks" + i));
      await Plotly.react(plot, answer.figure.data, answer.figure.layout, settings(plot));
      plot.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true")); // its words stand beside it
      moveLabels(plot);
      if (!known) {
        wire(plot);
        shapeMarks(plot);
      }
    } else forget(before?.plot);
    performance.mark("charts-painted");
  };

  /** Draw the chart on screen in other colours, of which `swap` gives some; at once, as paper does not wait. */
  atlas.recolour = function (swap) {
    const plot = shown?.plot;
    if (!plot?._fullLayout) return;
    const figure = JSON.stringify(shown.figure).replace(/#[0-9a-f]{6}\b|rgba\([\d,.]+\)/g, (colour) => swap[colour] ?? colour);
    const { data, layout } = JSON.parse(figure);
    Plotly.react(plot, data, layout, settings(plot));
  };

  function forget(plot) {
    if (!plot) return;
    widths.unobserve(plot);
    Plotly.purge(plot);
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

  /** The panels in which the marks stand: plotly looks for them in its first one only, unless it is told. */
  const panelsOf = (plot, marks) => [...new Set(marks.map(({ curveNumber: at }) => (plot.data[at].xaxis || "x") + (plot.data[at].yaxis || "y")))];

  atlas.onHighlight((place, from) => {
    const plot = plotBox();
    if (!plot?._fullLayout || from === "chart") return;
    const marks = place ? marksOf(plot, place) : [];
    if (marks.length) Plotly.Fx.hover(plot, marks, panelsOf(plot, marks));
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

  /** Write the table behind the chart into its fold. */
  function writeNumbers(fold) {
    const { head, rows } = shown.numbers;
    const table = document.createElement("table");
    table.className = "values";
    cells(table.createTHead().insertRow(), "th", head);
    const body = table.createTBody();
    rows.forEach((texts) => cells(body.insertRow(), "td", texts));
    const box = fold.querySelector(".table-scroll");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", document.querySelector(".chart-title").textContent);
    box.replaceChildren(table);
  }
  document.addEventListener(
    "toggle",
    (event) => event.target.open && event.target.matches?.(".chart-numbers") && writeNumbers(event.target),
    true,
  );

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

  Object.assign(window.dash_clientside.atlas, { tell });
})();
