// Reads GIFT on standard input, writes what gift-pegjs understands as JSON.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const { parse } = createRequire(process.argv[2])("gift-pegjs");
const texts = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(texts.map((text) => parse(text))));
