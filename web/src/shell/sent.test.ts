import { describe, expect, test } from 'vitest';
import { Sent } from './sent';

describe('what is typed and what the address says', () => {
  test('the address that follows does not take the place of what is typed', () => {
    const sent = new Sent();
    for (const word of ['s', 'sh', '水']) sent.send(word);
    expect(sent.arrived('s')).toBe(true);
    expect(sent.last()).toBe('水');
    expect(sent.arrived('水')).toBe(true);
    expect(sent.last()).toBeUndefined();
  });

  test('an address changed from elsewhere does', () => {
    const sent = new Sent();
    sent.send('水');
    expect(sent.arrived('')).toBe(false);
    expect(sent.last()).toBeUndefined();
    expect(sent.arrived('水')).toBe(false);
  });
});
