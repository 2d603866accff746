// The text of an article in pieces: cuts, entities, quotes, speakers. Offsets are code points.
"use strict";
COUPURE.paint = (function () {
  const { el, t, n, word, family, sure } = COUPURE;
  const LONGEST = 6000; // code points of one cut that are drawn

  const level = (score) => (score >= 0.8 ? "sure" : score >= 0.5 ? "fair" : "weak");

  // Marks on the text as [start, end, kind, index]; `raw` says which offsets are wanted.
  function marks(article, raw) {
    const found = [];
    const add = (start, end, kind, index) => {
      if (Number.isInteger(start) && end > start) found.push([start, end, kind, index]);
    };
    article.mentions.forEach((m, i) => add(m[raw ? 4 : 2], m[raw ? 5 : 3], "mention", i));
    article.quotes.forEach((q, i) => {
      add(q.at[raw ? 2 : 0], q.at[raw ? 3 : 1], "quote", i);
      if (q.speaker) add(q.speaker[raw ? 2 : 0], q.speaker[raw ? 3 : 1], "speaker", i);
    });
    return found;
  }

  // `points`, which stand at `base` in the text, in elements; `done` tells what has begun before.
  function pieces(article, points, base, all, done) {
    const end = base + points.length;
    const here = all.filter((mark) => mark[0] < end && mark[1] > base);
    const edges = new Set([base, end]);
    for (const [from, to] of here) {
      edges.add(Math.max(from, base));
      edges.add(Math.min(to, end));
    }
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, place) => {
      const to = sorted[place + 1];
      const text = points.slice(from - base, to - base).join("");
      const on = here.filter((mark) => mark[0] <= from && mark[1] >= to);
      return on.length ? piece(article, text, on, done) : document.createTextNode(text);
    });
  }

  function piece(article, text, on, done) {
    const of = (kind) => on.filter((mark) => mark[2] === kind).sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
    const [quotes, mentions, speakers] = [of("quote"), of("mention"), of("speaker")];
    const names = [];
    const attributes = {};
    const tips = [];
    if (quotes.length) {
      const index = quotes.at(-1)[3];
      const quote = article.quotes[index];
      names.push("q", `q-${quote.kind}`, level(quote.sure));
      attributes["data-q"] = quotes.map((mark) => mark[3]).join(" ");
      tips.push(quoteTip(quote));
      if (!done.has(index)) {
        done.add(index);
        Object.assign(attributes, { id: `quote-${index}`, tabindex: "0" });
      }
    }
    if (mentions.length) {
      const [label, name, , , , , score, method] = article.mentions[mentions.at(-1)[3]];
      names.push("e", `e-${label}`);
      tips.push(t("entity_tip", { name, label: word("label", label), sure: sure(score), method }));
    }
    if (speakers.length) {
      names.push("sp");
      attributes["data-s"] = speakers.map((mark) => mark[3]).join(" ");
    }
    return el("span", { class: names.join(" "), "data-tip": tips.join("\n") || null, ...attributes }, text);
  }

  function quoteTip(quote) {
    const who = quote.who || t("unknown_speaker");
    const via = quote.via ? `, ${t("via", { via: quote.via })}` : "";
    return `${who}${via}: ${word("quote", quote.kind)}. ${t("confidence", { sure: sure(quote.sure) })}`;
  }

  function cut(segment, points, inline, hasName) {
    const [kind, , rule, score] = segment;
    const tip = t("cut_tip", { kind: word("kind", kind), rule: rule || t("no_rule"), sure: sure(score) });
    const left = points.length - LONGEST;
    const text = points.slice(0, LONGEST).join("") + (left > 0 ? ` … (${n("characters", left)})` : "");
    return el(inline ? "span" : "div",
      { class: `cut f-${family(kind)}${inline ? " inline" : ""}`, tabindex: "0", "data-tip": tip },
      hasName ? el("span", { class: "tag" }, word("kind", kind)) : null,
      el("s", { class: "txt" }, text));
  }

  // The page as it came: rows of segments; neighbours of one kind and rule are one cut.
  function page(article) {
    const all = marks(article, true);
    const raw = Array.from(article.raw);
    const done = new Set();
    const rows = [];
    let row = [];
    for (const segment of article.segments) {
      row.push(segment);
      if (raw[segment[5] - 1] === "\n" || segment === article.segments.at(-1)) {
        const last = rows.at(-1);
        const same = (a, b) => !a[1] && !b[1] && a[0] === b[0] && a[2] === b[2];
        if (last && row.length === 1 && same(last[0], row[0]) && last.every((each) => same(each, row[0]))) last.push(row[0]);
        else rows.push(row);
        row = [];
      }
    }
    let before = "";
    return rows.map((segments) => {
      const kind = segments[0][0];
      if (segments.every((each) => !each[1] && each[0] === kind)) {
        const points = trimmed(raw.slice(segments[0][4], segments.at(-1)[5]));
        const named = before !== kind;
        before = kind;
        return cut(segments[0], points, false, named);
      }
      before = "";
      const kept = segments.find((each) => each[1]) || segments[0];
      return el("p", { class: `kept k-${kept[0]}` },
        segments.flatMap((each) => {
          const whole = raw.slice(each[4], each[5]);
          const points = each === segments.at(-1) ? trimmed(whole) : whole;
          return each[1] ? pieces(article, points, each[4], all, done) : [cut(each, trimmed(points), true, true), " "];
        }));
    });
  }

  // The text that was kept, in its order.
  function kept(article) {
    const all = marks(article, false);
    const raw = Array.from(article.raw);
    const done = new Set();
    const segments = article.segments.filter((each) => each[1] && each[6] !== null);
    return segments.sort((a, b) => a[6] - b[6]).map((each) => {
      const text = each[8] ?? raw.slice(each[4], each[5]).join("").trim();
      return el("p", { class: `kept k-${each[0]}` }, pieces(article, Array.from(text), each[6], all, done));
    });
  }

  function trimmed(points) {
    let end = points.length;
    while (end && /\s/.test(points[end - 1])) end -= 1;
    return points.slice(0, end);
  }

  return { page, kept, level };
})();
