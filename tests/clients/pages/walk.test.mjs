// Walks every page of a running server in a real Chromium: both languages, light and dark, at 360 and 1440 pixels.
// PLAN_TARGETS_URL is the server, CHROMIUM the program.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const server = process.env.PLAN_TARGETS_URL;
const QUESTION = "indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng";
/** The most bytes of a first view over the wire, with everything it loads. */
const MOST_BYTES = 100 * 1024;
/** Narrow is a small telephone, wide an ordinary screen. */
const VIEWS = [
    { width: 360, scheme: "light", lang: "zh" },
    { width: 360, scheme: "dark", lang: "en" },
    { width: 1440, scheme: "light", lang: "en" },
    { width: 1440, scheme: "dark", lang: "zh" },
];

let browser;
let pages;

/** The answer of the API, as JSON. */
async function data(address) {
    const response = await fetch(server + address);
    assert.equal(response.status, 200, address);
    return response.json();
}

before(async () => {
    browser = await puppeteer.launch({
        executablePath: process.env.CHROMIUM,
        // The user that runs the tests may be root, for whom Chromium has no sandbox; the pages are the project's own.
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    const target = (await data("/v1/targets?regions=jiangan&indicators=green_coverage&limit=1")).data[0];
    const actual = (await data("/v1/actuals?regions=wuhan&limit=1")).data[0];
    pages = [
        "/",
        `/compare?${QUESTION}`,
        "/compare?indicators=gdp",
        "/progress?regions=wuhan&period=2021-2025",
        "/regions/jiangan",
        "/regions/wuhan",
        "/indicators/gdp",
        "/indicators/pm25",
        "/cascade?parent=wuhan",
        "/checks",
        "/documents",
        "/documents/jiangan-2021-2025",
        `/targets/${target.id}`,
        `/actuals/${actual.id}`,
        "/find?q=%E6%B1%9F",
        "/docs",
        "/docs/comparison",
    ];
});

after(() => browser?.close());

/** Opens a page with an empty cache, and notes what went wrong meanwhile. */
async function open(address, { width, scheme, lang }) {
    const page = await browser.newPage();
    // The server is a debug program, and the machine may be slow.
    page.setDefaultTimeout(90_000);
    const problems = [];
    page.on("console", (message) => problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
    page.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.origin !== new URL(server).origin) problems.push(`asks ${url.origin}`);
    });
    page.on("requestfailed", (request) => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on("response", (response) => {
        if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    });
    await page.setCacheEnabled(false);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const client = await page.createCDPSession();
    await client.send("Network.enable");
    let bytes = 0;
    client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    const sign = address.includes("?") ? "&" : "?";
    const response = await page.goto(`${server}${address}${sign}lang=${lang}`, { waitUntil: "networkidle0" });
    return { page, response, problems, bytes: () => bytes };
}

/** What axe-core finds on a page, one line for each rule and place. */
async function violations(page) {
    await page.evaluate(axe.source);
    const found = await page.evaluate(() =>
        globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
    );
    return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

for (const view of VIEWS) {
    const { width, scheme, lang } = view;
    test(`every page at ${width} pixels, ${scheme}, ${lang}`, async () => {
        const wrong = [];
        for (const address of pages) {
            const { page, response, problems, bytes } = await open(address, view);
            const say = (what) => wrong.push(`${address}: ${what}`);
            if (response.status() !== 200) say(`status ${response.status()}`);
            problems.forEach(say);
            if (bytes() > MOST_BYTES) say(`${bytes()} bytes over the wire`);
            const { over, headings, language, title } = await page.evaluate(() => ({
                over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                headings: document.querySelectorAll("h1").length,
                language: document.documentElement.lang,
                title: document.title,
            }));
            if (over > 0) say(`is ${over} pixels wider than the window`);
            if (headings !== 1) say(`has ${headings} headings of the first level`);
            if (!language.startsWith(lang)) say(`is in ${language}`);
            if (title.length < 4) say(`has the title ${JSON.stringify(title)}`);
            (await violations(page)).forEach(say);
            await page.close();
        }
        assert.deepEqual(wrong, []);
    });
}

test("a page says everything without scripts", async () => {
    for (const address of pages) {
        const texts = [];
        for (const scripts of [true, false]) {
            const page = await browser.newPage();
            await page.setJavaScriptEnabled(scripts);
            await page.goto(server + address, { waitUntil: "networkidle0" });
            texts.push(await page.$eval("main", (main) => main.textContent.replace(/\s+/g, " ")));
            await page.close();
        }
        assert.equal(texts[1], texts[0], address);
    }
});

/** Presses Tab until an element that matches has the focus. */
async function tabTo(page, selector) {
    for (let presses = 0; presses < 400; presses++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`Tab never reaches ${selector}`);
}

test("the keyboard picks regions and an indicator, and leads to the evidence of a figure", async () => {
    const { page, problems } = await open("/compare?indicators=gdp", VIEWS[2]);
    await tabTo(page, 'select[name="indicators"]');
    const wanted = await page.$eval('select[name="indicators"]', (list) => list.querySelector('option[value="green_coverage"]').textContent);
    // Typing the first letters chooses in a list, as people do.
    await page.keyboard.type(wanted);
    await tabTo(page, "form details > summary");
    if (!(await page.$eval("form details", (regions) => regions.open))) await page.keyboard.press("Enter");
    // In the order of the form.
    for (const region of ["jiangan", "qiaokou"]) {
        await tabTo(page, `input[name="regions"][value="${region}"]`);
        await page.keyboard.press("Space");
    }
    await Promise.all([page.waitForNavigation({ waitUntil: "networkidle0" }), page.keyboard.press("Enter")]);
    const asked = new URL(page.url()).searchParams;
    assert.equal(asked.get("indicators"), "green_coverage");
    const answer = await data("/v1/compare?indicators=green_coverage&regions=jiangan,qiaokou&lang=en");
    const ids = answer.data[0].cells.map((cell) => cell.target?.id).filter(Boolean);
    assert.ok(ids.length > 0);
    await tabTo(page, `a[href*="/targets/${ids[0]}"]`);
    await Promise.all([page.waitForNavigation({ waitUntil: "networkidle0" }), page.keyboard.press("Enter")]);
    assert.ok(new URL(page.url()).pathname.endsWith(`/targets/${ids[0]}`));
    assert.deepEqual(problems, []);
    await page.close();
});

test("the contract can be read and tried in the browser", async () => {
    const { page, problems } = await open("/docs/api", VIEWS[2]);
    await page.waitForSelector("#operations-compare-compareIndicators", { timeout: 20_000 });
    assert.deepEqual(problems, []);
    await page.close();
});

test("wrong addresses are pages that say what to do", async () => {
    for (const [address, status] of [
        ["/regions/nowhere", 404],
        ["/nothing", 404],
        ["/compare?indicators=gpd", 400],
    ]) {
        const page = await browser.newPage();
        const response = await page.goto(server + address);
        assert.equal(response.status(), status, address);
        assert.match(response.headers()["content-type"], /^text\/html/);
        assert.deepEqual(await violations(page), [], address);
        await page.close();
    }
});
