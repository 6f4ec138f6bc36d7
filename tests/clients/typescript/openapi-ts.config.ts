// `openapi-ts` writes a client of the running server's own document into generated/.
export default {
  input: `${process.env.PLAN_TARGETS_URL}/openapi.json`,
  output: { path: 'generated', importFileExtension: '.js' },
};
