"use strict";
/* Keeps the picture of the flow moving: hears it again every two seconds, and changes what differs where it stands. */
(() => {
  const section = document.getElementById("flow");
  if (!section || !window.EventSource) return;
  let source;

  /* The names of things stay the same; only where one came or went is the whole put anew. */
  const show = (text) => {
    const fresh = document.createElement("div");
    fresh.innerHTML = text;
    const names = (root) => [...root.querySelectorAll("[id]")].map((element) => element.id).join(" ");
    if (names(fresh) !== names(section)) {
      if (!section.contains(document.activeElement)) section.replaceChildren(...fresh.childNodes);
      return;
    }
    for (const next of fresh.querySelectorAll("[id]")) {
      const now = document.getElementById(next.id);
      for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
      if (next.childElementCount === 0 && now.textContent !== next.textContent) now.textContent = next.textContent;
    }
  };

  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(section.dataset.stream);
    source.addEventListener("picture", (event) => {
      section.classList.remove("stale");
      show(event.data);
    });
    source.onerror = () => {
      section.classList.add("stale");
      /* A server that said no is asked no more; one that went away, the browser asks by itself. */
      if (source.readyState === EventSource.CLOSED) source = undefined;
    };
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  open();
})();
