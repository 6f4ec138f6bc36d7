// Pictures of pages, compared by their layout.
//
// Machines draw the same page with other fonts, so pixels differ and layouts do not. A picture is cut into blocks of BLOCK by
// BLOCK pixels. Of each block two things count: its background, and whether anything is drawn on it. A block matches where the
// background is alike, and where what is drawn in one picture is drawn in the other within one block of it. The shapes of
// letters, and their widths within a block, make no difference; a chart that is missing, a column that moved or a page without
// its style makes many blocks differ.

import { PNG } from "pngjs";

const BLOCK = 8;
/** How far a colour channel may be from the other before it counts, of 255. */
const NEAR = 40;
/** The least share of the pixels of a block that makes it drawn upon. */
const LEAST_INK = 0.04;
/** The most blocks that may differ, as a share of those drawn upon in either picture. */
export const MOST_DIFFERENT = 0.05;

/** The picture as a small file: colours in steps of 17, without transparency. */
export function packed(bytes) {
    const png = PNG.sync.read(bytes);
    for (let at = 0; at < png.data.length; at++) png.data[at] = Math.round(png.data[at] / 17) * 17;
    return PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}

/** The blocks of a picture: the commonest colour of each, and whether much of it has another. */
function layout(bytes) {
    const { width, height, data } = PNG.sync.read(bytes);
    const columns = Math.ceil(width / BLOCK);
    const rows = Math.ceil(height / BLOCK);
    const blocks = [];
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
            const pixels = [];
            const counts = new Map();
            for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y++) {
                for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x++) {
                    const at = (y * width + x) * 4;
                    const pixel = [data[at], data[at + 1], data[at + 2]];
                    const step = pixel.map((channel) => Math.round(channel / 17)).join();
                    counts.set(step, [(counts.get(step)?.[0] ?? 0) + 1, pixel]);
                    pixels.push(pixel);
                }
            }
            const [, background] = [...counts.values()].reduce((most, one) => (one[0] > most[0] ? one : most));
            const drawn = pixels.filter((pixel) => !near(pixel, background)).length;
            blocks.push({ background, ink: drawn / pixels.length >= LEAST_INK });
        }
    }
    return { width, height, columns, rows, blocks };
}

function near(one, other) {
    return one.every((channel, at) => Math.abs(channel - other[at]) <= NEAR);
}

/** How many blocks differ, as a share of those drawn upon; 1 where the pictures are not of one size. */
export function difference(oneBytes, otherBytes) {
    const [one, other] = [layout(oneBytes), layout(otherBytes)];
    if (one.width !== other.width || one.height !== other.height) return 1;
    let different = 0;
    let drawn = 0;
    const isNear = (picture, at, has) => {
        const [row, column] = [Math.floor(at / one.columns), at % one.columns];
        for (let y = Math.max(0, row - 1); y <= Math.min(one.rows - 1, row + 1); y++) {
            for (let x = Math.max(0, column - 1); x <= Math.min(one.columns - 1, column + 1); x++) {
                if (has(picture.blocks[y * one.columns + x])) return true;
            }
        }
        return false;
    };
    for (let at = 0; at < one.blocks.length; at++) {
        const [here, there] = [one.blocks[at], other.blocks[at]];
        if (here.ink || there.ink) drawn++;
        const isAlone = (mine, picture) => mine.ink && !isNear(picture, at, (block) => block.ink);
        const hasBackground = (mine, picture) => isNear(picture, at, (block) => near(block.background, mine.background));
        const isOther = !hasBackground(here, other) || !hasBackground(there, one);
        if (isAlone(here, other) || isAlone(there, one) || isOther) different++;
    }
    return different / Math.max(drawn, different, 1);
}
