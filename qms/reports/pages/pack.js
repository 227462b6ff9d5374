/* What an audit pack does by itself: search its texts, and verify its files. It asks nothing of any network. */
(function () {
  "use strict";

  /* ---- SHA-256: the browser's own where it offers it, else this one, which pages opened from disk always have. ---- */
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  (function () {
    let at = 0;
    for (let n = 2; at < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (!prime) continue;
      const part = (x) => ((x - Math.floor(x)) * 4294967296) >>> 0;
      if (at < 8) START[at] = part(Math.sqrt(n));
      K[at++] = part(Math.cbrt(n));
    }
  })();

  function sha256Own(bytes) {
    const state = START.slice();
    const w = new Uint32Array(64);
    const whole = bytes.length - (bytes.length % 64);
    const tail = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
    tail.set(bytes.subarray(whole));
    tail[bytes.length - whole] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(tail.length - 4, (bytes.length << 3) >>> 0);
    const turn = (data, from) => {
      for (let i = 0; i < 16; i++, from += 4)
        w[i] = (data[from] << 24) | (data[from + 1] << 16) | (data[from + 2] << 8) | data[from + 3];
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      state[0] += a; state[1] += b; state[2] += c; state[3] += d;
      state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    };
    for (let from = 0; from < whole; from += 64) turn(bytes, from);
    for (let from = 0; from < tail.length; from += 64) turn(tail, from);
    return Array.from(state, (x) => x.toString(16).padStart(8, "0")).join("");
  }

  async function sha256(bytes) {
    if (window.crypto && window.crypto.subtle) {
      const found = new Uint8Array(await window.crypto.subtle.digest("SHA-256", bytes));
      return Array.from(found, (x) => x.toString(16).padStart(2, "0")).join("");
    }
    return sha256Own(bytes);
  }

  /* ---- Verifying: every file against the manifest, and the manifest against the seal. ---- */
  const MANIFEST = "manifest.json", SUMS = "SHA256SUMS", SEAL = "seal.js";
  const HARMLESS = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

  /* `files` are {path, bytes()}, with paths below the folder of the pack; `told` hears how far it is. */
  async function verify(files, seal, told) {
    const sums = new Map();
    let manifest = null, sumsText = "";
    for (let at = 0; at < files.length; at++) {
      const file = files[at];
      if (HARMLESS.test(file.path)) continue;
      let bytes;
      try { bytes = new Uint8Array(await file.bytes()); } catch (error) { sums.set(file.path, ""); continue; }
      sums.set(file.path, await sha256(bytes));
      if (file.path === MANIFEST) manifest = new TextDecoder().decode(bytes);
      if (file.path === SUMS) sumsText = new TextDecoder().decode(bytes);
      if (told) told(at + 1, files.length);
    }
    const found = { manifest: "", sealed: false, same: 0, changed: [], missing: [], extra: [], broken: false };
    if (manifest === null) return null;
    found.manifest = sums.get(MANIFEST);
    found.sealed = found.manifest === seal;
    let listed;
    try { listed = JSON.parse(manifest).files.map((one) => [one.path, one.sha256]); }
    catch (error) { found.broken = true; return found; }
    const known = new Set([MANIFEST, SUMS, SEAL]);
    for (const [path, sum] of listed) {
      known.add(path);
      if (!sums.has(path)) found.missing.push(path);
      else if (sums.get(path) !== sum) found.changed.push(path);
      else found.same++;
    }
    /* What the manifest cannot list is compared with what follows from it. */
    const sealBytes = new TextEncoder().encode(`window.PACK_SEAL="${found.manifest}";\n`);
    const sealSum = await sha256(sealBytes);
    const lines = listed.concat([[MANIFEST, found.manifest], [SEAL, sealSum]]);
    lines.sort((a, b) => (bytewise(a[0], b[0])));
    const expected = lines.map(([path, sum]) => `${sum}  ${path}\n`).join("");
    for (const [path, right] of [[SEAL, sums.get(SEAL) === sealSum], [SUMS, sumsText === expected]]) {
      if (!sums.has(path)) found.missing.push(path);
      else if (!right) found.changed.push(path);
      else found.same++;
    }
    for (const path of sums.keys()) if (!known.has(path)) found.extra.push(path);
    return found;
  }

  /* The pack may lie a folder deeper than the one that was chosen: paths are given from where its manifest is. */
  function below(files) {
    const places = files.map((file) => file.path).filter((path) => path.split("/").pop() === MANIFEST);
    places.sort((a, b) => a.length - b.length);
    const start = places.length ? places[0].slice(0, -MANIFEST.length) : "";
    return files.filter((file) => file.path.startsWith(start)).map((file) => ({ path: file.path.slice(start.length), bytes: file.bytes }));
  }

  function bytewise(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  /* ---- Searching: words in any form, with or without marks on the letters. ---- */
  const LETTERS = { "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "ı": "i" };
  function fold(text) {
    return text.toLowerCase().replace(/[øæœđðþłßı]/g, (c) => LETTERS[c]).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  const ENDINGS = ["iuose", "uose", "iose", "iams", "iais", "omis", "ernes", "erne", "enes", "imas", "imo", "ams", "ais",
    "ose", "oms", "ems", "ene", "ens", "ets", "ing", "ies", "iai", "iui", "iu", "ii", "ia", "io", "ui", "us", "as", "is",
    "ys", "os", "es", "ai", "ei", "en", "et", "er", "ed", "a", "e", "i", "o", "u", "y", "s"];
  function stem(word) {
    for (const ending of ENDINGS) if (word.endsWith(ending) && word.length - ending.length >= 4) return word.slice(0, -ending.length);
    return word;
  }
  function pattern(term) {
    const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (term.phrase) return new RegExp("(?:^|[^\\p{L}\\p{N}])" + escape(term.text).replace(/ /g, "\\s+"), "u");
    const root = stem(term.text);
    const soft = root.endsWith("t") ? "|" + escape(root.slice(0, -1)) + "ci" : root.endsWith("d") ? "|" + escape(root.slice(0, -1)) + "dzi" : "";
    return new RegExp("(?:^|[^\\p{L}\\p{N}])(" + escape(root) + soft + ")", "u");
  }
  function terms(query) {
    const found = [];
    for (const match of query.matchAll(/"([^"]+)"|[\p{L}\p{N}][\p{L}\p{N}./-]*/gu)) {
      const text = fold((match[1] || match[0]).trim()).replace(/[./-]+$/, "");
      if (text) found.push({ text: text, phrase: Boolean(match[1]) });
    }
    return found.slice(0, 8);
  }
  function search(index, query) {
    const asked = terms(query).map(pattern);
    if (!asked.length) return [];
    if (!index.folded) index.folded = index.units.map((unit) => fold(unit[2] + " " + unit[3]));
    if (!index.titles) index.titles = index.files.map((file) => fold(file[0]));
    const all = (1 << asked.length) - 1;
    const masks = new Map(), units = new Map();
    index.titles.forEach((title, file) => {
      let mask = 0;
      asked.forEach((one, at) => { if (one.test(title)) mask |= 1 << at; });
      if (mask) { masks.set(file, mask); units.set(file, []); }
    });
    index.folded.forEach((text, at) => {
      let mask = 0, hits = 0;
      asked.forEach((one, bit) => { if (one.test(text)) { mask |= 1 << bit; hits++; } });
      if (!mask) return;
      const file = index.units[at][0];
      masks.set(file, (masks.get(file) || 0) | mask);
      if (!units.has(file)) units.set(file, []);
      units.get(file).push([at, hits]);
    });
    const found = [];
    for (const [file, mask] of masks) {
      if (mask !== all) continue;
      const best = units.get(file).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 3);
      const inTitle = asked.filter((one) => one.test(index.titles[file])).length;
      found.push({ file: file, units: best.map((one) => one[0]), score: inTitle * 2 + Math.max(0, ...best.map((one) => one[1])) });
    }
    return found.sort((a, b) => b.score - a.score || a.file - b.file);
  }
  /* Pieces of the text around the first word found: [text, is a match]. */
  function snippet(text, query) {
    let folded = "";
    const from = [];
    for (let at = 0; at < text.length; at++) {
      const piece = fold(text[at]);
      for (let n = 0; n < piece.length; n++) from.push(at);
      folded += piece;
    }
    from.push(text.length);
    const spans = [];
    for (const term of terms(query)) {
      const one = new RegExp(pattern(term).source, "gu");
      for (const match of folded.matchAll(one)) {
        let start = match.index, end = match.index + match[0].length;
        if (start < end && !/[\p{L}\p{N}]/u.test(folded[start])) start++;
        if (!term.phrase) while (end < folded.length && /[\p{L}\p{N}]/u.test(folded[end])) end++;
        spans.push([from[start], from[end]]);
        if (spans.length > 60) break;
      }
    }
    spans.sort((a, b) => a[0] - b[0]);
    const first = spans.length ? spans[0][0] : 0;
    let start = Math.max(0, first - 70);
    if (start) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + 260);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), first + 1);
    const pieces = [[start ? "… " : "", false]];
    let at = start;
    for (const span of spans) {
      if (span[0] < at || span[1] > end) continue;
      pieces.push([text.slice(at, span[0]), false], [text.slice(span[0], span[1]), true]);
      at = span[1];
    }
    pieces.push([text.slice(at, end) + (end < text.length ? " …" : ""), false]);
    return pieces.filter((piece) => piece[0]);
  }

  window.PackTools = { sha256: sha256, sha256Own: sha256Own, verify: verify, search: search, snippet: snippet, fold: fold };

  /* ---- The page. ---- */
  const place = document.getElementById("pack-words");
  if (!place) return;
  const words = JSON.parse(place.textContent);
  const say = (code, facts) => (words[code] || code).replace(/\{(\w+)\}/g, (all, name) => (facts && name in facts ? facts[name] : all));
  document.documentElement.classList.add("has-js");
  const byId = (id) => document.getElementById(id);
  const make = (name, text, looks) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (looks) made.className = looks;
    return made;
  };
  if (window.PACK_SEAL) byId("seal").textContent = window.PACK_SEAL.replace(/(.{4})(?=.)/g, "$1 ");

  const MOST = 40;
  function show(query) {
    const list = byId("hits"), told = byId("search-told"), index = window.PACK_INDEX;
    list.replaceChildren();
    if (!query.trim() || !index) { told.textContent = ""; return; }
    const found = search(index, query);
    told.textContent = found.length ? say("hits", { count: found.length }) : say("hits_none");
    for (const hit of found.slice(0, MOST)) {
      const file = index.files[hit.file], item = make("li");
      const head = make("p"), link = make("a", file[0]);
      link.href = file[1];
      if (!file[1].startsWith("#")) { link.target = "_blank"; link.rel = "noopener"; }
      head.append(link);
      item.append(head);
      for (const at of hit.units) {
        const unit = index.units[at], line = make("p", "", "snippet");
        if (unit[1]) {
          const page = make("a", words.page.replace("{number}", unit[1]));
          page.href = file[1] + (file[1].endsWith(".pdf") ? "#page=" + unit[1] : "");
          page.target = "_blank"; page.rel = "noopener";
          line.append(page, " ");
        } else if (unit[2]) line.append(make("span", unit[2] + ": ", "label"));
        for (const [text, isMatch] of snippet(unit[3], query)) line.append(isMatch ? make("mark", text) : text);
        item.append(line);
      }
      if (file[2]) item.append(make("p", say("hit_cut"), "by"));
      list.append(item);
    }
    if (found.length > MOST) list.append(make("li", say("hits_more", { count: found.length - MOST })));
  }
  const box = byId("q");
  let waiting = 0;
  byId("search-form").addEventListener("submit", (event) => { event.preventDefault(); show(box.value); });
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => show(box.value), 250); });
  byId("only-open").addEventListener("change", (event) => document.body.classList.toggle("only-open", event.target.checked));
  function fromHash() {
    const asked = /^#q=(.*)$/.exec(location.hash);
    if (asked) { box.value = decodeURIComponent(asked[1]); show(box.value); }
    const target = /^#i/.test(location.hash) && byId(location.hash.slice(1));
    if (target && document.body.classList.contains("only-open")) { byId("only-open").checked = false; document.body.classList.remove("only-open"); }
  }
  window.addEventListener("hashchange", fromHash);
  fromHash();

  byId("folder").addEventListener("change", async (event) => {
    const told = byId("verify-told"), out = byId("verify-found");
    out.replaceChildren();
    const chosen = below(Array.from(event.target.files, (file) => ({
      path: file.webkitRelativePath, bytes: () => file.arrayBuffer(),
    })));
    let last = 0;
    const found = await verify(chosen, window.PACK_SEAL, (done, of) => {
      if (Date.now() - last > 1000) { last = Date.now(); told.textContent = say("verifying", { count: done, of: of }); }
    });
    if (!found) { told.textContent = say("no_manifest"); return; }
    if (found.broken) { told.textContent = say("unreadable"); return; }
    const differs = found.changed.length + found.missing.length + found.extra.length;
    told.textContent = differs || !found.sealed ? say("differs", { count: differs + (found.sealed ? 0 : 1) }) : say("verified", { files: found.same + 1 });
    told.className = differs || !found.sealed ? "bad" : "good";
    out.append(make("p", say(found.sealed ? "seal_same" : "seal_differs")), make("code", found.manifest.replace(/(.{4})(?=.)/g, "$1 ")));
    for (const what of ["changed", "missing", "extra"]) {
      if (!found[what].length) continue;
      out.append(make("h3", say(what, { count: found[what].length })));
      const list = make("ul");
      for (const path of found[what].slice(0, 200)) list.append(make("li", path));
      out.append(list);
    }
  });
})();
