/* The language switch: its links lead to the state that is on screen now; Escape and a step elsewhere fold it. */
(function () {
  "use strict";

  const open = () => document.querySelector(".language-switch[open]");

  function renew(box) {
    box.querySelectorAll("[data-language]").forEach((link) => {
      const params = new URLSearchParams(location.search);
      params.set("lang", link.dataset.language);
      link.href = "?" + atlas.query(params) + location.hash;
    });
  }

  function foldUnlessIn(place) {
    const box = open();
    if (box && !box.contains(place)) box.open = false;
  }

  document.addEventListener(
    "toggle",
    (event) => event.target.classList?.contains("language-switch") && event.target.open && renew(event.target),
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
