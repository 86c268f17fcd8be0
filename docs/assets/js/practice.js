// Self-test: checks an answer on the page, keeps the results in this browser. Without it the
// questions are still readable and the answers stand folded below them.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  var say = english
    ? { check: "Check", again: "Try again", right: "Right.", wrong: "Not right.", choose: "Choose an answer first.",
        key: "correct", yours: "your choice", done: "done", ok: "right", reset: "Clear my results",
        sure: "Clear all results of this page on this computer?", keys: "Keys: A–F choose, Enter checks, N next question" }
    : { check: "核对", again: "再做一次", right: "答对了。", wrong: "答错了，看看下面的解析。", choose: "请先选一个答案。",
        key: "正确答案", yours: "您的选择", done: "已做", ok: "答对", reset: "清除我的记录",
        sure: "清除这台电脑上本页的全部记录吗？", keys: "按键：A–F 选，Enter 核对，N 下一题" };
  var PREFIX = "handbook.practice.";

  // Storage may be refused (private windows, some file:// settings): then nothing is remembered.
  function remember(id, value) {
    try {
      if (value === null) localStorage.removeItem(PREFIX + id);
      else localStorage.setItem(PREFIX + id, JSON.stringify(value));
    } catch (refused) { /* nothing to keep */ }
  }
  function recall(id, hash) {
    try {
      var kept = JSON.parse(localStorage.getItem(PREFIX + id));
      return kept && kept.hash === hash ? kept : null;
    } catch (refused) { return null; }
  }
  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function Quiz(section) {
    var forms = Array.prototype.slice.call(section.querySelectorAll("form.q"));
    var bar = element("div", "quiz-bar");
    var text = element("span", "quiz-count");
    var line = element("progress");
    var reset = element("button", "", say.reset);
    reset.type = "button";
    line.max = forms.length;
    line.setAttribute("aria-label", say.done);
    bar.append(text, line, reset);
    bar.title = say.keys;

    function count() {
      var states = forms.map(function (form) { return recall(form.id, form.dataset.hash) || form.state; });
      var done = states.filter(Boolean).length;
      var right = states.filter(function (state) { return state && state.right; }).length;
      line.value = done;
      text.textContent = say.done + " " + done + " / " + forms.length + " · " + say.ok + " " + right;
    }

    function judge(form, chosen, store) {
      var key = form.dataset.key.split(" ");
      var right = chosen.length === key.length && chosen.every(function (value) { return key.indexOf(value) >= 0; });
      form.querySelectorAll(".q-option").forEach(function (option) {
        var value = option.querySelector("input").value;
        var isKey = key.indexOf(value) >= 0, isChosen = chosen.indexOf(value) >= 0;
        clear(option);
        if (isKey) option.classList.add("is-right");
        else if (isChosen) option.classList.add("is-wrong");
        if (isKey || isChosen) option.append(element("span", "verdict", isKey ? "✓ " + say.key : "✗ " + say.yours));
      });
      form.result.textContent = right ? say.right : say.wrong;
      form.result.className = "q-result " + (right ? "good" : "bad");
      form.querySelector("details").open = true;
      form.querySelectorAll("input").forEach(function (input) { input.disabled = true; });
      form.button.textContent = say.again;
      form.button.className = "quiet";
      form.state = { hash: form.dataset.hash, chosen: chosen, right: right };
      if (store) remember(form.id, form.state);
      count();
    }

    function clear(option) {
      option.classList.remove("is-right", "is-wrong");
      var verdict = option.querySelector(".verdict");
      if (verdict) verdict.remove();
    }

    function restart(form) {
      form.state = null;
      remember(form.id, null);
      form.querySelectorAll(".q-option").forEach(clear);
      form.querySelectorAll("input").forEach(function (input) { input.disabled = false; input.checked = false; });
      form.querySelector("details").open = false;
      form.result.textContent = "";
      form.result.className = "q-result";
      form.button.textContent = say.check;
      form.button.className = "";
      count();
    }

    forms.forEach(function (form) {
      var actions = element("p", "q-actions");
      form.button = element("button", "", say.check);
      form.button.type = "submit";
      form.result = element("span", "q-result");
      form.result.setAttribute("role", "status");
      form.result.setAttribute("aria-live", "polite");
      actions.append(form.button, form.result);
      form.querySelector("fieldset").after(actions);
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        if (form.state) {
          restart(form);
          form.querySelector("input").focus();
          return;
        }
        var chosen = Array.prototype.map.call(form.querySelectorAll("input:checked"), function (input) { return input.value; });
        if (!chosen.length) { form.result.textContent = say.choose; return; }
        judge(form, chosen, true);
        form.button.focus();
      });
      form.addEventListener("keydown", function (event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        // The theme turns pages on "n" and "p": not while somebody answers a question.
        event.stopPropagation();
        var key = event.key.toLowerCase();
        if (key === "n") {
          var next = forms[forms.indexOf(form) + 1];
          if (next) { next.querySelector("input:not(:disabled), button").focus(); event.preventDefault(); }
          return;
        }
        if (form.state) return;
        if (key === "enter" && event.target.matches("input")) { event.preventDefault(); form.requestSubmit(); return; }
        if (form.dataset.type === "judgement" || key.length !== 1) return;
        var input = form.querySelector('input[value="' + (/[a-f]/.test(key) ? key : "") + '"]');
        if (input) { input.checked = input.type === "radio" ? true : !input.checked; input.focus(); event.preventDefault(); }
      });
      var kept = recall(form.id, form.dataset.hash);
      if (kept) {
        kept.chosen.forEach(function (value) {
          var input = form.querySelector('input[value="' + value + '"]');
          if (input) input.checked = true;
        });
        judge(form, kept.chosen, false);
        form.querySelector("details").open = false;
      }
    });

    reset.addEventListener("click", function () {
      if (window.confirm(say.sure)) forms.forEach(restart);
    });
    section.append(bar);
    count();
  }

  document.querySelectorAll("section.quiz").forEach(Quiz);
})();
