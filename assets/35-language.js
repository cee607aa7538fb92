/* The language switch: its links lead to the state that is on screen now; Escape and a step elsewhere fold it. */
(function () {
  "use strict";

  const open = () => document.querySelector(".language-switch[open]");

  function renew(link) {
    const params = new URLSearchParams(atlas.search());
    params.set("lang", link.dataset.language);
    link.href = "?" + atlas.query(params) + location.hash;
  }

  function foldUnlessIn(place) {
    const box = open();
    if (box && !box.contains(place)) box.open = false;
  }

  // On opening, so that a link can be copied, and once more on the press itself: the state may have moved on, and
  // the browser tells of the opening only after it has taken the next key.
  document.addEventListener(
    "toggle",
    (event) => {
      const box = event.target.classList?.contains("language-switch") && event.target;
      if (box?.open) box.querySelectorAll("[data-language]").forEach(renew);
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("[data-language]");
      if (link) renew(link);
    },
    true,
  );
  // After the press and the Tab key, never on focus: a fold that closes between pressing and releasing the
  // button moves what is under it away.
  document.addEventListener("click", (event) => foldUnlessIn(event.target));
  document.addEventListener("keyup", (event) => event.key === "Tab" && foldUnlessIn(document.activeElement));
  document.addEventListener(
    "keydown",
    (event) => {
      const box = event.key === "Escape" && open();
      if (!box) return;
      event.stopPropagation();
      box.open = false;
      box.querySelector("summary").focus();
    },
    true,
  );

  /** Dash calls this before it asks the server for new parts of the page: they come in the page's language. */
  atlas.sayLanguage = (payload) => {
    payload.lang = document.documentElement.lang;
  };
})();
