// Two small tools on the deadlines page: last day of a limit, and the vote on a draft. The tables of
// the page say the same without them. Dates are computed in UTC: no clock change can move a day.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  var DAY = 86400000;

  function parse(text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    return parts ? new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3])) : null;
  }
  function iso(date) { return date.toISOString().slice(0, 10); }
  function plus(date, days) { return new Date(date.getTime() + days * DAY); }
  function isWeekend(date) { var day = date.getUTCDay(); return day === 0 || day === 6; }
  function plusWorking(date, days) {
    var step = days < 0 ? -1 : 1, left = Math.abs(days);
    while (left) { date = plus(date, step); if (!isWeekend(date)) left -= 1; }
    return date;
  }
  // The same day of another month; its last day where the month is shorter.
  function plusMonths(date, months) {
    var first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
    var last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(date.getUTCDate(), last));
    return first;
  }
  // {first, last, extended}: day 1 is the day after the event; backwards, the window ends on the event.
  function reckon(rule, event) {
    var sign = rule.before ? -1 : 1;
    var end = rule.months ? plusMonths(event, sign * rule.months)
      : rule.workingDays ? plusWorking(event, sign * rule.workingDays)
      : plus(event, sign * rule.days);
    if (rule.before) return { first: end, last: event, extended: null };
    return { first: plus(event, 1), last: end, extended: rule.extension ? plus(end, rule.extension) : null };
  }
  // Whole numbers only: no rounding can turn a vote.
  function judge(total, present, favour) {
    return {
      needPresent: Math.ceil(2 * total / 3), quorum: 3 * present >= 2 * total,
      needFavour: Math.ceil(total / 2), half: 2 * favour >= total,
      needMajority: Math.floor(total / 2) + 1, majority: 2 * favour > total,
      passed: 3 * present >= 2 * total && 2 * favour >= total
    };
  }
  window.handbookTools = { reckon: reckon, judge: judge, parse: parse, iso: iso };

  function element(tag, attributes, text) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (text) made.textContent = text;
    return made;
  }
  function field(label, input) {
    var wrap = element("label", { "class": "tool-field" });
    wrap.append(element("span", {}, label), input);
    return wrap;
  }
  function weekday(date) {
    var names = english ? ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
      : ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
    return names[date.getUTCDay()];
  }
  function told(date) { return iso(date) + (english ? " (" + weekday(date) + ")" : "（" + weekday(date) + "）"); }

  function calendar(rule, date, what) {
    var day = iso(date).replace(/-/g, ""), next = iso(plus(date, 1)).replace(/-/g, "");
    var clean = what.replace(/([\\;,])/g, "\\$1");
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handbook//deadline//ZH", "BEGIN:VEVENT",
      "UID:" + rule.id.replace("/", "-") + "-" + day + "@handbook", "DTSTAMP:" + day + "T000000Z",
      "DTSTART;VALUE=DATE:" + day, "DTEND;VALUE=DATE:" + next, "SUMMARY:" + clean,
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P3D", "DESCRIPTION:" + clean, "END:VALARM",
      "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
  }

  function deadlineTool(place) {
    var rules = JSON.parse(place.parentNode.querySelector(".tool-data").textContent);
    var form = element("form"), choice = element("select"), day = element("input", { type: "date", required: "" });
    var result = element("div", { "class": "tool-result", role: "status", "aria-live": "polite" });
    rules.forEach(function (rule, index) { choice.append(element("option", { value: index }, rule.label)); });
    form.append(field(english ? "Step and rule" : "环节和规则", choice),
      field(english ? "Date of the event" : "起算事件的日期", day), result);
    function show() {
      var rule = rules[+choice.value], event = parse(day.value), lines = [], reckoned, link, words;
      result.textContent = "";
      lines.push((english ? "Counted from: " : "起算：") + rule.from + (english ? ". Basis: " : "。依据：") + rule.basis);
      if (event) {
        reckoned = reckon(rule, event);
        if (rule.before) {
          lines.unshift((english ? "From " : "自") + told(reckoned.first) + (english ? " to " : "起，到") + told(reckoned.last));
        } else {
          lines.unshift((english ? "Last day: " : "最后一日：") + told(reckoned.last));
          lines.push((english ? "Day 1 is " : "第1日是") + told(reckoned.first) + (english ? ", the day after (a convention)" : "，从次日起数（惯例，尚未核实到条文）"));
          if (isWeekend(reckoned.last)) lines.push(english ? "The last day is on a weekend; no article held here says whether it moves. Act earlier." : "最后一日是周末，是否顺延条文没有写，请提前办。");
        }
        if (reckoned.extended) lines.push((english ? "If extended, at the latest: " : "经延长的，最迟：") + told(reckoned.extended));
        if (rule.workingDays) lines.push(english ? "Public holidays are not taken into account." : "没有扣除法定节假日和调休，请对照放假通知。");
        if (!rule.verified) lines.push(english ? "This rule is not verified." : "本条外省规则尚未核实，只作比较。");
      }
      lines.forEach(function (line, index) { result.append(element("p", index === 0 && event ? { "class": "tool-answer" } : {}, line)); });
      if (event && !rule.before) {
        words = rule.label + (english ? ": last day" : "：最后一日");
        link = element("a", { "class": "button quiet", download: "deadline.ics",
          href: "data:text/calendar;charset=utf-8," + encodeURIComponent(calendar(rule, reckoned.last, words)) },
        english ? "Save to calendar (.ics)" : "存入日历（.ics）");
        result.append(link);
      }
    }
    form.addEventListener("input", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    place.append(form);
    show();
  }

  function voteTool(place) {
    var form = element("form"), inputs = {}, result = element("div", { "class": "tool-result", role: "status", "aria-live": "polite" });
    [["total", english ? "All representatives (or workers)" : "全体职工代表（或全体职工）"],
      ["present", english ? "Present" : "出席"], ["favour", english ? "In favor" : "同意"]].forEach(function (one) {
      inputs[one[0]] = element("input", { type: "number", min: "0", step: "1", inputmode: "numeric", name: one[0] });
      form.append(field(one[1], inputs[one[0]]));
    });
    form.append(result);
    function show() {
      var numbers = ["total", "present", "favour"].map(function (name) { return /^\d+$/.test(inputs[name].value) ? +inputs[name].value : NaN; });
      var total = numbers[0], present = numbers[1], favour = numbers[2], found;
      result.textContent = "";
      if (!total) return;
      if (present > total || favour > (isNaN(present) ? total : present)) {
        result.append(element("p", { "class": "tool-fault" }, english ? "Check the numbers: more present than there are, or more votes than present." : "数字不对：出席不能多于全体，同意不能多于出席。"));
        return;
      }
      found = judge(total, isNaN(present) ? 0 : present, isNaN(favour) ? 0 : favour);
      if (!isNaN(present) && !isNaN(favour)) {
        result.append(element("p", { "class": "tool-answer" }, found.passed ? (english ? "Passed" : "通过") : (english ? "Not passed" : "未通过")));
      }
      result.append(element("p", {}, (english ? "Attendance needed (two-thirds or more): " : "出席要求（三分之二以上）：") + found.needPresent + (isNaN(present) ? "" : found.quorum ? (english ? ", met" : "，满足") : (english ? ", not met" : "，不满足"))));
      result.append(element("p", {}, (english ? "Votes needed (not less than half of all): " : "同意要求（全体半数以上，含一半）：") + found.needFavour + (isNaN(favour) ? "" : found.half ? (english ? ", met" : "，满足") : (english ? ", not met" : "，不满足"))));
      result.append(element("p", {}, (english ? "For comparison, a majority (more than half) would be " : "作比较：若条文写“过半数”，要 ") + found.needMajority + (english ? "." : " 票。")));
      result.append(element("p", {}, english ? "Basis: Provisions on Collective Contracts, art. 36, para. 2; majority: Trade Union Law, art. 18." : "依据：《集体合同规定》第三十六条第二款；过半数的例子：《工会法》第十八条。"));
    }
    form.addEventListener("input", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    place.append(form);
  }

  // Choices are read off the table itself: a filter hides rows, it holds no data of its own.
  function casesTool(place) {
    var table = document.querySelector(".case-table"), form = element("form"), selects = [];
    var status = element("p", { role: "status", "aria-live": "polite" });
    var rows = Array.prototype.slice.call(table.querySelectorAll("tbody tr"));
    ["level", "type", "evidence"].forEach(function (name) {
      var select = element("select"), seen = {};
      select.append(element("option", { value: "" }, english ? "All" : "全部"));
      rows.forEach(function (row) {
        var value = row.dataset[name];
        if (!seen[value]) { seen[value] = true; select.append(element("option", { value: value }, row.dataset[name + "Label"])); }
      });
      select.dataset.field = name;
      selects.push(select);
      form.append(field(place.dataset[name], select));
    });
    form.append(status);
    function show() {
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = selects.some(function (select) { return select.value && row.dataset[select.dataset.field] !== select.value; });
        if (!row.hidden) shown += 1;
      });
      status.textContent = english ? shown + " of " + rows.length + " cases" : "共 " + rows.length + " 个案例，显示 " + shown + " 个";
    }
    form.addEventListener("input", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    place.append(form);
    show();
  }

  var tools = { deadline: deadlineTool, vote: voteTool, cases: casesTool };
  document.querySelectorAll(".tool").forEach(function (place) { tools[place.dataset.tool](place); });
})();
