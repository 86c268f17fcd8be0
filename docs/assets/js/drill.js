// Practice of one's own choice, the book of mistakes, and the record: made from the data in bank.js.
(function () {
  "use strict";
  var quiz = window.handbookQuiz, bank = window.handbookBank, element = quiz.element, english = quiz.english;
  var TYPES = english ? { single: "One answer", multiple: "Several answers", judgement: "True or false", case: "Case" }
    : { single: "单选", multiple: "多选", judgement: "判断", case: "案例" };
  var BANDS = english ? { easy: "Easy", medium: "Medium", hard: "Hard" } : { easy: "易", medium: "中", hard: "难" };
  var say = english
    ? { domain: "Domain", every: "All", law: "Instrument", article: "Article", type: "Type", band: "Difficulty", which: "Which",
        any: "All questions", fresh: "Not yet answered", missed: "Only my mistakes", count: "How many", whole: "All that fit", seed: "Seed",
        start: "Start", found: "{n} questions fit.", none: "No question fits. Choose more widely.", none_missed: "Your book of mistakes is empty.",
        shown: "{n} questions, seed {seed}: the same seed gives the same order.", done: "Answered", right: "Right", mistakes: "Mistakes", mastered: "Mastered",
        title: "Domain", save: "Save my record", load: "Open a record", clear: "Clear my record", sure: "Clear the record of all questions on this computer?",
        saved: "Saved as a file.", loaded: "{n} records taken, {old} left as newer here, {bad} not readable.", broken: "This file is no record of practice.", cleared: "Cleared.", of: " of ", total: "Total" }
    : { domain: "知识域", every: "全部", law: "法规", article: "条号", type: "题型", band: "难度", which: "做哪些",
        any: "全部题", fresh: "没做过的", missed: "只做错题", count: "题数", whole: "全部符合的", seed: "种子",
        start: "开始", found: "有{n}道题符合。", none: "没有符合的题，请放宽条件。", none_missed: "错题本是空的。",
        shown: "共{n}题，种子 {seed}：同一个种子，题和选项的次序相同。", done: "已做", right: "答对", mistakes: "错题", mastered: "已掌握",
        title: "知识域", save: "导出我的记录", load: "导入记录", clear: "清除我的记录", sure: "清除这台电脑上全部题目的记录吗？",
        saved: "已存成文件。", loaded: "导入{n}条，本机较新的{old}条没有改动，读不出的{bad}条。", broken: "这个文件不是练习记录。", cleared: "已清除。", of: "／", total: "合计" };

  function option(select, value, text) { select.append(new Option(text, value)); }
  function field(label, control) {
    var wrap = element("label", "tool-field");
    wrap.append(element("span", "", label), control);
    return wrap;
  }
  function choice(first, pairs) {
    var select = element("select");
    option(select, "", first);
    pairs.forEach(function (pair) { option(select, pair[0], pair[1]); });
    return select;
  }
  function record(item) { return quiz.recall(item.id, item.hash); }

  function drill(place) {
    var form = element("form"), laws = {}, asked = new URLSearchParams(location.search), status = element("p", "drill-status");
    bank.items.forEach(function (item) { item.law.forEach(function (law) { var at = law.lastIndexOf(" "); (laws[law.slice(0, at)] = laws[law.slice(0, at)] || {})[law.slice(at + 1)] = true; }); });
    var domain = choice(say.every, bank.domains.map(function (one) { return [one.id, one.id + " " + one.title]; }));
    var law = choice(say.every, Object.keys(laws).sort().map(function (name) { return [name, name]; })), article = choice(say.every, []);
    var type = choice(say.every, Object.keys(TYPES).map(function (key) { return [key, TYPES[key]]; }));
    var band = choice(say.every, Object.keys(BANDS).map(function (key) { return [key, BANDS[key]]; }));
    var which = choice(say.any, [["fresh", say.fresh], ["missed", say.missed]]);
    var count = choice("10", [["20", "20"], ["50", "50"], ["0", say.whole]]), seed = element("input"), start = element("button", "button", say.start);
    count.options[0].value = "10";
    seed.inputMode = "numeric";
    seed.size = 8;
    seed.value = asked.get("seed") || String(Math.floor(Math.random() * 900000) + 100000);
    start.type = "submit";
    status.setAttribute("role", "status");
    function articles() {
      article.length = 1;
      Object.keys(laws[law.value] || {}).sort(function (one, other) { return parseFloat(one) - parseFloat(other); })
        .forEach(function (number) { option(article, number, number); });
    }
    domain.value = asked.get("domain") || "";
    law.value = asked.get("law") || "";
    articles();
    article.value = asked.get("article") || "";
    type.value = asked.get("type") || "";
    which.value = asked.get("which") || "";
    form.append(field(say.which, which), field(say.domain, domain), field(say.law, law), field(say.article, article),
      field(say.type, type), field(say.band, band), field(say.count, count), field(say.seed, seed), start, status);
    function fitting() {
      return bank.items.filter(function (item) {
        var kept = record(item);
        return (!domain.value || item.domain === domain.value) && (!type.value || item.type === type.value) && (!band.value || item.band === band.value) &&
          (!law.value || item.law.some(function (one) { return article.value ? one === law.value + " " + article.value : one.lastIndexOf(law.value + " ", 0) === 0; })) &&
          (which.value !== "fresh" || (!kept && item.type !== "case")) && (which.value !== "missed" || (kept && kept.missed));
      });
    }
    function tell() {
      var found = fitting().length;
      status.textContent = found ? say.found.replace("{n}", found) : which.value === "missed" ? say.none_missed : say.none;
    }
    function go() {
      var random = quiz.generator(seed.value), items = quiz.shuffled(fitting(), random), wanted = +count.value, old = place.querySelector(".drill-made"), section;
      if (old) old.remove();
      if (wanted) items = items.slice(0, wanted);
      if (!items.length) { tell(); return; }
      section = element("section", "quiz drill-made");
      section.dataset.made = "1";
      section.dataset.fresh = "1";
      section.append(element("p", "drill-seed", say.shown.replace("{n}", items.length).replace("{seed}", seed.value)));
      place.append(section);
      // A long paper is laid out a piece at a time: the page stays quick.
      (function some(from) {
        items.slice(from, from + 12).forEach(function (item, index) { section.append(quiz.card(item, from + index + 1, random)); });
        if (from + 12 < items.length) { setTimeout(function () { some(from + 12); }, 0); return; }
        quiz.SelfTest(section);
        section.dataset.ready = "1";
      })(0);
      section.scrollIntoView({ block: "start" });
    }
    law.addEventListener("change", articles);
    form.addEventListener("input", tell);
    form.addEventListener("submit", function (event) { event.preventDefault(); go(); });
    place.append(form);
    tell();
    if (asked.get("start")) go();
  }

  function overview(place) {
    var table = place.querySelector("table"), status = element("p", "drill-status"), bar = element("div", "form-bar"), picker = element("input");
    status.setAttribute("role", "status");
    var head = table.tHead.rows[0];
    [say.done, say.right, say.mistakes, say.mastered].forEach(function (name) { var cell = element("th", "", name); cell.scope = "col"; head.append(cell); });
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) { row.cellsMade = [0, 1, 2, 3].map(function () { return row.insertCell(); }); });
    function show() {
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var items = bank.items.filter(function (item) { return item.domain === row.dataset.domain && item.type !== "case"; });
        var kept = items.map(record).filter(Boolean);
        [kept.length + say.of + items.length, kept.filter(function (one) { return one.right; }).length,
          kept.filter(function (one) { return one.missed; }).length,
          kept.filter(function (one) { return !one.missed && one.streak >= quiz.STREAK; }).length].forEach(function (value, index) { row.cellsMade[index].textContent = value; });
      });
    }
    function button(words, act) {
      var made = element("button", "quiet", words);
      made.type = "button";
      made.addEventListener("click", act);
      bar.append(made);
    }
    button(say.save, function () {
      var link = element("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify({ handbook: "practice", items: quiz.all() }) + "\n"], { type: "application/json" }));
      link.download = "practice-record.json";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
      status.textContent = say.saved;
    });
    button(say.load, function () { picker.click(); });
    button(say.clear, function () {
      if (!window.confirm(say.sure)) return;
      Object.keys(quiz.all()).forEach(function (id) { quiz.write(id, null); });
      status.textContent = say.cleared;
      show();
    });
    picker.type = "file";
    picker.accept = ".json,application/json";
    picker.hidden = true;
    picker.addEventListener("change", function () {
      var reader = new FileReader(), file = picker.files[0];
      if (!file) return;
      reader.onload = function () {
        var data, taken = 0, older = 0, bad = 0;
        try { data = JSON.parse(reader.result); } catch (fault) { data = null; }
        if (!data || data.handbook !== "practice" || !data.items || typeof data.items !== "object") { status.textContent = say.broken; return; }
        Object.keys(data.items).forEach(function (id) {
          var one = data.items[id], here = quiz.read(id);
          var good = /^[a-z]{2,8}-\d{3}$/.test(id) && one && typeof one.hash === "string" && Array.isArray(one.chosen) &&
            one.chosen.every(function (value) { return /^([a-f]|true|false)$/.test(value); });
          if (!good) { bad += 1; return; }
          if (here && (here.n || 0) >= (one.n || 0)) { older += 1; return; }
          quiz.write(id, { hash: one.hash, chosen: one.chosen, right: one.right === true, n: +one.n || 1, streak: +one.streak || 0, missed: one.missed === true });
          taken += 1;
        });
        status.textContent = say.loaded.replace("{n}", taken).replace("{old}", older).replace("{bad}", bad);
        show();
      };
      reader.readAsText(file);
      picker.value = "";
    });
    bar.append(picker);
    place.append(bar, status);
    show();
  }

  document.querySelectorAll('[data-practice="drill"]').forEach(drill);
  document.querySelectorAll('[data-practice="overview"]').forEach(overview);
})();
