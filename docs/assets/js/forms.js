// Forms that are filled on the page: every blank becomes an input, what is typed stays in this
// browser, is saved to and opened from a small file, and is printed as a clean sheet. Without this
// script the page shows the blank form; the Word file is there either way.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  var say = english
    ? { print: "Print the form", save: "Save to a file", open: "Open a file", clear: "Clear", add: "Add a row", which: "Text",
        kept: "Saved in this browser only.", refused: "This browser keeps nothing: save to a file before you leave.",
        sure: "Clear everything filled in here?", wrong: "This file is not of this form: ", broken: "This file cannot be read.",
        loaded: "Opened.", lost: " Not on this form, left out: ", row: ", row ", choose: "choose", cleared: "Cleared." }
    : { print: "打印表单", save: "保存为文件", open: "打开文件", clear: "清空", add: "加一行", which: "文本",
        kept: "已保存在这台电脑的浏览器里，没有发出。", refused: "浏览器不让保存，离开前请“保存为文件”。",
        sure: "清空这张表里填的全部内容吗？", wrong: "这个文件不是本表的：", broken: "这个文件读不出来。",
        loaded: "已打开。", lost: "本表没有这些栏，没有填入：", row: "，第", choose: "请选择", cleared: "已清空。" };
  var place = document.querySelector(".form-sheets");
  if (!place) return;
  var slug = place.getAttribute("data-form"), language = english ? "en" : "zh";
  var KEY = "handbook.form." + language + "." + slug;
  var values = {}, inputs = {}, tables = [];
  var MONTHS = "January February March April May June July August September October November December".split(" ");

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function written(iso) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    if (!parts) return iso;
    return english ? MONTHS[parts[2] - 1] + " " + (+parts[3]) + ", " + parts[1] : parts[1] + "年" + (+parts[2]) + "月" + (+parts[3]) + "日";
  }
  function iso(day) {
    var parts = /^(\d{4})[年\-\/.](\d{1,2})[月\-\/.](\d{1,2})日?$/.exec(day), month;
    if (!parts && (parts = /^([A-Z][a-z]+) (\d{1,2}), (\d{4})$/.exec(day))) {
      month = MONTHS.indexOf(parts[1]) + 1;
      parts = month ? [day, parts[3], String(month), parts[2]] : null;
    }
    return parts ? parts[1] + "-" + ("0" + parts[2]).slice(-2) + "-" + ("0" + parts[3]).slice(-2) : "";
  }

  var status = element("p", "form-status");
  status.setAttribute("role", "status");
  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(values)); status.textContent = say.kept; }
    catch (refused) { status.textContent = say.refused; }
  }

  // A control is an input for the screen and its words for the printer, where long text must wrap.
  function control(type, label, options, lines) {
    var wrap = element("span", "fill fill-" + type), input, words = element("span", "fill-words");
    if (type === "choice") {
      input = element("select");
      input.append(new Option(say.choose, ""));
      options.forEach(function (option) { input.append(new Option(option, option)); });
    } else if (type === "long" || type === "cell") {
      input = element("textarea");
      input.rows = type === "long" ? lines : 1;
    } else {
      input = element("input");
      input.type = type === "check" ? "checkbox" : type === "date" ? "date" : "text";
      if (type === "number") input.inputMode = "decimal";
      if (type === "text") input.size = Math.max(8, 2 * label.length);
    }
    if (type !== "check" && type !== "date" && type !== "choice" && type !== "cell") input.placeholder = label;
    input.setAttribute("aria-label", label);
    words.setAttribute("aria-hidden", "true");
    wrap.append(input, words);
    return { wrap: wrap, input: input, words: words, type: type };
  }
  function put(one, value) {
    if (one.type === "check") { one.input.checked = value === true; one.words.textContent = value ? "☑" : "☐"; return; }
    if (one.type === "date") { one.input.value = iso(value); one.words.textContent = value; return; }
    one.input.value = value;
    one.words.textContent = value;
  }
  function got(one) {
    return one.type === "check" ? one.input.checked : one.type === "date" ? written(one.input.value) : one.input.value;
  }
  function blank(type) { return type === "check" ? false : type === "rows" ? [] : ""; }

  function single(span) {
    var name = span.dataset.field, type = span.dataset.type;
    var one = control(type, span.dataset.label || span.textContent, JSON.parse(span.dataset.options || "[]"), +span.dataset.lines);
    one.input.addEventListener("input", function () {
      values[name] = got(one);
      inputs[name].forEach(function (other) { if (other !== one) put(other, values[name]); else one.words.textContent = one.type === "check" ? (values[name] ? "☑" : "☐") : values[name]; });
      keep();
    });
    if (span.parentNode.tagName === "TD") { // its label stands in the cell beside it
      one.input.placeholder = "";
      if (span.parentNode.childNodes.length === 1) one.wrap.classList.add("is-alone");
    }
    (inputs[name] = inputs[name] || []).push(one);
    if (!(name in values)) values[name] = blank(type);
    span.replaceWith(one.wrap);
  }

  function table(node) {
    var name = node.dataset.rows, columns = JSON.parse(node.dataset.columns), body = node.tBodies[0];
    var labels = Array.prototype.map.call(node.tHead.rows[0].cells, function (cell) { return cell.textContent; });
    var printed = body.rows.length, lines = [], button = element("button", "quiet form-add", say.add);
    function row() {
      var line = body.insertRow(), number = lines.length + 1;
      lines.push(columns.map(function (_, index) {
        var one = control("cell", labels[index] + say.row + number + (english ? "" : "行"));
        line.insertCell().append(one.wrap);
        one.input.addEventListener("input", function () {
          one.words.textContent = one.input.value;
          values[name] = read();
          tables.forEach(function (other) { if (other.name === name && other.show !== show) other.show(values[name]); });
          keep();
        });
        return one;
      }));
    }
    function read() {
      var rows = lines.map(function (line) { return line.map(function (one) { return one.input.value; }); });
      while (rows.length && rows[rows.length - 1].every(function (cell) { return !cell; })) rows.pop();
      return rows;
    }
    function show(rows) {
      while (lines.length < Math.max(printed, rows.length)) row();
      lines.forEach(function (line, index) {
        line.forEach(function (one, column) { put(one, (rows[index] || [])[column] || ""); });
      });
    }
    body.textContent = "";
    show([]);
    button.type = "button";
    button.addEventListener("click", function () { row(); lines[lines.length - 1][0].input.focus(); });
    node.parentNode.after(button);
    if (!(name in values)) values[name] = [];
    tables.push({ name: name, show: show, columns: columns.length });
  }

  function showAll() {
    Object.keys(inputs).forEach(function (name) { inputs[name].forEach(function (one) { put(one, values[name]); }); });
    tables.forEach(function (one) { one.show(values[one.name]); });
  }
  // Takes what fits into the fields that exist; returns the names that do not.
  function take(given) {
    var lost = [];
    Object.keys(given).forEach(function (name) {
      var value = given[name], here = values[name], fits = typeof value === typeof here && Array.isArray(value) === Array.isArray(here);
      if (Array.isArray(value) && fits) fits = value.every(function (row) { return Array.isArray(row) && row.every(function (cell) { return typeof cell === "string"; }); });
      if (!Object.prototype.hasOwnProperty.call(values, name) || !fits) { lost.push(name); return; }
      values[name] = value;
      (inputs[name] || []).forEach(function (one) {
        if (one.type === "choice" && value && !Array.prototype.some.call(one.input.options, function (option) { return option.value === value; })) { lost.push(name + " = " + value); values[name] = ""; }
        if (one.type === "date" && value && !iso(value)) { lost.push(name + " = " + value); values[name] = ""; }
      });
    });
    showAll();
    return lost.filter(function (name, index) { return lost.indexOf(name) === index; });
  }

  function button(words, act) {
    var made = element("button", "quiet", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function save() {
    var data = JSON.stringify({ form: slug, language: language, values: values }, null, 1) + "\n";
    var link = element("a");
    link.href = URL.createObjectURL(new Blob([data], { type: "application/json" }));
    link.download = slug + ".json";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function read(file) {
    var reader = new FileReader();
    reader.onload = function () {
      var data, lost;
      try { data = JSON.parse(reader.result); } catch (fault) { status.textContent = say.broken; return; }
      if (!data || data.form !== slug || !data.values || typeof data.values !== "object") { status.textContent = say.wrong + (data && data.form ? data.form : file.name); return; }
      lost = take(data.values);
      keep();
      status.textContent = say.loaded + (lost.length ? say.lost + lost.join(english ? ", " : "、") : "");
    };
    reader.onerror = function () { status.textContent = say.broken; };
    reader.readAsText(file);
  }

  function bar() {
    var made = element("div", "form-bar"), picker = element("input"), variants = place.querySelectorAll(".variant");
    picker.type = "file";
    picker.accept = ".json,application/json";
    picker.hidden = true;
    picker.addEventListener("change", function () { if (picker.files[0]) read(picker.files[0]); picker.value = ""; });
    if (variants.length) made.append(chooser(variants));
    made.append(
      button(say.print, function () { document.documentElement.classList.add("print-form"); window.print(); }),
      button(say.save, save),
      button(say.open, function () { picker.click(); }), picker,
      button(say.clear, function () {
        if (!confirm(say.sure)) return;
        Object.keys(values).forEach(function (name) { values[name] = typeof values[name] === "boolean" ? false : Array.isArray(values[name]) ? [] : ""; });
        showAll();
        try { localStorage.removeItem(KEY); } catch (refused) { /* nothing was kept */ }
        status.textContent = say.cleared;
      }), status);
    return made;
  }
  function chooser(variants) {
    var label = element("label", "form-variant", say.which + " "), select = element("select");
    variants.forEach(function (variant) { select.append(new Option(variant.dataset.label, variant.dataset.variant)); });
    function show() { variants.forEach(function (variant) { variant.hidden = variant.dataset.variant !== select.value; }); }
    select.addEventListener("change", show);
    label.append(select);
    show();
    return label;
  }

  place.querySelectorAll("[data-field]").forEach(single);
  place.querySelectorAll("table[data-rows]").forEach(table);
  place.prepend(bar());
  place.classList.add("is-live");
  window.addEventListener("afterprint", function () { document.documentElement.classList.remove("print-form"); });
  try { take(JSON.parse(localStorage.getItem(KEY)) || {}); } catch (refused) { showAll(); }
})();
