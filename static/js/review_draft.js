// What was judged and written on the review desk, kept in this tab until it is sent: asking the institute, recording a
// check of the prior certificate or signing in again leads away from the page and back. Kept by person, application and
// version, so that nothing comes back on an application that has changed. Everything works without it too.
(() => {
  const SENT = "review-sent";
  const form = document.querySelector("[data-draft]");
  if (!form) return;
  const key = `review-draft-${form.dataset.draft}`;
  const said = document.querySelector("[data-restored]");
  let kept;
  try {
    kept = window.sessionStorage;
    const sent = kept.getItem(SENT);
    // Another page came after sending, or this one without what was typed: it was accepted.
    if (sent && sent !== key) kept.removeItem(sent);
    kept.removeItem(SENT);
  } catch {
    return;
  }

  const fields = () => [...form.elements].filter((field) => /^(verdict-|reason-|photo_reason$)/.test(field.name));
  const save = () => {
    const values = {};
    for (const field of fields()) {
      if (field.type === "radio" ? field.checked : field.value) values[field.name] = field.value;
    }
    try {
      kept.setItem(key, JSON.stringify(values));
    } catch {
      // A full storage keeps nothing more; the page itself is as it was.
    }
  };
  const restore = () => {
    let values = null;
    try {
      values = JSON.parse(kept.getItem(key));
    } catch {
      kept.removeItem(key);
    }
    if (!values) return;
    let changed = false;
    for (const field of fields()) {
      const value = values[field.name];
      if (value === undefined) continue;
      if (field.type === "radio") {
        if (field.value !== value || field.checked) continue;
        field.checked = true;
      } else {
        if (field.value === value) continue;
        field.value = value;
      }
      changed = true;
    }
    if (!changed) return;
    form.dispatchEvent(new Event("input"));
    if (said) said.hidden = false;
  };

  // A refused answer brings what was sent; anything else is looked up.
  if (form.hasAttribute("data-typed")) save();
  else restore();
  form.addEventListener("input", save);
  form.addEventListener("submit", () => kept.setItem(SENT, key));
})();
