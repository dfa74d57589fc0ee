// Plain JavaScript on purpose: it must run on any Node, to say in one line what is missing.
// npm puts node_modules/.bin first, so this is normally the Node 24 that came with the optional package "node".
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 2)) {
  console.error(
    `calsync needs Node 24, but "${process.execPath}" is ${process.version}. ` +
      'The package "node" (a Node 24 of its own) is missing: run "npm ci" with optional packages and install scripts allowed, or put Node 24 on the PATH.',
  );
  process.exitCode = 1;
}
