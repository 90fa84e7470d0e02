// Where does the site begin? Where its style sheet lies, in one of the folders above.
(async () => {
  const sheets = document.body.dataset.sheets.trim().split(" ");
  const folders = location.pathname.split("/").slice(0, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const root = `${folders.slice(0, depth).join("/")}/`;
    const answer = await fetch(root + sheets[0], { method: "HEAD" }).catch(() => null);
    if (!answer?.ok || !answer.headers.get("content-type")?.includes("css")) continue;
    for (const each of document.querySelectorAll("[data-to]")) each[each.matches("form") ? "action" : "href"] = root + each.dataset.to;
    for (const sheet of sheets) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: root + sheet }));
    return;
  }
})();
