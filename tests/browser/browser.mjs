// Opens a report in Chromium. Prints one JSON object: what axe-core finds, and what a reader can do on the page.
// Usage: node browser.mjs REPORT.html CHROMIUM
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, executablePath] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args });
const out = { axe: [], requests: [], walk: {}, plain: {} };

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("request", (request) => out.requests.push(request.url()));
  page.on("pageerror", (error) => out.requests.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && out.requests.push(`console: ${message.text()}`));
  await page.goto(url);
  return page;
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    const page = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document));
    for (const found of result.violations) {
      out.axe.push({ colorScheme, width, id: found.id, nodes: found.nodes.map((node) => node.html.slice(0, 160)).slice(0, 4), n: found.nodes.length });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const culprits = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((node) => node.getBoundingClientRect().right > window.innerWidth + 1 && !node.closest(".scroll, svg"))
        .map((node) => node.outerHTML.slice(0, 120)),
    );
    if (wide > 0) out.axe.push({ colorScheme, width, id: "page-wider-than-screen", n: wide, nodes: culprits.slice(0, 6) });
    await page.context().close();
  }
}

const page = await open();
const shown = () => page.locator("article.request[data-status]:visible").count();
out.walk.all = await shown();
await page.locator("#matrix a.cell").first().click();
out.walk.anchor = decodeURIComponent(new URL(page.url()).hash);
out.walk.target = await page.locator(`[id="${out.walk.anchor.slice(1)}"]`).isVisible();
const status = page.locator("form.filters select[name=status]");
const choice = await status.locator("option").nth(1).getAttribute("value");
await status.selectOption(choice);
out.walk.filtered = await shown();
out.walk.fitting = await page.locator(`article.request[data-status="${choice}"]`).count();
await page.locator("form.filters [type=reset]").click();
await page.waitForTimeout(50);
await page.locator("form.filters input[name=text]").fill("zzzz-no-such-word");
out.walk.nothing = await shown();
await page.locator("#matrix a.cell").first().click();
await page.waitForTimeout(200);
out.walk.again = await page.locator(`[id="${out.walk.anchor.slice(1)}"]`).isVisible();
await page.reload();
await page.keyboard.press("Tab");
out.walk.firstFocus = await page.evaluate(() => document.activeElement?.getAttribute("href"));

const plain = await open({ javaScriptEnabled: false });
out.plain.shown = await plain.locator("article.request[data-status]:visible").count();
out.plain.filters = await plain.locator("form.filters:visible").count();
await browser.close();
console.log(JSON.stringify(out));
