import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Of a file that becomes no smaller than this share, the file itself is kept. */
const WORTH = 0.9;
const PACKED = 'packed';

/**
 * Writes `packed/` into the build: what the server embeds and sends as it is. Each file stands there once, gzipped where that
 * makes it smaller, so that nobody waits for a server that packs the same file again and again, and the binary stays small.
 */
export function packed() {
  let out = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved(config) {
      out = path.resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      // A build that failed has left nothing to pack.
      if (!existsSync(path.join(out, 'index.html'))) return;
      for (const name of readdirSync(out, { recursive: true, withFileTypes: true })) {
        const from = path.join(name.parentPath, name.name);
        const file = path.relative(out, from);
        if (!name.isFile() || file.startsWith('.') || file.startsWith(PACKED + path.sep)) continue;
        const bytes = readFileSync(from);
        const small = gzipSync(bytes, { level: 9 });
        const worth = small.length < bytes.length * WORTH;
        const to = path.join(out, PACKED, worth ? `${file}.gz` : file);
        mkdirSync(path.dirname(to), { recursive: true });
        writeFileSync(to, worth ? small : bytes);
      }
    },
  };
}
