import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The oldest browser promised is Chromium 88: domestic desktops and the web-view of a five-year-old phone.
export default defineConfig({
  plugins: [react()],
  build: { target: 'chrome88', cssTarget: 'chrome88', chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': 'http://127.0.0.1:8630' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
