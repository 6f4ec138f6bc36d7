// Walks every page of a running server in a real Chromium: both languages, light and dark, at 360 and 1440 pixels.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { forEach, inLanguage, launch, newPage, QUESTION, server, VIEWS, visit } from "./browser.mjs";

/** The most bytes of a first view over the wire, with everything it loads. */
const MOST_BYTES = 100 * 1024;
let browser;
let pages;

/** The answer of the API, as JSON. */
async function data(address) {
    const response = await fetch(server + address);
    assert.equal(response.status, 200, address);
    return response.json();
}

before(async () => {
    browser = await launch();
    const target = (await data("/v1/targets?regions=jiangan&indicators=green_coverage&limit=1")).data[0];
    const actual = (await data("/v1/actuals?regions=wuhan&limit=1")).data[0];
    pages = [
        "/",
        `/compare?${QUESTION}`,
        "/compare?indicators=gdp",
        "/compare?indicators=gdp&regions=hanyang",
        "/progress?regions=hanyang",
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
        "/docs/api",
        "/docs/api/compareIndicators",
        "/docs/api/schemas/ComparedCell",
    ];
});

after(() => browser?.close());

/** Opens a page with an empty cache, and notes what went wrong meanwhile. */
async function open(address, view) {
    const page = await newPage(browser, view);
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
    const client = await page.createCDPSession();
    await client.send("Network.enable");
    let bytes = 0;
    client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    const response = await visit(page, inLanguage(address, view.lang));
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
        await forEach(pages, async (address) => {
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
        });
        assert.deepEqual(wrong, []);
    });
}

test("a page says everything without scripts", async () => {
    await forEach(pages, async (address) => {
        const texts = [];
        for (const scripts of [true, false]) {
            const page = await browser.newPage();
            await page.setJavaScriptEnabled(scripts);
            await visit(page, server + address);
            texts.push(await page.$eval("main", (main) => main.textContent.replace(/\s+/g, " ")));
            await page.close();
        }
        assert.equal(texts[1], texts[0], address);
    });
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

test("the keyboard scrolls a table on a telephone to the reasons of a cell", async () => {
    const { page, problems } = await open(`/compare?${QUESTION}`, VIEWS[1]);
    await tabTo(page, ".wide");
    const inSight = () =>
        page.evaluate(() => {
            const reasons = [...document.activeElement.querySelectorAll("td.why")].find((cell) => cell.textContent.trim());
            const { left, right } = reasons.getBoundingClientRect();
            return { text: reasons.textContent.trim(), isSeen: left >= 0 && right <= innerWidth + 1 };
        });
    assert.equal((await inSight()).isSeen, false);
    for (let presses = 0; presses < 60 && !(await inSight()).isSeen; presses++) {
        await page.keyboard.press("ArrowRight");
        await new Promise((done) => setTimeout(done, 60));
    }
    const { text, isSeen } = await inSight();
    assert.ok(isSeen && text.length > 5, text);
    assert.deepEqual(problems, []);
    await page.close();
});

test("a form for every request is one step from the contract", async () => {
    const { page, problems } = await open("/docs/api", VIEWS[2]);
    await click(page, 'main a[href^="/docs/try"]');
    await page.waitForSelector("#operations-compare-compareIndicators", { timeout: 20_000 });
    assert.deepEqual(problems, []);
    await page.close();
});

/** Clicks a link that is in sight, as a reader does, and waits for the page. */
async function click(page, selector) {
    const link = await page.waitForSelector(selector, { visible: true, timeout: 10_000 });
    await link.scrollIntoView();
    const address = page.url();
    await link.click();
    await page.waitForFunction((before) => location.href !== before && document.readyState === "complete", {}, address);
    await page.waitForNetworkIdle({ idleTime: 100 });
}

/** Begins on the start page and follows links; `CLICKS` is a folder for a picture of each step. */
async function follow(name, steps) {
    const { page, problems } = await open("/", VIEWS[2]);
    const keep = async (step) => {
        if (process.env.CLICKS) await page.screenshot({ path: `${process.env.CLICKS}/${name}-${step}.png` });
    };
    await keep(0);
    for (const [index, selector] of steps.entries()) {
        await click(page, selector);
        await keep(index + 1);
    }
    assert.deepEqual(problems, []);
    return page;
}

test("two clicks from the start to the districts without a PM2.5 target of their own, and why", async () => {
    const page = await follow("pm25", ['main a[href^="/cascade?"]', 'main .matrix th a[href*="indicators=pm25"]']);
    const answer = (await data("/v1/cascade?parent=wuhan&indicators=pm25&lang=en")).data[0];
    const without = answer.children.filter((child) => child.status !== "stated");
    assert.ok(without.length > 2);
    const cards = await page.$$eval(".cards li", (all) => all.map((card) => [card.querySelector("h3").textContent, card.textContent]));
    for (const child of without) {
        const card = cards.find(([name]) => name === child.region.name);
        for (const reason of child.reasons) assert.ok(card[1].includes(reason.detail), `${card[1]} lacks ${reason.detail}`);
    }
    await page.close();
});

test("three clicks from the start to the growth that Wuhan promised and reached", async () => {
    const page = await follow("gdp", ['main a[href^="/compare?"]', 'main h2 a[href^="/indicators/gdp"]', 'main a[href="#reached"]']);
    const series = (await data("/v1/series?indicators=gdp&regions=wuhan&lang=en")).data[0];
    const rows = await page.$$eval("section[aria-labelledby=reached] tbody tr", (all) =>
        all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())).filter(([region]) => region === "Wuhan"),
    );
    assert.ok(rows.length >= 3, rows.join("; "));
    const level = series.targets.find(({ year, measure }) => year === 2020 && measure === "level");
    const reached = series.points.find(({ year }) => year === 2020);
    const row = rows.find(([, year, measure]) => year === "2020" && measure === "value in the year");
    assert.ok(row[3].includes(`${level.value}`) && row[4].includes(`${reached.value}`), row.join(" | "));
    await page.close();
});

test("two clicks from the start to a citation of Jiang'an's target of green coverage", async () => {
    const target = (await data("/v1/compare?indicators=green_coverage&regions=jiangan")).data[0].cells[0].target;
    const page = await follow("green", ['main a[href^="/regions/jiangan"]', `main a[href^="/targets/${target.id}"]`]);
    const text = await page.$eval("main", (main) => main.textContent);
    const citation = await page.$eval(".citation", (cite) => cite.textContent);
    assert.ok(text.includes(`${target.value}`) && citation.includes(target.id), citation);
    await page.close();
});

test("wrong addresses are pages that say what to do", async () => {
    for (const view of VIEWS) {
        for (const [address, status] of [
            ["/regions/nowhere", 404],
            ["/nothing", 404],
            ["/compare?indicators=gpd", 400],
            ["/docs/api/compareIndicator", 404],
        ]) {
            const page = await newPage(browser, view);
            const response = await page.goto(inLanguage(address, view.lang));
            assert.equal(response.status(), status, address);
            assert.match(response.headers()["content-type"], /^text\/html/);
            assert.deepEqual(await violations(page), [], address);
            const { over, links } = await page.evaluate(() => ({
                over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                links: document.querySelectorAll("main a").length,
            }));
            assert.ok(over <= 0 && links > 0, `${address}: ${over} pixels too wide, ${links} links`);
            await page.close();
        }
    }
});
