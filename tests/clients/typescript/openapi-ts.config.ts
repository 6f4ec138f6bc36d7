// `openapi-ts` writes a client from the running server's contract into generated/.
export default {
  input: `${process.env.PLAN_TARGETS_URL}/openapi.json`,
  output: { path: 'generated', importFileExtension: '.js' },
};
