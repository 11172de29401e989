// Five projects: `unit` takes seconds, `listeners` has the tests that lie beside further listeners' code, `slow` takes minutes, and all
// three need Node only; `integration` needs Terraform or a RabbitMQ server; `rehearsal` needs both for longer than CI has time.
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

/** Tests of many inputs, or of whole processes. */
const slow =
  "{actionlint,bundle,differential,fuzz,killed,many-requests,mutations,option-pages,properties,hostile,main}.test.ts";

/** Somebody's dependencies may be ES modules alone, which esbuild bundles and Jest does not load: they are found and translated. */
const listeners = {
  ...shared,
  displayName: "listeners",
  transform: {
    ...shared.transform,
    "\\.m?js$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: [],
  resolver: "<rootDir>/__tests__/support/es-modules-resolver.cjs",
  testMatch: ["<rootDir>/lambda-src/listeners/**/*.test.ts"],
};

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: "100%",
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts", `!**/${slow}`, "!**/*.{integration,rehearsal}.test.ts"],
    },
    listeners,
    { ...shared, displayName: "slow", testMatch: [`<rootDir>/__tests__/**/${slow}`] },
    { ...shared, displayName: "integration", testMatch: ["<rootDir>/__tests__/**/*.integration.test.ts"] },
    { ...shared, displayName: "rehearsal", testMatch: ["<rootDir>/__tests__/**/*.rehearsal.test.ts"] },
  ],
};
