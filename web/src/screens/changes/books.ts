import type { Session, Unit } from '../../api/types';

/**
 * The books whose journals somebody may ask for. Without accounts, and of who audits, all; of others those that keep records of
 * the units of their posts and below, but never that of the topmost unit, which tells of accounts.
 */
export function booksFor({ sign_in, offices, posts }: Pick<Session, 'sign_in' | 'offices' | 'posts'>, units: Pick<Unit, 'id' | 'parent' | 'book'>[]): string[] {
  const all = sign_in === 'local' || offices.includes('audit');
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const held = new Set(posts.map(({ unit }) => unit));
  const reached = (id: string): boolean => {
    // Ends where there is no parent, or where units say that they lie in each other.
    for (let at: string | null | undefined = id, steps = 0; at && steps < 20; at = parents.get(at), steps += 1) if (held.has(at)) return true;
    return false;
  };
  const root = units.find(({ parent }) => !parent)?.book;
  return [...new Set(units.filter(({ id, book }) => all || (book !== root && reached(id))).map(({ book }) => book))];
}
