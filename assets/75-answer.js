/* What the server says about a state of the link: its words are put into the live parts of the page, its figure is drawn.
   Asked for without Dash, so that the question is on its way before the map is painted and nothing is built anew. */
(function () {
  "use strict";

  const said = {};
  let asked = "";
  let question = null;
  let last = null;

  const afterPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  /** Make an element like another one and keep what is alike: the focus, open folds and drawn charts stay. */
  function morph(old, next) {
    if ("plot" in old.dataset && "plot" in next.dataset) return;
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    morphChildren(old, next);
  }

  function morphChildren(old, next) {
    const own = [...old.childNodes];
    const wanted = [...next.childNodes];
    wanted.forEach((node, i) => {
      if (!own[i]) old.append(node);
      else if (own[i].nodeName !== node.nodeName) own[i].replaceWith(node);
      else if (node instanceof Element) morph(own[i], node);
      else if (own[i].data !== node.data) own[i].data = node.data;
    });
    own.slice(wanted.length).forEach((node) => node.remove());
  }

  /** Put in what the server wrote: its html, in which every text of the data is escaped. */
  function put(key, html) {
    if (said[key] === html) return;
    said[key] = html;
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    morphChildren(document.getElementById(key), parsed.content);
  }

  /** The link and the theme that an answer depends on; where the map stands is not among them. */
  function keyOf(request) {
    const params = new URLSearchParams(request.search);
    params.delete("map");
    params.sort();
    return [params, request.theme, atlas.own?.version].join(" ");
  }

  /** Fetch the answer; null where a newer question has taken its place. */
  async function answerTo(request, signal) {
    const params = new URLSearchParams(request.search);
    params.set("theme", request.theme);
    try {
      const response = await atlas.fetch("/answer", params, signal);
      if (!response.ok) throw new Error(response.statusText);
      return await response.json();
    } catch {
      if (!signal.aborted) lost(request);
      return null;
    }
  }

  /** Say that the server does not answer, and let the reader ask again; what is on the page stays. */
  function lost(request) {
    asked = "";
    const words = document.getElementById("answer-lost");
    words.hidden = false;
    words.querySelector("button").onclick = () => atlas.ask(request);
  }

  /** Ask anew about the state that was asked about last, because what goes along with it has changed. */
  atlas.askAgain = () => last && atlas.ask(last);

  /** Ask for what belongs to this state, unless it is there; `painted`: not before the map has painted. */
  atlas.ask = async function (request, painted) {
    last = request;
    const key = keyOf(request);
    if (key === asked) return;
    asked = key;
    question?.abort();
    const own = (question = new AbortController());
    if (painted) await afterPaint();
    const answer = own.signal.aborted ? null : await answerTo(request, own.signal);
    if (!answer || own.signal.aborted) return;
    document.getElementById("answer-lost").hidden = true;
    document.getElementById("table-search").hidden = !answer.table;
    Object.entries(answer.parts).forEach(([part, html]) => put(part, html));
    document.dispatchEvent(new Event("atlas:answered"));
    await atlas.draw(answer);
  };
})();
