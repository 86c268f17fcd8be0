// Questions: the record kept in this browser, a question made from data, judging, and the self-test on
// pages that hold their questions as HTML. Without this file the questions are still readable and the
// answers stand folded below them. Other scripts use window.handbookQuiz.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  var say = english
    ? { check: "Check", again: "Try again", right: "Right.", wrong: "Not right.", choose: "Choose an answer first.",
        key: "correct", yours: "your choice", done: "done", ok: "right", reset: "Clear my results",
        sure: "Clear all results of these questions on this computer?", keys: "Keys: A–F choose, Enter checks, N next question",
        mastered: "Mastered: three times right in a row.", answer: "Show the answer", marking: "Model answer and marks",
        answerIs: "Answer: ", basis: "Basis: ", yes: "True", no: "False", comma: ", ", semicolon: "; ", marks: " marks", left: "Right {n} of 3 in a row." }
    : { check: "核对", again: "再做一次", right: "答对了。", wrong: "答错了，看看下面的解析。", choose: "请先选一个答案。",
        key: "正确答案", yours: "您的选择", done: "已做", ok: "答对", reset: "清除我的记录",
        sure: "清除这台电脑上这些题的记录吗？", keys: "按键：A–F 选，Enter 核对，N 下一题",
        mastered: "已掌握：连续三次答对。", answer: "看答案", marking: "参考答案与评分",
        answerIs: "答案：", basis: "依据：", yes: "正确", no: "错误", comma: "、", semicolon: "；", marks: "分", left: "已连续答对{n}次，三次算掌握。" };
  var PREFIX = "handbook.practice.", STREAK = 3;

  // A record is {hash, chosen, right, n, streak, missed}: the last answer, how often it was answered, how
  // often right in a row, and whether it stands among the mistakes. Storage may be refused: then nothing is kept.
  function write(id, record) {
    try {
      if (record === null) localStorage.removeItem(PREFIX + id);
      else localStorage.setItem(PREFIX + id, JSON.stringify(record));
    } catch (refused) { /* nothing to keep */ }
  }
  function read(id) {
    try {
      var record = JSON.parse(localStorage.getItem(PREFIX + id));
      return record && typeof record.hash === "string" && Array.isArray(record.chosen) ? record : null;
    } catch (refused) { return null; }
  }
  function recall(id, hash) {
    var record = read(id);
    return record && record.hash === hash ? record : null;
  }
  function answered(id, hash, chosen, right) {
    var before = recall(id, hash) || { n: 0, streak: 0, missed: false };
    var streak = right ? (before.streak || 0) + 1 : 0;
    var record = { hash: hash, chosen: chosen, right: right, n: (before.n || 0) + 1, streak: streak,
      missed: right ? Boolean(before.missed) && streak < STREAK : true };
    write(id, record);
    return record;
  }
  // Everything kept, by id.
  function all() {
    var found = {}, index, name;
    try {
      for (index = 0; index < localStorage.length; index += 1) {
        name = localStorage.key(index);
        if (name.indexOf(PREFIX) === 0 && read(name.slice(PREFIX.length))) found[name.slice(PREFIX.length)] = read(name.slice(PREFIX.length));
      }
    } catch (refused) { /* nothing kept */ }
    return found;
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined && text !== "") made.textContent = text;
    return made;
  }
  // Letters for a seed: the same seed gives the same order on every computer (xorshift over an FNV hash).
  function generator(seed) {
    var state = 2166136261, index;
    for (index = 0; index < seed.length; index += 1) state = Math.imul(state ^ seed.charCodeAt(index), 16777619);
    state = state >>> 0 || 1;
    return function () {
      state ^= state << 13; state >>>= 0;
      state ^= state >>> 17;
      state ^= state << 5; state >>>= 0;
      return state / 4294967296;
    };
  }
  function shuffled(list, random) {
    var made = list.slice(), index, other, kept;
    for (index = made.length - 1; index > 0; index -= 1) {
      other = Math.floor(random() * (index + 1));
      kept = made[index]; made[index] = made[other]; made[other] = kept;
    }
    return made;
  }
  function same(one, other) {
    return one.length === other.length && one.every(function (value) { return other.indexOf(value) >= 0; });
  }

  // ---- a question from data: {id, hash, type, scope, scopeName, labels, stem, options [[letter, text]…], key […],
  // fixed, why, basis [[text, address]…], parts [[prompt, [[point, marks]…]]…]}. All text is set as text.
  function choices(item, random) {
    if (item.type === "judgement") return [["true", say.yes], ["false", say.no]];
    return item.fixed || !random ? item.options : shuffled(item.options, random);
  }
  function answerPart(item, order) {
    var details = element("details", "q-answer"), list, letters, basis = element("p", "q-basis", say.basis);
    details.append(element("summary", "", item.type === "case" ? say.marking : say.answer));
    if (item.type === "case") {
      list = element("ol", "q-parts");
      item.parts.forEach(function (part) {
        var inner = element("ul"), entry = element("li");
        part[1].forEach(function (point) {
          var line = element("li", "", point[0] + " ");
          line.append(element("span", "q-marks", point[1] + say.marks));
          inner.append(line);
        });
        entry.append(inner);
        list.append(entry);
      });
      details.append(list);
    } else {
      letters = item.type === "judgement" ? [item.key[0] === "true" ? say.yes : say.no]
        : order.map(function (choice, index) { return item.key.indexOf(choice[0]) >= 0 ? "ABCDEF"[index] : ""; }).filter(Boolean);
      var line = element("p", "q-key");
      line.append(element("strong", "", say.answerIs + letters.join(say.comma)));
      details.append(line);
    }
    details.append(element("p", "q-why", item.why));
    item.basis.forEach(function (one, index) {
      var link;
      if (index) basis.append(say.semicolon);
      if (one[1]) { link = element("a", "cite", one[0]); link.href = one[1]; basis.append(link); } else basis.append(one[0]);
    });
    details.append(basis);
    return details;
  }
  function card(item, number, random) {
    var order = item.type === "case" ? [] : choices(item, random);
    var made = element(item.type === "case" ? "article" : "form", "q"), head = element("p", "q-head");
    made.id = item.id;
    made.dataset.hash = item.hash;
    made.dataset.type = item.type;
    made.dataset.key = item.key.join(" ");
    if (item.lang) made.lang = item.lang; // a question that is not translated yet
    head.append(element("span", "scope scope-" + item.scope, item.scopeName), element("span", "q-labels", item.labels));
    made.append(head);
    var stem = element(item.type === "case" ? "p" : "legend", "q-stem");
    stem.append(element("span", "q-no", number + "."), " " + item.stem);
    if (item.type === "case") {
      var tasks = element("ol", "q-parts");
      item.parts.forEach(function (part) { tasks.append(element("li", "", part[0])); });
      made.append(stem, tasks);
    } else {
      var set = element("fieldset");
      set.append(stem);
      order.forEach(function (choice, index) {
        var label = element("label", "q-option"), input = element("input");
        input.type = item.type === "multiple" ? "checkbox" : "radio";
        input.name = item.id;
        input.value = choice[0];
        label.append(input, element("span", "q-mark", item.type === "judgement" ? "" : "ABCDEF"[index]), element("span", "", choice[1]));
        set.append(label);
      });
      made.append(set);
    }
    made.append(answerPart(item, order));
    return made;
  }

  // ---- showing right and wrong on a question
  function clear(option) {
    option.classList.remove("is-right", "is-wrong");
    var verdict = option.querySelector(".verdict");
    if (verdict) verdict.remove();
  }
  function chosenIn(form) {
    return Array.prototype.map.call(form.querySelectorAll("input:checked"), function (input) { return input.value; });
  }
  function reveal(form, chosen) {
    var key = form.dataset.key.split(" ");
    form.querySelectorAll(".q-option").forEach(function (option) {
      var value = option.querySelector("input").value, isKey = key.indexOf(value) >= 0, isChosen = chosen.indexOf(value) >= 0;
      clear(option);
      if (isKey) option.classList.add("is-right");
      else if (isChosen) option.classList.add("is-wrong");
      if (isKey || isChosen) option.append(element("span", "verdict", isKey ? "✓ " + say.key : "✗ " + say.yours));
    });
    form.querySelectorAll("input").forEach(function (input) { input.disabled = true; });
    return same(chosen, key);
  }

  // ---- the self-test: a section of forms, each checked on its own
  function SelfTest(section) {
    var forms = Array.prototype.slice.call(section.querySelectorAll("form.q"));
    var bar = element("div", "quiz-bar"), text = element("span", "quiz-count"), line = element("progress"), reset = element("button", "", say.reset);
    reset.type = "button";
    line.max = forms.length || 1;
    line.setAttribute("aria-label", say.done);
    bar.append(text, line, reset);
    bar.title = say.keys;

    function count() {
      var states = forms.map(function (form) { return form.state; });
      var done = states.filter(Boolean).length, right = states.filter(function (state) { return state && state.right; }).length;
      line.value = done;
      text.textContent = say.done + " " + done + " / " + forms.length + " · " + say.ok + " " + right;
    }
    function judge(form, chosen, store) {
      var right = reveal(form, chosen);
      form.state = store ? answered(form.id, form.dataset.hash, chosen, right) : recall(form.id, form.dataset.hash) || { right: right };
      form.result.textContent = (right ? say.right : say.wrong);
      if (store && right && form.state.missed) form.result.append(" " + say.left.replace("{n}", form.state.streak));
      if (store && right && form.state.streak === STREAK) form.result.append(" " + say.mastered);
      form.result.className = "q-result " + (right ? "good" : "bad");
      form.querySelector("details").open = true;
      form.button.textContent = say.again;
      form.button.className = "quiet";
      if (store) count();
    }
    function restart(form, forget) {
      form.state = null;
      if (forget) write(form.id, null);
      form.querySelectorAll(".q-option").forEach(clear);
      form.querySelectorAll("input").forEach(function (input) { input.disabled = false; input.checked = false; });
      form.querySelector("details").open = false;
      form.result.textContent = "";
      form.result.className = "q-result";
      form.button.textContent = say.check;
      form.button.className = "";
      count();
    }
    function equip(form) {
      var actions = element("p", "q-actions");
      form.button = element("button", "", say.check);
      form.button.type = "submit";
      form.result = element("span", "q-result");
      form.result.setAttribute("role", "status");
      form.result.setAttribute("aria-live", "polite");
      actions.append(form.button, form.result);
      form.querySelector("fieldset").after(actions);
      var kept = section.dataset.fresh ? null : recall(form.id, form.dataset.hash);
      if (!kept) return;
      kept.chosen.forEach(function (value) {
        var input = form.querySelector('input[value="' + (/^[a-z]+$/.test(value) ? value : "") + '"]');
        if (input) input.checked = true;
      });
      judge(form, kept.chosen, false);
      form.querySelector("details").open = false;
    }
    section.addEventListener("submit", function (event) {
      var form = event.target, chosen;
      event.preventDefault();
      if (form.state) { restart(form, false); form.querySelector("input").focus(); return; }
      chosen = chosenIn(form);
      if (!chosen.length) { form.result.textContent = say.choose; return; }
      judge(form, chosen, true);
      form.button.focus();
    });
    section.addEventListener("keydown", function (event) {
      var form = event.target.closest("form.q"), key = event.key.toLowerCase(), next, input;
      if (!form || event.ctrlKey || event.altKey || event.metaKey) return;
      // The theme turns pages on "n" and "p": not while somebody answers a question.
      event.stopPropagation();
      if (key === "n") {
        next = forms[forms.indexOf(form) + 1];
        if (next) { next.querySelector("input:not(:disabled), button").focus(); event.preventDefault(); }
        return;
      }
      if (form.state) return;
      if (key === "enter" && event.target.matches("input")) { event.preventDefault(); form.requestSubmit(); return; }
      if (form.dataset.type === "judgement" || !/^[a-f]$/.test(key)) return;
      // The letter as it stands on the page: options may be shuffled.
      input = form.querySelectorAll(".q-option input")["abcdef".indexOf(key)];
      if (input) { input.checked = input.type === "radio" ? true : !input.checked; input.focus(); event.preventDefault(); }
    });
    reset.addEventListener("click", function () {
      if (window.confirm(say.sure)) forms.forEach(function (form) { restart(form, true); });
    });
    // Many questions are equipped a few at a time, so that the page answers while it grows.
    (function some(from) {
      forms.slice(from, from + 15).forEach(equip);
      if (from + 15 < forms.length) setTimeout(function () { some(from + 15); }, 0);
      else count();
    })(0);
    count();
    section.append(bar);
  }

  window.handbookQuiz = { english: english, all: all, recall: recall, read: read, write: write, answered: answered, generator: generator,
    shuffled: shuffled, card: card, reveal: reveal, chosenIn: chosenIn, same: same, SelfTest: SelfTest, element: element, PREFIX: PREFIX, STREAK: STREAK };
  document.querySelectorAll("section.quiz").forEach(function (section) { if (!section.dataset.made) SelfTest(section); });
})();
