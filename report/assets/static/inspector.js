// One article: the page as it came, what was cut of it and why, who is named, who says what.
"use strict";
COUPURE.start(() => {
  const { el, found, t, n, day, time, share, sure, number, word, away, family } = COUPURE;
  const root = document.getElementById("article");
  const tip = el("div", { class: "tip", role: "tooltip", id: "tip", hidden: true });
  document.body.append(tip);

  async function show() {
    const article = await COUPURE.find("a", COUPURE.hash());
    if (!article) {
      root.replaceChildren(el("h1", {}, t("inspector")), el("p", { class: "note" }, t("not_found")));
      return;
    }
    document.title = `${article.title || article.uri} · Coupure`;
    const sheet = el("div", { class: "sheet", lang: tongue(article) });
    const lines = COUPURE.lines(sheet, article);
    const panel = quotes(article, sheet, lines);
    let view = "page";
    const paint = () => {
      sheet.replaceChildren(...COUPURE.paint[view](article), lines.svg);
      lines.draw();
    };
    root.replaceChildren(
      el("h1", { lang: tongue(article) }, found(article.title || article.uri)),
      about(article),
      article.length > Array.from(article.raw).length
        ? el("p", { class: "note" }, t("clipped", { shown: number(Array.from(article.raw).length), count: number(article.length) })) : "",
      tools(sheet, (chosen) => { view = chosen; paint(); }),
      el("div", { class: "desk" }, el("div", {}, legend(article), sheet), panel));
    listen(sheet, lines, panel);
    paint();
  }

  const tongue = (article) => (/^[a-z]{2}$/.test(article.language) && article.language !== "und" ? article.language : null);

  function about(article) {
    const seen = article.seen === null ? t("no_date")
      : article.precision === "minute" ? `${time(article.seen)} UTC` : day(article.seen);
    const left = article.left === null ? t("truncated_unknown") : t("truncated_left", { left: number(article.left) });
    const address = article.url ? away(article.url, article.url) : null;
    const row = (name, ...inside) => el("div", {}, el("dt", {}, t(name)), el("dd", {}, inside));
    return el("dl", { class: "about" },
      row("source", found(article.source)), row("published", seen),
      article.byline ? row("byline", found(article.byline)) : null,
      article.section ? row("section", found(article.section)) : null,
      row("words", number(article.words), " ", article.truncated ? el("span", { class: "badge long f-pay" }, left) : null),
      row("share_cut", meter(article.cut), " ", share(article.cut)),
      article.story ? row("part_of", el("a", { href: `story.html#${article.story[0]}` }, found(article.story[1]))) : null,
      row("file", el("code", {}, found(article.uri))),
      address ? row("link", address) : null);
  }

  function meter(value) {
    const bar = el("span", { class: "meter", "aria-hidden": "true" }, el("span", {}));
    bar.firstChild.style.width = `${Math.round(100 * Math.min(1, Math.max(0, value)))}%`;
    return bar;
  }

  function tools(sheet, chosen) {
    const radio = (view, on) => el("label", {},
      el("input", { type: "radio", name: "view", value: view, checked: on, onchange: () => chosen(view) }), " ", t(`view_${view}`));
    const box = (name) => el("label", {},
      el("input", { type: "checkbox", checked: true, onchange: (event) => sheet.classList.toggle(`no-${name}`, !event.target.checked) }), " ", t(`show_${name}`));
    return el("form", { class: "tools", onsubmit: (event) => event.preventDefault() },
      el("fieldset", {}, el("legend", {}, t("view")), radio("page", true), radio("kept", false)),
      el("fieldset", {}, el("legend", {}, t("show")), box("entities"), box("quotes"), box("lines")));
  }

  function legend(article) {
    const counted = new Map();
    for (const [kind, isKept, , , start, end] of article.segments) {
      if (!isKept) counted.set(kind, (counted.get(kind) || 0) + end - start);
    }
    const labels = new Set(article.mentions.map((each) => each[0]));
    const cuts = [...counted].sort((a, b) => b[1] - a[1]).map(([kind, count]) =>
      el("li", { class: `key f-${family(kind)}` }, word("kind", kind), el("span", { class: "quiet" }, ` ${n("characters", count)}`)));
    const names = ["PER", "ORG", "LOC", "MISC"].filter((each) => labels.has(each)).map((label) =>
      el("li", {}, el("span", { class: `e e-${label}` }, word("label", label))));
    const kinds = ["direct", "mixed", "indirect"].filter((kind) => article.quotes.some((each) => each.kind === kind))
      .map((kind) => el("li", {}, el("span", { class: `q q-${kind} sure` }, word("quote", kind))));
    return el("div", { class: "legend" },
      cuts.length ? el("ul", { "aria-label": t("cut_legend") }, cuts) : null,
      names.length || kinds.length ? el("ul", { "aria-label": t("legend") }, names, kinds) : null,
      kinds.length ? el("p", { class: "quiet" }, t("legend_quote")) : null);
  }

  function quotes(article, sheet, lines) {
    const raw = Array.from(article.raw);
    const items = article.quotes.map((quote, index) => {
      const who = quote.who
        ? quote.person ? el("a", { href: `people.html#${quote.person}` }, found(quote.who)) : found(quote.who)
        : el("em", {}, t("unknown_speaker"));
      const facts = [
        quote.words && quote.words !== quote.who ? [t("speaker_written"), found(quote.words)] : null,
        quote.cue ? [t("cue_of"), found(quote.cue)] : null,
        quote.medium ? [t("said_in"), found(quote.medium)] : null,
        [t("evidence"), found(quote.why)],
      ].filter(Boolean);
      const words = raw.slice(quote.at[2], quote.at[3]).join("");
      const go = () => {
        const place = sheet.querySelector(`#quote-${index}`);
        if (!place) return;
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        place.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
        place.focus({ preventScroll: true });
        lines.choose(index);
      };
      return el("li", { "data-quote": index },
        el("p", { class: "who" }, who, quote.via ? el("span", { class: "quiet" }, " ", t("via", { via: "" }), found(quote.via)) : null),
        el("button", { type: "button", class: `jump q-${quote.kind}`, onclick: go }, found(words)),
        el("p", { class: "quiet" }, el("span", { class: "badge" }, word("quote", quote.kind)), " ",
          meter(quote.sure), " ", t("confidence", { sure: sure(quote.sure) })),
        el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))));
    });
    return el("aside", { class: "quotes", "aria-labelledby": "who" },
      el("h2", { id: "who" }, t("quotes_here")),
      items.length ? el("ol", {}, items) : el("p", { class: "quiet" }, t("no_quotes")));
  }

  function listen(sheet, lines, panel) {
    const inner = (element) => element?.closest?.("[data-q], [data-s]");
    const index = (element) => {
      const on = inner(element);
      const all = on ? (on.dataset.q || on.dataset.s).split(" ") : [];
      return all.length ? Number(all.at(-1)) : null;
    };
    const over = (event) => {
      const target = event.target.closest("[data-tip]");
      if (target && event.type === "focusin" && !target.matches(":focus")) return;
      point(target);
      choose(index(event.target));
    };
    const choose = (chosen) => {
      lines.choose(chosen);
      for (const item of panel.querySelectorAll("li[data-quote]")) {
        item.classList.toggle("on", item.dataset.quote === String(chosen));
      }
    };
    sheet.addEventListener("mouseover", over);
    sheet.addEventListener("focusin", over);
    for (const name of ["mouseleave", "focusout"]) sheet.addEventListener(name, () => point(null));
    for (const name of ["mouseover", "focusin"]) {
      panel.addEventListener(name, (event) => {
        const item = event.target.closest("li[data-quote]");
        if (item) choose(Number(item.dataset.quote));
      });
    }
  }

  let described = null;
  function point(target) {
    described?.removeAttribute("aria-describedby");
    described = target;
    tip.hidden = !target;
    if (!target) return;
    tip.textContent = target.dataset.tip;
    target.setAttribute("aria-describedby", "tip");
    const place = target.getClientRects()[0];
    const width = tip.offsetWidth;
    tip.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, place.left)) + scrollX}px`;
    const above = place.top - tip.offsetHeight - 6;
    tip.style.top = `${(above > 4 ? above : place.bottom + 6) + scrollY}px`;
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") point(null);
  });
  addEventListener("hashchange", show);
  show();
});
