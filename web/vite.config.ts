import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';
import { frontPage } from './front_page.mjs';
import { packed } from './packed.mjs';

// Each file costs a slow processor some ten milliseconds: what every screen needs is one, and what many of them share another.
// That brings 45 kB more than twenty files would, and is quicker all the same (docs/performance.md).
const PARTS = [
  { name: 'base', test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack)[\\/]/, priority: 1 },
  { name: 'common', test: /[\\/]web[\\/]src[\\/]/, minShareCount: 6 },
];

export default defineConfig(({ mode }) => {
  // The server that answers behind `vite` and `vite preview`.
  const { QIANMO_SERVER: server = 'http://127.0.0.1:8630' } = loadEnv(mode, '.', 'QIANMO_');
  // The page's own host goes along: with a session, the server takes writes from its own origin alone.
  const proxy = { '/api': { target: server, changeOrigin: false } };
  return {
    plugins: [react(), frontPage(), packed()],
    // The oldest browser promised is Chromium 88: domestic desktops and the web-view of a five-year-old phone.
    // The manifest tells the test of the first load what the first screen needs.
    build: {
      target: 'chrome88',
      cssTarget: 'chrome88',
      chunkSizeWarningLimit: 800,
      manifest: true,
      rolldownOptions: { output: { codeSplitting: { groups: PARTS } } },
    },
    server: { proxy },
    preview: { proxy },
    test: { include: ['src/**/*.test.ts'], environment: 'node', css: true },
  };
});
