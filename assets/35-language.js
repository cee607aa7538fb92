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

  function fold(event) {
    const box = open();
    if (box && !box.contains(event.target)) box.open = false;
  }

  document.addEventListener(
    "toggle",
    (event) => event.target.classList?.contains("language-switch") && event.target.open && renew(event.target),
    true,
  );
  document.addEventListener("pointerdown", fold);
  document.addEventListener("focusin", fold);
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
