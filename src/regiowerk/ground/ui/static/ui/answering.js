// Saves each answer as soon as it is given.  Without this script the same page works as a plain form.
//
// Every answer becomes an operation with its own number: sent in order, one at a time, and sent again
// with the same number until the server has said what became of it.  What is not sent yet is kept in
// the tab's storage.  The server alone decides what is asked, required and right; see reply_of.

const PAUSE = 900; // milliseconds after the last key before a text is sent
const LONGEST_WAIT = 30_000; // between two attempts
const KEPT_ALIVE = 15_000; // characters: browsers refuse to outlive the page with more than 64 kB
const GIVE_WAY = 4_000; // how long leaving the page waits for answers on their way

class Page {
  constructor(form) {
    this.form = form;
    this.words = form.ownerDocument.querySelector("[data-words]")?.dataset ?? {};
    this.bar = document.querySelector(".app-bar-answers__saved");
    this.live = document.querySelector("[data-announce]");
    this.toSay = [];
  }

  frame(name) {
    return document.getElementById(name);
  }

  controls(name) {
    return [...this.form.elements].filter((one) => one.name === name && one.type !== "file");
  }

  base(name) {
    return this.form.elements.namedItem(`base.${name}`);
  }

  values(name) {
    return this.controls(name)
      .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
      .map((one) => one.value);
  }

  fill(name, values) {
    for (const one of this.controls(name)) {
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else if (one.tagName === "SELECT" && this.frame(name)?.dataset.look === "rank")
        one.value = [...one.options].map((option) => option.value).find((value) => value && values.includes(value)) ?? "";
      else one.value = values[0] ?? "";
    }
  }

  // What became of one answer, beside it.
  mark(name, state, text) {
    const line = this.form.querySelector(`[data-saved="${CSS.escape(name)}"]`);
    if (!line) return;
    line.hidden = !text;
    line.dataset.state = state;
    line.querySelector("span:last-child").textContent = text;
  }

  // What became of all of them, at the top.
  show(state) {
    if (!this.bar || this.bar.dataset.state === state) return;
    this.bar.dataset.state = state;
    this.bar.querySelector("[data-state-text]").textContent = this.words[state] ?? "";
    if (state === "offline") this.announce(this.words.offline);
  }

  // At most one announcement a second, never the same twice in a row.
  announce(text) {
    if (!text || !this.live || this.toSay.includes(text)) return;
    this.toSay.push(text);
    this.saying ??= setTimeout(() => {
      this.live.textContent = this.toSay.splice(0).join(" ");
      this.saying = undefined;
    }, 1_000);
  }

  fault(name, text) {
    const line = this.form.querySelector(`[data-fault="${CSS.escape(name)}"]`);
    if (!line) return;
    line.hidden = !text;
    line.querySelector("[data-text]").textContent = text;
    this.frame(name)?.classList.toggle("app-question--faulty", Boolean(text));
    for (const one of this.controls(name)) {
      if (text) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
    if (text) this.announce(text);
  }

  apply(reply, name) {
    const base = this.base(name);
    if (base && reply.base !== undefined) base.value = reply.base ?? "";
    this.appear(reply.show ?? []);
    for (const one of reply.hide ?? []) if (this.frame(one)) this.frame(one).hidden = true;
    for (const [names, is] of [[reply.required, true], [reply.optional, false]])
      for (const one of names ?? []) this.toggle(`[data-must="${CSS.escape(one)}"]`, is);
    for (const [one, text] of Object.entries(reply.problems ?? {})) this.fault(one, text);
    for (const [one, text] of Object.entries(reply.calculated ?? {})) this.write("calculated", one, text || "–");
    for (const [one, text] of Object.entries(reply.labels ?? {})) this.write("label", one, text);
    for (const [one, choices] of Object.entries(reply.choices ?? {})) this.offer(one, choices);
    if (reply.progress) for (const one of document.querySelectorAll("[data-progress]")) one.textContent = reply.progress;
    this.announce(reply.announce);
    this.versions(name, reply.html);
  }

  toggle(selector, isShown) {
    for (const one of this.form.querySelectorAll(selector)) one.hidden = !isShown;
  }

  write(what, name, text) {
    for (const one of this.form.querySelectorAll(`[data-${what}="${CSS.escape(name)}"]`))
      if (one.textContent.trim() !== text) one.textContent = text;
  }

  // New questions are said, not jumped to.
  appear(names) {
    const labels = [];
    for (const name of names) {
      const frame = this.frame(name);
      if (!frame?.hidden) continue;
      frame.hidden = false;
      const label = frame.matches("[data-field]") && frame.querySelector("[data-label]");
      if (label) labels.push(label.textContent.trim());
    }
    if (labels.length) this.announce(`${this.words.shown} ${labels.slice(0, 3).join("; ")}`);
  }

  offer(name, choices) {
    const codes = new Set(choices.map(([code]) => code));
    const select = document.getElementById(`${name}-in`);
    if (select?.tagName === "SELECT") {
      const kept = select.value;
      const options = choices.map(([code, label]) => new Option(label, code, false, code === kept));
      if (kept && !codes.has(kept)) options.push(select.selectedOptions[0]);
      select.replaceChildren(select.options[0], ...options);
      return;
    }
    for (const one of this.frame(name)?.querySelectorAll("[data-option]") ?? []) {
      const isChosen = one.querySelector(":checked:not(option)") !== null;
      one.hidden = !codes.has(one.dataset.option) && !isChosen;
    }
  }

  // Both answers of a conflict; a template element keeps the forms inside it.
  versions(name, html) {
    const frame = this.frame(name);
    if (!frame || !html) return;
    frame.querySelectorAll(".app-versions, [data-versions]").forEach((one) => one.remove());
    const template = document.createElement("template");
    template.innerHTML = html;
    const box = document.createElement("div");
    box.dataset.versions = "";
    box.append(template.content);
    frame.append(box);
  }
}

class Outbox {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.key = `answers ${url}`;
    this.items = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    this.attempts = 0;
    this.running = undefined;
    this.hasRefusal = false;
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  keep() {
    try {
      if (this.isEmpty) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify(this.items));
    } catch {
      // the tab's storage is full: what is not sent yet is kept only as long as the page is open
    }
  }

