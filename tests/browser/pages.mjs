// Looks at pages as a browser shows them: `node pages.mjs FILE.html…`. In light and dark, narrow and wide, and as they are printed, axe finds nothing; ids are
// unique and links inside the page lead somewhere, which axe does not look at; nothing is loaded and no script runs; nothing is wider than the window.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const views = [
  { name: "light", colorScheme: "light", media: "screen", width: 1280 },
  { name: "dark", colorScheme: "dark", media: "screen", width: 1280 },
  { name: "narrow", colorScheme: "light", media: "screen", width: 360 },
  { name: "print", colorScheme: "light", media: "print", width: 794 },
];
const found = [];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const file of process.argv.slice(2)) {
  const address = pathToFileURL(resolve(file)).href;
  for (const { name, colorScheme, media, width } of views) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const report = (what) => found.push(`${file}, ${name}: ${what}`);
    page.on("request", (request) => request.url() === address || report(`loads ${request.url()}`));
    await page.emulateMedia({ media, colorScheme });
    await page.goto(address);
    const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
    // What axe can't tell in print, it can on a screen.
    // What stands behind the words of a drawing it can't tell anywhere: white boxes, as the style sheet says.
    const outside = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(({ html }) => !html.startsWith("<text")) }));
    const all = media === "print" ? violations : [...violations, ...outside.filter(({ nodes }) => nodes.length)];
    for (const { id, nodes } of all) report(`${id}: ${nodes[0].html} and ${nodes.length - 1} more`);
    const seen = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      const targets = [...document.querySelectorAll("a[href^='#']")].map((link) => decodeURIComponent(link.getAttribute("href").slice(1)));
      return {
        twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        dead: targets.filter((target) => !document.getElementById(target)),
        scripts: document.scripts.length,
        isTooWide: document.documentElement.scrollWidth > window.innerWidth,
      };
    });
    if (seen.twice.length) report(`ids that stand twice: ${seen.twice}`);
    if (seen.dead.length) report(`links that lead nowhere: ${seen.dead}`);
    if (seen.scripts) report(`${seen.scripts} scripts`);
    if (seen.isTooWide) report("it is wider than the window");
    await context.close();
  }
}
await browser.close();
found.forEach((line) => console.error(line));
console.log(`${process.argv.length - 2} pages in ${views.length} views: ${found.length} findings`);
process.exit(found.length ? 1 : 0);
