// Says after each key how many points are left; without it the button beside the number does.
const paper = document.querySelector("form[data-points]");

function tell(left) {
  const words = paper.querySelector("[data-points-left]");
  const sentence = left < 0 ? paper.dataset.over : paper.dataset.left;
  words.value = `${sentence} ${Math.abs(left)}`;
}

paper?.addEventListener("input", () => {
  const fields = [...paper.querySelectorAll("input[type=number]")];
  const given = fields.reduce((sum, field) => sum + (Number.parseInt(field.value, 10) || 0), 0);
  tell(Number(paper.dataset.points) - given);
});
