// Keeps a page of the preview up to date, and shows what bedside found. It is no part of the published site.
"use strict";
(() => {
  let shown = document.currentScript.dataset.bedsidePage;
  const place = "bedside-scroll";
  const fold = "bedside-folded";
  let newest = 0;

  const stored = (storage, key, value) => {
    try {
      if (value === undefined) return storage.getItem(key);
      if (value === null) storage.removeItem(key);
      else storage.setItem(key, value);
    } catch { /* A browser that keeps nothing still shows the page. */ }
    return null;
  };

  // After a reload, and on a page that was renamed, the reader is where she was.
  const scroll = stored(sessionStorage, place);
  if (scroll !== null) {
    stored(sessionStorage, place, null);
    const [left, top] = scroll.split(" ").map(Number);
    const back = () => scrollTo({ left, top, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  const leave = (go) => {
    stored(sessionStorage, place, scrollX + " " + scrollY);
    go();
  };

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const style = make("link");
  style.rel = "stylesheet";
  style.href = "/__bedside/live.css";
  document.head.append(style);

  // --- The page: what differs is changed in place, so that nothing jumps and nothing that was opened closes.

  const isOurs = (node) => node === panel || node === style || node.dataset?.bedsidePage !== undefined;

  const attributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !(name === "open" && old.localName === "details")) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  };

  const morph = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
      old.replaceWith(document.importNode(fresh, true));
    } else if (old.nodeType === Node.ELEMENT_NODE) {
      attributes(old, fresh);
      children(old, fresh);
    } else {
      old.data = fresh.data;
    }
  };

  const children = (old, fresh) => {
    const before = [...old.childNodes].filter((node) => !isOurs(node));
    const after = [...fresh.childNodes].filter((node) => !isOurs(node));
    while (before.length && after.length && before[0].isEqualNode(after[0])) before.shift(), after.shift();
    let end = null;
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) (end = before.pop()), after.pop();
    while (before.length && after.length) morph(before.shift(), after.shift());
    const next = end ?? (old === document.body && panel.isConnected ? panel : null);
    for (const node of after) old.insertBefore(document.importNode(node, true), next);
    for (const node of before) node.remove();
  };

  // A new style takes the place of the old one only once it is there, so that the page never stands without any.
  const styles = (fresh) => {
    const name = (link) => link.getAttribute("href").split("/").pop().replace(/-[0-9a-f]{10}(?=\.css$)/, "");
    const sheets = (root) => [...root.querySelectorAll('head link[rel="stylesheet"]')].filter((link) => link !== style);
    const old = sheets(document);
    const kept = new Set();
    for (const link of sheets(fresh)) {
      const same = old.find((other) => !kept.has(other) && name(other) === name(link));
      if (same) kept.add(same);
      if (same?.getAttribute("href") === link.getAttribute("href")) continue;
      const swapped = document.importNode(link, true);
      swapped.addEventListener("load", () => same?.remove(), { once: true });
      if (same) same.after(swapped);
      else style.before(swapped);
    }
    for (const link of old) if (!kept.has(link)) link.remove();
  };

  const scripts = (root) =>
    [...root.querySelectorAll("script[src]")].filter((script) => !isOurs(script)).map((script) => script.getAttribute("src")).join(" ");

  const renew = async (print) => {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || scripts(fresh) !== scripts(document)) return leave(() => location.reload());
    document.title = fresh.title;
    attributes(document.documentElement, fresh.documentElement);
    styles(fresh);
    children(document.body, fresh.body);
    shown = print;
  };

  // --- The panel.

  const panel = make("aside", "", "bedside-panel");
  panel.setAttribute("aria-label", "Findings of the preview");
  const trouble = make("p", "", "bedside-trouble");
  trouble.setAttribute("role", "status");
  const draft = make("p", "This page is a draft: it is not published.", "bedside-draft");
  const details = make("details", "", "bedside-findings");
  const summary = make("summary");
  const inside = make("div");
  details.open = stored(localStorage, fold) === "open";
  details.addEventListener("toggle", () => stored(localStorage, fold, details.open ? "open" : "folded"));
  details.append(summary, inside);

  const link = (text, href) => {
    const element = make("a", text);
    element.href = href;
    return element;
  };

  const why = (finding) => {
    const more = make("details", "", "bedside-why");
    more.append(make("summary", "Why it matters, and how to mend it"));
    if (finding.why) more.append(make("p", finding.why));
    if (finding.how) more.append(make("p", finding.how));
    return more;
  };

  const item = (finding) => {
    const element = make("li", "", finding.severity);
    const where = finding.file + (finding.line ? ":" + finding.line : "");
    const head = make("p", "", "bedside-where");
    head.append(make("b", finding.severity), " ", finding.open ? link(where, finding.open) : make("code", where));
    element.append(head, make("p", finding.message));
    if (finding.help) element.append(make("p", "→ " + finding.help));
    if (finding.quote) {
      const button = make("button", "Show the place");
      button.type = "button";
      button.addEventListener("click", () => point(finding.quote));
      element.append(button);
    }
    element.append(why(finding));
    return element;
  };

  const list = (title, findings) => {
    const section = make("section");
    const items = make("ul");
    items.append(...findings.map(item));
    section.append(make("h2", title), items);
    return section;
  };

  const row = (name, ...values) => {
    const line = make("p");
    line.append(make("b", name), " ", ...values);
    return line;
  };

  const reading = ({ scores, words, sentences, short, language }) => {
    if (scores.length === 0) return `no validated formula for ${language}`;
    const said = scores.map(({ formula, value, grade }) => `${formula} ${grade ? "grade " : ""}${value}`);
    const note = short ? "; a short text, so take the numbers lightly" : "";
    return `${said.join(", ")} (${words} words, ${sentences} sentences${note}). It says what to look at first, not whether the page is good.`;
  };

  const known = (about) => {
    const section = make("section", "", "bedside-about");
    section.append(make("h2", "About this page"), row("Reading:", reading(about.reading)));
    section.append(row("Reviewed:", about.reviewed ?? "never", about.review_due ? `, due again ${about.review_due}` : ""));
    section.append(row("Sources:", about.sources.length ? about.sources.join(" · ") : "none"));
    const mentions = about.mentions.flatMap(({ words, title, href, kind }, at) => [
      at ? ", " : "", make("em", words), kind === "term" ? " is in the " : " has a ", link(kind === "term" ? "glossary" : "page", href), words === title ? "" : ` (${title})`,
    ]);
    if (mentions.length) section.append(row("Not linked yet:", ...mentions));
    if (about.candidates.length) section.append(row("For the glossary?", about.candidates.join(", ")));
    return section;
  };

  const banner = (state) => {
    if (state.trouble) return "This is the last good site. " + state.trouble;
    if (state.broken) return `This page is shown as it last was, because ${state.file} cannot be understood: ${state.broken}`;
    return "";
  };

  const show = (state) => {
    const here = state.findings.filter((finding) => finding.file === state.file);
    const others = state.findings.filter((finding) => finding.file !== state.file);
    const things = (n) => (n === 0 ? "no findings" : n === 1 ? "1 finding" : n + " findings");
    summary.textContent = state.reading
      ? "The other pages are still being read"
      : `This page: ${things(here.length)} · site: ${things(state.found)}`;
    const sections = [];
    if (here.length) sections.push(list("On this page", here));
    if (state.about) sections.push(known(state.about));
    if (others.length) sections.push(list("Elsewhere", others));
    if (state.open) sections.push(row("", link("Open " + state.file, state.open)));
    const read = inside.scrollTop;
    inside.replaceChildren(...sections);
    inside.scrollTop = read;
    trouble.textContent = banner(state);
    const parts = [];
    if (trouble.textContent) parts.push(trouble);
    if (state.draft) parts.push(draft);
    if (sections.length) parts.push(details);
    if (parts.some((part, at) => panel.children[at] !== part) || panel.children.length !== parts.length) panel.replaceChildren(...parts);
    if (parts.length === 0) panel.remove();
    else if (!panel.isConnected) document.body.append(panel);
    mark(here);
  };

  // --- The places in the text. They are painted and not wrapped, so the page stays what is published.

  const find = (quote) => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      panel.contains(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const places = [];
    let text = "";
    while (nodes.nextNode()) {
      for (let at = 0; at < nodes.currentNode.data.length; at += 1) {
        const character = nodes.currentNode.data[at];
        const space = /\s/.test(character);
        if (space && (text === "" || text.endsWith(" "))) continue;
        places.push([nodes.currentNode, at]);
        text += space ? " " : character;
      }
    }
    const wanted = quote.replace(/\s+/g, " ").trim();
    const main = text.indexOf(wanted);
    if (main < 0 || wanted === "") return null;
    const range = document.createRange();
    range.setStart(...places[main]);
    const [node, at] = places[main + wanted.length - 1];
    range.setEnd(node, at + 1);
    return range;
  };

  const paint = (name, ranges) => {
    if (globalThis.Highlight) CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
  };

  const mark = (findings) => paint("bedside-finding", findings.filter(({ quote }) => quote).slice(0, 50).map(({ quote }) => find(quote)));

  const point = (quote) => {
    const range = find(quote);
    if (!range) return;
    paint("bedside-place", [range]);
    for (let element = range.startContainer.parentElement; element; element = element.parentElement) {
      if (element.localName === "details") element.open = true;
    }
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };

  // --- What the server says.

  const look = async () => {
    const asked = ++newest;
    const answer = await fetch("/__bedside/state?path=" + encodeURIComponent(location.pathname));
    const state = await answer.json();
    if (asked !== newest) return;
    if (state.moved) return leave(() => location.replace(state.moved));
    // A page that is gone stays as it was, so that nothing is lost while a file is being renamed.
    if (state.page !== null && state.page !== shown) await renew(state.page);
    show(state);
  };
  // A computer that wakes up may hear of a change before it can ask for it.
  let again = 0;
  const looked = () => {
    clearTimeout(again);
    look().catch(() => { again = setTimeout(looked, 1000); });
  };

  // The browser connects again by itself after most interruptions; where it gives up, this does not.
  // A tab that nobody sees does not listen: browsers keep few connections to one site, and more tabs would wait for ever.
  let events = null;
  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource("/__bedside/events");
    events.addEventListener("message", looked);
    events.addEventListener("error", () => {
      if (events?.readyState === EventSource.CLOSED) rest(), setTimeout(listen, 1000);
    });
  };
  const rest = () => {
    events?.close();
    events = null;
  };
  addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  listen();
  addEventListener("pageshow", (event) => event.persisted && looked());
})();
