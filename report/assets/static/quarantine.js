"use strict";
COUPURE.start(async () => {
  const { el, found, t, time, word, number } = COUPURE;
  const rows = await COUPURE.when("quarantine");
  if (!rows.length) return;
  const texts = new Map(rows.map((row) => [row[0], COUPURE.fold(`${row[1]} ${row[3]} ${row[4]}`)]));
  const settled = document.getElementById("settled");
  COUPURE.options("reason", [...new Set(rows.map((row) => row[1]))].sort());

  COUPURE.list({
    rows,
    inputs: ["search", "reason", "settled"],
    each: 30,
    matches() {
      const typed = COUPURE.typed();
      const reason = document.getElementById("reason").value;
      return rows.filter(
        (row) => (settled.checked || !row[6]) && (!reason || row[1] === reason) && typed(texts.get(row[0]))
      );
    },
    draw([id, reason, stage, source, detail, seen, closed]) {
      const record = el("div", { class: "record" });
      const open = async (event) => {
        if (!event.target.open || record.firstChild) return;
        const [text, length] = (await COUPURE.find("q", id)) || ["", 0];
        record.append(
          text ? el("pre", { tabindex: "0", "aria-label": t("the_record") }, found(text)) : el("p", { class: "quiet" }, t("no_record")),
          length > text.length
            ? el("p", { class: "quiet" }, t("cut_record", { shown: number(text.length), count: number(length) })) : "");
      };
      return el("li", { class: "panel" },
        el("p", {}, el("span", { class: "badge strong" }, found(reason)), " ",
          el("span", { class: "badge" }, word("stage", stage)), " ",
          closed ? el("span", { class: "badge good" }, word("closed", closed)) : null),
        el("h2", { class: "small" }, found(source)),
        el("p", {}, found(detail)),
        el("p", { class: "quiet" }, `${time(seen)} UTC`),
        el("details", { ontoggle: open }, el("summary", {}, t("the_record")), record));
    },
  });
});
