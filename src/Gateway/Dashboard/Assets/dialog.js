// A question before something is done: what will happen, why, and once.

import { h, replace, toast } from "./dom.js";
import { Try } from "./tries.js";

const safe = "Trying again is safe: it is the same request under the same key, and is carried out once.";
const earlier = "This was sent before, and it is not known what became of an earlier try: it may have been done. Only the very same can be asked again until that is known.";

/**
 * @param question about: what is done to what, as parts; title; says: sentences of what will happen, or a function of the values; fields; verb; danger;
 *   send(values, once): does it and returns the sentence to show; done(): called after it.
 */
export function ask(question) {
  const dialog = new Dialog(question);
  dialog.open();
}

class Dialog {
  constructor(question) {
    this.question = question;
    this.try = new Try(question.about);
    this.isSending = false;
    this.fields = question.fields.map((field, i) => new Input(field, `ask-${i}`, () => this.changed()));
    this.says = h("div", { class: "says", id: "ask-says" });
    this.fault = h("div", { role: "alert", class: "fault", id: "ask-told" });
    this.act = h("button", { type: "submit", class: question.danger ? "danger" : "primary" }, question.verb);
    this.leave = h("button", { type: "button", onClick: () => this.close() }, "Cancel");
    this.element = h("dialog", { "aria-labelledby": "ask-title", "aria-describedby": "ask-says ask-told", onKeydown: (event) => this.pressed(event), onClose: () => this.element.remove() },
      h("form", { novalidate: true, onSubmit: (event) => this.submit(event) },
        h("h2", { id: "ask-title" }, question.title), this.says, this.fields.map((field) => field.element), this.fault,
        h("div", { class: "choices" }, this.leave, this.act)));
  }

  open() {
    if (this.try.isOpen) {
      this.resume();
    }

    this.changed();
    document.body.append(this.element);
    this.element.showModal();
    (this.try.isOpen ? this.act : this.fields[0]?.input ?? this.act).focus();
  }

  // The fields show what was sent, which is what is sent.
  resume() {
    this.fields.forEach((field) => field.put(this.try.values[field.name]));
    this.show(true, earlier);
  }

  close() {
    if (!this.isSending) {
      this.element.close();
    }
  }

  get values() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  changed() {
    const told = typeof this.question.says === "function" ? this.question.says(this.values) : this.question.says;
    replace(this.says, told.map((sentence) => h("p", {}, sentence)));
  }

  // Tab stays inside; Escape leaves, but not while something is under way whose end would then be seen by nobody.
  pressed(event) {
    if (event.key === "Escape" && this.isSending) {
      event.preventDefault();
    } else if (event.key === "Tab") {
      const stops = [...this.element.querySelectorAll("input, select, textarea, button")].filter((stop) => !stop.disabled);
      const [first, last] = [stops[0], stops.at(-1)];
      if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
        event.preventDefault();
        (event.shiftKey ? last : first)?.focus();
      }
    }
  }

  async submit(event) {
    event.preventDefault();
    const wrong = this.try.isOpen ? [] : this.fields.filter((field) => !field.check()); // What was right when it was sent may not be so now.
    if (this.isSending || wrong.length > 0) {
      wrong[0]?.input.focus();
      return;
    }

    this.lock(true);
    replace(this.fault);
    try {
      this.try.begin(this.values);
      const told = await this.question.send(this.try.values, this.try.once);
      this.try.end();
      this.isSending = false;
      this.element.close();
      toast(told);
      await this.question.done?.();
    } catch (error) {
      this.refused(error);
    }
  }

  // After a plain no, something else may be asked for, under a key of its own. While it is open what became of it, only the
  // very same may be asked again, under the same key.
  refused(error) {
    this.lock(false);
    this.show(this.try.failed(error), error.message);
    this.act.focus();
  }

  show(isOpen, told) {
    this.fields.forEach((field) => field.lock(isOpen));
    replace(this.act, isOpen ? "Try again" : this.question.verb);
    replace(this.fault, h("p", {}, told), isOpen && h("p", {}, safe));
  }

  lock(isSending) {
    this.isSending = isSending;
    this.element.setAttribute("aria-busy", String(isSending));
    this.act.disabled = isSending;
    this.leave.disabled = isSending;
    this.fields.forEach((field) => field.lock(isSending));
    if (isSending) {
      replace(this.act, "One moment…");
    }
  }
}

/** One field with its label, hint and fault. */
class Input {
  constructor(field, id, changed) {
    this.field = field;
    this.name = field.name;
    this.fault = h("span", { class: "fault", id: `${id}-fault` });
    this.input = make(field, id);
    this.input.addEventListener("input", () => {
      this.tell(null);
      changed();
    });
    this.element = field.kind === "check"
      ? h("p", { class: "field check" }, this.input, h("label", { for: id }, field.label))
      : h("p", { class: "field" }, h("label", { for: id }, field.label), field.hint && h("span", { class: "hint", id: `${id}-hint` }, field.hint), this.input, this.fault);
  }

  get value() {
    return this.field.kind === "check" ? this.input.checked : this.input.value.trim();
  }

  put(value) {
    if (this.field.kind === "check") {
      this.input.checked = value === true;
    } else {
      this.input.value = value ?? "";
    }
  }

  check() {
    const wrong = this.field.required && !this.value ? "This is needed." : this.field.check?.(this.value) ?? null;
    this.tell(wrong);
    return wrong === null;
  }

  tell(wrong) {
    replace(this.fault, wrong);
    this.input.setAttribute("aria-invalid", String(wrong !== null));
  }

  lock(isLocked) {
    this.input.disabled = isLocked;
  }
}

function make(field, id) {
  const common = { id, "aria-describedby": `${field.hint ? `${id}-hint ` : ""}${id}-fault`, "aria-required": field.required ? "true" : null };
  switch (field.kind) {
    case "select":
      return h("select", common, field.options.map(([value, text]) => h("option", { value }, text)));
    case "check":
      return h("input", { type: "checkbox", id });
    case "line":
      return h("input", { ...common, type: "text", autocomplete: "off", inputmode: field.inputmode, value: field.value });
    default:
      return h("textarea", { ...common, rows: "3", maxlength: String(field.max ?? 500) }, field.value ?? "");
  }
}
