// What every page needs: data that comes in scripts, words, elements, the switches.
// Text is only ever put in as text: nothing here makes markup of a string.
"use strict";
(function () {
  const kept = new Map();
  const waiting = new Map();

  const COUPURE = {
    put(key, value) {
      kept.set(key, value);
      (waiting.get(key) || []).forEach((told) => told(value));
      waiting.delete(key);
    },
    get: (key) => kept.get(key),

    // The value under `key`, as soon as its script has run.
    when: (key) =>
      kept.has(key)
        ? Promise.resolve(kept.get(key))
        : new Promise((told) => waiting.set(key, [...(waiting.get(key) || []), told])),

    // The thing `id` out of the file of its folder (a, p, s or q) that holds it.
    async find(folder, id) {
      if (!/^[0-9a-f]{16}$/.test(id)) return undefined;
      const shards = (await COUPURE.when("about"))[folder];
      const key = `${folder}/${parseInt(id.slice(0, 8), 16) % shards}`;
      if (!kept.has(key)) await script(`../data/${key}.js`, key);
      const found = kept.get(key);
      return found && Object.hasOwn(found, id) ? found[id] : undefined;
    },

    // An element; strings inside become text. `on…` are listeners, `null` inside is nothing.
    el(name, attributes, ...inside) {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
        else element.setAttribute(key, value === true ? "" : String(value));
      }
      element.append(...inside.flat().filter((each) => each !== null && each !== undefined));
      return element;
    },

    // Scraped text: whatever direction it has, it stays its own.
    found: (text, attributes) => COUPURE.el("bdi", attributes, text ?? "–"),

    // A link out of the report, only to where a browser may be sent.
    away(url, text) {
      let parsed = null;
      try {
        parsed = new URL(url);
      } catch {
        return null;
      }
      if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
      const safe = { href: parsed.href, rel: "noopener noreferrer nofollow", target: "_blank" };
      return COUPURE.el("a", safe, text);
    },

    // The word `key` with {names} filled in.
    t(key, values) {
      const words = kept.get("words");
      const text = Object.hasOwn(words, key) ? words[key] : key;
      return text.replace(/\{(\w+)\}/g, (all, name) =>
        values && Object.hasOwn(values, name) ? String(values[name]) : all
      );
    },
    word(prefix, key) {
      const name = `${prefix}_${key}`;
      return Object.hasOwn(kept.get("words"), name) ? COUPURE.t(name) : String(key);
    },
    // How many of what: "{count} article|{count} articles"; French has none and one in the singular.
    n(key, count) {
      const [one, many] = COUPURE.t(`n_${key}`, { count: COUPURE.number(count) }).split("|");
      return count === 1 || (count === 0 && place() === "fr-FR") ? one : many ?? one;
    },
    family(kind) {
      const families = kept.get("words").families;
      return Object.hasOwn(families, kind) ? families[kind] : "other";
    },

    number: (value) => new Intl.NumberFormat(place()).format(value),
    share: (value) =>
      new Intl.NumberFormat(place(), { style: "percent", maximumFractionDigits: 0 }).format(value),
    sure: (value) =>
      new Intl.NumberFormat(place(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value),
    day: (seconds) => (seconds === null ? "–" : written(seconds, { dateStyle: "medium" })),
    time: (seconds) =>
      seconds === null ? "–" : written(seconds, { dateStyle: "medium", timeStyle: "short" }),

    fold: (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
    hash: () => location.hash.slice(1),
    start: (run) =>
      document.readyState === "loading" ? addEventListener("DOMContentLoaded", run) : run(),
  };

  function place() {
    return document.documentElement.lang === "fr" ? "fr-FR" : "en-GB";
  }

  function written(seconds, form) {
    const options = { ...form, timeZone: "UTC" };
    return new Intl.DateTimeFormat(place(), options).format(new Date(seconds * 1000));
  }

  function script(source, key) {
    return new Promise((told) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = told;
      element.onerror = () => {
        kept.set(key, {});
        told();
      };
      document.head.append(element);
    });
  }

  // Light or dark: as the system has it, until a reader says otherwise.
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = (value) => {
    try {
      if (value) localStorage.setItem("coupure-theme", value);
      return localStorage.getItem("coupure-theme");
    } catch {
      return value || null; // pages from disk may have no storage
    }
  };
  const chosen = remembered();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";

  COUPURE.start(() => {
    const button = document.getElementById("theme");
    const language = document.getElementById("language");
    if (!button) return;
    const name = () => (button.textContent = COUPURE.t(isDark() ? "light" : "dark"));
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered(root.dataset.theme);
      name();
      dispatchEvent(new Event("coupure-theme"));
    });
    system.addEventListener("change", () => {
      name();
      dispatchEvent(new Event("coupure-theme"));
    });
    // The address says what is shown: the link to the content must not change it.
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById("main").focus();
    });
    const follow = () => {
      if (language) language.hash = location.hash;
    };
    addEventListener("hashchange", follow);
    follow();
  });

  window.COUPURE = COUPURE;
})();
