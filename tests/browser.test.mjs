// The web app in a real browser: what people do with it. How every screen looks is another test, as long as all of these.

import { test } from 'node:test'
import { go, journeys } from './journeys.mjs'

test('journeys', { timeout: 1_200_000 }, () => go(journeys().filter((name) => name !== 'every_screen.test.mjs')))
