// Preloaded by a test: the package that the cdktf command needs for terminals fails to load, as it does where it has no build.
const Module = require("node:module");

const load = Module._load;
Module._load = function (request, ...rest) {
  if (request === "@cdktf/node-pty-prebuilt-multiarch") {
    throw new Error("no build for this machine");
  }
  return load.call(this, request, ...rest);
};
