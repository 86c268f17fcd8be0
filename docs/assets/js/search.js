// The search itself, without a page: an index and a query in, an ordered list out. The words of the
// sections are the index; what is needed to rank them is counted here once, on first use.
//
// A text becomes symbols: a Chinese character, a number (二十 = 20, 三分之二 = 2/3), or the stem of a word.
// Neighbouring symbols make a term, words and numbers also alone; terms are ranked by BM25 with headings
// and titles weighted, and a section that says all that was asked stands before one that repeats a part.
(function () {
  "use strict";
  // BM25, and what a term in a heading, a title, the stem of a question counts against one in the text.
  var K1 = 2, B = 0.33, HEADING = 8, TITLE = 4, STEM = 2;
  // A pair with a word in it, a number alone, a character alone; another word of the same meaning.
  var PAIR = 0.6, ALONE = 0.35, SINGLE = 0.35, OTHER = 0.85;
  // The rooms: a rule or a step before a form, a case, a question, unless the query names the room.
  var ROOM = { law: 1, guide: 1.1, reference: 1, templates: 0.75, about: 0.8, casebook: 0.85, practice: 0.4, "": 0.7 }, ROOMS = 1.5;
  // Headings that frame many pages, texts of the past, chapters without words, entries of the glossary.
  var FRAME = 0.65, HISTORICAL = 0.7, EMPTY = 0.5, TERM = 0.7;
  // How much it matters that all was found; that the words stand together, are the heading, fill it; that a
  // question is asked and answered.
  var COVERAGE = 0.5, PHRASE = 1.1, NAMED = 2, SHARE = 0.2, ASKS = 1.25;
  // Shown: what has a part of the best score, on a page and in all. Typing is doubted where less than DOUBT
  // was found of at most LONG symbols; at an end of a word only a character that RARE sections have.
  var NEAR = 0.7, TAIL = 0.2, PAGES = 20, DOUBT = 0.7, LONG = 14, RARE = 20;
  var DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }, UNITS = { 十: 10, 百: 100, 千: 1000 };
  // What an unknown form may have behind a word of the index.
  var SUFFIX = /^(?:e?s|e?d|e?rs?|ors?|ing|ings|ions?|ments?|ly|al|able|ate|ance|ation|ive)$/;
  var LABEL = /^(?:[A-Z]\d+ |第\S+[条步章] |(?:Article|Chapter|Step) \d+:? )/;
  var DAY = 0x5929, SUN = 0x65e5; // 天 and 日
  var WIDE = 32768; // symbols are counted from 1; a term of two is one number

  // 一百零五 → 105, 二〇〇四 → 2004.
  function value(text) {
    var total = 0, digit = 0, units = false, index, char;
    for (index = 0; index < text.length; index += 1) {
      char = text[index];
      if (UNITS[char]) { total += (digit || 1) * UNITS[char]; digit = 0; units = true; } else { digit = (units ? 0 : digit * 10) + DIGITS[char]; }
    }
    return String(total + digit);
  }
  // The text of the index, written in codes: the commonest words and characters have the shortest, then come
  // pairs. A single space between two words or numbers goes without saying.
  function unpack(index) {
    var table = {}, pairs = {}, plain = "", word = false, named = index.tokens.split("\x1f"), name = 0, step, at, first, next = 0, tokens;
    function code() {
      do next += 1; while (next < 0x20 || next === 0x22 || next === 0x3c || next === 0x5c || next >= 0x7f && next < 0xa1 || next >= 0x800 && next < 0x3400);
      return String.fromCharCode(next);
    }
    function whole(one) { return table[one] || (table[one] = whole(pairs[one][0]).concat(whole(pairs[one][1]))); }
    at = 0;
    index.counts.forEach(function (count, kind) {
      for (; count; count -= 1) if (kind % 2) { pairs[code()] = index.pairs.substr(at, 2); at += 2; } else { table[code()] = [named[name]]; name += 1; }
    });
    Object.keys(pairs).forEach(whole);
    for (step = 0; step < index.text.length; step += 1) {
      tokens = table[index.text[step]];
      for (at = 0; at < tokens.length; at += 1) {
        first = tokens[at].charCodeAt(0);
        if (isDigit(first) || first < 128 && isLetter(first)) {
          plain += word ? " " + tokens[at] : tokens[at];
          word = true;
        } else {
          plain += tokens[at];
          word = false;
        }
      }
    }
    return plain;
  }
  function isHan(code) { return code >= 0x3400 && code <= 0x9fff || code === 0x3007; }
  function isDigit(code) { return code >= 48 && code <= 57; }
  function isLetter(code) { return code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7; }

  function Search(index) {
    var ids = new Map(), names = [""], kinds = [0], chars = new Uint16Array(65536), numerals = new Uint8Array(65536), stems = new Map(), skip = {}, meant = {}, simple = {}, postings = new Map(), keyOf, sectionOf, weightOf, order, starts = new Uint32Array(131073), said = 0, sections = [], average = 0, plain, position;
    var english = index.language === "en";
    index.tokens.split("\x1f").filter(function (token) { return /[a-z]/i.test(token); }).forEach(function (token, number) {
      var word = token.toLowerCase(), end = index.endings[index.ends.charCodeAt(number) - 48], stem = word.slice(0, word.length - parseInt(end, 10)) + end.replace(/^\d+/, "");
      if (stem !== word) stems.set(word, stem);
    });
    Object.keys(index.stems).forEach(function (stem) { index.stems[stem].split(" ").forEach(function (word) { stems.set(word, stem); }); });
    Object.keys(DIGITS).concat(Object.keys(UNITS)).forEach(function (char) { numerals[char.charCodeAt(0)] = 1; });
    for (position = 0; position < index.traditional.length; position += 2) simple[index.traditional[position]] = index.traditional[position + 1];

    function id(name, kind) {
      var found = ids.get(name);
      if (!found) { found = names.length; ids.set(name, found); names.push(name); kinds.push(kind); }
      return found;
    }
    function numeral(text, from) {
      while (numerals[text.charCodeAt(from)]) from += 1;
      return from;
    }
    function figure(text, from) {
      var to = numeral(text, from);
      if (to > from) return [value(text.slice(from, to)), to];
      while (isDigit(text.charCodeAt(to)) || to > from && /[.,]/.test(text[to] || "") && isDigit(text.charCodeAt(to + 1))) to += 1;
      return [text.slice(from, to).replace(/,/g, ""), to];
    }
    // A number from `at`: [name, end].
    function number(text, at) {
      var one = figure(text, at), other = null;
      if (text.startsWith("分之", one[1])) {
        other = figure(text, one[1] + 2);
        if (other[0]) one = [other[0] + "/" + one[0], other[1]];
      } else if (/[/／]/.test(text[one[1]] || "") && isDigit(text.charCodeAt(one[1] + 1))) {
        other = figure(text, one[1] + 1);
        one = [one[0] + "/" + other[0], other[1]];
      }
      return /[%％]/.test(text[one[1]] || "") ? [one[0] + "/100", one[1] + 1] : one;
    }
    // Calls each(symbol, at, end) for the symbols of a text, in order.
    function scan(text, each) {
      var at = 0, end, code, name, counted = -1;
      while (at < text.length) {
        code = text.charCodeAt(at);
        if (isDigit(code) || numerals[code]) {
          name = number(text, at);
          end = counted = name[1];
          each(id(name[0], 2), at, end);
        } else if (isHan(code)) {
          end = at + 1;
          if (code === DAY && counted === at) code = SUN; // 20天 is 20日
          each(chars[code] || (chars[code] = id(String.fromCharCode(code), 1)), at, end);
        } else if (isLetter(code)) {
          end = at + 1;
          while (isLetter(code = text.charCodeAt(end)) || isDigit(code)) end += 1;
          name = text.slice(at, end).toLowerCase();
          each(id(stems.get(name) || name, 3), at, end);
          if (text[end + 1] === "s" && /['’]/.test(text[end])) end += 2;
        } else end = at + 1;
        at = end;
      }
    }
    // Calls each(key, at, end, weight) for the terms of a text: neighbours, and words and numbers alone.
    function spell(text, each) {
      var last = 0, from = 0, till = -9;
      scan(text, function (symbol, at, end) {
        var kind = kinds[symbol], gap = at - till;
        if (skip[symbol]) return;
        if (last && (gap === 0 || gap === 1 && kind > 1 && kinds[last] > 1 && /[\s\-’']/.test(text[till]))) each(last * WIDE + symbol, from, end, kind === 3 || kinds[last] === 3 ? PAIR : 1);
        each(symbol * WIDE, at, end, kind === 3 ? 1 : kind === 2 ? ALONE : SINGLE);
        last = symbol;
        from = at;
        till = end;
      });
    }
    function symbols(text) {
      var found = [];
      scan(text, function (symbol, at, end) { found.push({ id: symbol, at: at, end: end }); });
      return found;
    }
    function terms(text) {
      var found = [];
      spell(text, function (key, at, end, weight) { found.push({ key: key, at: at, end: end, weight: weight }); });
      return found;
    }
    function count(text, section, weight) {
      var from = said;
      spell(text, function (key) {
        keyOf[said] = key;
        sectionOf[said] = section;
        weightOf[said] = weight;
        said += 1;
      });
      return said - from;
    }
    // What was counted, sorted into buckets, so that the places of one term are found without reading all.
    function bucket(key) { return (key >>> 15) * 131 + key & 131071; }
    function sort() {
      var at;
      for (at = 0; at < said; at += 1) starts[bucket(keyOf[at]) + 1] += 1;
      for (at = 1; at < starts.length; at += 1) starts[at] += starts[at - 1];
      var next = starts.slice();
      order = new Uint32Array(said);
      for (at = 0; at < said; at += 1) order[next[bucket(keyOf[at])]++] = at;
    }
    // The sections that say a term: [how many do, not by their title alone, section, weight, section, weight …].
    function held(key) {
      var found = postings.get(key), at, one, end = starts[bucket(key) + 1], size;
      if (found) return found;
      found = [0];
      for (at = starts[bucket(key)]; at < end; at += 1) {
        one = order[at];
        if (keyOf[one] !== key) continue;
        size = found.length;
        if (size > 1 && found[size - 2] === sectionOf[one]) found[size - 1] += weightOf[one];
        else { found.push(sectionOf[one], weightOf[one]); if (weightOf[one] !== TITLE) found[0] += 1; }
      }
      postings.set(key, found);
      return found;
    }
    function known(key) { return held(key).length > 1; }

    // A word of the synonyms is known though no page may say it.
    if (english) index.same.forEach(function (group) { group.forEach(function (word) { symbols(word).forEach(function (one) { meant[one.id] = true; }); }); });
    if (english) index.skip.forEach(function (word) { if (!/ /.test(word)) skip[id(stems.get(word) || word, 3)] = true; });
    var framed = {};
    plain = unpack(index);
    plain.split("\n\n").forEach(function (block) {
      var lines = block.split("\n"), head = lines[0].split("\t"), page = { address: head[0], room: head[1], title: head[2], historical: !!head[3] };
      lines.slice(1).forEach(function (line) {
        var parts = line.split("\t");
        sections.push({ page: page, anchor: parts[0], heading: parts[1] || page.title, text: parts[2], top: !parts[1] });
        framed[parts[0]] = (framed[parts[0]] || 0) + 1;
      });
    });
    keyOf = new Int32Array(plain.length * 3);
    sectionOf = new Uint16Array(keyOf.length);
    weightOf = new Uint8Array(keyOf.length);
    var scratch = new Float64Array(sections.length), scratchCover = new Float64Array(sections.length), lengths = new Float64Array(sections.length), priors = new Float64Array(sections.length);
    sections.forEach(function (section, number) {
      // Body first: a term counts for the sections that say it, not for all that stand under the title.
      lengths[number] = count(section.text, number, 1) + count(section.heading, number, section.page.room === "practice" ? STEM : HEADING);
      if (!section.top) count(section.page.title, number, TITLE);
      average += lengths[number] / sections.length;
      priors[number] = ROOM[section.page.room] * (section.page.historical ? HISTORICAL : 1) * (/[a-z]$/.test(section.anchor) && framed[section.anchor] > 4 ? FRAME : 1) * (section.text || section.page.room === "practice" ? 1 : EMPTY) * (section.heading.indexOf(" · ") > 0 ? TERM : 1);
    });

    sort();

    function rarity(key) { var many = held(key)[0]; return Math.log(1 + (sections.length - many + 0.5) / (many + 0.5)); }
    // Adds the BM25 score of some terms to `scores`, and what of them was found to `covers`.
    function score(list, factor, scores, covers) {
      list.forEach(function (term) {
        var places = held(term.key), weight = rarity(term.key) * term.weight * factor, at, number, tf;
        for (at = 1; at < places.length; at += 2) {
          number = places[at];
          tf = places[at + 1];
          scores[number] += weight * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[number] / average));
          covers[number] += weight;
        }
      });
    }
    function mass(list) { return list.reduce(function (sum, term) { return sum + rarity(term.key) * term.weight; }, 0); }

    // What was typed, in the characters and word forms of the index.
    function normal(query) {
      return query.normalize("NFKC").slice(0, 300).replace(/[\u3400-\u9fff]/g, function (char) { return simple[char] || char; }).replace(/[A-Za-z]{5,}/g, function (word) { return shorter(word.toLowerCase()) || word; });
    }
    function heldWord(word) { var found = ids.get(stems.get(word) || word); return found && (skip[found] || meant[found] || known(found * WIDE)); }
    // The stem in the index that an unknown form begins with: renewing → renew; "" where there is none.
    function shorter(word) {
      for (var cut = heldWord(word) ? 0 : word.length - 1; cut >= Math.max(4, word.length - 5); cut -= 1) if (SUFFIX.test(word.slice(cut)) && heldWord(word.slice(0, cut))) return word.slice(0, cut);
      return "";
    }
    // The stem of the word one letter away that most sections have; "" where there is none.
    function nearWord(name) {
      var best = "", most = 0;
      if (name.length < 4) return "";
      Array.from(stems.keys()).concat(names).forEach(function (word) {
        var stem = ids.get(stems.get(word) || word), many;
        if (!stem || kinds[stem] !== 3 || Math.abs(word.length - name.length) > 1 || !oneApart(word, name)) return;
        many = held(stem * WIDE)[0];
        if (many > most) { best = word; most = many; }
      });
      return best;
    }
    function oneApart(one, other) {
      var start = 0, end = 0, least = Math.min(one.length, other.length);
      while (start < least && one[start] === other[start]) start += 1;
      while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
      one = one.slice(start, one.length - end);
      other = other.slice(start, other.length - end);
      return one.length < 2 && other.length < 2 || one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
    }
    function often(text) { var times = 0, at = plain.indexOf(text); while (at >= 0 && times < 50) { times += 1; at = plain.indexOf(text, at + 1); } return times; }
    // A run of characters that nobody wrote, with two swapped, one changed or one left out so that the
    // handbook has it; "" where it has them all or none fits.
    function nearRun(run) {
      var holes = [], best = "", most = 0, letters = index.tokens, at, tried = {};
      for (at = 0; at + 1 < run.length; at += 1) if (!known(key(run.slice(at, at + 2)))) holes.push(at);
      if (!holes.length || holes.length > 2 || run.length < 3 || run.length > 10) return "";
      function attempt(text, from) {
        // At either end one neighbour says little: there only a character that is rare here is doubted.
        if ((from < 1 || from > run.length - 2) && held(ids.get(run[Math.min(from, run.length - 1)]) * WIDE)[0] > RARE) return;
        var part = text.slice(Math.max(0, from - 2), from + 3), times;
        if (tried[text] || part.length < 3) return;
        tried[text] = true;
        for (var at = 0; at + 1 < part.length; at += 1) if (!known(key(part.slice(at, at + 2)))) return;
        times = often(part);
        if (times > most) { most = times; best = text; }
      }
      function key(pair) { var list = symbols(pair); return list.length === 2 ? list[0].id * WIDE + list[1].id : 0; }
      var spots = holes.concat(holes[holes.length - 1] + 1);
      spots.forEach(function (at) { if (at + 1 < run.length) attempt(run.slice(0, at) + run[at + 1] + run[at] + run.slice(at + 2), at); });
      if (best) return best;
      spots.forEach(function (at) {
        for (var number = 0; number < letters.length; number += 1) if (isHan(letters.charCodeAt(number))) attempt(run.slice(0, at) + letters[number] + run.slice(at + 1), at);
      });
      if (best) return best;
      spots.forEach(function (at) { attempt(run.slice(0, at) + run.slice(at + 1), at); });
      return best;
    }
    // The query with what nobody wrote corrected, without its words of asking; "" where nothing is.
    function corrected(query) {
      var changed = false, mended;
      if (symbols(query).length > LONG) return "";
      mended = asked(query).text.replace(/[\u3400-\u9fff]+|[A-Za-z]+/g, function (run) {
        var near = isHan(run.charCodeAt(0)) ? nearRun(run) : heldWord(run.toLowerCase()) ? "" : nearWord(run.toLowerCase());
        changed = changed || !!near;
        return near || run;
      });
      return changed ? mended : "";
    }

    // What a query leads to that names a law, and perhaps an article: at most one section, said to be the
    // "article", the "law", or the law whose article is "missing" in the handbook.
    var laws = index.laws.map(function (law) { return { address: law.address, title: law.names[0], year: law.year, historical: law.historical, articles: law.articles, names: law.names.map(function (name) { return symbols(name).map(function (one) { return one.id; }); }) }; });
    function jump(query) {
      var list = symbols(query), words = list.map(function (one) { return names[one.id]; }), year = +words.filter(isYear)[0], best = null, rest, at, number = 0, anchor, found;
      function isYear(word) { return /^(19|20)\d\d$/.test(word); }
      function fits(law) { return law.year === year ? 2 : law.historical ? 0 : 1; }
      laws.forEach(function (law) {
        law.names.forEach(function (name) {
          for (var from = 0; from + name.length <= list.length; from += 1) {
            if (best && (name.length < best.length || name.length === best.length && fits(law) <= fits(best.law))) return;
            if (name.every(function (one, step) { return list[from + step].id === one; })) best = { law: law, length: name.length, from: from };
          }
        });
      });
      if (!best) return [];
      rest = words.slice(0, best.from).concat("", words.slice(best.from + best.length));
      for (at = 0; at < rest.length && !number; at += 1) if (/^\d{1,3}$/.test(rest[at]) && (rest[at + 1] === "条" || /^art(icl|icle)?s?$/.test(rest[at - 1] || ""))) number = at;
      rest = rest.filter(function (word) { return word && !isYear(word) && !/^[第年]$/.test(word); });
      if (number) {
        rest = words.slice(0, best.from).concat("", words.slice(best.from + best.length));
        anchor = "art-" + rest[number] + (rest[number + 2] === "之" && /^\d+$/.test(rest[number + 3] || "") ? "-" + rest[number + 3] : "");
      } else if (rest.length === 1 && /^\d{1,3}$/.test(rest[0])) anchor = "art-" + rest[0];
      else if (rest.length) return [];
      found = best.law.articles ? abroad(best.law) : sections.filter(function (section) { return section.page.address === best.law.address; });
      at = anchor ? found.filter(function (section) { return section.anchor === anchor; })[0] : found[0];
      return at || found[0] ? [{ section: at || found[0], score: Infinity, direct: !anchor ? "law" : at ? "article" : "missing" }] : [];
    }

    // The sections of a law whose page is not translated.
    function abroad(law) {
      var page = { address: law.address, room: "law", title: law.title };
      return [""].concat(law.articles).map(function (anchor) { return { page: page, anchor: anchor, heading: anchor ? "Article " + anchor.slice(4) : law.title, text: "In Chinese only." }; });
    }

    // A query as what is asked for: words that may be said in several ways, and all the other terms.
    function asked(query) {
      var ways = [], text = query, rest, others, asks = /[?？吗呢]$/.test(query), rooms = {};
      Object.keys(index.rooms).forEach(function (room) { rooms[room] = index.rooms[room].some(function (word) { return placeOf(query, word); }); });
      index.same.forEach(function (group) {
        group.forEach(function (word) { var place = placeOf(query, word); if (place) ways.push({ at: place[0], end: place[1], group: group, word: word, terms: [] }); });
      });
      ways.sort(function (one, other) { return other.end - other.at - one.end + one.at || one.at - other.at; });
      ways = ways.filter(function (way, number) { return ways.slice(0, number).every(function (other) { return way.end <= other.at || way.at >= other.end; }); });
      rest = query;
      ways.forEach(function (way) { rest = blank(rest, way.at, way.end, "\u0000"); });
      index.skip.forEach(function (word) {
        for (var at = literal(rest, word); at >= 0; at = literal(rest, word)) {
          rest = blank(rest, at, at + word.length, " ");
          text = blank(text, at, at + word.length, " ");
          asks = asks || word.length > 1 && !english;
        }
      });
      if (!symbols(text).length) text = query;
      others = terms(text).filter(function (term) {
        var inside = ways.filter(function (way) { return term.at >= way.at && term.end <= way.end; })[0];
        if (inside) inside.terms.push(term);
        return !inside;
      });
      ways = ways.filter(function (way) { return way.terms.length; }).map(function (way) {
        return [way.terms].concat(way.group.filter(function (word) { return word !== way.word; }).map(terms).filter(function (list) { return list.some(function (term) { return known(term.key); }); }));
      });
      return { text: text.replace(/ {2,}/g, " ").trim(), terms: others, ways: ways, rooms: rooms, asks: asks };
    }
    function literal(text, word) { return english ? text.search(new RegExp("\\b" + word + "\\b", "i")) : text.indexOf(word); }
    function blank(text, from, to, mark) { return text.slice(0, from) + mark.repeat(to - from) + text.slice(to); }
    // Where a word of the synonyms stands in a text, in any of its English forms: [from, to] or null.
    var wordsOf = new Map(), spelt = ["", []];
    function placeOf(text, word) {
      var at, list, wanted;
      if (!english) {
        at = text.toLowerCase().indexOf(word);
        return at < 0 ? null : [at, at + word.length];
      }
      if (spelt[0] !== text) spelt = [text, symbols(text)];
      if (!wordsOf.has(word)) wordsOf.set(word, symbols(word));
      list = spelt[1];
      wanted = wordsOf.get(word);
      for (at = 0; at + wanted.length <= list.length; at += 1) if (wanted.every(function (one, step) { return list[at + step].id === one.id; })) return [list[at].at, list[at + wanted.length - 1].end];
      return null;
    }

    function ranked(query) {
      var ask = asked(query), scores = new Float64Array(sections.length), covers = new Float64Array(sections.length), whole = mass(ask.terms), found = [], core = squeeze(ask.text), wanted = keys(ask);
      score(ask.terms, 1, scores, covers);
      ask.ways.forEach(function (ways) {
        var best = new Float64Array(sections.length), cover = new Float64Array(sections.length), said = 0, weight, at;
        ways.forEach(function (list, number) {
          var factor = number ? OTHER : 1;
          scratch.fill(0);
          scratchCover.fill(0);
          score(list, 1 / mass(list), scratch, scratchCover);
          for (at = 0; at < best.length; at += 1) {
            if (scratch[at] * factor > best[at]) best[at] = scratch[at] * factor;
            if (scratchCover[at] * factor > cover[at]) cover[at] = scratchCover[at] * factor;
          }
        });
        for (at = 0; at < best.length; at += 1) if (cover[at] > 0.85) said += 1;
        // A word counts by how few sections say it in any of its ways, and by its length as other words do.
        weight = Math.log(1 + (sections.length - said + 0.5) / (said + 0.5)) * ways[0].reduce(function (sum, term) { return sum + term.weight; }, 0);
        whole += weight;
        for (at = 0; at < best.length; at += 1) { scores[at] += best[at] * weight; covers[at] += cover[at] * weight; }
      });
      sections.forEach(function (section, number) {
        var cover = Math.min(1, covers[number] / whole);
        if (scores[number]) found.push({ section: section, cover: cover, score: scores[number] * priors[number] * Math.pow(cover, COVERAGE) * (ask.rooms[section.page.room] ? ROOMS : 1) * (ask.asks && /[？?]$/.test(section.heading) ? ASKS : 1) });
      });
      found.sort(function (one, other) { return other.score - one.score; });
      found.slice(0, 60).forEach(function (one) {
        var heading = one.section.heading.replace(LABEL, "").split(" · ")[0], list = terms(heading), name = squeeze(heading), all = mass(list);
        one.score *= 1 + SHARE * mass(list.filter(function (term) { return wanted[term.key]; })) / (all || 1);
        if (core.length > 1 && name === core) one.score *= NAMED;
        else if (core.length > 1 && name.indexOf(core) >= 0) one.score *= PHRASE;
        else if (core.length > 2 && one.cover > 0.9 && squeeze(one.section.text).indexOf(core) >= 0) one.score *= PHRASE;
      });
      found.sort(function (one, other) { return other.score - one.score; });
      return { found: found, keys: wanted, covers: found.reduce(function (most, one) { return Math.max(most, one.cover); }, 0) };
    }
    function squeeze(text) { return symbols(text).map(function (one) { return names[one.id]; }).join(english ? " " : ""); }
    // The terms asked for, in all their ways; a character alone is only marked where nothing else was asked.
    function keys(ask) {
      var list = ask.terms.concat([].concat.apply([], [].concat.apply([], ask.ways))), all = {};
      function put(some) { some.forEach(function (term) { all[term.key] = true; }); }
      put(list.filter(function (term) { return term.key % WIDE || kinds[term.key / WIDE] > 1; }));
      if (!Object.keys(all).length) put(list);
      return all;
    }

    // {corrected, groups: [{page, sections: [{section, score, direct}]}], pages, count, keys}: pages in the order of
    // their best section; `direct` says what a named article or law led to.
    this.find = function (typed) {
      var query = normal(typed), result = ranked(query), mended = result.covers < DOUBT ? corrected(query) : "", better = mended ? ranked(mended) : result, groups = [], byPage = new Map(), seen = {}, best;
      if (better.covers > result.covers) result = better; else mended = "";
      best = result.found.length ? result.found[0].score : 0;
      jump(query).concat(result.found.filter(function (one) { return one.score > TAIL * best; })).forEach(function (one) {
        var place = one.section.page.address + "#" + one.section.anchor, group = byPage.get(one.section.page);
        if (seen[place]) return;
        seen[place] = true;
        if (group && one.score < NEAR * group.sections[0].score) return;
        if (!group) { group = { page: one.section.page, sections: [] }; byPage.set(one.section.page, group); groups.push(group); }
        group.sections.push({ section: one.section, score: one.score, direct: one.direct || "" });
      });
      return { corrected: mended, groups: groups.slice(0, PAGES), pages: groups.length, count: Object.keys(seen).length, keys: result.keys };
    };
    // A stretch of the section where most was found, as [[text, found], …].
    this.snippet = function (text, keys) { return marked(text, keys, english ? 180 : 80); };
    this.marked = function (text, keys) { return marked(text, keys, Infinity); };
    function marked(text, keys, width) {
      var hits = terms(text).filter(function (term) { return keys[term.key]; }), start = 0, best = -1, pieces = [], at, reach, end;
      if (text.length > width) {
        hits.forEach(function (hit) {
          var inside = hits.filter(function (other) { return other.at >= hit.at && other.end <= hit.at + width * 0.8; }).length;
          if (inside > best) { best = inside; start = Math.max(0, hit.at - Math.floor(width * 0.15)); }
        });
        while (start > 0 && start > text.length - width) start = Math.max(0, text.length - width);
        end = start + width;
        if (english && start) start = text.lastIndexOf(" ", start) + 1;
      } else end = text.length;
      at = start;
      hits.forEach(function (hit) {
        if (hit.end <= at || hit.at >= end) return;
        if (hit.at > at) { pieces.push([text.slice(at, hit.at), false]); at = hit.at; }
        reach = Math.min(hit.end, end);
        if (pieces.length && pieces[pieces.length - 1][1]) pieces[pieces.length - 1][0] += text.slice(at, reach); else pieces.push([text.slice(at, reach), true]);
        at = reach;
      });
      if (at < end) pieces.push([text.slice(at, end), false]);
      if (start) pieces.unshift(["…", false]);
      if (end < text.length) pieces.push(["…", false]);
      return pieces;
    }
  }

  window.HandbookSearch = Search;
})();
