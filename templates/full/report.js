// Filters, search and copying. Without this script everything is on the page already.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  for (const form of document.querySelectorAll("form.filters")) {
    const section = form.closest("section");
    const requests = [...section.querySelectorAll(".request[data-codes]")].map((node) => ({
      node,
      text: node.textContent.toLowerCase(),
      codes: node.dataset.codes.split(" "),
      themes: node.dataset.themes.split("|"),
    }));
    const items = [...section.querySelectorAll("section.item")];
    const out = form.querySelector("output");
    const total = requests.filter((request) => request.node.dataset.status).length;
    const apply = () => {
      const value = (name) => (form.elements[name] ? form.elements[name].value : "");
      const [status, code, theme] = [value("status"), value("code"), value("theme")];
      const words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { node, text, codes, themes } of requests) {
        const fits =
          (!status || node.dataset.status === status) &&
          (!code || codes.includes(code)) &&
          (!theme || themes.includes(theme)) &&
          words.every((word) => text.includes(word));
        node.hidden = !fits;
        if (fits && node.dataset.status) shown += 1;
      }
      for (const item of items) item.hidden = !item.querySelector(".request:not([hidden])");
      out.textContent = out.dataset.shown.replace("%n", shown).replace("%t", total);
    };
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    // A link to a request that a filter hides shows it again.
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && section.contains(target) && target.closest("[hidden]")) {
        form.reset();
        setTimeout(() => target.scrollIntoView());
      }
    };
    addEventListener("hashchange", reveal);
    // The same link a second time changes no hash.
    addEventListener("click", (event) => event.target.closest?.('a[href^="#"]') && setTimeout(reveal));
    apply();
  }
  for (const button of document.querySelectorAll("button.cite")) {
    button.addEventListener("click", async () => {
      const finding = button.closest("[id]");
      // A page opened from a disk is cited by its name: where it lies there is nobody else's business.
      const page = location.href.split("#")[0];
      const link = (location.protocol === "file:" ? decodeURIComponent(page.split("/").pop()) : page) + "#" + finding.id;
      const name = button.textContent;
      const mark = finding.id.replace(/^.*?f-/, "");
      const code = finding.querySelector('a[href^="#rule-"]').textContent;
      const text = `${code} (${mark}): ${finding.querySelector(".says").textContent.trim()} ${document.title}, ${link}`;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "✓";
      } catch {
        prompt(name, text);
      }
      setTimeout(() => (button.textContent = name), 1500);
    });
  }
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.evidence")) details.open = true;
  });
})();
