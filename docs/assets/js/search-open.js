// Opens the search: by the button in the head, the key / or an address with ?q=. What does the searching
// is fetched on first use, as plain scripts, so that it also works from a USB stick.
(function () {
  "use strict";
  var buttons = document.querySelectorAll(".search-open"), state = 0, waiting = null;
  if (!buttons.length || !window.HTMLDialogElement) return;
  function fetchAll(addresses) {
    if (!addresses.length) { state = 2; if (waiting) waiting(); return; }
    var script = document.createElement("script");
    script.src = addresses[0];
    script.onload = function () { fetchAll(addresses.slice(1)); };
    script.onerror = function () { state = 0; busy(false); };
    document.body.append(script);
  }
  function busy(is) { buttons.forEach(function (button) { if (is) button.setAttribute("aria-busy", "true"); else button.removeAttribute("aria-busy"); }); }
  function prepare() { if (!state) { state = 1; fetchAll(buttons[0].dataset.load.split(" ")); } }
  function open(query) {
    waiting = function () { waiting = null; busy(false); window.handbookSearchDialog.open(query, buttons[0].dataset.home); };
    prepare();
    if (state === 2) waiting(); else busy(true);
  }
  buttons.forEach(function (button) {
    button.hidden = false;
    ["pointerenter", "focus"].forEach(function (name) { button.addEventListener(name, prepare); });
    button.addEventListener("click", function () { open(""); });
  });
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open("");
  });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
