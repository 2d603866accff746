// Lines from quotes to those who said them, drawn over the text.
"use strict";
COUPURE.lines = function (sheet, article) {
  const SPACE = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("class", "lines");
  svg.setAttribute("aria-hidden", "true");

  function shape(name, attributes) {
    const element = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function draw() {
    svg.replaceChildren();
    const zero = sheet.getBoundingClientRect();
    svg.setAttribute("width", sheet.scrollWidth);
    svg.setAttribute("height", sheet.scrollHeight);
    const rects = (element) =>
      [...element.getClientRects()].map((r) => ({
        left: r.left - zero.left, right: r.right - zero.left,
        top: r.top - zero.top, bottom: r.bottom - zero.top,
      }));
    const [said, by] = [parts("q"), parts("s")];
    article.quotes.forEach((quote, index) => {
      const from = (said.get(String(index)) || []).flatMap(rects);
      const to = (by.get(String(index)) || []).flatMap(rects)[0];
      if (!from.length || !to) return;
      const nearest = from.reduce((best, each) => (gap(each, to) < gap(best, to) ? each : best));
      const path = shape("path", {
        d: way(nearest, to), class: `line ${COUPURE.paint.level(quote.sure)}`, "data-line": index,
      });
      const dot = shape("circle", {
        cx: (to.left + to.right) / 2, cy: nearest.top > to.bottom - 4 ? to.bottom : to.top, r: 3,
        class: "end", "data-line": index,
      });
      if (Math.abs(nearest.top - to.top) < 8) dot.setAttribute("cy", to.bottom);
      svg.append(path, dot);
    });
  }

  // The pieces of each quote, or of each speaker, by its number.
  function parts(name) {
    const found = new Map();
    for (const piece of sheet.querySelectorAll(`[data-${name}]`)) {
      for (const index of piece.dataset[name].split(" ")) {
        found.set(index, [...(found.get(index) || []), piece]);
      }
    }
    return found;
  }

  const gap = (a, b) => Math.abs(a.top - b.top) * 4 + Math.max(0, b.left - a.right, a.left - b.right);

  function way(a, b) {
    const middle = (b.left + b.right) / 2;
    if (Math.abs(a.top - b.top) < 8) {
      const start = middle > a.right ? a.right - 10 : a.left + 10;
      const deep = Math.max(a.bottom, b.bottom) + 11;
      return `M${start},${a.bottom} C${start},${deep} ${middle},${deep} ${middle},${b.bottom}`;
    }
    const start = Math.min(Math.max(middle, a.left + 10), a.right - 10);
    const [from, to] = a.top < b.top ? [a.bottom, b.top] : [a.top, b.bottom];
    const half = (from + to) / 2;
    return `M${start},${from} C${start},${half} ${middle},${half} ${middle},${to}`;
  }

  function choose(index) {
    for (const each of svg.children) each.classList.toggle("on", each.dataset.line === String(index));
    for (const each of sheet.querySelectorAll(".on:not(.lines *)")) each.classList.remove("on");
    if (index === null) return;
    for (const each of sheet.querySelectorAll(`[data-q~="${index}"], [data-s~="${index}"]`)) each.classList.add("on");
  }

  new ResizeObserver(draw).observe(sheet);
  return { svg, draw, choose };
};
