// Who is quoted: the list, and one person beside it.
"use strict";
COUPURE.start(async () => {
  const { el, found, t, n, day, number, word } = COUPURE;
  const rows = await COUPURE.when("people");
  const texts = new Map(rows.map((row) => [row[0], COUPURE.fold(row[1])]));
  const panel = document.getElementById("person");
  const most = Math.max(1, ...rows.map((row) => row[3]));
  const EACH = 40;
  const hasPersons = rows.some((row) => row[2] === "PER");
  if (!hasPersons) document.getElementById("label").value = "";

  COUPURE.list({
    rows,
    inputs: ["search", "label", "least"],
    each: 25,
    matches() {
      const typed = COUPURE.typed();
      const label = document.getElementById("label").value;
      const least = Number(document.getElementById("least").value);
      return rows.filter(
        (row) =>
          row[3] >= least && typed(texts.get(row[0])) &&
          (!label || (label === "-" ? !row[2] || row[2] === "MISC" : row[2] === label))
      );
    },
    draw([id, name, label, statements, articles, sources]) {
      const bar = el("span", { class: "bar", "aria-hidden": "true" });
      bar.style.width = `${Math.max(2, (100 * statements) / most)}%`;
      const link = el("a", { href: `#${id}`, "aria-current": COUPURE.hash() === id ? "true" : null },
        found(name, { class: "name" }),
        el("span", { class: "quiet" }, `${n("statements", statements)} · ${n("articles", articles)}`),
        bar);
      return el("li", {}, link);
    },
  });

  async function show() {
    const asked = COUPURE.hash();
    const id = asked || rows.find((row) => !hasPersons || row[2] === "PER")?.[0] || "";
    const row = rows.find((each) => each[0] === id);
    for (const link of document.querySelectorAll("#rows a")) {
      if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!row) {
      panel.replaceChildren(el("p", { class: "quiet" }, t(id ? "not_found" : "nobody")));
      return;
    }
    const statements = await COUPURE.find("p", id);
    draw(row, statements || { ways: {}, said: [] });
    if (!asked) return;
    panel.focus({ preventScroll: true });
    if (panel.getBoundingClientRect().top > innerHeight * 0.6) panel.scrollIntoView();
  }

  function draw([, name, label, count, articles, sources, first, last], { ways: counted, said: statements }) {
    const list = el("ul", { class: "said" });
    const more = el("button", { type: "button", class: "more" }, t("more"));
    let shown = 0;
    const extend = () => {
      const next = statements.slice(shown, shown + EACH);
      list.append(...next.map(statement));
      shown += next.length;
      more.hidden = shown >= statements.length;
    };
    more.addEventListener("click", extend);
    extend();
    panel.replaceChildren(
      el("h2", {}, found(name), " ", label ? el("span", { class: `badge e-${label}` }, word("label", label)) : null),
      el("p", { class: "quiet" },
        `${n("statements", count)} · ${n("articles", articles)} · ${n("sources", sources)}`, ", ",
        t("from_to", { first: day(first), last: day(last) })),
      el("dl", { class: "ways" },
        ways("reported_by", counted.source), ways("relayed_by", counted.via),
        ways("said_in", counted.medium), ways("announced_by", counted.cue)),
      el("h3", {}, t("in_words")),
      list, more,
      statements.length < count ? el("p", { class: "quiet" }, t("newest_statements", { count: number(statements.length) })) : "");
  }

  function ways(name, values) {
    if (!values?.length) return null;
    return el("div", {}, el("dt", {}, t(name)),
      el("dd", {}, values.map(([value, times]) =>
        el("span", { class: "way" }, found(value), times > 1 ? ` × ${number(times)}` : ""))));
  }

  function statement([text, kind, via, medium, sure, source, seen, article, title]) {
    const about = [word("quote", kind), via ? t("via", { via: "" }).trim() : null].filter(Boolean);
    return el("li", {},
      el(kind === "indirect" ? "p" : "blockquote", { class: `words ${kind}` }, found(text)),
      el("p", { class: "quiet" },
        el("span", { class: "badge" }, about[0]), " ",
        via ? el("span", {}, about[1], " ", found(via), " · ") : null,
        medium ? el("span", {}, found(medium), " · ") : null,
        found(source), ", ", day(seen), ": ",
        el("a", { href: `article.html#${article}` }, found(title || article)),
        ` · ${t("confidence", { sure: COUPURE.sure(sure) })}`));
  }

  addEventListener("hashchange", show);
  await show();
});
