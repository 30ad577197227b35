// Small comforts; every page works without this file.

// "/" puts the cursor into the question.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

// A form that takes long says so and cannot be sent twice.
for (const button of document.querySelectorAll("button[data-busy]")) {
  button.form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = button.dataset.busy;
  });
}

// A citation can be copied in an officer's words.
for (const link of document.querySelectorAll("a[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Chép trích dẫn";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.dataset.copy);
    button.textContent = "Đã chép";
  });
  if (navigator.clipboard) link.after(button);
}

// A menu of changes closes when something else is meant.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.change[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.change[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Names that go on what is being typed: a list box as the ARIA practices describe it.
const KINDS = { agency: "cơ quan", number: "số hiệu", title: "văn bản" };
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    field.setAttribute(name, value);
  }
  let chosen = -1;
  let waiting = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === index ? "true" : "false"));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (item) => {
    field.value = item.dataset.question;
    close();
    field.focus();
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, at) => {
      const item = document.createElement("li");
      const kind = document.createElement("small");
      item.id = `${list.id}-${at}`;
      item.dataset.question = one.question;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      kind.textContent = KINDS[one.kind];
      item.append(one.text, " ", kind);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return item;
    }));
    chosen = -1;
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const mine = ++asked;
    const address = new URL(field.dataset.suggest, location.href);
    address.searchParams.set("q", field.value);
    const response = await fetch(address).catch(() => null);
    if (response && response.ok && mine === asked && document.activeElement === field) show((await response.json()).suggestions);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < 2) { asked += 1; close(); } else waiting = setTimeout(ask, 120);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const many = list.children.length;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose((chosen + 1) % many);
    else if (event.key === "ArrowUp") choose((chosen <= 0 ? many : chosen) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
}
