// Lighthouse of some addresses, one after the other in one browser; writes a line of JSON for each.
import { launch } from "puppeteer-core";
import lighthouse, { desktopConfig } from "lighthouse";

const [program, ...addresses] = process.argv.slice(2);
const browser = await launch({
  executablePath: program,
  headless: true,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const port = Number(new URL(browser.wsEndpoint()).port);
for (const address of addresses) {
  for (const [form, config] of [["phone", undefined], ["desk", desktopConfig]]) {
    const { lhr } = await lighthouse(address, { port, output: "json", logLevel: "error" }, config);
    const scores = Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, Math.round(one.score * 100)]));
    const failed = Object.values(lhr.audits)
      .filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative")
      .map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`);
    process.stdout.write(`${JSON.stringify({ address, form, scores, failed })}\n`);
  }
}
await browser.close();
