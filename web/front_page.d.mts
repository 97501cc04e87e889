import type { Plugin } from 'vite';

export declare function frontPage(screen?: string): Plugin;
