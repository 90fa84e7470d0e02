// Clicks on an episode's page: a source opens, a link into a fold unfolds it, a time plays.

{
  const { modified } = page;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link || modified(event)) return;
    if (link.matches(".watch") && player.plays && link.dataset.at) {
      event.preventDefault();
      player.play(+link.dataset.at);
      return;
    }
    if (!link.hash || link.pathname !== location.pathname || link.search !== location.search) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    if (link.matches(".source")) {
      event.preventDefault();
      sources.toggle(link, target.id);
      return;
    }
    depth.reach(target); // before the browser goes there, so that it arrives
    if (!player.leads()) return;
    if (link.matches(".line .time") && moments.secondsOf(target.id) !== undefined) player.play(moments.secondsOf(target.id));
    else if (link.dataset.at !== undefined) player.seek(+link.dataset.at);
  });

  if (location.hash) lines.follow();
}
