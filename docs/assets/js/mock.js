// The mock examination: a paper by plan from the practice questions, against the clock, marked at the end.
(function () {
  "use strict";
  var quiz = window.handbookQuiz, bank = window.handbookBank, element = quiz.element, english = quiz.english;
  var KEY = "handbook.mock";
  var TYPES = english ? { single: "One answer", multiple: "Several answers", judgement: "True or false", case: "Cases" }
    : { single: "单项选择题", multiple: "多项选择题", judgement: "判断题", case: "案例题" };
  var say = english
    ? { plan: "Paper", seed: "Seed", start: "Begin", facts: "{minutes} minutes, {total} marks, pass at {pass}", each: "{n} × {marks} marks", left: "Time left ", flag: "Flag", flagged: "flagged",
        submit: "Hand in", unanswered: "{n} questions are not answered. Hand in all the same?", sure: "Hand in now?", up: "Time is up: handed in.", card: "Answer card", go: "Question ",
        result: "Result", passed: "Passed", failed: "Not passed", score: "{score} of {total} marks", objective: "Marked by machine {score} of {of}; your own marks for the cases {own} of {case}.",
        domain: "Domain", right: "Marks", read: "Read again", print: "Print the result", again: "A new paper", own: "My marks (0–{n})", lacks: "The questions do not suffice for this plan.", answered: "answered", open: "not answered",
        name: "Name", partial: "Several answers: all right full marks, some of the right ones half, any wrong one none.", strict: "Several answers: all right or none.", last: "Five minutes left.", review: "Review" }
    : { plan: "试卷", seed: "种子", start: "开始考试", facts: "{minutes}分钟，满分{total}分，{pass}分合格", each: "{n}题，每题{marks}分", left: "剩余时间 ", flag: "标记", flagged: "已标记",
        submit: "交卷", unanswered: "还有{n}题没有作答，确定交卷吗？", sure: "确定交卷吗？", up: "时间到，已自动交卷。", card: "答题卡", go: "第",
        result: "成绩", passed: "合格", failed: "不合格", score: "{score}分（满分{total}分）", objective: "客观题{score}分（满分{of}分），案例题自评{own}分（满分{case}分）。",
        domain: "知识域", right: "得分", read: "再读", print: "打印成绩", again: "再考一套", own: "自评分（0–{n}）", lacks: "题库的题不够这份蓝图。", answered: "已答", open: "未答",
        name: "姓名", partial: "多选题全对得满分，少选得一半，有错选不得分。", strict: "多选题全对得分，其余不得分。", last: "还剩五分钟。", review: "逐题回顾" };

  function recall() { try { return JSON.parse(localStorage.getItem(KEY)); } catch (refused) { return null; } }
  function keep(state) { try { if (state) localStorage.setItem(KEY, JSON.stringify(state)); else localStorage.removeItem(KEY); } catch (refused) { /* nothing kept */ } }
  function button(words, style) { var made = element("button", style, words); made.type = "button"; return made; }

  function schemeMarks(item) {
    return item.parts.reduce(function (sum, part) { return sum + part[1].reduce(function (all, point) { return all + point[1]; }, 0); }, 0);
  }
  // The paper of a plan and a seed: for every section as many items of each domain as the plan asks, then
  // as many as it asks of whichever domain.
  function draw(plan, random) {
    var used = {};
    return plan.sections.map(function (section) {
      var items = [];
      function take(count, domain) {
        var fit = bank.items.filter(function (item) {
          return (!domain || item.domain === domain) && item.type === section.type && !used[item.id] &&
            (item.type !== "case" || schemeMarks(item) === section.marks);
        });
        quiz.shuffled(fit, random).slice(0, count).forEach(function (item) { used[item.id] = true; items.push(item); });
      }
      Object.keys(section.domains).forEach(function (domain) { take(section.domains[domain], domain); });
      if (section.any) take(section.any, "");
      return { section: section, items: quiz.shuffled(items, random) };
    });
  }
  function marksFor(section, item, chosen) {
    if (item.type !== "multiple" || section.partial !== true) return quiz.same(chosen, item.key) ? section.marks : 0;
    if (quiz.same(chosen, item.key)) return section.marks;
    return chosen.length && chosen.every(function (one) { return item.key.indexOf(one) >= 0; }) ? section.marks / 2 : 0;
  }

  function Exam(place) {
    var plans = JSON.parse(place.querySelector(".tool-data").textContent), clock = null, warned = false;

    function setup() {
      var form = element("form", "mock-setup"), plan = element("select"), seed = element("input"), facts = element("div", "mock-facts"), start = element("button", "button", say.start);
      plans.forEach(function (one) { plan.append(new Option(one.title, one.id)); });
      seed.value = String(Math.floor(Math.random() * 900000) + 100000);
      seed.inputMode = "numeric";
      function field(label, control) { var wrap = element("label", "tool-field"); wrap.append(element("span", "", label), control); return wrap; }
      function show() {
        var one = chosen();
        facts.textContent = "";
        facts.append(element("p", "", say.facts.replace("{minutes}", one.minutes).replace("{total}", one.total).replace("{pass}", one.pass_mark)));
        var list = element("ul");
        one.sections.forEach(function (section) { list.append(element("li", "", TYPES[section.type] + (english ? ": " : "：") + say.each.replace("{n}", section.count).replace("{marks}", section.marks))); });
        facts.append(list);
        if (one.sections.some(function (section) { return section.type === "multiple"; })) facts.append(element("p", "", one.sections.some(function (section) { return section.partial; }) ? say.partial : say.strict));
      }
      function chosen() { return plans.filter(function (one) { return one.id === plan.value; })[0]; }
      plan.addEventListener("change", show);
      form.append(field(say.plan, plan), field(say.seed, seed), facts, start);
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        begin({ plan: plan.value, seed: seed.value, ends: Date.now() + chosen().minutes * 60000, answers: {}, flags: {}, own: {}, done: false });
      });
      place.append(form);
      show();
    }

    function begin(state) {
      var plan = plans.filter(function (one) { return one.id === state.plan; })[0], random, parts, items = [];
      if (!plan) { keep(null); setup(); return; }
      random = quiz.generator(plan.id + state.seed);
      parts = draw(plan, random);
      place.querySelectorAll(".mock-setup, .mock-made").forEach(function (old) { old.remove(); });
      if (parts.some(function (part) { return part.items.length !== part.section.count; })) { place.append(element("p", "tool-fault mock-made", say.lacks)); keep(null); return; }
      keep(state);
      var made = element("div", "mock-made"), paper = element("section", "quiz mock-paper"), side = element("nav", "mock-card"), grid = element("ol"), time = element("p", "mock-time"), status = element("p", "mock-status"), number = 0;
      paper.dataset.made = "1";
      status.setAttribute("role", "status");
      side.setAttribute("aria-label", say.card);
      time.setAttribute("role", "timer");
      parts.forEach(function (part, index) {
        var title = (english ? (index + 1) + ". " : "一二三四五六七八"[index] + "、") + TYPES[part.section.type];
        paper.append(element("h3", "mock-section", title + (english ? " (" : "（") + say.each.replace("{n}", part.section.count).replace("{marks}", part.section.marks) + (english ? ")" : "）")));
        part.items.forEach(function (item) {
          number += 1;
          var card = quiz.card(item, number, random), entry = { item: item, section: part.section, card: card, number: number }, flag;
          card.id = "mock-" + item.id;
          card.querySelector("details").hidden = true;
          entry.dot = element("li");
          var jump = button(String(number), "mock-dot");
          jump.addEventListener("click", function () { var target = card.querySelector("input, textarea") || card; card.scrollIntoView({ block: "center" }); target.focus(); });
          entry.dot.append(jump);
          entry.jump = jump;
          grid.append(entry.dot);
          if (item.type === "case") {
            var area = element("textarea", "mock-words");
            area.rows = 6;
            area.value = (state.answers[item.id] || [""])[0];
            area.setAttribute("aria-label", say.go + number + (english ? "" : "题"));
            area.addEventListener("input", function () { state.answers[item.id] = area.value ? [area.value] : []; changed(entry); });
            card.insertBefore(area, card.querySelector("details"));
          } else {
            (state.answers[item.id] || []).forEach(function (value) { var input = card.querySelector('input[value="' + value + '"]'); if (input) input.checked = true; });
            card.addEventListener("change", function () { state.answers[item.id] = quiz.chosenIn(card); changed(entry); });
            card.addEventListener("submit", function (event) { event.preventDefault(); });
          }
          flag = button(say.flag, "quiet mock-flag");
          flag.setAttribute("aria-pressed", String(Boolean(state.flags[item.id])));
          flag.addEventListener("click", function () {
            state.flags[item.id] = !state.flags[item.id];
            flag.setAttribute("aria-pressed", String(state.flags[item.id]));
            changed(entry);
          });
          card.append(flag);
          paper.append(card);
          items.push(entry);
        });
      });
      function mark(entry) {
        var answered = (state.answers[entry.item.id] || []).length > 0, flagged = Boolean(state.flags[entry.item.id]);
        entry.jump.className = "mock-dot" + (answered ? " is-answered" : "") + (flagged ? " is-flagged" : "");
        entry.jump.setAttribute("aria-label", say.go + entry.number + (english ? ", " : "题，") + (answered ? say.answered : say.open) + (flagged ? (english ? ", " : "，") + say.flagged : ""));
      }
      function changed(entry) { mark(entry); keep(state); }
      items.forEach(mark);
      paper.addEventListener("keydown", function (event) {
        var form = event.target.closest("form.q"), key = event.key.toLowerCase(), input;
        if (!form || event.ctrlKey || event.altKey || event.metaKey) return;
        event.stopPropagation();
        if (state.done || form.dataset.type === "judgement" || !/^[a-f]$/.test(key)) return;
        input = form.querySelectorAll(".q-option input")["abcdef".indexOf(key)];
        if (input) { input.checked = input.type === "radio" ? true : !input.checked; input.focus(); event.preventDefault(); form.dispatchEvent(new Event("change")); }
      });
      var submit = button(say.submit, "button");
      submit.addEventListener("click", function () {
        var open = items.filter(function (entry) { return !(state.answers[entry.item.id] || []).length; }).length;
        if (window.confirm(open ? say.unanswered.replace("{n}", open) : say.sure)) finish(false);
      });
      side.append(time, grid, submit, status);
      made.append(side, paper);
      place.append(made);

      function tick() {
        var left = Math.max(0, Math.round((state.ends - Date.now()) / 1000));
        time.textContent = say.left + Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
        time.classList.toggle("is-late", left <= 300);
        if (left <= 300 && left > 0 && !warned) { warned = true; status.textContent = say.last; }
        if (left <= 0) { status.textContent = say.up; finish(true); }
      }
      function finish() {
        clearInterval(clock);
        if (!state.done) {
          items.forEach(function (entry) {
            var chosen = state.answers[entry.item.id] || [];
            if (entry.item.type !== "case" && chosen.length) quiz.answered(entry.item.id, entry.item.hash, chosen, quiz.same(chosen, entry.item.key));
          });
        }
        state.done = true;
        keep(state);
        time.hidden = submit.hidden = true;
        items.forEach(function (entry) {
          var details = entry.card.querySelector("details"), own;
          details.hidden = false;
          entry.card.querySelector(".mock-flag").hidden = true;
          if (entry.item.type !== "case") {
            var right = quiz.reveal(entry.card, state.answers[entry.item.id] || []);
            entry.jump.classList.add(right ? "is-right" : "is-wrong");
            return;
          }
          details.open = true;
          entry.card.querySelector("textarea").readOnly = true;
          own = element("input");
          own.type = "number";
          own.min = 0;
          own.max = entry.section.marks;
          own.value = state.own[entry.item.id] || 0;
          own.addEventListener("input", function () {
            state.own[entry.item.id] = Math.max(0, Math.min(entry.section.marks, +own.value || 0));
            keep(state);
            show();
          });
          var label = element("label", "tool-field mock-own", say.own.replace("{n}", entry.section.marks) + " ");
          label.append(own);
          entry.card.append(label);
        });
        show();
        made.querySelector(".mock-result").scrollIntoView({ block: "start" });
        made.querySelector(".mock-result h3").focus();
      }
      function show() {
        var old = made.querySelector(".mock-result"), result = element("section", "mock-result"), byDomain = {}, machine = 0, machineOf = 0, own = 0, cases = 0;
        items.forEach(function (entry) {
          var isCase = entry.item.type === "case", got = isCase ? +state.own[entry.item.id] || 0 : marksFor(entry.section, entry.item, state.answers[entry.item.id] || []);
          var row = byDomain[entry.item.domain] = byDomain[entry.item.domain] || [0, 0];
          row[0] += got; row[1] += entry.section.marks;
          if (isCase) { own += got; cases += entry.section.marks; } else { machine += got; machineOf += entry.section.marks; }
        });
        var total = machine + own, title = element("h3", "", say.result + (english ? ": " : "：") + plan.title);
        title.tabIndex = -1;
        result.append(title, element("p", "tool-answer", say.score.replace("{score}", total).replace("{total}", plan.total) + (english ? ", " : "，") + (total >= plan.pass_mark ? say.passed : say.failed)));
        if (cases) result.append(element("p", "", say.objective.replace("{score}", machine).replace("{of}", machineOf).replace("{own}", own).replace("{case}", cases)));
        var table = element("table", "law-table"), head = table.createTHead().insertRow(), body = table.createTBody();
        [say.domain, say.right, say.read].forEach(function (name) { var cell = element("th", "", name); cell.scope = "col"; head.append(cell); });
        bank.domains.forEach(function (domain) {
          var row = byDomain[domain.id], line, links;
          if (!row) return;
          line = body.insertRow();
          var name = element("th", "", domain.id + " " + domain.title);
          name.scope = "row";
          line.append(name);
          line.insertCell().textContent = row[0] + " / " + row[1];
          links = line.insertCell();
          domain.chapters.forEach(function (chapter, index) { var link = element("a", "", chapter[0]); link.href = chapter[1]; if (index) links.append(english ? ", " : "、"); links.append(link); });
        });
        var bar = element("div", "form-bar"), print = button(say.print, "quiet"), again = button(say.again, "quiet"), seed = element("p", "drill-seed", say.seed + " " + state.seed);
        print.addEventListener("click", function () { document.documentElement.classList.add("print-result"); window.print(); });
        again.addEventListener("click", function () { keep(null); location.reload(); });
        bar.append(print, again);
        result.append(table, seed, bar, element("h4", "", say.review));
        if (old) old.replaceWith(result); else made.insertBefore(result, paper);
      }
      if (state.done) { finish(false); return; }
      clock = setInterval(tick, 1000);
      tick();
    }
    window.addEventListener("afterprint", function () { document.documentElement.classList.remove("print-result"); });
    var kept = recall();
    if (kept && kept.plan && kept.answers && kept.flags && kept.own) begin(kept); else setup();
  }
  document.querySelectorAll('[data-practice="mock"]').forEach(Exam);
})();
