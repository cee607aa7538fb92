/* A person's own values, kept by this tab of the browser until it is closed: `sessionStorage["atlas.own"]`, the text that
   the server packed (gzip, base64), and what it is in `atlas.own.about`. Nothing is sent from here. */
(function () {
  "use strict";

  const KEY = "atlas.own";
  const ABOUT = KEY + ".about";
  const HIDDEN = KEY + ".hidden";

  const tell = () => window.dispatchEvent(new Event("atlas:own"));

  function remove() {
    try {
      [KEY, ABOUT, HIDDEN].forEach((key) => sessionStorage.removeItem(key));
    } catch (error) {
      /* storage can be forbidden; then there is nothing to remove */
    }
    tell();
  }

  window.atlasOwn = {
    /** The packed values, or "". */
    get() {
      try {
        return sessionStorage.getItem(KEY) || "";
      } catch (error) {
        return "";
      }
    },

    /** What is kept: `{file, values}`, or null. */
    about() {
      try {
        return JSON.parse(sessionStorage.getItem(ABOUT) || "null");
      } catch (error) {
        return null;
      }
    },

    /** Keep these values instead of others; false where they are too many for the browser. */
    put(packed, about) {
      remove();
      try {
        sessionStorage.setItem(KEY, packed);
        sessionStorage.setItem(ABOUT, JSON.stringify(about));
      } catch (error) {
        remove();
        return false;
      }
      tell();
      return true;
    },

    remove,
  };
})();
