// The contest on a projector: teams, rounds of questions (everyone's turn, the quickest, at risk), a
// countdown, the answer with its reason, and scores that outlive a reload. Practice questions only.
(function () {
  "use strict";
  var quiz = window.handbookQuiz, bank = window.handbookBank, element = quiz.element, english = quiz.english;
  var KEY = "handbook.contest";
  var say = english
    ? { teams: "Teams, one a line", first: "Team 1\nTeam 2\nTeam 3\nTeam 4", turn: "In turn: questions a team", quick: "Quickest first: questions", risk: "At risk: questions a team", seconds: "Seconds to answer", seed: "Seed", start: "Begin",
        round_turn: "In turn", round_quick: "Quickest first", round_risk: "At risk", number: "Question {n} of {all}", whose: "{team}, your turn", who: "Who was first?", stake: "What is at stake?", points: "{n} points", timer: "Start the clock", stop: "Stop",
        reveal: "Show the answer", right: "Right", wrong: "Wrong", next: "Next question", undo: "Take back", end: "End of the contest", again: "New contest", sure: "End this contest and clear the scores?", full: "Full screen", up: "Time!", scores: "Scores", none: "No one", lacks: "Not enough questions.", by: "Right and wrong are scored for {team}.", rank: "{place}. {team}: {score}", keys: "Keys: space clock, Enter answer, R right, W wrong, N next, F full screen" }
    : { teams: "队名，一行一队", first: "第一队\n第二队\n第三队\n第四队", turn: "必答题：每队题数", quick: "抢答题：题数", risk: "风险题：每队题数", seconds: "答题秒数", seed: "种子", start: "开始竞赛",
        round_turn: "必答题", round_quick: "抢答题", round_risk: "风险题", number: "第{n}题，共{all}题", whose: "请{team}回答", who: "哪一队抢到？", stake: "选几分？", points: "{n}分", timer: "开始计时", stop: "停止",
        reveal: "公布答案", right: "答对", wrong: "答错", next: "下一题", undo: "撤销上一次记分", end: "竞赛结束", again: "新的竞赛", sure: "结束这场竞赛并清除记分吗？", full: "全屏", up: "时间到！", scores: "记分", none: "没有队抢答", lacks: "题不够。", by: "“答对”“答错”记在{team}名下。", rank: "第{place}名　{team}　{score}分", keys: "按键：空格计时，回车公布，R答对，W答错，N下一题，F全屏" };
  var POINTS = { turn: 10, quick: 10 };
  function recall() { try { return JSON.parse(localStorage.getItem(KEY)); } catch (refused) { return null; } }
  function keep(state) { try { if (state) localStorage.setItem(KEY, JSON.stringify(state)); else localStorage.removeItem(KEY); } catch (refused) { /* nothing kept */ } }
  function button(words, style) { var made = element("button", style || "", words); made.type = "button"; return made; }

  function Contest(place) {
    var byId = {}, clock = null;
    bank.items.forEach(function (item) { byId[item.id] = item; });

    function setup() {
      var form = element("form"), start = element("button", "button", say.start), teams = element("textarea");
      function number(value, least) { var input = element("input"); input.type = "number"; input.min = least; input.max = 60; input.value = value; return input; }
      function field(label, control) { var wrap = element("label", "tool-field"); wrap.append(element("span", "", label), control); return wrap; }
      var turn = number(3, 0), quick = number(6, 0), risk = number(1, 0), seconds = number(30, 5), seed = element("input"), status = element("p", "drill-status");
      seconds.max = 600;
      teams.rows = 4;
      teams.value = say.first;
      seed.value = String(Math.floor(Math.random() * 900000) + 100000);
      status.setAttribute("role", "status");
      form.append(field(say.teams, teams), field(say.turn, turn), field(say.quick, quick), field(say.risk, risk), field(say.seconds, seconds), field(say.seed, seed), start, status);
      form.addEventListener("submit", function (event) {
        var names = teams.value.split("\n").map(function (name) { return name.trim().slice(0, 20); }).filter(Boolean).slice(0, 8), random = quiz.generator("contest" + seed.value), rounds = [], plain, hard, index, team;
        event.preventDefault();
        plain = quiz.shuffled(bank.items.filter(function (item) { return item.type !== "case" && item.band !== "hard"; }), random);
        hard = quiz.shuffled(bank.items.filter(function (item) { return item.type !== "case" && item.band === "hard"; }), random);
        for (index = 0; index < +turn.value; index += 1) for (team = 0; team < names.length; team += 1) rounds.push({ round: "turn", team: team, id: (plain.pop() || {}).id });
        for (index = 0; index < +quick.value; index += 1) rounds.push({ round: "quick", team: null, id: (plain.pop() || {}).id });
        for (index = 0; index < +risk.value; index += 1) for (team = 0; team < names.length; team += 1) rounds.push({ round: "risk", team: team, id: (hard.pop() || plain.pop() || {}).id });
        if (!names.length || !rounds.length || rounds.some(function (one) { return !one.id; })) { status.textContent = say.lacks; return; }
        play({ teams: names, scores: names.map(function () { return 0; }), rounds: rounds, at: 0, seconds: +seconds.value || 30, seed: seed.value, log: [], shown: false, stake: 20 });
      });
      place.append(form);
    }

    function play(state) {
      place.querySelectorAll("form, .contest").forEach(function (old) { old.remove(); });
      var stage = element("section", "contest"), left = 0;
      stage.tabIndex = -1;
      place.append(stage);
      function scored(team, points) {
        var one = state.rounds[state.at];
        if (one.scored || team === null) return;
        one.scored = true;
        state.scores[team] += points;
        state.log.push({ at: state.at, team: team, points: points });
        show();
      }
      function undo() {
        var last = state.log.pop();
        if (!last) return;
        state.scores[last.team] -= last.points;
        state.rounds[last.at].scored = false;
        show();
      }
      function points(one, right) {
        if (one.round === "risk") return right ? state.stake : -state.stake;
        return right ? POINTS[one.round] : one.round === "quick" ? -POINTS.quick : 0;
      }
      function board() {
        var made = element("ul", "contest-scores"), one = state.rounds[state.at];
        made.setAttribute("aria-label", say.scores);
        state.teams.forEach(function (name, index) {
          var line = element("li", one && one.team === index ? "is-turn" : "");
          line.append(element("span", "", name), element("strong", "", String(state.scores[index])));
          made.append(line);
        });
        return made;
      }
      function stopClock() { clearInterval(clock); clock = null; }
      function finish() {
        stage.textContent = "";
        stage.append(element("h3", "contest-title", say.end));
        var order = state.teams.map(function (name, index) { return [name, state.scores[index]]; }).sort(function (one, other) { return other[1] - one[1]; }), list = element("ul", "contest-rank");
        order.forEach(function (one) {
          var rank = 1 + order.filter(function (other) { return other[1] > one[1]; }).length;
          list.append(element("li", "", say.rank.replace("{place}", rank).replace("{team}", one[0]).replace("{score}", one[1])));
        });
        var again = button(say.again, "button");
        again.addEventListener("click", leave);
        stage.append(list, again);
        stage.focus();
      }
      function leave() {
        if (state.at < state.rounds.length && !window.confirm(say.sure)) return;
        stopClock();
        keep(null);
        if (document.fullscreenElement) document.exitFullscreen();
        stage.remove();
        setup();
      }
      function show() {
        var one = state.rounds[state.at], item, card, random, bar, tools, head, timer, status;
        stopClock();
        keep(state);
        if (!one) { finish(); return; }
        item = byId[one.id];
        if (!item) { state.at += 1; show(); return; }
        random = quiz.generator(state.seed + one.id);
        stage.textContent = "";
        head = element("header", "contest-head");
        head.append(element("p", "contest-title", say["round_" + one.round]), element("p", "", say.number.replace("{n}", state.at + 1).replace("{all}", state.rounds.length)));
        timer = element("p", "contest-time", String(state.seconds));
        timer.setAttribute("role", "timer");
        head.append(timer);
        status = element("p", "contest-whose");
        status.setAttribute("role", "status");
        tools = element("div", "contest-who");
        if (one.round === "quick" && !one.scored) {
          tools.append(element("span", "", say.who + " "));
          state.teams.forEach(function (name, index) {
            var pick = button(name, one.team === index ? "" : "quiet");
            pick.setAttribute("aria-pressed", String(one.team === index));
            pick.addEventListener("click", function () { one.team = one.team === index ? null : index; show(); });
            tools.append(pick);
          });
        }
        if (one.round === "risk" && !one.scored) {
          tools.append(element("span", "", say.stake + " "));
          [10, 20, 30].forEach(function (stake) {
            var pick = button(say.points.replace("{n}", stake), state.stake === stake ? "" : "quiet");
            pick.setAttribute("aria-pressed", String(state.stake === stake));
            pick.addEventListener("click", function () { state.stake = stake; show(); });
            tools.append(pick);
          });
        }
        status.textContent = one.team === null ? "" : say.whose.replace("{team}", state.teams[one.team]);
        card = quiz.card(item, state.at + 1, random);
        card.id = "contest-question";
        card.querySelectorAll("input").forEach(function (input) { input.hidden = true; input.disabled = true; });
        if (state.shown) { quiz.reveal(card, []); card.querySelector("details").open = true; } else card.querySelector("details").hidden = true;
        bar = element("div", "form-bar contest-bar");
        function act(words, style, key, does) { var made = button(words, style); made.dataset.key = key; made.addEventListener("click", does); bar.append(made); return made; }
        if (!state.shown) {
          act(say.timer, "quiet", " ", function () {
            if (clock) { stopClock(); this.textContent = say.timer; return; }
            this.textContent = say.stop;
            left = +timer.textContent || state.seconds;
            clock = setInterval(function () {
              left -= 1;
              timer.textContent = left > 0 ? String(left) : say.up;
              timer.classList.toggle("is-late", left <= 5);
              if (left <= 0) stopClock();
            }, 1000);
          });
          act(say.reveal, "", "enter", function () { state.shown = true; show(); });
        } else {
          if (one.team !== null && !one.scored) {
            act(say.right, "", "r", function () { scored(one.team, points(one, true)); });
            act(say.wrong, "quiet", "w", function () { scored(one.team, points(one, false)); });
          }
          act(say.next, one.scored || one.team === null ? "" : "quiet", "n", function () { state.at += 1; state.shown = false; show(); });
        }
        if (state.log.length) act(say.undo, "quiet", "u", undo);
        act(say.full, "quiet", "f", function () { if (document.fullscreenElement) document.exitFullscreen(); else stage.requestFullscreen(); });
        act(say.again, "quiet", "", leave);
        stage.append(board(), head, status, tools, card, bar, element("p", "contest-keys", say.keys));
        stage.focus();
      }
      stage.addEventListener("keydown", function (event) {
        var key = event.key.toLowerCase(), found;
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        event.stopPropagation();
        if ((key === " " || key === "enter") && event.target.closest("button, summary, a")) return;
        found = Array.prototype.filter.call(stage.querySelectorAll("[data-key]"), function (one) { return one.dataset.key === key; })[0];
        if (found) { event.preventDefault(); found.click(); }
      });
      show();
    }
    var kept = recall();
    if (kept && Array.isArray(kept.rounds) && Array.isArray(kept.teams)) play(kept); else setup();
  }
  document.querySelectorAll('[data-practice="contest"]').forEach(Contest);
})();
