"use strict";
COUPURE.start(async () => {
  const { el, found, t, n, day } = COUPURE;
  const rows = await COUPURE.when("stories");
  const texts = new Map(rows.map((row) => [row[0], COUPURE.fold(row[1])]));
  const single = document.getElementById("single");
  if (!rows.some((row) => row[2] > 1)) single.checked = true;

  COUPURE.list({
    rows,
    inputs: ["search", "order", "single"],
    each: 30,
    matches() {
      const typed = COUPURE.typed();
      const chosen = rows.filter((row) => (single.checked || row[2] > 1) && typed(texts.get(row[0])));
      const newest = document.getElementById("order").value === "newest";
      return newest ? chosen.sort((a, b) => b[5] - a[5]) : chosen;
    },
    draw([id, title, articles, sources, first, last, languages, shared]) {
      const days = day(first) === day(last) ? day(first) : t("from_to", { first: day(first), last: day(last) });
      return el("li", { class: "panel" },
        el("h2", {}, el("a", { href: `story.html#${id}` }, found(title))),
        el("p", { class: "quiet" },
          `${n("articles", articles)} · ${n("sources", sources)} · ${days}`),
        el("p", {},
          shared ? el("span", { class: "badge strong" }, n("shared", shared)) : null, " ",
          languages.split(" ").map((each) => el("span", { class: "badge" }, each))));
    },
  });
});
