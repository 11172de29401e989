// Four projects: `unit` needs Node only and takes seconds; `mutations` and `fuzz` need Node only and take up to a minute;
// `integration` needs Terraform or a RabbitMQ server.
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.integration\\.test\\.ts$", "/(mutations|properties|fuzz)\\.test\\.ts$"],
    },
    { ...shared, displayName: "mutations", testMatch: ["<rootDir>/__tests__/**/{mutations,properties}.test.ts"] },
    { ...shared, displayName: "fuzz", testMatch: ["<rootDir>/__tests__/**/fuzz.test.ts"] },
    { ...shared, displayName: "integration", testMatch: ["<rootDir>/__tests__/**/*.integration.test.ts"] },
  ],
};
