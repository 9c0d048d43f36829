// Words marked in a text become a passage of the form below it.  Without this script the same page
// works with sentences to tick.  Positions are code points: JavaScript counts UTF-16, so they are
// converted here.

const text = document.querySelector("[data-passage] .app-passage");
const form = document.querySelector("[data-coding]");
const told = document.querySelector("[data-chosen]");

function codePoints(node, offset) {
  const range = document.createRange();
  range.selectNodeContents(text);
  range.setEnd(node, offset);
  return Array.from(range.toString()).length;
}

function passage() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = codePoints(range.startContainer, range.startOffset);
  const end = codePoints(range.endContainer, range.endOffset);
  return start < end ? { start, end, words: range.toString() } : null;
}

function take() {
  const found = passage();
  if (!found) return; // leaving the text for the form keeps what was marked
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  told.textContent = `${told.dataset.words} ${found.words.trim()}`;
}

function forget() {
  form.elements.start.value = "";
  form.elements.end.value = "";
  told.textContent = "";
}

if (text && form) {
  text.tabIndex = 0; // so that the arrow keys start here
  document.addEventListener("selectionchange", take);
  for (const sentence of form.querySelectorAll("input[name=sentences]")) {
    sentence.addEventListener("change", forget); // what was ticked last counts
  }
}
