// The search as a dialog: a combobox over a list of results, grouped by page. Texts are set as text.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0, search = null, home = "", shown = "", active = -1, timer = 0, dialog, input, list, status, help, note;
  var say = english
    ? { name: "Search the handbook", placeholder: "e.g. who chooses the chief representative", close: "Close", results: "Results", found: "{n} places on {pages} pages", one: "1 place", first: "; the first {shown} pages are shown. One more word makes it sharper.", none: "Nothing found for “{q}”.", corrected: "Nothing is written as “{q}”; shown for “{c}”.", direct: { article: "The article", law: "The law", missing: "This article is not in the handbook; the page of the law" }, hints: ["Fewer or shorter words find more.", "An article: Provisions on Collective Contracts 32."], look: "Or look here:", keys: "↑ ↓ choose · Enter open · Esc close",
        examples: ["chief representative", "20 days", "Provisions on Collective Contracts, art. 32"], places: [["Questions and answers", "reference/faq.html"], ["Glossary", "reference/glossary.html"], ["Deadlines", "reference/deadlines.html"], ["Law", "law/index.html"], ["Forms", "templates/index.html"]],
        rooms: { law: "Law", guide: "Handbook", casebook: "Case", templates: "Form", practice: "Practice", reference: "Reference", about: "Reference", "": "Home" } }
    : { name: "搜索手册", placeholder: "例如：首席代表怎么产生", close: "关闭", results: "搜索结果", found: "找到{n}处，在{pages}页", one: "找到1处", first: "，先列{shown}页；再写一个词更准", none: "没有找到“{q}”。", corrected: "手册里没有“{q}”这样的写法，按“{c}”搜索。", direct: { article: "直达条文", law: "直达法规", missing: "手册没有摘录这一条，打开法规页" }, hints: ["少写几个字，或者换一个说法。", "查条文写法名和条号：集体合同规定 32。"], look: "也可以从这里找：", keys: "↑ ↓ 选择 · 回车打开 · Esc 关闭",
        examples: ["首席代表怎么产生", "20日内答复", "劳动合同法51条", "要约书"], places: [["常见问答", "reference/faq.html"], ["术语表", "reference/glossary.html"], ["期限和表决", "reference/deadlines.html"], ["法规总览", "law/index.html"], ["表单与合同范本", "templates/index.html"]],
        rooms: { law: "法规", guide: "手册", casebook: "案例", templates: "模板", practice: "练习", reference: "参考", about: "参考", "": "首页" } };
  function element(tag, style, text) {
    var made = document.createElement(tag);
    if (style) made.className = style;
    if (text) made.textContent = text;
    return made;
  }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); }
  function address(page, anchor) { return new URL(page + (anchor ? "#" + anchor : ""), new URL(home, location.href)).href; }
  // The address bar holds the query, so that it can be sent to someone.
  function remember(query) {
    var url = new URL(location.href);
    if (query) url.searchParams.set("q", query); else url.searchParams.delete("q");
    try { history.replaceState(history.state, "", url); } catch (refused) { /* an address that may not change */ }
  }

  function build() {
    var head = element("div", "search-head"), close = element("button", "search-close", say.close);
    dialog = element("dialog", "search");
    dialog.setAttribute("aria-label", say.name);
    input = element("input", "search-input");
    input.type = "search";
    input.maxLength = 200;
    input.placeholder = say.placeholder;
    input.autocomplete = "off";
    input.spellcheck = false;
    [["role", "combobox"], ["aria-label", say.name], ["aria-autocomplete", "list"], ["aria-controls", "search-list"], ["aria-expanded", "false"], ["enterkeyhint", "search"]].forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    close.type = "button";
    close.addEventListener("click", function () { dialog.close(); });
    status = element("p", "search-status");
    status.setAttribute("role", "status");
    note = element("p", "search-note");
    list = element("div", "search-list");
    list.id = "search-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say.results);
    help = element("div", "search-help");
    head.append(input, close);
    dialog.append(head, status, note, list, help);
    document.body.append(dialog);
    input.addEventListener("input", function (event) {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(function () { ask(input.value); }, 60);
    });
    input.addEventListener("compositionend", function () { ask(input.value); });
    input.addEventListener("keydown", key);
    dialog.addEventListener("close", function () { clearTimeout(timer); remember(""); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    list.addEventListener("click", function (event) { if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close(); });
  }
  function key(event) {
    var count = list.querySelectorAll("[role=option]").length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count) choose((active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (input.value !== shown) ask(input.value);
      var option = list.querySelector("[aria-selected=true]") || list.querySelector("[role=option]");
      if (option) option.click();
    } else if (event.key === "Escape") { // a search field would only empty itself
      event.preventDefault();
      dialog.close();
    }
  }
  function choose(number) {
    active = number;
    list.querySelectorAll("[role=option]").forEach(function (option, index) {
      option.setAttribute("aria-selected", String(index === number));
      if (index === number) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    });
    if (number < 0) input.removeAttribute("aria-activedescendant");
  }
  function put(pieces, into) { pieces.forEach(function (piece) { into.append(piece[1] ? element("mark", "", piece[0]) : piece[0]); }); return into; }
  function row(one, keys, number) {
    var section = one.section, link = element("a", "search-option"), name = element("span", "search-heading");
    link.href = address(section.page.address, section.anchor);
    link.id = "search-" + number;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    if (one.direct) name.append(element("span", "search-direct", say.direct[one.direct]), " ");
    put(search.marked(section.heading, keys), name);
    link.append(name);
    if (section.text) link.append(put(search.snippet(section.text, keys), element("span", "search-snippet")));
    return link;
  }
  function suggestions(query) {
    var hints = element("ul"), examples = element("p", "search-examples"), places = element("ul", "search-places");
    help.textContent = "";
    if (query) {
      help.append(element("p", "search-none", fill(say.none, { q: query })));
      say.hints.forEach(function (hint) { hints.append(element("li", "", hint)); });
      help.append(hints);
    }
    say.examples.forEach(function (example) {
      var button = element("button", "", example);
      button.type = "button";
      button.addEventListener("click", function () { input.value = example; input.focus(); ask(example); });
      examples.append(button);
    });
    say.places.forEach(function (place) {
      var item = element("li"), link = element("a", "", place[0]);
      link.href = address(place[1]);
      item.append(link);
      places.append(item);
    });
    help.append(examples, element("p", "", say.look), places, element("p", "search-keys", say.keys));
  }
  function ask(value) {
    var query = value.trim(), found = query ? search.find(query) : null, number = 0;
    shown = value;
    remember(query);
    list.textContent = "";
    note.textContent = found && found.corrected ? fill(say.corrected, { q: query, c: found.corrected }) : "";
    help.hidden = !!(found && found.count);
    list.hidden = !help.hidden;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!help.hidden) {
      status.textContent = query ? fill(say.none, { q: query }) : "";
      suggestions(query);
      choose(-1);
      return;
    }
    found.groups.forEach(function (group) {
      var part = element("div", "search-group"), title = element("div", "search-page");
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", say.rooms[group.page.room] + " " + group.page.title);
      title.setAttribute("aria-hidden", "true");
      title.append(element("span", "search-kind", say.rooms[group.page.room]), put(search.marked(group.page.title, found.keys), element("span")));
      part.append(title);
      group.sections.slice(0, 3).forEach(function (one) { part.append(row(one, found.keys, number)); number += 1; });
      list.append(part);
    });
    status.textContent = found.count === 1 ? say.one : fill(say.found, { n: found.count, pages: found.pages }) + (found.pages > found.groups.length ? fill(say.first, { shown: found.groups.length }) : "");
    choose(-1);
    dialog.scrollTop = 0;
  }

  window.handbookSearchDialog = {
    // Opens with a query, or with what was asked last; `from` is the address of the home page.
    open: function (query, from) {
      home = from;
      if (!dialog) build();
      if (!search) search = new window.HandbookSearch(window.handbookSearchIndex);
      if (!dialog.open) dialog.showModal();
      if (query) input.value = query;
      ask(input.value);
      input.focus();
      input.select();
    }
  };
})();
