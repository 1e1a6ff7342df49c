// Keeps a page of the preview up to date, and shows what bedside found. It is no part of the published site.
"use strict";
(() => {
  const shown = document.currentScript.dataset.bedsidePage;
  const place = "bedside-scroll " + location.pathname;
  const fold = "bedside-folded";
  let newest = 0;

  // After a reload the reader is where she was.
  const scroll = sessionStorage.getItem(place);
  if (scroll !== null) {
    sessionStorage.removeItem(place);
    const [x, y] = scroll.split(" ").map(Number);
    scrollTo(x, y);
    addEventListener("load", () => scrollTo(x, y), { once: true });
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__bedside/live.css";
  document.head.append(style);

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const panel = make("aside", "", "bedside-panel");
  panel.setAttribute("aria-label", "Findings of the preview");
  const trouble = make("p", "", "bedside-trouble");
  trouble.setAttribute("role", "status");
  const draft = make("p", "This page is a draft: it is not published.", "bedside-draft");
  const details = make("details");
  const summary = make("summary");
  const list = make("ul");
  details.open = localStorage.getItem(fold) === "open";
  details.addEventListener("toggle", () => localStorage.setItem(fold, details.open ? "open" : "folded"));
  details.append(summary, list);

  const item = (finding) => {
    const element = make("li", "", finding.severity);
    const where = finding.file + (finding.line ? ":" + finding.line : "");
    element.append(make("code", where), make("p", finding.message));
    if (finding.help) element.append(make("p", "→ " + finding.help));
    return element;
  };

  const show = (state) => {
    const here = state.findings.filter((finding) => finding.file === state.file);
    const others = state.findings.filter((finding) => finding.file !== state.file);
    const things = (n) => (n === 0 ? "no findings" : n === 1 ? "1 finding" : n + " findings");
    summary.textContent = "This page: " + things(here.length) + " · site: " + things(state.found);
    list.replaceChildren(...here.concat(others).map(item));
    trouble.textContent = state.trouble ? "This is the last good site. " + state.trouble : "";
    const parts = [];
    if (state.trouble) parts.push(trouble);
    if (state.draft) parts.push(draft);
    if (state.found > 0) parts.push(details);
    panel.replaceChildren(...parts);
    if (parts.length === 0) panel.remove();
    else if (!panel.isConnected) document.body.append(panel);
  };

  const look = async () => {
    const asked = ++newest;
    const answer = await fetch("/__bedside/state?path=" + encodeURIComponent(location.pathname));
    const state = await answer.json();
    if (asked !== newest) return;
    // A page that is gone stays as it was, so that nothing is lost while a file is being renamed.
    if (state.page !== null && state.page !== shown) {
      sessionStorage.setItem(place, scrollX + " " + scrollY);
      location.reload();
      return;
    }
    show(state);
  };

  // The browser connects again by itself after sleep and restart, and is told at once how things stand.
  new EventSource("/__bedside/events").addEventListener("message", () => look().catch(() => {}));
})();
