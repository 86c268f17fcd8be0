// The frame around the words: light or dark, the menu behind ☰, the place on the page, print.
// Takes the place of the theme's own script, of which this site would use one part in twenty.
// Without this file everything is there: links, the folded contents, the rooms in a row above.
(function () {
  "use strict";
  var body = document.body;

  // Light or dark; the choice is kept under the name that the theme's line in the head reads.
  var palette = document.querySelector(".palette");
  function dark() { return body.getAttribute("data-md-color-scheme") === "slate"; }
  function show() { palette.setAttribute("aria-pressed", String(dark())); }
  if (palette) {
    palette.hidden = false;
    palette.addEventListener("click", function () {
      var scheme = dark() ? "default" : "slate";
      body.setAttribute("data-md-color-scheme", scheme);
      __md_set("__palette", { color: { scheme: scheme } });
      show();
    });
    show();
  }

  // The menu on a narrow screen: a label of a checkbox, which no key reaches; a button takes its place.
  var drawer = document.getElementById("__drawer");
  var label = document.querySelector(".md-header label[for=__drawer]");
  var opener = document.createElement("button");
  function move(open) {
    drawer.checked = open;
    opener.setAttribute("aria-expanded", String(open));
  }
  if (label) {
    opener.type = "button";
    opener.className = label.className + " menu-button";
    opener.innerHTML = label.innerHTML;
    opener.setAttribute("aria-controls", "menu");
    opener.setAttribute("aria-label", document.getElementById("menu").getAttribute("aria-label"));
    label.parentNode.replaceChild(opener, label);
    opener.addEventListener("click", function () {
      move(true);
      document.querySelector(".menu a").focus();
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      move(false);
      opener.focus();
    });
    drawer.addEventListener("change", function () { move(drawer.checked); });
    addEventListener("pageshow", function () { move(false); });
  }

  // The contents of the page stand open where there is room beside the words, and follow the reader.
  var toc = document.querySelector(".toc details");
  var wide = matchMedia("(min-width: 60em)");
  var here = null, waiting = false;
  var links = toc ? [].slice.call(toc.querySelectorAll("a")) : [];
  var targets = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
  function follow() {
    var index, found = null, box = toc.closest(".md-sidebar__scrollwrap");
    waiting = false;
    for (index = 0; index < targets.length; index += 1) {
      if (targets[index] && targets[index].getBoundingClientRect().top < 120) found = links[index];
    }
    if (found === here) return;
    if (here) here.removeAttribute("aria-current");
    here = found;
    if (!here) return;
    here.setAttribute("aria-current", "true");
    box.scrollTop = here.offsetTop - box.clientHeight / 2;
  }
  function unfold() { toc.open = wide.matches; }
  if (toc) {
    unfold();
    wide.addListener(unfold);
    addEventListener("scroll", function () {
      if (wide.matches && !waiting) { waiting = true; requestAnimationFrame(follow); }
    }, { passive: true });
  }
  var current = document.querySelector(".menu [aria-current]");
  if (current) {
    var box = current.closest(".md-sidebar__scrollwrap");
    box.scrollTop = current.offsetTop - box.clientHeight / 2;
  }

  // What is folded opens for a link into it, and on paper.
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.closest("details:not([open])");
    if (fold) { fold.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", reveal);
  reveal();
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = [].slice.call(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (fold) { fold.open = true; });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (fold) { fold.open = false; });
  });
})();
