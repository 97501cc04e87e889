import type { Session } from '../api/types';

/** Who acts where there are no accounts: whoever sits at this machine. */
const NAMES: Record<string, string> = { local: '本机用户' };

/** An account as a person reads it: by name, where it has one. */
export function personName(actor: string, name?: string | null): string {
  return name || (NAMES[actor] ?? actor);
}

/** Whoever looks at the page, by name. */
export function whoIsHere({ name, actor }: Pick<Session, 'name' | 'actor'>): string {
  return name || personName(actor);
}
