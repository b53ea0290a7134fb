"use strict";
(() => {
  const input = document.getElementById("search");
  const found = document.getElementById("found");
  const box = input.closest(".search");
  box.hidden = false;

  // What can be found: entries, sections, codes, clients. Their words are read once, when somebody begins to search.
  let index;
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const kinds = { report: "report", command: "command", question: "question", notification: "notification", event: "event" };
  const read = () => {
    const things = [];
    for (const entry of document.querySelectorAll("details.entry")) {
      const summary = entry.querySelector("summary");
      things.push({ id: entry.id, title: words(summary.querySelector(".key")), kind: kinds[entry.dataset.kind] || "",
        about: words(summary.querySelector(".says")), text: words(entry) });
    }
    for (const code of document.querySelectorAll("[id^=code-]")) {
      const row = code.closest("tr");
      things.push({ id: code.id, title: words(code), kind: "code", about: words(row.lastElementChild), text: words(row) });
    }
    for (const heading of document.querySelectorAll(".guide h2, .guide h3")) {
      const owner = heading.id ? heading : heading.parentElement;
      const id = owner.id;
      let text = "", about = "";
      for (let next = heading.nextElementSibling; next && !/^H[23]$/.test(next.tagName); next = next.nextElementSibling) {
        if (!about) about = words(next);
        text += " " + words(next);
      }
      if (id) things.push({ id, title: words(heading), kind: "guide", about, text: words(heading) + text });
    }
    for (const client of document.querySelectorAll("details.client"))
      things.push({ id: client.id, title: words(client.querySelector("summary")), kind: "client", about: "", text: words(client) });
    for (const thing of things) { thing.low = thing.text.toLowerCase(); thing.name = thing.title.toLowerCase(); }
    return things;
  };

  const score = (thing, terms) => {
    let sum = 0;
    for (const term of terms) {
      const at = thing.name.indexOf(term);
      if (thing.name === term) sum += 100;
      else if (at === 0) sum += 60;
      else if (at > 0) sum += /[.\- ]/.test(thing.name[at - 1]) ? 50 : 30;
      else if (thing.low.includes(term)) sum += 5;
      else return 0;
    }
    return sum + ({ guide: 4, event: -6 }[thing.kind] || 0) - thing.name.length / 100;
  };

  const around = (thing, term) => {
    if (thing.name.includes(term) || !thing.low.includes(term)) return thing.about;
    const at = thing.low.indexOf(term);
    return (at > 30 ? "… " : "") + thing.text.slice(Math.max(0, at - 30), at + 90);
  };

  let chosen = -1;
  const choose = (number) => {
    const items = [...found.children];
    if (!items.length) return;
    chosen = (number + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", at === chosen));
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  const close = () => {
    found.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const go = (id) => {
    close();
    input.blur();
    if (location.hash === "#" + id) reveal(); else location.hash = id;
  };

  const search = () => {
    const terms = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!terms.length) return close();
    index = index || read();
    const hits = index.map((thing) => ({ thing, rank: score(thing, terms) })).filter((hit) => hit.rank > 0)
      .sort((one, other) => other.rank - one.rank).slice(0, 30);
    found.replaceChildren(...hits.map(({ thing }, at) => {
      const item = document.createElement("li");
      item.id = "found-" + at;
      item.setAttribute("role", "option");
      const where = document.createElement("span");
      where.className = "where";
      const title = document.createElement("b");
      title.textContent = thing.title;
      const kind = document.createElement("span");
      kind.className = "fine";
      kind.textContent = thing.kind;
      where.append(title, kind);
      const about = document.createElement("span");
      about.className = "around";
      about.textContent = around(thing, terms[0]);
      item.append(where, about);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(thing.id); });
      item.dataset.id = thing.id;
      return item;
    }));
    if (!hits.length) {
      const none = document.createElement("li");
      none.textContent = "Nothing has these words.";
      found.append(none);
    }
    found.hidden = false;
    input.setAttribute("aria-expanded", "true");
    chosen = -1;
    if (hits.length) choose(0);
  };

  input.addEventListener("input", search);
  input.addEventListener("focus", () => { if (input.value) search(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Enter") { const id = found.children[chosen]?.dataset.id; if (id) go(id); }
    else if (event.key === "Escape") { if (found.hidden) input.value = ""; close(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  // What an address names is opened, and so is what is around it.
  const reveal = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let place = target; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
    target.scrollIntoView();
    (target.querySelector(":scope > summary") || target).focus?.({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Where the window is small, the contents begin closed.
  if (matchMedia("(max-width: 61.99rem)").matches) document.querySelector(".menu").open = false;
  document.querySelector(".menu").addEventListener("click", (event) => {
    if (event.target.closest("a") && matchMedia("(max-width: 61.99rem)").matches) document.querySelector(".menu").open = false;
  });

  // The search stays at hand once the heading has gone.
  const heading = document.querySelector("header h1");
  new IntersectionObserver(([seen]) => document.body.classList.toggle("stuck", !seen.isIntersecting), { rootMargin: "-40px 0px 0px" })
    .observe(heading);

  // The contents say where one is.
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((changes) => {
    for (const change of changes) if (change.isIntersecting) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(change.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  for (const id of links.keys()) { const target = document.getElementById(id); if (target) seen.observe(target); }

  // Programs can be copied.
  for (const pre of document.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const text = pre.querySelector("code").textContent;
      try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
      catch {
        getSelection().selectAllChildren(pre.querySelector("code"));
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    pre.append(button);
  }

  // All of a section at once.
  for (const section of document.querySelectorAll(".reference")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "all";
    button.textContent = "Open all";
    button.addEventListener("click", () => {
      const open = button.textContent === "Open all";
      for (const entry of section.querySelectorAll("details.entry")) entry.open = open;
      button.textContent = open ? "Close all" : "Open all";
    });
    section.querySelector("h2 + p").append(" ", button);
  }
})();
