// Goals are dragged where they belong: among their neighbours at once, onto another goal by way of the
// page that asks.  An extra: the buttons of each goal do the same without a mouse and without this script.

const list = document.querySelector("[data-arranging]");
let dragged = null;

function neighbour(event) {
  const item = event.target.closest("li");
  return item && dragged && item !== dragged && item.parentElement === dragged.parentElement ? item : null;
}

function parent(event) {
  const title = event.target.closest(".app-list__title");
  const item = title?.parentElement;
  return item && dragged && !dragged.contains(item) && item.parentElement !== dragged.parentElement &&
    item !== dragged.parentElement.closest("li") && item.dataset.mayHold ? item : null;
}

function hang(item) {
  return item.querySelector("form a").href; // the first link of its buttons
}

function unmark() {
  for (const one of list.querySelectorAll(".is-target")) one.classList.remove("is-target");
}

function place(item) {
  const all = Array.from(dragged.parentElement.children);
  const steps = all.indexOf(item) - all.indexOf(dragged);
  const form = dragged.querySelector("form");
  for (const [name, value] of [["direction", steps < 0 ? "up" : "down"], ["steps", Math.abs(steps)]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

if (list) {
  list.classList.add("is-arranging");
  for (const item of list.querySelectorAll("li")) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li"); // whoever takes hold of its link means the goal
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  list.addEventListener("dragover", (event) => {
    const target = neighbour(event) ?? parent(event);
    unmark();
    if (!target) return;
    event.preventDefault();
    target.classList.add("is-target");
  });
  list.addEventListener("dragend", () => {
    unmark();
    dragged = null;
  });
  list.addEventListener("drop", (event) => {
    const beside = neighbour(event);
    const under = beside ? null : parent(event);
    if (!beside && !under) return;
    event.preventDefault();
    if (beside) place(beside);
    else location.href = `${hang(dragged)}?unter=${under.dataset.mayHold}`;
  });
}
