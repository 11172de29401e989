#!/usr/bin/env node
// What `npx mqesm` finds in a clone. Without it npx would look the name up in the public registry, where it is not ours.
require("tsx/cjs");
require("./main.ts");
