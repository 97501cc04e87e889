import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';
import { packed } from './packed.mjs';

export default defineConfig(({ mode }) => {
  // The server that answers behind `vite` and `vite preview`.
  const { QIANMO_SERVER: server = 'http://127.0.0.1:8630' } = loadEnv(mode, '.', 'QIANMO_');
  // The page's own host goes along: with a session, the server takes writes from its own origin alone.
  const proxy = { '/api': { target: server, changeOrigin: false } };
  return {
    plugins: [react(), packed()],
    // The oldest browser promised is Chromium 88: domestic desktops and the web-view of a five-year-old phone.
    // The manifest tells the test of the first load what the first screen needs.
    build: { target: 'chrome88', cssTarget: 'chrome88', chunkSizeWarningLimit: 800, manifest: true },
    server: { proxy },
    preview: { proxy },
    test: { include: ['src/**/*.test.ts'], environment: 'node', css: true },
  };
});
