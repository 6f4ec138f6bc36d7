// Compares pictures of pages and charts with those in pictures/. PLAN_TARGETS_PICTURES is that folder; with
// WRITE_PICTURES=yes the pictures there are written anew.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { inLanguage, launch, newPage, QUESTION, VIEWS, visit } from "./browser.mjs";
import { difference, MOST_DIFFERENT, packed } from "./pictures.mjs";

const folder = process.env.PLAN_TARGETS_PICTURES;
const isWriting = process.env.WRITE_PICTURES === "yes";
const PAGES = {
    start: "/",
    compare: `/compare?${QUESTION}`,
    cascade: "/cascade?parent=wuhan&indicators=pm25",
    region: "/regions/jiangan",
    progress: "/progress?regions=wuhan&verdict=missed&period=2021-2025",
    contract: "/docs/api/compareIndicators",
};
const CHARTS = {
    "chart-compare": `/v1/compare?${QUESTION}&format=svg`,
    "chart-series": "/v1/series?indicators=gdp&regions=wuhan&format=svg",
    "chart-progress": "/v1/progress?regions=wuhan&verdict=met,missed&period=2021-2025&format=svg",
    "chart-cascade": "/v1/cascade?parent=wuhan&indicators=gdp,pm25,green_coverage&format=svg",
};
/** Words and lines break alike on every machine where the Latin letters are those of one font; Chinese letters are square. */
const latin = (weight) => {
    const file = createRequire(import.meta.url).resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff2`);
    const font = readFileSync(file).toString("base64");
    return `@font-face { font-family: Latin; font-weight: ${weight}; src: url(data:font/woff2;base64,${font}); unicode-range: U+0-2FF; }`;
};
const STYLE = `${latin(400)} ${latin(600)} ${latin(700)}
    * { font-family: Latin, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif !important; caret-color: transparent; }`;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A picture of an address, after something was done to the page. */
async function picture(address, view, script = "") {
    const page = await newPage(browser, view);
    // The font of the test is no font of the page, whose policy would refuse it.
    await page.setBypassCSP(true);
    const isChart = address.includes("format=svg");
    const width = isChart ? `&width=${Math.min(view.width, 1120)}` : "";
    await visit(page, inLanguage(address + width, view.lang));
    if (isChart) {
        await page.evaluate(async (text) => {
            const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
            style.textContent = text;
            document.documentElement.append(style);
            document.documentElement.getBoundingClientRect();
            await document.fonts.ready;
        }, STYLE);
    } else {
        await page.addStyleTag({ content: STYLE });
        await page.evaluate(script);
        await page.evaluate(async () => {
            await document.fonts.ready;
            for (const image of document.images) image.loading = "eager";
            await Promise.all([...document.images].map((image) => image.decode()));
        });
    }
    const bytes = await page.screenshot();
    await page.close();
    return packed(Buffer.from(bytes));
}

for (const view of VIEWS) {
    test(`pictures at ${view.width} pixels, ${view.scheme}, ${view.lang}`, async () => {
        const wrong = [];
        // Few pictures of the last view, because each is large and the others have its width, its colours and its language.
        const wanted = view === VIEWS[3] ? { start: PAGES.start, compare: PAGES.compare } : { ...PAGES, ...CHARTS };
        for (const [name, address] of Object.entries(wanted)) {
            const file = `${folder}/${name}-${view.width}-${view.scheme}-${view.lang}.png`;
            const now = await picture(address, view);
            if (isWriting) {
                mkdirSync(folder, { recursive: true });
                writeFileSync(file, now);
                continue;
            }
            if (!existsSync(file)) {
                wrong.push(`${file} is missing`);
                continue;
            }
            const share = difference(readFileSync(file), now);
            if (share <= MOST_DIFFERENT) continue;
            const seen = `${process.env.PICTURES_SEEN ?? "."}/${name}-${view.width}-${view.scheme}-${view.lang}.png`;
            writeFileSync(seen, now);
            wrong.push(`${file}: ${(share * 100).toFixed(1)} % of what is drawn is elsewhere; ${seen} is what was seen`);
        }
        assert.deepEqual(wrong, [], "look at both pictures; where the new one is right, write them anew (CONTRIBUTING.md)");
    });
}

test("the comparison of pictures sees what a reader would", async () => {
    const change = (script) => picture(PAGES.compare, VIEWS[2], script);
    const plain = await change("");
    const style = (text) => `document.head.insertAdjacentHTML("beforeend", ${JSON.stringify(`<style>${text}</style>`)})`;
    for (const [what, script, isSeen] of [
        ["another Chinese font", style('* { font-family: Latin, "Noto Serif CJK SC", serif !important }'), false],
        ["heavier letters", style("p, td, label { -webkit-text-stroke: 0.4px currentColor }"), false],
        ["a chart that is missing", style("figure img { visibility: hidden }"), true],
        ["a chart that moved", style("figure img { margin-inline-start: 24px }"), true],
        ["a page without its style", 'document.querySelector("link[rel=stylesheet]").remove()', true],
        ["other colours", style(":root { --paper: #fc8 }"), true],
    ]) {
        const share = difference(plain, await change(script));
        assert.equal(share > MOST_DIFFERENT, isSeen, `${what}: ${(share * 100).toFixed(1)} %`);
    }
});
