// The pages that a reader opened stay readable without a network. Whatever is asked for is asked of
// the network first, so nobody sees an old page while there is one; what was published under a
// new version takes over at once, for there is nothing that it could not share with the old one.

const PAGES = `pages of ${registration.scope}`;
const PARTS = `parts of ${registration.scope}`; // style sheets, scripts and pictures of those pages
const MOST = { [PAGES]: 40, [PARTS]: 200 }; // the latest
const PART = /<(?:link|script|img)\b[^>]*\b(?:href|src)="([^"]+\.(?:avif|css|jpe?g|js|png|svg|webp))"/g;
const GONE = [404, 410];

/** The address of a page, whatever is looked for in it. */
function nameOf(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  return url.href;
}

const isHere = (address) => address.startsWith(registration.scope);
const held = (name, address) => caches.match(address, { cacheName: name });

/** Keep an answer as the latest, and no more than there shall be; the old one until it is there. */
async function keep(name, address, answer) {
  const cache = await caches.open(name);
  await cache.put(address, answer);
  const all = await cache.keys();
  await Promise.all(all.slice(0, -MOST[name]).map((old) => cache.delete(old)));
}

/** Keep a page with all that it needs; forget one that was taken away. */
async function keepPage(address, answer) {
  const name = nameOf(address);
  if (GONE.includes(answer.status)) await (await caches.open(PAGES)).delete(name);
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/html")) return;
  const html = await answer.clone().text();
  await keep(PAGES, name, answer);
  const parts = new Set([...html.matchAll(PART)].map(([, part]) => new URL(part, name).href).filter(isHere));
  for (const part of parts) {
    const there = (await held(PARTS, part)) ?? (await fetch(part));
    if (there.ok) await keep(PARTS, part, there);
  }
}

async function page({ request }, later) {
  try {
    const answer = await fetch(request);
    later(keepPage(request.url, answer.clone()).catch(() => {})); // no room, or no network any more
    return answer;
  } catch (error) {
    const kept = await held(PAGES, nameOf(request.url));
    if (!kept) throw error;
    return kept;
  }
}

async function part({ request }) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await held(PARTS, request.url);
    if (!kept) throw error;
    return kept;
  }
}

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  /** The pages that are open already were opened without this. */
  const arrive = async () => {
    await clients.claim();
    const open = await clients.matchAll({ type: "window" });
    await Promise.all(open.filter(({ url }) => isHere(url)).map(async ({ url }) => keepPage(url, await fetch(url)).catch(() => {})));
  };
  event.waitUntil(arrive());
});

addEventListener("fetch", (event) => {
  const { method, mode, destination, url } = event.request;
  if (method !== "GET" || !isHere(url)) return;
  if (mode === "navigate") event.respondWith(page(event, (work) => event.waitUntil(work)));
  else if (["image", "script", "style"].includes(destination)) event.respondWith(part(event));
});
