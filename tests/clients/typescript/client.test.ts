// A generated client calls the running server, and the answers have the types that the client declares.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient } from './generated/client/index.js';
import { compareIndicators, listTargets } from './generated/sdk.gen.js';
import type { Problem, Row } from './generated/types.gen.js';

const baseUrl = process.env.PLAN_TARGETS_URL;
assert.ok(baseUrl, 'PLAN_TARGETS_URL says where the server is');
const client = createClient({ baseUrl });

test('a comparison has a cell for each indicator and region', async () => {
  const { data: body, error } = await compareIndicators({
    client,
    query: { indicators: ['gdp', 'pm25'], regions: ['wuhan', '江岸区', '420104'] },
  });
  assert.equal(error, undefined);
  assert.deepEqual(body?.data.map((entry) => entry.indicator.id), ['gdp', 'pm25']);
  const cells = body?.data[0]?.cells ?? [];
  assert.deepEqual(cells.map((cell) => cell.region.id), ['wuhan', 'jiangan', 'qiaokou']);
  const jiangan = cells[1];
  assert.equal(jiangan?.base?.value, 1247.04);
  assert.equal(jiangan?.target?.comparator, 'gt');
  assert.equal(jiangan?.derived.annual_growth, 9.9);
  assert.equal(cells[0]?.target, null);
});

test('the pages of the targets are all of them, each once', async () => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  let total: number | undefined;
  do {
    const { data: body } = await listTargets({
      client,
      query: { regions: ['jiangan'], status: ['stated'], sort: '-value', limit: 40, cursor },
      throwOnError: true,
    });
    rows.push(...body.data);
    total = body.page?.total;
    cursor = body.page?.next ?? undefined;
  } while (cursor);
  assert.ok(rows.length > 80, `${rows.length} rows`);
  assert.equal(rows.length, total);
  assert.equal(new Set(rows.map((row) => row.id)).size, total);
  const values = rows.map((row) => row.value).filter((value) => value !== null);
  assert.deepEqual(values, [...values].sort((a, b) => b - a));
});

test('a misspelt region is a problem that names the nearest', async () => {
  const { data, error, response } = await listTargets({ client, query: { regions: ['jiangam'] } });
  assert.equal(data, undefined);
  assert.equal(response?.status, 400);
  const problem: Problem = error as Problem;
  assert.equal(problem.type, '/problems/invalid-parameter');
  assert.equal(problem.errors[0]?.nearest, 'jiangan');
  assert.equal(problem.request_id, response?.headers.get('x-request-id'));
});
