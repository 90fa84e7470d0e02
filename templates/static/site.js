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

  const { finder: finderSource, worker } = one("script[data-finder]").dataset;
  const searchLink = one(".to-search");

  /** Open the search over the page; the search page itself has its own. */
  async function openFinder() {
    const here = one("#finder input[type=search]");
    if (here) return here.focus();
    try {
      const { open } = await import(new URL(finderSource, document.baseURI).href);
      await open(searchLink);
    } catch {
      location.assign(searchLink.href); // from a file, say, where nothing can be fetched
    }
  }

  /** Whether the search lies over the page, by the history of the tab: Back brings it back. */
  const finding = () => history.state?.finder !== undefined;

  if (finding()) openFinder();
  addEventListener("popstate", () => {
    if (finding()) openFinder();
    else one(".overlay[open]")?.close();
  });

  /* Pages that were opened can be read without a network: where the site is published, not in trials */

  const published = one("link[rel=canonical]")?.href === location.origin + location.pathname;
  const keepPages = () => navigator.serviceWorker?.register(new URL(worker, document.baseURI)).catch(() => {}); // not allowed here
  if (worker && published) addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(keepPages)); // after what the reader waits for

  searchLink?.addEventListener("click", (event) => {
    if (modified(event) || one("#finder")) return;
    event.preventDefault();
    openFinder();
  });
}
