// Enlarges images on the spot: click or Z opens, Z or Esc closes, + and − change the size, arrows go to the next image, dragging pans. Without it the links open the whole image.
(() => {
  const links = [...document.querySelectorAll("[data-zoom]")];
  if (!links.length) return;
  const dialog = document.createElement("dialog");
  dialog.className = "zoom";
  dialog.setAttribute("aria-label", "放大图片");
  const bar = document.createElement("div");
  bar.className = "zoom-bar";
  const title = document.createElement("b");
  const view = document.createElement("div");
  view.className = "zoom-view";
  view.tabIndex = 0;
  let at = 0;
  let size = 1;

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-plain";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const resize = (wanted) => {
    size = Math.min(4, Math.max(1, wanted));
    const sheet = view.firstElementChild;
    if (sheet) sheet.style.width = size === 1 ? "" : `${size * 100}%`;
    view.classList.toggle("large", size > 1);
  };
  const show = (index) => {
    at = (index + links.length) % links.length;
    const link = links[at];
    const frame = document.querySelector(`[data-zoom-of="${CSS.escape(link.dataset.zoom)}"]`);
    const small = link.querySelector("img") || (frame && frame.querySelector("img"));
    const sheet = frame ? frame.cloneNode(true) : document.createElement("div");
    const image = frame ? sheet.querySelector("img") : document.createElement("img");
    image.src = link.href;
    image.alt = small ? small.alt.replace("，点开看大图", "") : "";
    if (!frame) sheet.append(image);
    sheet.classList.add("zoom-sheet");
    title.textContent = image.alt;
    view.replaceChildren(sheet);
    resize(1);
    if (!dialog.open) dialog.showModal();
    view.focus();
  };
  const close = () => {
    dialog.close();
    links[at].focus();
  };

  bar.append(title, button("上一张", () => show(at - 1)), button("下一张", () => show(at + 1)), button("缩小", () => resize(size - 0.5)), button("放大", () => resize(size + 0.5)), button("关闭", close));
  dialog.append(bar, view);
  document.body.append(dialog);

  for (const [index, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
    });
  }
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const acts = { z: close, "+": () => resize(size + 0.5), "=": () => resize(size + 0.5), "-": () => resize(size - 0.5) };
    if (size === 1) Object.assign(acts, { arrowright: () => show(at + 1), arrowleft: () => show(at - 1) });
    if (acts[key]) {
      acts[key]();
      event.preventDefault();
    }
    event.stopPropagation();
  });
  view.addEventListener("pointerdown", (event) => {
    if (size === 1 || event.button !== 0) return;
    const from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
    const move = (now) => view.scrollTo(from.x - now.clientX, from.y - now.clientY);
    const end = () => {
      view.removeEventListener("pointermove", move);
      view.removeEventListener("pointerup", end);
      view.removeEventListener("pointercancel", end);
    };
    view.setPointerCapture(event.pointerId);
    view.addEventListener("pointermove", move);
    view.addEventListener("pointerup", end);
    view.addEventListener("pointercancel", end);
    event.preventDefault();
  });
})();
