"use strict";
// 并排对照：筛选、查找、用 j 和 k 走到下一处、上一处变化。没有这段程序，页面照样能看。
(() => {
  const rows = [...document.querySelectorAll("tr[data-state]")];
  const heads = [...document.querySelectorAll("tr.section")];
  const unit = document.getElementById("unit");
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  let state = "";
  let at = -1;

  const fits = (row) =>
    (!state || row.dataset.state.split(" ").includes(state)) &&
    (!unit.value || row.dataset.units.split("|").includes(unit.value)) &&
    (!words.value.trim() || row.textContent.includes(words.value.trim()));

  const show = () => {
    let count = 0;
    for (const row of rows) {
      row.hidden = !fits(row);
      count += row.hidden ? 0 : 1;
    }
    for (const head of heads) {
      let next = head.nextElementSibling;
      while (next && next.hidden) next = next.nextElementSibling;
      head.hidden = !next || next.classList.contains("section");
    }
    shown.textContent = `显示 ${count} / ${rows.length} 行`;
  };

  const go = (step) => {
    const seen = rows.filter((row) => !row.hidden && row.dataset.state !== "未变");
    if (!seen.length) return;
    const here = seen.indexOf(rows[at]);
    const next = seen[Math.min(seen.length - 1, Math.max(0, here < 0 ? (step > 0 ? 0 : seen.length - 1) : here + step))];
    rows.forEach((row) => row.classList.remove("at"));
    next.classList.add("at");
    next.scrollIntoView({ block: "center" });
    at = rows.indexOf(next);
  };

  document.querySelectorAll("button[data-state]").forEach((button) =>
    button.addEventListener("click", () => {
      state = button.dataset.state;
      document.querySelectorAll("button[data-state]").forEach((other) =>
        other.setAttribute("aria-pressed", String(other === button)));
      show();
    }));
  unit.addEventListener("change", show);
  words.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "j") go(1);
    if (event.key === "k") go(-1);
  });
  show();
})();
