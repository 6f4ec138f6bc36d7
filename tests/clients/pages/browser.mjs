// The browser and the server that the tests of pages share. PLAN_TARGETS_URL is the server, CHROMIUM the program.

import puppeteer from "puppeteer-core";

export const server = process.env.PLAN_TARGETS_URL;
export const QUESTION = "indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng";
/** Narrow is a small telephone, wide an ordinary screen. */
export const VIEWS = [
    { width: 360, scheme: "light", lang: "zh" },
    { width: 360, scheme: "dark", lang: "en" },
    { width: 1440, scheme: "light", lang: "en" },
    { width: 1440, scheme: "dark", lang: "zh" },
];

export function launch() {
    return puppeteer.launch({
        executablePath: process.env.CHROMIUM,
        // The user that runs the tests may be root, for whom Chromium has no sandbox; the pages are the project's own.
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--font-render-hinting=none"],
    });
}

/** An address in a language. */
export function inLanguage(address, lang) {
    return `${server}${address}${address.includes("?") ? "&" : "?"}lang=${lang}`;
}

/** Goes to an address and waits until the page asks for nothing more. */
export async function visit(page, address) {
    const response = await page.goto(address);
    await page.waitForNetworkIdle({ idleTime: 100 });
    return response;
}

/** Does something for each of a list, for two at a time: the server answers the one while the browser draws the other. */
export async function forEach(list, act) {
    const rest = [...list];
    const next = async () => {
        while (rest.length > 0) await act(rest.shift());
    };
    await Promise.all([next(), next()]);
}

/** A page that looks as it does in a view. */
export async function newPage(browser, { width, scheme }) {
    const page = await browser.newPage();
    // The server is a debug program, and the machine may be slow.
    page.setDefaultTimeout(90_000);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    return page;
}
