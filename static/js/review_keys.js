// Keys of the review desk (listed by ?): single keys while no field has the focus, and not where they were switched off. A key never decides: it leads to the button, Enter presses it. Everything works without it too.
(() => {
  const OFF = "review-keys-off";
  const items = [...document.querySelectorAll("[data-item]")];
  const form = document.querySelector("[data-decision]");
  const list = document.querySelector("[data-key-list]");
  const count = document.querySelector("[data-judged]");
  const find = (selector) => document.querySelector(selector);
  let touched = false;
  // As if a hand had done it: what listens to the form hears of a key too.
  const changed = () => form && form.dispatchEvent(new Event("input"));

  const say = () => {
    if (!count) return;
    const judged = items.filter((item) => item.querySelector("input[type=radio]:checked")).length;
    count.textContent = `${judged} / ${count.dataset.all} 项已判定`;
  };
  const switchedOff = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };

  for (const select of document.querySelectorAll("[data-fills]")) {
    select.addEventListener("change", () => {
      const field = document.getElementById(select.dataset.fills);
      if (select.value) field.value = field.value ? `${field.value}${select.value}` : select.value;
      select.closest("[data-item]").querySelector('input[value="return"]').checked = true;
      select.selectedIndex = 0;
      changed();
      field.focus();
    });
  }
  if (form) {
    form.addEventListener("input", () => {
      touched = true;
      say();
    });
    // Enter on a judgement would press the form's first button, which passes: only a button decides.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input[type=radio]")) event.preventDefault();
    });
    say();
  }
  const off = find("[data-keys-off]");
  if (off) {
    off.checked = switchedOff();
    off.addEventListener("change", () => {
      try {
        localStorage.setItem(OFF, off.checked ? "1" : "0");
      } catch {
        // A browser that keeps nothing asks again next time.
      }
    });
  }

  const toggle = (item) => {
    const [pass, back] = item.querySelectorAll("input[type=radio]");
    const chosen = pass.checked ? back : pass;
    chosen.checked = true;
    chosen.focus();
    changed();
  };
  const acts = {
    "?": () => list && list.showModal(),
    j: () => {
      const next = find("[data-next]");
      if (!next) return;
      // What was judged and not sent would be lost: the first J leads to the button, Enter leaves.
      if (touched) next.focus();
      else next.click();
    },
    o: () => find("[data-overlay]")?.click(),
    z: () => find("[data-zoom]")?.click(),
    c: () => find('[data-key-focus="c"]')?.focus(),
    p: () => find('[data-key="p"]')?.focus(),
    r: () => find('[data-key="r"]')?.focus(),
    e: () => {
      const open = document.activeElement.closest("[data-item]") || items.find((item) => item.querySelector('[value="return"]').checked);
      if (!open) return;
      open.querySelector('input[value="return"]').checked = true;
      changed();
      open.querySelector(".reason textarea").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    // The list with the switch stays within reach.
    if (switchedOff() && key !== "?") return;
    const item = /^[1-9]$/.test(key) ? items[Number(key) - 1] : null;
    const act = item ? () => toggle(item) : acts[key];
    if (!act) return;
    act();
    event.preventDefault();
  });
})();
