// Long lists: filtered as one types, drawn some at a time.
"use strict";
COUPURE.list = function ({ rows, draw, matches, each = 50, inputs }) {
  const { t, number } = COUPURE;
  const body = document.getElementById("rows");
  const more = document.getElementById("more");
  const count = document.getElementById("count");
  let found = rows;
  let shown = 0;

  function extend(focus) {
    const next = found.slice(shown, shown + each).map(draw);
    body.append(...next);
    shown += next.length;
    more.hidden = shown >= found.length;
    count.textContent = found.length
      ? t("shown_of", { shown: number(shown), count: number(found.length) })
      : t("none_found");
    const target = focus && next[0] && next[0].querySelector("a, button, summary");
    if (target) target.focus();
  }

  function again() {
    found = matches();
    shown = 0;
    body.replaceChildren();
    extend(false);
  }

  more.addEventListener("click", () => extend(true));
  let timer = 0;
  for (const id of inputs) {
    document.getElementById(id).addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(again, 120);
    });
  }
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  again();
  return again;
};

// Every word that was typed is in the text.
COUPURE.typed = function (id = "search") {
  const words = COUPURE.fold(document.getElementById(id).value).split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
};

COUPURE.options = function (id, values, name) {
  const select = document.getElementById(id);
  for (const value of values) {
    select.append(COUPURE.el("option", { value }, name ? name(value) : value));
  }
};
