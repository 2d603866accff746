"use strict";
COUPURE.start(async () => {
  const { el, found, t, day, share, number } = COUPURE;
  const rows = await COUPURE.when("articles");
  const texts = rows.map((row) => COUPURE.fold(`${row[1]} ${row[2]}`));
  const place = new Map(rows.map((row, index) => [row, index]));
  const value = (id) => document.getElementById(id).value;
  const counted = new Map();
  for (const row of rows) counted.set(row[2], (counted.get(row[2]) || 0) + 1);
  const sources = [...counted].sort((a, b) => b[1] - a[1]).slice(0, 500);
  COUPURE.options("source", sources.map(([name]) => name));
  COUPURE.options("tongue", [...new Set(rows.map((row) => row[4]))].sort());
  if (COUPURE.hash() === "truncated") document.getElementById("truncated").checked = true;

  COUPURE.list({
    rows,
    inputs: ["search", "source", "tongue", "truncated"],
    matches() {
      const typed = COUPURE.typed();
      const [source, tongue] = [value("source"), value("tongue")];
      const only = document.getElementById("truncated").checked;
      return rows.filter(
        (row) =>
          (!source || row[2] === source) && (!tongue || row[4] === tongue) &&
          (!only || row[5]) && typed(texts[place.get(row)])
      );
    },
    draw([id, title, source, seen, language, truncated, cut, words, quotes]) {
      const name = el("a", { href: `article.html#${id}`, lang: /^[a-z]{2}$/.test(language) ? language : null }, found(title));
      const badge = truncated ? el("span", { class: "badge f-pay", title: t("truncated_unknown") }, t("kind_paywall")) : null;
      return el("tr", {},
        el("th", { scope: "row" }, name, " ", badge),
        el("td", {}, found(source)),
        el("td", { class: "nowrap" }, day(seen)),
        el("td", { class: "num" }, share(cut)),
        el("td", { class: "num" }, number(words)),
        el("td", { class: "num" }, number(quotes)));
    },
  });
});
