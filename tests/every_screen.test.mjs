// Every screen and what opens on it, at two widths, by day and by lamplight, looked at by axe in a real browser.

import { test } from 'node:test'
import { go } from './journeys.mjs'

test('every screen', { timeout: 900_000 }, () => go(['every_screen.test.mjs']))
