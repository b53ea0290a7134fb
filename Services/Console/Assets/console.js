// What pages do beyond what they do without scripts: they hear what happens and show it where they stand, keep a form
// from being sent twice, and have letters that lead to pages. Everything works without this file.
"use strict";
(() => {
  const mark = document.getElementById("live-mark");
  if (!mark) return;

  // Parts of the page that follow what happens

  const stale = new Set();
  // Each part as the server wrote it, before anything here touched it.
  const shown = new Map([...document.querySelectorAll("[data-live][id]")].map((part) => [part.id, part.outerHTML]));
  let refreshing = false;
  let timer = 0;
  let since = 0;
  let lastSaid = 0;

  const listens = (element, names) => {
    const wanted = element.dataset.live.split(/\s+/);
    return names === null || wanted.includes("*") || names.some((name) => wanted.includes(name));
  };

  const isDirty = (field) => {
    if (field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) {
      const chosen = [...field.options].filter((option) => option.defaultSelected);
      return field.selectedOptions[0] !== (chosen[0] ?? field.options[0]);
    }
    return field.value !== field.defaultValue;
  };

  // Nobody's hand, eye or words are to be lost.
  const isBusy = (element) =>
    (element.contains(document.activeElement) && document.activeElement !== document.body) ||
    element.querySelector("details[open]") !== null ||
    [...element.querySelectorAll("input, select, textarea")].some(isDirty);

  // Soon after the last of several events, and not put off for ever by more of them.
  const schedule = () => {
    if (stale.size === 0 || document.hidden) return;
    const now = performance.now();
    since ||= now;
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(0, Math.min(400, since + 2000 - now)));
  };

  // `names` are those of what happened; null where anything may have.
  const changed = (names) => {
    for (const element of document.querySelectorAll("[data-live][id]")) {
      if (listens(element, names)) stale.add(element.id);
    }
    schedule();
  };

  const replace = (element, other) => {
    const known = new Set([...element.querySelectorAll("[data-item]")].map((item) => item.dataset.item));
    const sideways = [...element.querySelectorAll(".wide")].map((wide) => wide.scrollLeft);
    const { bottom, height } = element.getBoundingClientRect();
    const fresh = document.adoptNode(other);
    element.replaceWith(fresh);
    for (const item of fresh.querySelectorAll("[data-item]")) {
      if (!known.has(item.dataset.item)) item.classList.add("fresh");
    }
    fresh.querySelectorAll(".wide").forEach((wide, place) => { wide.scrollLeft = sideways[place] ?? 0; });
    // What stands above the window grows without moving what is read.
    if (bottom < 0) window.scrollBy(0, fresh.getBoundingClientRect().height - height);
  };

  const refresh = async () => {
    if (refreshing) return;
    refreshing = true;
    since = 0;
    try {
      const answer = await fetch(location.pathname + location.search, {
        headers: { "X-Coopt-Quiet": "1" }, cache: "no-store", redirect: "manual",
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      let isNew = false;
      for (const id of [...stale]) {
        const element = document.getElementById(id);
        const other = page.getElementById(id);
        if (element && isBusy(element)) continue;
        stale.delete(id);
        const told = other?.outerHTML;
        if (!element || !other || told === shown.get(id)) continue;
        shown.set(id, told);
        nameCells(other);
        replace(element, other);
        isNew = true;
      }
      if (isNew) {
        letScroll();
        wait();
        say();
      }
    } catch {
      // The stream tells when the console is back; then all parts are looked at again.
    } finally {
      refreshing = false;
    }
  };

  // What changes by the clock says in how many seconds.
  const dues = new Map();
  const wait = () => {
    for (const element of document.querySelectorAll("[data-live][data-due][id]")) {
      if (dues.get(element.id) === element) continue;
      dues.set(element.id, element);
      const seconds = Math.min(Math.max(Number(element.dataset.due) || 0, 1), 86_400);
      setTimeout(() => {
        if (!element.isConnected) return;
        stale.add(element.id);
        schedule();
      }, seconds * 1000 + 500);
    }
  };

  const say = () => {
    const place = document.getElementById("said");
    if (!place || Date.now() - lastSaid < 10_000) return;
    lastSaid = Date.now();
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = mark.dataset.updated; });
  };

  // What was left alone because somebody was at it is looked at once they have gone.
  document.addEventListener("focusout", () => setTimeout(schedule, 0));
  document.addEventListener("toggle", schedule, true);
  document.addEventListener("visibilitychange", schedule);

  // The stream, which one page keeps open for all pages of this browser: it opens few connections to one address

  let state = null;
  let pause = 1000;

  const show = (now) => {
    const before = state;
    state = now;
    const isLive = now.connected && now.broker && now.following;
    mark.hidden = false;
    mark.textContent = isLive ? mark.dataset.on : now.connected ? mark.dataset.paused : mark.dataset.away;
    mark.classList.toggle("away", !isLive);
    const wasLive = before === null || (before.connected && before.broker && before.following);
    // While nothing was heard anything may have happened.
    if (isLive && !wasLive) changed(null);
    if (now.broker && before !== null && !before.broker && document.querySelector("[data-comes-back]")) {
      location.reload();
    }
  };

  const channel = "BroadcastChannel" in window ? new BroadcastChannel("coopt-live") : null;
  let isLeader = false;

  const pass = (message) => {
    channel?.postMessage(message);
    heard(message);
  };

  const heard = (message) => {
    if (message.state) show(message.state);
    if (message.names) changed(message.names);
    if (message.asks && isLeader && state) channel.postMessage({ state });
  };

  const connect = () => {
    const source = new EventSource("/live");
    source.addEventListener("state", (event) => {
      pause = 1000;
      pass({ state: { connected: true, ...JSON.parse(event.data) } });
    });
    source.addEventListener("told", (event) => pass({ names: JSON.parse(event.data).names }));
    source.addEventListener("error", () => {
      source.close();
      pass({ state: { connected: false, broker: state?.broker ?? true, following: false } });
      setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, 30_000);
    });
    window.addEventListener("pagehide", () => source.close());
  };

  if (channel) channel.addEventListener("message", (event) => heard(event.data));
  if (channel && navigator.locks) {
    navigator.locks.request("coopt-live", () => {
      isLeader = true;
      connect();
      // Kept for as long as the page is open.
      return new Promise(() => {});
    });
    channel.postMessage({ asks: true });
  } else {
    connect();
  }

  // A form is sent once, however often its button is pressed

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // Not disabled: a disabled button would not be sent, and would lose the focus.
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  // The menu on a phone

  const menu = document.getElementById("menu");
  const opener = document.querySelector(".opens-menu");
  const closer = document.querySelector(".closes-menu");
  const fold = (isOpen) => {
    menu.classList.toggle("open", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) opener.focus();
  };
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "menu");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    fold(!menu.classList.contains("open"));
  });
  closer.addEventListener("click", (event) => {
    event.preventDefault();
    fold(false);
  });

  // Letters that lead to pages; a switch in their list turns them off

  const keys = document.getElementById("keys");
  const shortcuts = document.getElementById("keys-on");
  const lists = document.getElementById("opens-keys");
  const setting = "coopt-keys-off";
  shortcuts.checked = localStorage.getItem(setting) === null;
  shortcuts.addEventListener("change", () => {
    if (shortcuts.checked) localStorage.removeItem(setting);
    else localStorage.setItem(setting, "1");
  });
  lists.hidden = false;
  lists.addEventListener("click", () => keys.showModal());

  let goes = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.classList.contains("open")) fold(false);
    const isField = event.target.closest?.("input, select, textarea, [contenteditable], dialog");
    if (isField || event.ctrlKey || event.metaKey || event.altKey || !shortcuts.checked) return;
    if (goes && performance.now() - goes < 1500) {
      goes = 0;
      const link = menu.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    goes = event.key === "g" ? performance.now() : 0;
    if (event.key === "?") {
      event.preventDefault();
      keys.showModal();
    }
    if (event.key === "/") {
      const search = document.querySelector("main [data-search], main input[type='search'], main .filters input:not([type='hidden'])");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // Where a table is wider than a phone its rows become cards: each cell knows its column's name, and stays a cell for
  // whoever listens. A table that spans cells keeps its shape, and scrolls.

  const nameCells = (root) => {
    for (const table of root.querySelectorAll(".wide > table.list")) {
      const names = [...table.querySelectorAll(":scope > thead th")].map((name) => name.textContent.trim());
      if (names.length === 0 || table.querySelector("[rowspan], [colspan]")) continue;
      for (const row of table.rows) {
        for (const cell of row.cells) cell.dataset.column = names[cell.cellIndex] ?? "";
      }
    }
  };

  // A caption keeps its own role however it is laid out, and may not be given one.
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row", td: "cell" };
  const phone = window.matchMedia("(max-width: 40rem)");

  const stack = () => {
    for (const table of document.querySelectorAll(".wide > table.list")) {
      table.classList.remove("stacks");
      // Squeezed as far as it goes, to see whether that is far enough.
      const mayStack = phone.matches && table.querySelector("[data-column]") !== null;
      table.classList.toggle("fits", mayStack);
      const isTooWide = mayStack && table.scrollWidth > table.parentElement.clientWidth;
      table.classList.toggle("stacks", isTooWide);
      for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, th, td")]) {
        const role = roles[part.localName] ?? (part.scope === "row" ? "rowheader" : "columnheader");
        if (isTooWide) part.setAttribute("role", role);
        else part.removeAttribute("role");
      }
    }
  };

  // A table that is wider than its place can be scrolled by keyboard

  const letScroll = () => {
    stack();
    for (const wide of document.querySelectorAll(".wide")) {
      if (wide.scrollWidth <= wide.clientWidth) {
        for (const name of ["tabindex", "role", "aria-label"]) wide.removeAttribute(name);
        continue;
      }
      wide.setAttribute("tabindex", "0");
      wide.setAttribute("role", "region");
      wide.setAttribute("aria-label", wide.querySelector("caption")?.textContent.trim() || document.title);
    }
  };
  nameCells(document);
  letScroll();
  wait();
  window.addEventListener("resize", letScroll);
})();
