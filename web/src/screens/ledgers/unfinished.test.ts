import { describe, expect, test } from 'vitest';
import { finish, keepUnfinished, unfinishedOf } from './unfinished';

describe('what was not registered yet', () => {
  test('is found again by who wrote it, and by nobody else', () => {
    keepUnfinished('zhang', 'patrol', { unit: 'a', values: { on: '2026-11-27' } });
    keepUnfinished('zhang', 'hazard', { unit: undefined, values: { place: '桥头' } });
    expect(unfinishedOf('zhang', 'patrol')?.values).toEqual({ on: '2026-11-27' });
    expect(unfinishedOf('li', 'patrol')).toBeUndefined();
    finish('zhang', 'patrol');
    expect(unfinishedOf('zhang', 'patrol')).toBeUndefined();
    expect(unfinishedOf('zhang', 'hazard')?.values).toEqual({ place: '桥头' });
  });

  test('goes on with the same word', () => {
    const told = { name: '李四', account: 'li', way: 'phone' };
    keepUnfinished('zhang', 'visit', { unit: 'a', values: {}, told });
    expect(unfinishedOf('zhang', 'visit')?.told).toEqual(told);
    keepUnfinished('zhang', 'visit', { unit: 'a', values: {}, told: undefined });
    expect(unfinishedOf('zhang', 'visit')?.told).toBeUndefined();
  });
});
