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
