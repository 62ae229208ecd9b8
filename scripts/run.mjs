// The door behind `npm start`, `npm test` and their siblings. It and all `.mjs` files beside it run on any Node from
// 20 on, with nothing installed; whatever they start runs on the Node that the workspace pins.
import { bench, build, dev, restored, screenshots, sim, start } from './commands.mjs';
import { test } from './test.mjs';

const COMMANDS = { start, test, dev, bench, sim, screenshots, build, restored };

const name = process.argv[2] ?? '';
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command) {
  process.stderr.write(`usage: node scripts/run.mjs ${Object.keys(COMMANDS).join(' | ')}\n`);
  process.exit(2);
}
try {
  process.exitCode = await command(process.argv.slice(3));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
