// The mentions of a topic: by one person, or of one year. The choice stands in the address.

{
  const { one, all } = page;
  const form = one(".filters");
  const names = ["person", "year"].filter((name) => form.elements[name]);
  const told = JSON.parse(form.dataset.shown);
  const plural = new Intl.PluralRules(document.documentElement.lang || "en");
  const number = new Intl.NumberFormat(document.documentElement.lang || "en");
  const wasOpen = new Map(all(".issue details").map((fold) => [fold, fold.open]));

  /** Show what fits the choice; what was folded is open while somebody is asked for. */
  function show() {
    const [person, year] = ["person", "year"].map((name) => form.elements[name]?.value ?? "");
    let shown = 0;
    for (const section of all("section.year")) {
      for (const issue of all(".issue", section)) {
        let some = 0;
        for (const line of all(".claims > li, .named > li", issue)) {
          line.hidden = Boolean((year && section.dataset.year !== year) || (person && one("bdi", line)?.textContent !== person));
          some += !line.hidden;
        }
        issue.hidden = !some && Boolean(person || year);
        shown += some;
      }
      section.hidden = !one(".issue:not([hidden])", section);
    }
    for (const [fold, open] of wasOpen) fold.open = person ? Boolean(one("li:not([hidden])", fold)) : open;
    const text = told[plural.select(shown)] ?? told.other;
    one("output", form).textContent = person || year ? text.replace("{n}", number.format(shown)) : "";
  }

  /** What the address asks for, as far as there is such a choice. */
  function read() {
    const asked = new URLSearchParams(location.search);
    for (const name of names) {
      const field = form.elements[name];
      field.value = asked.get(name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
    }
    for (const link of all(".elsewhere a")) link.search = location.search; // the same person, an earlier year
    show();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const address = new URL(location.href);
    for (const name of names) {
      if (form.elements[name].value) address.searchParams.set(name, form.elements[name].value);
      else address.searchParams.delete(name);
    }
    address.hash = "";
    history.pushState(null, "", address);
    read();
  });
  addEventListener("popstate", read);
  read();
}
