// The page at this address stands elsewhere now: go there, to the moment that was asked for.

location.replace(document.currentScript.dataset.to + location.search + location.hash);
