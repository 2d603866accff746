// One story: when who told it, and what they report of the same statements.
"use strict";
COUPURE.start(() => {
  const { el, found, t, n, time, share, word } = COUPURE;
  const root = document.getElementById("story");

  async function show() {
    const story = await COUPURE.find("s", COUPURE.hash());
    if (!story) {
      root.replaceChildren(el("h1", {}, t("story")), el("p", { class: "note" }, t("not_found")));
      return;
    }
    document.title = `${story.title} · Coupure`;
    const sources = new Set(story.articles.map((each) => each[2])).size;
    const [first, last] = [story.articles[0][3], story.articles.at(-1)[3]];
    root.replaceChildren(
      el("h1", {}, found(story.title)),
      el("p", { class: "lead" },
        `${n("articles", story.articles.length)}, ${n("sources", sources)}`, ", ",
        first === last ? time(first) : t("from_to", { first: time(first), last: time(last) })),
      el("section", { "aria-labelledby": "timeline" },
        el("h2", { id: "timeline" }, t("timeline")), line(story.articles, first, last), told(story.articles)),
      el("section", { "aria-labelledby": "shared" },
        el("h2", { id: "shared" }, t("same_statement")),
        story.utterances.length ? marks() : el("p", { class: "quiet" }, t("no_shared")),
        story.utterances.map(utterance)));
  }

  function line(articles, first, last) {
    if (articles.length < 2) return null;
    const axis = el("div", { class: "axis", "aria-hidden": "true" });
    const wide = Math.max(last - first, 1);
    const ends = []; // of each lane: where its last dot stands
    articles.slice(0, 200).forEach((article, place) => {
      const dot = el("span", { class: "dot" }, el("b", {}, String(place + 1)));
      const left = (100 * (article[3] - first)) / wide;
      const free = ends.findIndex((end) => left - end > (innerWidth < 640 ? 9 : 3));
      const lane = free < 0 ? Math.min(ends.length, 5) : free;
      ends[lane] = left;
      dot.style.left = `${left}%`;
      dot.style.top = `${lane * 1.6}rem`;
      axis.append(dot);
    });
    axis.style.height = `${ends.length * 1.6 + 0.3}rem`;
    return el("div", { class: "timeline" }, axis,
      el("p", { class: "ends quiet", "aria-hidden": "true" }, el("span", {}, time(first)), el("span", {}, time(last))));
  }

  function told(articles) {
    const titles = new Map(articles.map((each) => [each[0], each[2]]));
    return el("ol", { class: "told" }, articles.map(([id, title, source, seen, language, truncated, words, likeness, links]) =>
      el("li", {},
        el("p", { class: "quiet" }, time(seen), " · ", found(source, { class: "source" })),
        el("h3", {}, el("a", { href: `article.html#${id}` }, found(title))),
        el("p", { class: "quiet" },
          el("span", { class: "badge" }, language), " ",
          truncated ? el("span", { class: "badge f-pay" }, t("kind_paywall")) : null, " ",
          n("words", words),
          likeness === null ? null : ` · ${t("likeness", { share: share(likeness) })}`),
        links.map(([other, relation, similar]) =>
          el("p", { class: "quiet" }, word("relation", relation), " ",
            el("a", { href: `article.html#${other}` }, found(titles.get(other))), ` (${share(similar)})`)))));
  }

  function marks() {
    return el("p", { class: "quiet" }, t("legend_diff"), " ",
      el("ins", {}, t("legend_ins")), " ", el("del", {}, t("legend_del")));
  }

  function utterance({ who, first, versions }) {
    const articles = new Set(versions.map((each) => each[0])).size;
    const earliest = versions.find((each) => each[2] === first) || versions[0];
    return el("article", { class: "utterance" },
      el("h3", {}, who ? found(who) : t("anonymous")),
      el("p", { class: "quiet" },
        `${n("versions", versions.length)} · ${n("articles", articles)} · `,
        t("first_reported", { time: time(first), source: earliest[1] })),
      el("div", { class: "versions" }, versions.map(version)));
  }

  function version([article, source, seen, language, kind, wording, similar, runs]) {
    const parts = runs.map(([what, text]) =>
      what === 1 ? el("ins", {}, text) : what === -1 ? el("del", {}, text) : text);
    const spoken = /^[a-z]{2}$/.test(language) ? language : null;
    const name = `wording ${/^[a-z]+$/.test(wording) ? wording : ""}`;
    return el("section", { class: `version ${name}` },
      el("p", { class: "quiet" }, el("span", { class: "badge strong" }, word("wording", wording)), " ",
        el("span", { class: "badge" }, language), " ", el("span", { class: "badge" }, word("quote", kind))),
      el("blockquote", { lang: spoken, dir: "auto" }, parts),
      el("p", { class: "quiet" }, el("a", { href: `article.html#${article}` }, found(source)), ", ", time(seen)));
  }

  addEventListener("hashchange", show);
  show();
});