  add(field, values) {
    // what was sent once may have arrived, so only what never was is replaced
    this.items = this.items.filter((item) => item.field !== field || item.base !== undefined);
    this.items.push({ field, values, operation: crypto.randomUUID() });
    this.keep();
    this.page.mark(field, "waiting", this.page.words.waiting);
    this.send();
  }

  send() {
    this.running ??= this.#sendAll().finally(() => {
      this.running = undefined;
      this.page.show(this.isEmpty ? (this.hasRefusal ? "refused" : "saved") : "offline");
    });
    return this.running;
  }

  async #sendAll() {
    clearTimeout(this.later);
    while (!this.isEmpty) {
      const item = this.items[0];
      item.isOnItsWay = true;
      item.base ??= this.page.base(item.field)?.value ?? "";
      this.page.show("saving");
      const answer = await this.#post(item);
      if (!answer) return this.#tryLater(item);
      this.attempts = 0;
      this.items.shift();
      this.keep();
      this.#settle(item, answer);
    }
  }

  // The reply, or nothing when the server could not be reached or was not well.
  async #post({ field, values, base, operation }) {
    const body = new FormData();
    for (const [key, value] of Object.entries({ field, base, operation })) body.append(key, value);
    values.forEach((value) => body.append("value", value));
    body.append("csrfmiddlewaretoken", this.page.form.elements.csrfmiddlewaretoken.value);
    try {
      const keepalive = values.join("").length < KEPT_ALIVE;
      const response = await fetch(this.url, { method: "POST", body, keepalive, headers: { Accept: "application/json" } });
      if (response.status >= 500 || response.status === 429) return undefined;
      const isReply = response.headers.get("Content-Type")?.startsWith("application/json");
      const words = response.status === 413 ? this.page.words.long : this.page.words.failed;
      return isReply ? await response.json() : { state: "refused", problems: { [field]: words } };
    } catch {
      return undefined;
    }
  }

  #tryLater(item) {
    delete item.isOnItsWay;
    this.keep();
    this.page.mark(item.field, "offline", this.page.words.waiting);
    this.later = setTimeout(() => this.send(), Math.min(1_000 * 2 ** this.attempts++, LONGEST_WAIT));
  }

  #settle(item, reply) {
    const isRefused = reply.state === "refused";
    this.hasRefusal = isRefused;
    this.page.apply(reply, item.field);
    if (!this.items.some((other) => other.field === item.field))
      this.page.mark(item.field, reply.state, isRefused ? this.page.words.refused : (reply.saved ?? ""));
    if (reply.reload && this.isEmpty) location.reload();
  }
}

