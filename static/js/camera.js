// Takes a picture with the computer's camera at a school's counter and puts it into the page's own file input.
// Without a camera, a permission or this script the file input works as it is.
(() => {
  if (!navigator.mediaDevices?.getUserMedia || typeof DataTransfer === "undefined") return;
  const make = (tag, attributes = {}, text = "") => {
    const made = Object.assign(document.createElement(tag), attributes);
    if (text) made.textContent = text;
    return made;
  };
  for (const input of document.querySelectorAll(".drop input[type=file]")) {
    const portrait = input.name === "photo";
    const box = make("div", { className: "camera" });
    const open = make("button", { type: "button", className: "btn btn-plain" }, "用摄像头拍照");
    const shoot = make("button", { type: "button", className: "btn btn-main", hidden: true }, "拍下");
    const stop = make("button", { type: "button", className: "btn btn-plain", hidden: true }, "关闭摄像头");
    const video = make("video", { autoplay: true, muted: true, playsInline: true, hidden: true });
    const said = make("p", { className: "small soft" });
    said.setAttribute("role", "status");
    video.setAttribute("aria-label", "摄像头画面");
    if (portrait) video.classList.add("portrait");
    const acts = make("div", { className: "acts" });
    acts.append(open, shoot, stop);
    box.append(video, acts, said);
    input.closest(".drop").after(box);
    let stream = null;

    const show = (on) => {
      video.hidden = shoot.hidden = stop.hidden = !on;
      open.hidden = on;
    };
    const close = () => {
      stream?.getTracks().forEach((track) => track.stop());
      stream = null;
      video.srcObject = null;
      show(false);
    };
    video.addEventListener("loadeddata", () => {
      shoot.disabled = false;
      shoot.focus();
    });
    open.addEventListener("click", async () => {
      said.textContent = "";
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { width: { ideal: 1920 }, height: { ideal: 1080 } },
          audio: false,
        });
        shoot.disabled = true;
        video.srcObject = stream;
        show(true);
      } catch {
        said.textContent = "摄像头打不开。请检查连接和浏览器的许可，或选择文件。";
      }
    });
    stop.addEventListener("click", close);
    shoot.addEventListener("click", () => {
      // A portrait is the upright middle of the picture, three to four as the photo; the page offers to crop the rest.
      const [w, h] = [video.videoWidth, video.videoHeight];
      if (!w) return;
      const width = portrait ? Math.min(w, Math.round((h * 3) / 4)) : w;
      const canvas = make("canvas", { width, height: h });
      canvas.getContext("2d").drawImage(video, (w - width) / 2, 0, width, h, 0, 0, width, h);
      canvas.toBlob(
        (blob) => {
          const files = new DataTransfer();
          files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
          input.files = files.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
          box.querySelector("canvas")?.remove();
          canvas.setAttribute("role", "img");
          canvas.setAttribute("aria-label", "刚拍下的照片");
          box.prepend(canvas);
          close();
          said.textContent = "已拍下。满意就上传，不满意可以再拍。";
        },
        "image/jpeg",
        0.95,
      );
    });
    addEventListener("pagehide", close);
  }
})();
