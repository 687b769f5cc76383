// Shows the name of the chosen file in the drop zone, and counts the characters of the appraisal. Pages work without it.
(() => {
  for (const input of document.querySelectorAll(".drop input[type=file]")) {
    input.addEventListener("change", () => {
      const label = input.closest(".drop").querySelector("[data-chosen]");
      const count = input.files.length;
      if (count) label.textContent = count > 1 ? `已选择 ${count} 个文件` : `已选择：${input.files[0].name}`;
    });
  }
  for (const line of document.querySelectorAll("[data-count-for]")) {
    const field = document.getElementById(line.dataset.countFor);
    const least = Number(line.dataset.least);
    const say = () => {
      const length = field.value.replace(/\s/g, "").length;
      line.textContent = length < least ? `现在 ${length} 字，还差 ${least - length} 字` : `现在 ${length} 字`;
    };
    field.addEventListener("input", say);
  }
})();
