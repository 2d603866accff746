// Charts in the colours of the page. Expressions are interpreted, so that no text becomes code.
"use strict";
COUPURE.start(() => {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);

  function colour(name) {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  }

  function coloured(value) {
    if (typeof value === "string") {
      return value.startsWith("var(--") ? colour(value.slice(4, -1)) : value;
    }
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, key === "datasets" ? each : coloured(each)])
      );
    }
    return value;
  }

  function config() {
    const [ink, quiet, line] = ["--ink", "--quiet", "--line"].map(colour);
    const font = getComputedStyle(document.body).fontFamily;
    return {
      background: "transparent",
      font,
      view: { stroke: null },
      axis: {
        labelColor: quiet, titleColor: quiet, titleFontWeight: "normal", gridColor: line,
        domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12,
      },
      legend: { labelColor: ink, labelFontSize: 12, symbolType: "square" },
    };
  }

  async function draw() {
    const { specs, formatLocale, timeFormatLocale } = await COUPURE.when("charts");
    for (const [id, spec] of Object.entries(specs)) {
      const place = document.getElementById(`chart-${id}`)?.firstElementChild;
      if (!place) continue;
      const plain = { ...coloured(spec), config: config() };
      await vegaEmbed(place, plain, {
        mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false,
        formatLocale, timeFormatLocale, tooltip: { disableDefaultStyle: true },
      });
      place.querySelector("svg")?.setAttribute("aria-hidden", "true");
    }
    document.body.dataset.charts = "drawn";
  }

  addEventListener("coupure-theme", draw);
  draw();
});
