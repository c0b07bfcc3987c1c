"use strict";
/* 核对报告的动作：点亮、筛选、按键、勾选。没有这段脚本，报告照样能看，标记照样能跳转。 */
(function () {
  const all = (what, where) => Array.from((where || document).querySelectorAll(what));
  const byId = (id) => document.getElementById(id);
  const numbers = (text) => (text || "").split(" ").filter(Boolean);
  const source = byId("source"), reading = byId("reading"), findings = byId("findings");
  const status = byId("status");
  const cards = all("article", reading);
  const found = all("#findings-list li");
  const NAMES = {};
  all(".legend label").forEach((label) => {
    NAMES[label.querySelector("input").value] = label.textContent;
  });

  // --- 点亮 -------------------------------------------------------------------------------

  let lit = [];
  let card = null; // 当前指标
  let finding = -1; // 当前检查结果在 found 中的位置

  function light(element) {
    if (element && !element.classList.contains("on")) {
      element.classList.add("on");
      lit.push(element);
    }
  }

  function darken() {
    lit.forEach((element) => element.classList.remove("on"));
    lit = [];
  }

  function show(element) {
    if (!element) return;
    const pane = element.closest(".scroll, .tab");
    if (!pane) return; // 页首总在画面里
    const reveal = () => {
      const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
      // 标题行会盖住最上面一条
      if (box.top < frame.top + 36 || box.bottom > frame.bottom - 8) {
        element.scrollIntoView({ block: box.height < frame.height * 0.8 ? "center" : "start" });
      }
    };
    reveal();
    requestAnimationFrame(() => { reveal(); requestAnimationFrame(reveal); }); // 新进画面的行可能改变高度
  }

  function linesOf(value) {
    const own = numbers(value.dataset.l);
    const first = (value.getAttribute("href") || "").slice(2);
    return own.length ? own : first ? [first] : [];
  }

  function keysOf(mark) {
    return [mark.getAttribute("href").slice(1)].concat(numbers(mark.dataset.k));
  }

  /* 点亮一个值：读法里的它，和原文里它的每一处。 */
  function lightValue(value) {
    light(value);
    linesOf(value).forEach((n) => {
      const line = byId("L" + n);
      light(line);
      all("a.m", line).forEach((mark) => { if (keysOf(mark).includes(value.id)) light(mark); });
    });
    const home = value.closest("article");
    if (home) { light(home); card = home; }
  }

  function tell(value) {
    const kind = Object.keys(NAMES).find((name) => value.classList.contains(name));
    const lines = linesOf(value);
    const home = value.closest("article");
    const number = home && home.querySelector(".number").textContent;
    status.textContent = [
      lines.length ? "第" + lines.join("、") + "行" : "无出处",
      number ? "指标" + number : "", NAMES[kind] || "", value.textContent,
    ].filter(Boolean).join("　");
  }

  function fromReading(value) {
    darken();
    lightValue(value);
    tell(value);
    const line = byId("L" + linesOf(value)[0]);
    show(line && (line.querySelector("a.on") || line));
  }

  function fromSource(mark) {
    darken();
    const keys = keysOf(mark).map(byId).filter(Boolean);
    const kind = keys.length && keys[0].className;
    // 一处文字可以属于几项（以上3项均为……）：同一种的都点亮
    const same = keys.filter((value) => value.className === kind);
    same.forEach(reveal);
    same.slice().reverse().forEach(lightValue);
    if (same.length) { tell(same[0]); show(same[0]); }
    numbers(mark.dataset.f).forEach((n) => lightFinding(byId("f" + n)));
    if (!same.length && mark.dataset.f) go(byId("f" + numbers(mark.dataset.f)[0]));
  }

  function fromLine(line) {
    if (!line) return;
    darken();
    light(line);
    show(line);
    status.textContent = "第" + line.id.slice(1) + "行　" + (line.querySelector("i").textContent || "空行");
  }

  function toCard(target, focus) {
    if (!target) return;
    darken();
    reveal(target);
    card = target;
    const value = target.querySelector(".what .v");
    lightValue(value);
    tell(value);
    show(target);
    show(byId("L" + (linesOf(value)[0] || "0")));
    if (focus) target.focus({ preventScroll: true });
  }

  // --- 检查结果 -----------------------------------------------------------------------------

  function lightFinding(item) {
    if (!item) return;
    light(item);
    finding = found.indexOf(item);
  }

  function go(item) {
    if (!item) return;
    darken();
    openTab("findings-list");
    lightFinding(item);
    numbers(item.dataset.l).forEach((n) => {
      const line = byId("L" + n);
      light(line);
      all("a.s", line).forEach((mark) => {
        if (numbers(mark.dataset.f).includes(item.id.slice(1))) light(mark);
      });
    });
    const homes = numbers(item.dataset.i).map((n) => byId("r" + n));
    homes.forEach(light);
    if (homes.length) { card = homes[0]; reveal(card); show(card); }
    const line = byId("L" + numbers(item.dataset.l)[0]);
    show(line && (line.querySelector("a.on") || line));
    show(item);
    const link = item.querySelector("a");
    if (link.hasAttribute("href")) link.focus({ preventScroll: true });
    status.textContent = item.querySelector(".place").textContent + "　" + item.querySelector(".said").textContent;
  }

  function step(list, from, by, suits) {
    for (let i = from + by; i >= 0 && i < list.length; i += by) if (suits(list[i])) return list[i];
    return null;
  }

  function nextFinding(by) {
    const next = step(found, finding, by, (item) => !item.hidden);
    if (next) go(next); else status.textContent = by > 0 ? "后面没有检查结果了。" : "前面没有检查结果了。";
  }

  function inOrder() {
    return all("article", reading); // 当前排列的次序
  }

  function nextCard(by) {
    const list = inOrder();
    const next = step(list, card ? list.indexOf(card) : by > 0 ? -1 : list.length, by, (one) => !one.hidden);
    if (next) toCard(next, true); else status.textContent = by > 0 ? "后面没有了。" : "前面没有了。";
  }

  /* 存疑的指标转着圈走，到头再从头来。 */
  function nextDoubt(by) {
    const list = inOrder(), suits = (one) => !one.hidden && one.classList.contains("doubtful");
    const start = by > 0 ? -1 : list.length;
    const next = step(list, card ? list.indexOf(card) : start, by, suits) || step(list, start, by, suits);
    if (next) toCard(next, true); else status.textContent = "没有存疑的指标。";
  }

  function nextValue(by) {
    if (!card) return;
    const values = all(".v", card);
    const now = values.findIndex((value) => value === document.activeElement);
    const next = values[now < 0 ? (by > 0 ? 0 : values.length - 1) : now + by];
    if (!next) return;
    if (next.hasAttribute("href")) next.focus({ preventScroll: true });
    fromReading(next);
  }

  let unread = -1;
  function nextUnread() {
    const list = all("#unread-list a");
    if (!list.length) { status.textContent = "每一行都有归属。"; return; }
    unread = (unread + 1) % list.length;
    openTab("unread-list");
    list[unread].focus();
    fromLine(byId(list[unread].getAttribute("href").slice(1)));
  }

  function openTab(name) {
    all("[data-tab]").forEach((button) => {
      const open = button.dataset.tab === name;
      button.setAttribute("aria-pressed", String(open));
      byId(button.dataset.tab).hidden = !open;
    });
    fit();
  }

  /* 内容少时，把地方让给下面两栏；有人拖过高度，就不再动它。 */
  let fitted = "";
  function fit() {
    if (findings.style.height !== fitted) return;
    findings.style.height = "";
    const content = all(".tab:not([hidden]) > *", findings).reduce((sum, one) => sum + one.offsetHeight, 0);
    const needed = findings.firstElementChild.offsetHeight + content + 6;
    if (needed < findings.offsetHeight) findings.style.height = needed + "px";
    fitted = findings.style.height;
  }

  // --- 筛选与次序 ---------------------------------------------------------------------------

  const unit = byId("by-unit"), code = byId("by-code"), find = byId("find"), which = byId("show");
  const order = byId("order"), doubts = byId("doubts");

  function filter() {
    const severities = all("[name=severity]").filter((box) => box.checked).map((box) => box.value);
    found.forEach((item) => {
      item.hidden = !severities.some((name) => item.classList.contains(name))
        || (code.value !== "" && item.dataset.code !== code.value)
        || (unit.value !== "" && !numbers(item.dataset.u).includes(unit.value));
    });
    const words = find.value.trim().toLowerCase();
    let shown = 0;
    cards.forEach((one) => {
      one.hidden = (unit.value !== "" && !numbers(one.dataset.u).includes(unit.value))
        || (which.value === "doubtful" && !one.classList.contains("doubtful"))
        || (which.value === "sure" && one.classList.contains("doubtful"))
        || (which.value === "open" && one.classList.contains("done"))
        || (words !== "" && !one.textContent.toLowerCase().includes(words));
      shown += !one.hidden;
    });
    const narrowed = shown < cards.length;
    byId("shown").textContent = narrowed ? "显示 " + shown + " / " + cards.length + " 项" : "";
    all("#reading .scroll > section").forEach((section) => {
      const own = all("article", section);
      section.hidden = section === doubts ? !own.some((one) => !one.hidden)
        : narrowed && !own.some((one) => !one.hidden);
    });
    const visible = found.filter((item) => !item.hidden).length;
    byId("findings-list").querySelector(".nothing").style.display = visible ? "none" : "block";
    document.querySelector("[data-tab=findings-list] b").textContent =
      visible < found.length ? visible + " / " + found.length : String(found.length);
    document.querySelector("[data-do=clear]").hidden =
      !(narrowed || visible < found.length);
  }

  function clear() {
    all("[name=severity]").forEach((box) => { box.checked = true; });
    unit.value = code.value = find.value = which.value = "";
    filter();
  }

  /* 要去的指标若被筛掉了，先取消筛选。 */
  function reveal(value) {
    const home = value.closest("article");
    if (home && home.hidden) clear();
    const folded = value.closest("details:not(.to)");
    if (folded) folded.open = true;
  }

  const places = new Map(); // 移到“存疑”里的指标原来在哪里
  function arrange(doubtFirst) {
    places.forEach((place, one) => { place.parentNode.replaceChild(one, place); });
    places.clear();
    if (doubtFirst) {
      cards.filter((one) => one.classList.contains("doubtful")).forEach((one) => {
        const place = document.createComment("");
        one.parentNode.replaceChild(place, one);
        places.set(one, place);
        doubts.appendChild(one);
      });
    }
    const moved = new Map();
    places.forEach((place) => moved.set(place.parentNode, (moved.get(place.parentNode) || 0) + 1));
    all("#reading .scroll > section").forEach((section) => {
      const heading = section.querySelector("h3"), note = heading.querySelector(".above");
      const above = moved.get(section);
      if (note) note.remove();
      if (!above) return;
      const said = document.createElement("small");
      said.className = "above";
      said.textContent = "其中 " + above + " 项在上面“存疑”里";
      heading.appendChild(said);
    });
    filter();
  }

  // --- 已核对 -------------------------------------------------------------------------------

  const store = (function () {
    try {
      const memory = window.localStorage;
      memory.setItem("fenjie?", "1");
      memory.removeItem("fenjie?");
      return memory;
    } catch (error) {
      return null; // 有的浏览器不许本地文件记东西：照样能勾，关掉就没有了
    }
  })();
  const slot = "fenjie.report/1 " + document.body.dataset.storage;

  function remembered() {
    try { return JSON.parse(store.getItem(slot)) || {}; } catch (error) { return {}; }
  }

  function remember() {
    const done = {};
    cards.forEach((one) => {
      if (one.classList.contains("done")) done[one.dataset.id] = one.dataset.reading;
    });
    try {
      if (store) store.setItem(slot, JSON.stringify(done));
    } catch (error) {
      status.textContent = "浏览器记不下勾选，关闭前请导出核对记录。";
    }
  }

  function tick(one, done) {
    one.querySelector("input").checked = done;
    one.classList.toggle("done", done);
  }

  const undone = []; // 每次勾选之前的样子，供撤销

  function tickAll(list, done) {
    undone.push(list.map((one) => [one, one.classList.contains("done")]));
    list.forEach((one) => tick(one, done));
    count();
    remember();
  }

  function undo() {
    const last = undone.pop();
    if (!last) { status.textContent = "没有可以撤销的勾选。"; return; }
    last.forEach((pair) => tick(pair[0], pair[1]));
    count();
    remember();
    status.textContent = "已撤销 " + last.length + " 项的勾选。";
  }

  function sweep() {
    const list = cards.filter((one) => !one.hidden && !one.classList.contains("done"));
    tickAll(list, true);
    status.textContent = "已勾选 " + list.length + " 项，按 z 撤销。";
  }

  function count() {
    const done = cards.filter((one) => one.classList.contains("done")).length;
    byId("done").textContent = done;
    byId("bar").value = done;
    return done;
  }

  function recall() {
    const done = store ? remembered() : {};
    let changed = 0;
    cards.forEach((one) => {
      const before = done[one.dataset.id];
      tick(one, before === one.dataset.reading);
      changed += before !== undefined && before !== one.dataset.reading;
    });
    count();
    if (changed) status.textContent = changed + " 项的读法与上次核对时不同，已取消勾选，请重新核对。";
    if (!store) status.textContent = "浏览器不保存勾选，关闭前请导出核对记录。";
  }

  function record() {
    const said = (one, what) => one.querySelector(what).textContent.trim();
    const line = (one) => "  " + said(one, ".number") + "　" + said(one, ".what .v") + "　" + said(one, ".points");
    const done = cards.filter((one) => one.classList.contains("done"));
    const open = cards.filter((one) => !one.classList.contains("done"));
    return ["核对记录", document.querySelector("h1").textContent,
      byId("origin").textContent, "",
      "已核对 " + done.length + " 项", ...done.map(line), "",
      "未核对 " + open.length + " 项", ...open.map(line), "",
      "检查结果 " + found.length + " 条",
      ...found.map((item) => "  " + said(item, ".sev") + "　" + said(item, ".code") + "　"
        + said(item, ".place") + "　" + said(item, ".said")), ""].join("\r\n");
  }

  let before = null; // 打开窗口前的焦点
  function open(sheet) {
    before = document.activeElement;
    sheet.hidden = false;
    (sheet.querySelector("textarea") || sheet.querySelector("button")).focus();
  }

  function close() {
    all(".sheet").forEach((sheet) => { sheet.hidden = true; });
    if (before) before.focus();
    before = null;
  }

  const acts = {
    help: () => open(byId("help")),
    close: close,
    clear: clear,
    sweep: sweep,
    print: () => window.print(),
    export: () => { byId("record").querySelector("textarea").value = record(); open(byId("record")); },
    copy: () => {
      byId("record").querySelector("textarea").select();
      document.execCommand("copy");
      status.textContent = "核对记录已复制。";
    },
    save: () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", byId("record").querySelector("textarea").value], { type: "text/plain" }));
      link.download = "核对记录.txt";
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };

  // --- 事件：整页只有这几个 -----------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.do) { acts[button.dataset.do](); return; }
    if (button && button.dataset.tab) { openTab(button.dataset.tab); return; }
    if (button && button.dataset.unit) { unit.value = button.dataset.unit; filter(); return; }
    if (event.target.classList.contains("sheet")) { close(); return; }
    if (event.ctrlKey || event.metaKey || String(window.getSelection())) return; // 在选字，不跳
    const link = event.target.closest("a");
    if (!link) {
      const item = event.target.closest("#findings-list li");
      if (item) go(item);
      return;
    }
    const target = (link.getAttribute("href") || "").slice(1);
    if (link.closest("#findings-list")) go(link.closest("li"));
    else if (link.classList.contains("v")) fromReading(link);
    else if (link.closest(".block") && !target.startsWith("L")) fromSource(link);
    else if (/^L\d+$/.test(target)) fromLine(byId(target));
    else if (/^f\d+$/.test(target)) go(byId(target));
    else if (link.closest(".skip")) byId(target).focus();
    else return;
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.closest("article")) {
      darken();
      card = box.closest("article");
      light(card);
      tickAll([card], box.checked);
    } else if (box.name === "kind") source.classList.toggle("no-" + box.value, !box.checked);
    else if (box === order) { arrange(order.value === "doubt"); keepOrder(); }
    else if (box.name === "severity" || box === unit || box === code || box === which) filter();
  });

  let waiting = 0;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });

  const keys = {
    j: () => nextFinding(1), k: () => nextFinding(-1),
    n: () => nextDoubt(1), p: () => nextDoubt(-1),
    u: nextUnread, z: undo,
    f: () => findings.focus(), s: () => source.focus(), r: () => reading.focus(),
    x: () => {
      if (!card || !card.classList.contains("on")) { status.textContent = "先选一项指标，再按 x。"; return; }
      const done = !card.classList.contains("done");
      tickAll([card], done);
      if (done) nextCard(1);
    },
    "/": () => find.focus(),
    "?": () => open(byId("help")),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (before) close(); else { darken(); if (event.target === find) { find.value = ""; filter(); find.blur(); } }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || before) { if (before) trap(event); return; }
    if (event.target.closest("select, textarea, [type=search]")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); return; }
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key], right = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (down && findings.contains(event.target)) nextFinding(down);
    else if (down && reading.contains(event.target)) nextCard(down);
    else if (right && reading.contains(event.target)) nextValue(right);
    else return;
    event.preventDefault();
  });

  /* 窗口开着时 Tab 不跑到后面去。 */
  function trap(event) {
    if (event.key !== "Tab") return;
    const stops = all("button, textarea", document.querySelector(".sheet:not([hidden])"));
    const last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === stops[0]) { last.focus(); event.preventDefault(); }
    else if (!event.shiftKey && document.activeElement === last) { stops[0].focus(); event.preventDefault(); }
  }

  // 打印时按原文的次序
  window.addEventListener("beforeprint", () => arrange(false));
  window.addEventListener("afterprint", () => arrange(order.value === "doubt"));

  function keepOrder() {
    try { if (store) store.setItem("fenjie.order", order.value); } catch (error) { /* 不要紧 */ }
  }

  if (store && store.getItem("fenjie.order") === "notice") order.value = "notice";
  document.body.classList.add("ready");
  recall();
  arrange(order.value === "doubt");
  openTab("findings-list");
})();
