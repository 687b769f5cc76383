// Keys of the review desk: 1–9 toggle an item, E goes to the reason, P and R to the buttons, J to the next, common reasons fill the text. Works without it too.
(() => {
  const items = [...document.querySelectorAll("[data-item]")];
  for (const select of document.querySelectorAll("[data-fills]")) {
    select.addEventListener("change", () => {
      const field = document.getElementById(select.dataset.fills);
      if (select.value) field.value = field.value ? `${field.value}${select.value}` : select.value;
      select.closest("[data-item]").querySelector('input[value="return"]').checked = true;
      select.selectedIndex = 0;
      field.focus();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), textarea, select")) return;
    const item = items[Number(event.key) - 1];
    if (item) {
      const [pass, back] = item.querySelectorAll("input[type=radio]");
      (pass.checked ? back : pass).checked = true;
      (pass.checked ? pass : back).focus();
      event.preventDefault();
    } else if (document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)) {
      // A key never decides: it leads to the button, Enter presses it.
      document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`).focus();
      event.preventDefault();
    } else if (event.key.toLowerCase() === "j") {
      const next = document.querySelector("[data-next]");
      if (next) next.click();
    } else if (event.key.toLowerCase() === "e") {
      const open = document.activeElement.closest("[data-item]") || items.find((i) => i.querySelector('[value="return"]').checked);
      if (open) { open.querySelector("textarea").focus(); event.preventDefault(); }
    }
  });
})();
