import type { AccountEvent } from '../../api/types';

/** The lines of a kind that concern an account: it is its own, or it did them. Nothing asked for is all of them. */
export function eventsOf(all: AccountEvent[], kind: string, login: string): AccountEvent[] {
  return all.filter((event) => (!kind || event.kind === kind) && (!login || event.login === login || event.actor === login));
}

/** What can be asked for: the kinds with their words, and the accounts, that occur. */
export function choicesOf(all: AccountEvent[]): { kinds: [string, string][]; logins: string[] } {
  const kinds = new Map(all.map(({ kind, kind_name }) => [kind, kind_name]));
  const logins = new Set(all.flatMap(({ login, actor }) => [login, actor]).filter((one): one is string => Boolean(one)));
  return { kinds: [...kinds], logins: [...logins].sort() };
}
