// The reviewer's checklist: tick, remark, and carry the findings into the opinion form. Without this
// script the table is printed and ticked by hand.
(function () {
  "use strict";
  var place = document.querySelector(".gates");
  if (!place) return;
  var english = document.documentElement.lang.indexOf("en") === 0, words = JSON.parse(place.dataset.words);
  var opinion = place.dataset.opinion, language = english ? "en" : "zh";
  var KEY = "handbook.gates." + language, FORM = "handbook.form." + language + "." + opinion;
  var state = recall(KEY), lines = [];

  function recall(key) {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (refused) { return {}; }
  }
  function remember(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch (refused) { return false; }
  }
  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function tick(line, row) {
    var cell = row.querySelector(".gates-result"), mark = element("span", "gates-mark");
    cell.textContent = "";
    ["pass", "fail", "skip"].forEach(function (value) {
      var label = element("label"), input = element("input");
      input.type = "radio";
      input.name = line.id;
      input.value = value;
      input.checked = (state[line.id] || {}).result === value;
      input.setAttribute("aria-label", words[value] + (english ? ": " : "：") + line.text);
      label.append(input, words[value]);
      cell.append(label);
      input.addEventListener("change", function () { set(line, "result", value); });
    });
    cell.append(mark);
    line.mark = mark;
  }
  function remark(line, row) {
    var input = element("textarea"), printed = element("span", "fill-words");
    input.rows = 1;
    input.value = printed.textContent = (state[line.id] || {}).remark || "";
    input.setAttribute("aria-label", words.remark + (english ? ": " : "：") + line.text);
    input.addEventListener("input", function () { printed.textContent = input.value; set(line, "remark", input.value); });
    var wrap = element("span", "fill fill-cell");
    wrap.append(input, printed);
    row.querySelector(".gates-remark").append(wrap);
    line.input = input;
  }
  function set(line, what, value) {
    state[line.id] = state[line.id] || {};
    state[line.id][what] = value;
    remember(KEY, state);
    show();
  }

  // The findings of one blank of the opinion: all groups that write into it, in order.
  function findings(field) {
    return groups.filter(function (group) { return group.field === field; }).map(function (group) {
      var failed = group.lines.filter(function (line) { return (state[line.id] || {}).result === "fail"; });
      var open = group.lines.filter(function (line) { return !(state[line.id] || {}).result; });
      var text = failed.map(function (line, index) {
        var said = (state[line.id].remark || "").trim();
        var plain = line.ifNot.replace(/[。.]$/, "");
        return (index + 1) + (english ? ". " : ".") + plain + (said ? (english ? " (" + said + ")" : "（" + said + "）") : "") + (english ? "." : "。");
      }).join(english ? " " : "");
      if (!failed.length) text = open.length ? words.open.replace("{n}", open.length) : words.clean;
      else if (open.length) text += words.open.replace("{n}", open.length);
      return (english ? group.name + ": " : group.name + "：") + text;
    }).join("\n");
  }
  function show() {
    var fields = [], failed = 0, open = 0;
    lines.forEach(function (line) {
      var result = (state[line.id] || {}).result;
      if (result === "fail") failed += 1;
      if (!result) open += 1;
      line.mark.textContent = result ? words[result] : "";
    });
    groups.forEach(function (group) { if (fields.indexOf(group.field) < 0) fields.push(group.field); });
    result.textContent = "";
    result.append(element("p", "tool-answer", words.total.replace("{failed}", failed).replace("{open}", open)));
    fields.forEach(function (field) { result.append(element("p", "gates-finding", findings(field))); });
  }

  var groups = Array.prototype.map.call(place.querySelectorAll("table"), function (table) {
    var group = { name: table.dataset.group, field: table.dataset.field, lines: [] };
    table.querySelectorAll("tbody tr").forEach(function (row) {
      var line = { id: row.dataset.id, ifNot: row.dataset.ifNot, text: row.cells[0].textContent };
      tick(line, row);
      remark(line, row);
      group.lines.push(line);
      lines.push(line);
    });
    return group;
  });
  var bar = element("div", "form-bar"), result = element("div", "tool-result gates-outcome");
  var send = element("button", "", words.send), reset = element("button", "quiet", words.reset), print = element("button", "quiet", words.print);
  result.setAttribute("role", "status");
  [send, print, reset].forEach(function (button) { button.type = "button"; });
  print.addEventListener("click", function () { window.print(); });
  reset.addEventListener("click", function () {
    if (!confirm(words.sure)) return;
    state = {};
    remember(KEY, state);
    place.querySelectorAll("input").forEach(function (input) { input.checked = false; });
    place.querySelectorAll("textarea").forEach(function (input) { input.value = ""; });
    place.querySelectorAll(".fill-words").forEach(function (printed) { printed.textContent = ""; });
    show();
  });
  send.addEventListener("click", function () {
    var values = recall(FORM), taken = false;
    groups.forEach(function (group) { if (values[group.field] && values[group.field] !== findings(group.field)) taken = true; });
    if (taken && !confirm(words.over)) return;
    groups.forEach(function (group) { values[group.field] = findings(group.field); });
    if (remember(FORM, values)) location.href = opinion + ".html#form";
    else result.append(element("p", "tool-fault", words.refused));
  });
  bar.append(send, print, reset);
  place.append(result, bar);
  show();
})();
