// On every page: / searches from anywhere. Every page works without it.

{
  const { one, all, make, modified, recall, remember } = page;

  /* Keys */

  const keys = one(".keys input");
  let allowed = recall("keys", "on") !== "off";
  if (keys) {
    keys.closest(".keys").hidden = false;
    keys.checked = allowed;
    keys.onchange = () => {
      allowed = keys.checked;
      remember("keys", allowed ? "on" : "off");
    };
  }
  for (const hint of all("kbd[hidden]")) hint.hidden = false;

  const KEYS = { "/": openFinder, ...(typeof player === "undefined" ? {} : player.keys) };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!allowed || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  /* Search from anywhere */

  const finderSource = one("script[data-finder]").dataset.finder;
  const searchLink = one(".to-search");
  let dialog;

  /** Open the search over the page; the search page itself has its own. */
  async function openFinder() {
    const here = one("#finder input[type=search]");
    if (here) return here.focus();
    try {
      if (!dialog) {
        const answer = await fetch(searchLink.href).then((response) => response.text());
        const finder = new DOMParser().parseFromString(answer, "text/html").getElementById("finder");
        const { mount } = await import(new URL(finderSource, document.baseURI).href);
        const close = make("button", { type: "button", className: "shut", textContent: one("template", finder).dataset.close, onclick: () => dialog.close() });
        dialog = make("dialog", { className: "overlay", closedBy: "any" }, close, finder);
        dialog.setAttribute("aria-label", searchLink.firstChild.textContent.trim());
        finder.removeAttribute("id");
        document.body.append(dialog);
        dialog.showModal();
        mount(finder, { site: new URL("../", searchLink.href), remembers: false });
      } else dialog.showModal();
      const box = one("input[type=search]", dialog);
      box.focus();
      box.select();
    } catch {
      location.assign(searchLink.href); // from a file, say, where nothing can be fetched
    }
  }

  searchLink?.addEventListener("click", (event) => {
    if (modified(event) || one("#finder")) return;
    event.preventDefault();
    openFinder();
  });
}
