// Lets the crop frame be dragged, pinched and moved by keys, within the limits that the server holds too. Without it the buttons send the same steps.
(() => {
  const form = document.querySelector("form[data-crop]");
  if (!form) return;
  const { source, result, subject, bands, steps, limits, proposal } = JSON.parse(form.dataset.crop);
  const [wide, high] = result;
  const before = form.querySelector(".crop-before");
  const after = form.querySelector(".crop-after");
  const status = form.querySelector("[data-status]");
  const names = ["turn", "scale", "x", "y"];
  let frame = Object.fromEntries(names.map((name) => [name, Number(form.elements[name].value)]));

  const turned = (f) => {
    const angle = (f.turn * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle)];
  };
  const toResult = (f, [x, y]) => {
    const [cos, sin] = turned(f);
    const [across, down] = [x - f.x, y - f.y];
    return [wide / 2 + f.scale * (cos * across + sin * down), high / 2 + f.scale * (cos * down - sin * across)];
  };
  const toSource = (f, [x, y]) => {
    const [cos, sin] = turned(f);
    const [across, down] = [(x - wide / 2) / f.scale, (y - high / 2) / f.scale];
    return [f.x + cos * across - sin * down, f.y + sin * across + cos * down];
  };
  const corners = (f) => [[0, 0], [wide, 0], [wide, high], [0, high]].map((corner) => toSource(f, corner));
  const shifted = (f, across, down) => {
    const [x, y] = toSource(f, [wide / 2 - across, high / 2 - down]);
    return { ...f, x, y };
  };

  // The same questions in the same order as limits.py.
  const whyNot = (f) => {
    if (Math.abs(f.turn) > limits.turn) return limits.said.turn;
    if (!(f.scale > 0 && f.scale <= limits.scale)) return limits.said.scale;
    const outside = ([x, y]) => Math.min(x, y, source[0] - x, source[1] - y) < -limits.rounding;
    if (corners(f).some(outside)) return limits.said.margin;
    const [middle, eyes] = toResult(f, subject.eyes);
    const values = {
      head_top: toResult(f, subject.crown)[1],
      eye_line: eyes,
      centred: middle,
      face_width: subject.width * f.scale,
      roll: subject.roll - f.turn,
    };
    const broken = Object.keys(values).find((code) => values[code] < bands[code][0] || values[code] > bands[code][1]);
    return broken ? limits.said[broken] : "";
  };

  const words = (f) => {
    const round = Math.abs(f.turn) < 0.05 ? "没有转动" : `向${f.turn > 0 ? "左" : "右"}转 ${Math.abs(f.turn).toFixed(1)}°`;
    const scaled = f.scale > 1 ? `放大 ${f.scale.toFixed(2)} 倍` : `缩小到 ${Math.round(f.scale * 100)}%`;
    return `${round}，${Math.abs(f.scale - 1) < 0.005 ? "没有缩放" : scaled}`;
  };
  const say = (sentence) => {
    status.hidden = !sentence;
    status.querySelector("p").textContent = sentence;
  };
  const show = () => {
    const window = corners(frame).map((corner) => corner.map((value) => value.toFixed(1)).join(","));
    before.querySelector(".window").setAttribute("points", window.join(" "));
    before.querySelector(".shade").setAttribute("d", `M0 0H${source[0]}V${source[1]}H0ZM${window.join(" ")}Z`);
    const [[a, b], [c, d], [e, f]] = [toResult(frame, [1, 0]), toResult(frame, [0, 1]), toResult(frame, [0, 0])];
    after.querySelector("image").setAttribute("transform", `matrix(${a - e} ${b - f} ${c - e} ${d - f} ${e} ${f})`);
    form.querySelector("[data-done]").textContent = words(frame);
    form.querySelector("[data-restore]").hidden = names.every((name) => Math.abs(frame[name] - proposal[name]) < 1e-4);
    for (const name of names) form.elements[name].value = frame[name].toFixed(5);
  };
  const tried = (...wished) => {
    const found = wished.find((wish) => !whyNot(wish));
    say(found === wished[0] ? "" : whyNot(wished[0]));
    if (found) frame = found;
    if (found) show();
  };

  const moves = {
    up: (f) => shifted(f, 0, -steps.shift),
    down: (f) => shifted(f, 0, steps.shift),
    left: (f) => shifted(f, -steps.shift, 0),
    right: (f) => shifted(f, steps.shift, 0),
    larger: (f) => ({ ...f, scale: f.scale * steps.growth }),
    smaller: (f) => ({ ...f, scale: f.scale / steps.growth }),
    turn_left: (f) => ({ ...f, turn: f.turn + steps.turn }),
    turn_right: (f) => ({ ...f, turn: f.turn - steps.turn }),
  };
  form.addEventListener("submit", (event) => {
    const move = moves[event.submitter && event.submitter.value];
    if (!move) return;
    event.preventDefault();
    tried(move(frame));
  });
  form.querySelector("[data-restore]").addEventListener("click", (event) => {
    event.preventDefault();
    frame = { ...proposal };
    say("");
    show();
  });

  const keys = {
    ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
    "+": "larger", "=": "larger", "-": "smaller", "[": "turn_left", "]": "turn_right",
  };
  after.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tried(moves[keys[event.key]](frame));
  });

  // On the result the person is moved, on the original the frame.
  const draggable = (picture, moved) => {
    const fingers = new Map();
    const spread = () => {
      const [one, other] = [...fingers.values()];
      return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    };
    picture.addEventListener("pointerdown", (event) => {
      if (fingers.size > 1 || event.button) return;
      picture.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
      event.preventDefault();
      picture.focus({ preventScroll: true });
    });
    picture.addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const apart = fingers.size === 2 ? spread() : 0;
      fingers.set(event.pointerId, event);
      const [across, down] = [event.clientX - last.clientX, event.clientY - last.clientY];
      if (fingers.size === 2) tried({ ...frame, scale: (frame.scale * spread()) / (apart || 1) });
      // Along an edge the picture slides: one direction alone may still be open.
      else tried(moved(across, down), moved(across, 0), moved(0, down));
    });
    for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, (event) => fingers.delete(event.pointerId));
  };
  draggable(after, (across, down) => {
    const zoom = wide / after.getBoundingClientRect().width;
    return shifted(frame, across * zoom, down * zoom);
  });
  draggable(before, (across, down) => {
    const zoom = source[0] / before.getBoundingClientRect().width;
    return { ...frame, x: frame.x + across * zoom, y: frame.y + down * zoom };
  });

  after.setAttribute("tabindex", "0");
  form.classList.add("is-live");
  form.querySelector("[data-script-only]").hidden = false;
})();