class Answering {
  constructor(form) {
    this.page = new Page(form);
    this.outbox = new Outbox(this.page, form.dataset.saveUrl);
    this.waiting = new Map(); // field -> timer until its text is sent
    this.known = new Map(); // field -> what the server has, or is about to have
    for (const { dataset } of form.querySelectorAll("[data-field]"))
      this.known.set(dataset.field, JSON.stringify(this.page.values(dataset.field)));
    this.places = new WeakMap();
    for (const item of this.outbox.items) {
      delete item.isOnItsWay;
      this.page.fill(item.field, item.values);
      this.known.set(item.field, JSON.stringify(item.values));
    }
    this.#listen(form);
    form.querySelectorAll("[data-rank] select").forEach((one) => this.places.set(one, one.value.split("=")[0]));
    form.querySelectorAll("[data-clear]").forEach((one) => this.#offerClearing(one.dataset.clear));
    if (this.outbox.isEmpty) this.page.show("saved");
    else this.outbox.send();
    // the browser goes to the place itself first, and takes the focus away from whatever had it
    const arrive = () => setTimeout(() => document.activeElement === document.body && this.#goTo(location.hash));
    if (document.readyState === "complete") arrive();
    else addEventListener("load", arrive);
  }

  #listen(form) {
    form.addEventListener("input", (event) => this.#typed(event.target));
    form.addEventListener("change", (event) => this.#changed(event.target));
    form.addEventListener("click", (event) => this.#clicked(event.target));
    form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("hashchange", () => this.#goTo(location.hash));
    addEventListener("online", () => this.outbox.send());
    addEventListener("pageshow", (event) => event.persisted && this.outbox.send());
    addEventListener("pagehide", () => this.#flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.#flush());
    addEventListener("beforeunload", (event) => {
      this.#flush();
      if (!this.outbox.isEmpty && !this.isLeaving) event.preventDefault();
    });
  }

  #field(control) {
    const frame = control.closest("[data-field]");
    return frame && control.name === frame.dataset.field ? control.name : undefined;
  }

  #typed(control) {
    const name = this.#field(control);
    if (!name || !control.matches("input[type=text], textarea")) return;
    clearTimeout(this.waiting.get(name));
    this.page.show("waiting");
    this.waiting.set(name, setTimeout(() => this.#save(name), PAUSE));
  }

  #changed(control) {
    const name = this.#field(control);
    if (!name) return;
    if (control.type === "file") return this.#upload(control);
    if (control.closest("[data-rank]")) this.#swap(control);
    this.#offerClearing(name);
    this.#save(name);
  }

  #save(name) {
    clearTimeout(this.waiting.get(name));
    this.waiting.delete(name);
    const values = this.page.values(name);
    if (this.known.get(name) === JSON.stringify(values)) return;
    this.known.set(name, JSON.stringify(values));
    this.outbox.add(name, values);
  }

  #flush() {
    for (const name of [...this.waiting.keys()]) this.#save(name);
  }

  // A place is held by one choice only: who takes it gives away the former.
  #swap(control) {
    const place = (one) => one.value.split("=")[0];
    const selects = [...control.closest("[data-rank]").querySelectorAll("select")];
    const other = selects.find((one) => one !== control && one.value && place(one) === place(control));
    const former = this.places.get(control) ?? "";
    if (other) other.value = [...other.options].find((option) => option.value.split("=")[0] === former)?.value ?? "";
    selects.forEach((one) => this.places.set(one, place(one)));
  }

  #offerClearing(name) {
    const isChosen = this.page.controls(name).some((one) => one.checked && one.value);
    this.page.toggle(`[data-clear="${CSS.escape(name)}"]`, isChosen);
  }

  #clicked(target) {
    const name = target.closest("[data-clear]")?.dataset.clear;
    if (!name) return;
    const radios = this.page.controls(name).filter((one) => one.type === "radio");
    for (const one of radios) one.checked = false;
    radios[0]?.focus(); // the button goes away, so its place in the order has to be held
    this.#offerClearing(name);
    this.page.announce(this.page.words.removed);
    this.#save(name);
  }

  async #upload(control) {
    const url = this.page.form.dataset.uploadUrl;
    if (!url || !control.files.length) return;
    this.page.fault(control.name, "");
    this.page.mark(control.name, "saving", this.page.words.sending);
    this.page.announce(this.page.words.sending);
    await this.#delivered();
    const body = new FormData();
    body.append("field", control.name);
    body.append("file", control.files[0]);
    body.append("base", this.page.base(control.name)?.value ?? "");
    body.append("operation", crypto.randomUUID());
    body.append("csrfmiddlewaretoken", this.page.form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(url, { method: "POST", body }).catch(() => undefined);
    if (!response?.ok) {
      this.page.mark(control.name, "refused", this.page.words.refused);
      return this.page.fault(control.name, this.page.words.failed);
    }
    this.isLeaving = true;
    history.replaceState(null, "", `#${control.name}`);
    location.reload();
  }

  // Everything on its way has arrived, or it takes too long to wait for.
  #delivered() {
    this.#flush();
    const patience = new Promise((resolve) => setTimeout(resolve, GIVE_WAY));
    return Promise.race([this.outbox.send(), patience]);
  }

  // The form goes after the answers: it names the revisions that stand then.
  async #submit(event) {
    if (this.isLeaving) return;
    this.#flush();
    if (this.outbox.isEmpty) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    await this.#delivered();
    this.isLeaving = true;
    this.page.form.requestSubmit(button);
    setTimeout(() => (this.isLeaving = false), GIVE_WAY);
  }

  // A link to a question leads to what can be answered in it.
  #goTo(hash) {
    const name = hash.slice(1);
    const frame = this.page.frame(name) ?? this.page.frame(decodeURIComponent(name));
    frame?.querySelector("input:not([type=hidden], :disabled), select, textarea")?.focus();
  }
}

const form = document.querySelector("form[data-save-url]");
if (form) new Answering(form);
